"""The job of a bundle: the rows become the folder of an audit, which the library bundles and seals."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from perenne import __version__
from perenne.audit.outcome import RulebookName, Summary
from perenne.chain import sha256_of
from perenne.desk.bundles.covering import read_in, with_others
from perenne.desk.bundles.models import Bundle, State
from perenne.desk.imports import originals
from perenne.desk.journal.acts import Author, record
from perenne.desk.portal.queries import replies_of
from perenne.desk.posts.actions import given_of
from perenne.desk.posts.models import Post
from perenne.desk.posts.queries import as_records
from perenne.evidence.gathering import ANSWERS, FINDINGS, POSTS, REPLIES, Request
from perenne.evidence.keys import sealing_key
from perenne.evidence.order import Order, carry_out
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError
from perenne.model.finding import WORST_FIRST

_FAULT = Bilingual(
    fr="quelque chose n’a pas marché de notre côté : demandez le dossier de nouveau",
    en="something went wrong on our side: ask for the bundle again",
)
_BESIDE = ".audit-"


def path_of(bundle: Bundle) -> Path:
    folder: Path = settings.BUNDLES
    return folder / f"{bundle.pk}.zip"


def sweep() -> None:
    """Remove what jobs that were killed left beside the bundles: it holds people's words."""
    for each in Path(settings.BUNDLES).glob(f"{_BESIDE}*"):
        shutil.rmtree(each)


@task()
def make_bundle(pk: int) -> None:
    """Make bundle ``pk``, unless it is made."""
    bundle = Bundle.objects.filter(pk=pk, state=State.WAITING).select_related("by").first()
    if bundle is None:
        return
    try:
        _make(bundle)
    except PerenneError as problem:
        _fail(pk, problem.says)
    except Exception:
        _fail(pk, _FAULT)
        raise


def _fail(pk: int, says: Bilingual) -> None:
    """What the page says; where the bundle would have lain is nobody's business."""
    fr, en = (text.replace(f"{settings.BUNDLES}/", "") for text in (says.fr, says.en))
    Bundle.objects.filter(pk=pk, state=State.WAITING).update(state=State.FAILED, failure_fr=fr, failure_en=en)


def _make(bundle: Bundle) -> None:
    out = path_of(bundle)
    out.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = sealing_key()
    with tempfile.TemporaryDirectory(prefix=_BESIDE, dir=out.parent) as folder:
        with transaction.atomic():
            posts = list(bundle.posts.select_for_update().prefetch_related("findings").order_by("pk"))
            _write_audit(Path(folder), bundle, posts)
        request = Request(audit=Path(folder), originals=True)
        order = Order(
            request=request,
            key=key,
            language="en" if bundle.language == "en" else "fr",
            stated_on=timezone.localtime(bundle.at).date().isoformat(),
            out=out,
        )
        made = carry_out(order)
    with out.open("rb") as stream:
        content = sha256_of(stream)
    with transaction.atomic():
        kept = Bundle.objects.select_for_update().get(pk=bundle.pk)
        if kept.state != State.WAITING:
            return
        kept.state, kept.sha256, kept.size = State.MADE, content, out.stat().st_size
        kept.key, kept.manifest = key.id, made.bundle.manifest_sha256
        kept.save()
        author = Author(kept.by.ref, kept.by.name, kept.organisation_id, "job")
        record(author, "evidence.made", f"bundle:{kept.pk}", {"key": key.id, "sha256": content})


def _write_audit(folder: Path, bundle: Bundle, posts: list[Post]) -> None:
    """The rows as an audit writes them: posts, findings, what people said, the summary, the originals."""
    findings = {post.pk: [each.read() for each in post.findings.all()] for post in posts}
    said = [
        each
        for post in posts
        for each in (
            *given_of(post),
            *as_records(
                list(post.decisions.select_related("by")),
                findings[post.pk],
                list(post.overrides.select_related("by")),
            ),
        )
    ]
    _write(folder / POSTS, (post.record.encode() for post in posts))
    _write(folder / FINDINGS, (msgspec.json.encode(each) for post in posts for each in findings[post.pk]))
    _write(folder / ANSWERS, (msgspec.json.encode(each) for each in said))
    replies = [each for post in posts for each in replies_of(post)]
    _write(folder / REPLIES, (msgspec.json.encode(each) for each in replies))
    book = rulebook()
    verdicts = Counter(post.verdict for post in posts)
    summary = Summary(
        program=__version__,
        rulebook=RulebookName(book.index.version, book.sha256),
        posts=len(posts),
        verdicts={verdict: verdicts[verdict] for verdict in WORST_FIRST},
        not_checked=book.unchecked_on("post"),
    )
    (folder / "summary.json").write_bytes(msgspec.json.encode(summary))
    shown = {file.sha256 for each in replies for file in each.files}
    _copy_originals(folder / "sources", _shareable(bundle, posts) | shown)


def _shareable(bundle: Bundle, posts: list[Post]) -> set[str]:
    """The files in which ``posts`` were read; one that tells of other brands too is named by its hash alone."""
    files = read_in(posts)
    return files - with_others(bundle.organisation_id, bundle.brand_id, files) if bundle.brand_id else files


def _write(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(line + b"\n" for line in lines)


def _copy_originals(folder: Path, hashes: Iterable[str]) -> None:
    """The files that the posts were read in and those that creators showed, where they are files of their own (a
    member of an archive is not)."""
    folder.mkdir()
    for sha256 in set(hashes):
        if originals.path_of(sha256).is_file():
            shutil.copyfile(originals.path_of(sha256), folder / sha256)
