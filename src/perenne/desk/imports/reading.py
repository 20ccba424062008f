"""The job of an import: the library reads and judges, then everything is written at once.

Nothing is kept until the end, so that a job that was killed at any moment is simply done again, and one that was done
does nothing when it is asked for twice.
"""

from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from perenne.audit.judgement import BATCH
from perenne.desk.imports import originals
from perenne.desk.imports.models import File, Import, Refused, State
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Brand
from perenne.desk.posts.judging import finding_rows, judged, row, storable
from perenne.desk.posts.models import Finding, Post
from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError
from perenne.model.post import Post as Record
from perenne.model.reject import Reject
from perenne.readers.opening import Found, open_reading, unpacked
from perenne.readers.reading import Item

_SHOWN = 1_000
"""How often the page learns how far the reading is, in records."""
_AT_ONCE = 500
_PROBLEM = 2_000
"""The longest account of a file's problems that is kept, in characters."""
_OFTEN = 5
"""How often a job is taken up again before it is held to be what ends the workers."""


_FAULT = Bilingual(
    fr="quelque chose n’a pas marché de notre côté : rien n’a été gardé, importez de nouveau",
    en="something went wrong on our side: nothing was kept, import again",
)
_ENDS_WORKERS = Bilingual(
    fr=f"la lecture s’est interrompue {_OFTEN} fois, peut-être faute de mémoire : importez les fichiers en plusieurs "
    "fois",
    en=f"the reading broke off {_OFTEN} times, perhaps for want of memory: import the files in several goes",
)
_OTHER_BRAND = Bilingual(
    fr="la publication nomme une autre marque que celle de l’import : importez-la à part",
    en="the post names another brand than that of the import: import it apart",
)


class _Stopped(Exception):
    """Somebody asked the import to stop, or another run has ended it."""


@task()
def read_import(pk: int) -> None:
    """Read, judge and keep import ``pk``."""
    _end(pk, State.STOPPING, State.STOPPED)
    begun = Import.objects.filter(pk=pk, state__in=(State.WAITING, State.READING))
    if not begun.update(state=State.READING, read=0, begun=F("begun") + 1):
        return
    made = Import.objects.get(pk=pk)
    if made.begun > _OFTEN:
        _fail(pk, _ENDS_WORKERS)
        return
    try:
        _Reading(made).run()
    except _Stopped:
        _end(pk, State.STOPPING, State.STOPPED)
    except PerenneError as problem:
        _fail(pk, problem.says)
    except Exception:
        _fail(pk, _FAULT)
        raise


def _fail(pk: int, says: Bilingual) -> None:
    _end(pk, State.READING, State.FAILED, failure_fr=says.fr, failure_en=says.en)
    _end(pk, State.STOPPING, State.STOPPED)


def _end(pk: int, state: State, then: State, **facts: str) -> None:
    """What is in ``state`` ends; what another run has ended already stays as it is."""
    Import.objects.filter(pk=pk, state=state).update(state=then, ended=timezone.now(), **facts)


class _Reading:
    """One import being read: what it gave so far."""

    def __init__(self, made: Import) -> None:
        self._made = made
        self._refused: list[Refused] = []
        self._others = 0
        self._read = 0

    def run(self) -> None:
        files = list(self._made.files.all())
        posts: dict[tuple[str, str], Record] = {}
        for file in files:
            for item in self._items(file):
                match item:
                    case Record():
                        posts.setdefault((storable(item.platform), storable(item.subject_id)), item)
                    case Reject():
                        self._refused.append(self._as_refused(item))
                    case _:
                        self._others += 1
        self._keep(posts, files)

    def _items(self, file: File) -> Iterator[Item]:
        for found in unpacked(Found(originals.path_of(file.sha256), file.name)):
            try:
                reading = open_reading(found.path, found.name, member=found.member)
                file.format = file.format or reading.format
                for item in reading.items():
                    self._read += 1
                    file.records += 1
                    if self._read % _SHOWN == 0:
                        self._tell()
                    yield item
            except PerenneError as problem:
                self._has_problem(file, found.member, problem.says)

    @staticmethod
    def _has_problem(file: File, member: str | None, says: Bilingual) -> None:
        """What could not be read of ``file``; in an archive several members may each have their problem."""
        told = (f"{member} : {says.fr}", f"{member}: {says.en}") if member else (says.fr, says.en)
        before = (file.problem_fr, file.problem_en)
        file.problem_fr, file.problem_en = (
            "\n".join(filter(None, (earlier, storable(now))))[:_PROBLEM]
            for earlier, now in zip(before, told, strict=True)
        )

    def _tell(self) -> None:
        Import.objects.filter(pk=self._made.pk).update(read=self._read)
        if Import.objects.filter(pk=self._made.pk, state=State.STOPPING).exists():
            raise _Stopped

    def _as_refused(self, reject: Reject) -> Refused:
        return Refused(
            of=self._made,
            file=storable(reject.file)[-255:],
            line=reject.line or 0,
            reason_fr=storable(reject.reason.fr),
            reason_en=storable(reject.reason.en),
        )

    def _keep(self, posts: dict[tuple[str, str], Record], files: list[File]) -> None:
        """Judge what is new, then write everything in one transaction."""
        known = set(Post.objects.filter(organisation=self._made.organisation_id).values_list("platform", "post_id"))
        brands = _Brands(self._made.organisation_id)
        new = [each for key, each in posts.items() if key not in known and self._takes(each, brands)]
        rows: list[Post] = []
        findings: list[list[Finding]] = []
        remaining = judged(new)
        while batch := list(islice(remaining, BATCH)):
            self._tell()
            for each in batch:
                post = row(each)
                post.organisation_id, post.added_by = self._made.organisation_id, self._made
                post.brand = self._made.brand or brands.of(each.post)
                rows.append(post)
                findings.append(finding_rows(post, each))
        with transaction.atomic():
            made = Import.objects.select_for_update().get(pk=self._made.pk)
            if made.state != State.READING:
                raise _Stopped
            Post.objects.bulk_create(rows, batch_size=_AT_ONCE)
            Finding.objects.bulk_create((each for those in findings for each in those), batch_size=_AT_ONCE)
            Refused.objects.bulk_create(self._refused, batch_size=_AT_ONCE)
            File.objects.bulk_update(files, ("format", "records", "problem_fr", "problem_en"))
            made.state, made.ended, made.read = State.DONE, timezone.now(), self._read
            made.posts_new, made.posts_known = len(rows), sum(key in known for key in posts)
            made.others = self._others
            made.save()
            facts = {"new": len(rows), "known": made.posts_known, "refused": len(self._refused)}
            record(
                Author(made.by.ref, made.by.name, made.organisation_id, "job"),
                "import.done",
                f"import:{made.pk}",
                facts,
            )

    def _takes(self, post: Record, brands: "_Brands") -> bool:
        """An import for one brand takes no post that names another one."""
        named, own = brands.of(post), self._made.brand_id
        if own is None or named is None or named.pk == own:
            return True
        self._refused.append(
            self._as_refused(Reject(post.source.file or "?", post.source.line or 0, "deal", _OTHER_BRAND))
        )
        return False


class _Brands:
    """Which brand of the organisation a post's deal names, by name or account."""

    def __init__(self, organisation: int) -> None:
        self._by_name: dict[str, Brand] = {}
        for brand in Brand.objects.filter(organisation=organisation):
            for name in (brand.name, *brand.handles):
                self._by_name[_plain(name)] = brand

    def of(self, post: Record) -> Brand | None:
        advertiser = post.deal.advertiser
        names = (advertiser.name or "", *advertiser.handles) if advertiser else ()
        return next(filter(None, (self._by_name.get(_plain(each)) for each in (*names, *post.labels.sponsors))), None)


def _plain(name: str) -> str:
    return name.lstrip("@").casefold()
