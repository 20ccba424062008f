"""The job of an import: the library reads and judges, then everything is written at once.

Nothing is kept until the end, so that a job that was killed at any moment is simply done again, and one that was done
does nothing when it is asked for twice.
"""

from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from perenne.audit.judgement import BATCH
from perenne.desk.imports import originals
from perenne.desk.imports.models import File, Import, Refused, State
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Brand
from perenne.desk.posts.judging import finding_rows, judged, row
from perenne.desk.posts.models import Finding, Post
from perenne.model.errors import PerenneError
from perenne.model.post import Post as Record
from perenne.model.reject import Reject
from perenne.readers.opening import Found, open_reading, unpacked
from perenne.readers.reading import Item

_SHOWN = 1_000
"""How often the page learns how far the reading is, in records."""
_AT_ONCE = 500


class _Stopped(Exception):
    """Somebody asked the import to stop."""


@task()
def read_import(pk: int) -> None:
    """Read, judge and keep import ``pk``."""
    made = Import.objects.filter(pk=pk, state__in=(State.WAITING, State.READING)).first()
    if made is None:
        return
    Import.objects.filter(pk=pk).update(state=State.READING, read=0)
    try:
        _Reading(made).run()
    except _Stopped:
        Import.objects.filter(pk=pk).update(state=State.STOPPED, ended=timezone.now())
    except PerenneError as problem:
        says = problem.says
        Import.objects.filter(pk=pk).update(
            state=State.FAILED, failure_fr=says.fr, failure_en=says.en, ended=timezone.now()
        )


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
                        posts.setdefault((item.platform, item.subject_id), item)
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
                file.problem_fr, file.problem_en = problem.says.fr, problem.says.en

    def _tell(self) -> None:
        Import.objects.filter(pk=self._made.pk).update(read=self._read)
        if Import.objects.filter(pk=self._made.pk, state=State.STOPPING).exists():
            raise _Stopped

    def _as_refused(self, reject: Reject) -> Refused:
        return Refused(
            of=self._made,
            file=reject.file[-255:],
            line=reject.line or 0,
            reason_fr=reject.reason.fr,
            reason_en=reject.reason.en,
        )

    def _keep(self, posts: dict[tuple[str, str], Record], files: list[File]) -> None:
        """Judge what is new, then write everything in one transaction."""
        known = set(Post.objects.filter(organisation=self._made.organisation_id).values_list("platform", "post_id"))
        new = [each for key, each in posts.items() if key not in known]
        brands = _Brands(self._made.organisation_id)
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
            made.posts_new, made.posts_known, made.others = len(rows), len(posts) - len(rows), self._others
            made.save()
            facts = {"new": len(rows), "known": made.posts_known, "refused": len(self._refused)}
            record(
                Author(made.by.ref, made.by.name, made.organisation_id, "job"),
                "import.done",
                f"import:{made.pk}",
                facts,
            )


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
