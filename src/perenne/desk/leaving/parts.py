"""The parts of an export, in their order: what the library writes first, then the rows, the journal and the files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from django.db.models import Exists, OuterRef

from perenne.chain import sha256_of
from perenne.desk.bundles import making as bundles
from perenne.desk.bundles.models import Bundle
from perenne.desk.contracts.models import Version
from perenne.desk.imports import originals
from perenne.desk.imports.models import File
from perenne.desk.keeping.archive import of_file
from perenne.desk.leaving import rows, told
from perenne.desk.leaving.models import Erasure
from perenne.desk.leaving.schema import RECORDS, TO_ORGANISATION, part_of
from perenne.desk.partnerships.models import Batch, Event
from perenne.desk.portal.models import Capture, Reply
from perenne.desk.portal.queries import replies_of
from perenne.desk.posts.actions import given_of
from perenne.desk.posts.models import Answer, Decision, Override, Post
from perenne.desk.posts.queries import as_records

ACTS, WORDS = "journal/acts.ndjson", "journal/words.ndjson"
ANSWERS, DECISIONS, REPLIES = (f"posts/{name}.ndjson" for name in ("answers", "decisions", "replies"))

Chunks = Iterable[bytes]


class Sought(NamedTuple):
    """The parts, and the originals that rows speak of and that are not there as they were kept."""

    parts: Mapping[str, Callable[[], Chunks]]
    missing: tuple[str, ...]


def parts(organisation: int, database: str) -> Sought:
    """Every part of the export, to be written when its turn comes."""
    of = (organisation, database)
    found: dict[str, Callable[[], Chunks]] = {
        name: partial(rows.records, table, *of) for table, name in RECORDS.items()
    }
    found[ANSWERS] = partial(_of_posts, of, (Answer,), given_of)
    found[DECISIONS] = partial(_of_posts, of, (Decision, Override), _decided)
    found[REPLIES] = partial(_of_posts, of, (Reply,), replies_of)
    for batch in Batch.objects.using(database).filter(organisation=organisation).order_by("number"):
        found[f"book/{batch.number:08}.ndjson"] = partial(_batch, batch, database)
    for table in TO_ORGANISATION:
        found[part_of(table)] = partial(rows.written, table, *of)
    found[ACTS], found[WORDS] = partial(told.acts, *of), partial(told.words, *of)
    there, missing = _originals(organisation, database)
    for name, file in (*there, *_bundles(organisation, database)):
        found[name] = partial(of_file, file)
    return Sought(found, missing)


def _of_posts(
    of: tuple[int, str], said: Iterable[type], told_of: Callable[[Post], Iterable[object]]
) -> Iterator[bytes]:
    """What was said of posts, as the library writes it; posts of which nothing was said are not looked at."""
    organisation, database = of
    posts = Post.objects.using(database).filter(organisation=organisation).order_by("pk")
    spoken = [Exists(each.objects.using(database).filter(post=OuterRef("pk"))) for each in said]  # type: ignore[attr-defined]
    asked = spoken[0] if len(spoken) == 1 else spoken[0] | spoken[1]
    for post in posts.filter(asked).iterator(500):
        for record in told_of(post):
            yield msgspec.json.encode(record) + b"\n"


def _decided(post: Post) -> Iterable[object]:
    findings = [each.read() for each in post.findings.order_by("pk")]
    overrides = list(post.overrides.select_related("by"))
    return as_records(list(post.decisions.select_related("by")), findings, overrides)


def _batch(batch: Batch, database: str) -> Iterator[bytes]:
    """The file that the library's store in a folder would hold."""
    yield f"{batch.line}\n".encode()
    lines = Event.objects.using(database).filter(batch=batch).order_by("place").values_list("line", flat=True)
    for line in lines.iterator(2_000):
        yield f"{line}\n".encode()


def _originals(organisation: int, database: str) -> tuple[list[tuple[str, Path]], tuple[str, ...]]:
    hashes: set[str] = set()
    for model, path in ((File, "of__organisation"), (Version, "contract__organisation"), (Capture, "organisation")):
        of = model.objects.using(database).filter(**{path: organisation})
        hashes |= set(of.exclude(sha256="").values_list("sha256", flat=True))
    for kept in Erasure.objects.using(database).filter(organisation=organisation).values_list("kept", flat=True):
        hashes |= set(kept)
    there = [each for each in sorted(hashes) if _is_whole(each)]
    files = [(f"originals/{each}", originals.path_of(each)) for each in there]
    return files, tuple(sorted(hashes - set(there)))


def _is_whole(sha256: str) -> bool:
    file = originals.path_of(sha256)
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return sha256_of(stream) == sha256


def _bundles(organisation: int, database: str) -> Iterator[tuple[str, Path]]:
    for bundle in Bundle.objects.using(database).filter(organisation=organisation, state="made").order_by("pk"):
        if bundles.path_of(bundle).is_file():
            yield f"bundles/{bundle.pk}.zip", bundles.path_of(bundle)
