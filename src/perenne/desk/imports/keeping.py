"""What an import gave, judged and written: everything in one transaction, at its end."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from django.db import models, transaction
from django.utils import timezone

from perenne.desk.creators.actions import learn
from perenne.desk.imports import sheets, tables
from perenne.desk.imports.gathering import Counts
from perenne.desk.imports.models import File, Import, Observation, Refused, State
from perenne.desk.imports.placing import Placed
from perenne.desk.imports.running import Run
from perenne.desk.imports.spool import TOGETHER, Refusal, Spool, together
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Member
from perenne.desk.posts.judging import finding_rows, judged, row, storable
from perenne.desk.posts.models import Finding, Post

_JUDGED_AT_ONCE = 1_000


class Gathered(NamedTuple):
    """What the files gave."""

    files: list[File]
    spool: Spool
    counts: Counts
    placed: Placed


class _Judged(msgspec.Struct):
    """The columns of a post and of its findings."""

    post: dict[str, Any]
    findings: list[dict[str, Any]]


def judge(spool: Spool, run: Run) -> None:
    """Judge what is new, into the spool. Raises ``Stopped``."""
    new = spool.new()
    while some := list(islice(new, _JUDGED_AT_ONCE)):
        run.tell()
        for each, found in zip(some, judged([one.post for one in some]), strict=True):
            post = row(found)
            post.organisation_id, post.added_by_id = run.made.organisation_id, run.made.pk
            post.brand_id = each.brand
            findings = [_columns(one) for one in finding_rows(post, found)]
            spool.judge(each.n, msgspec.json.encode(_Judged(_columns(post), findings)))


def show(gathered: Gathered, run: Run) -> None:
    """Write what importing would do, and leave the word to a person. Raises ``Stopped``."""
    with transaction.atomic():
        made = run.locked()
        _account(made, gathered, run)
        _forget(made)
        _write_beside(made, gathered)
        made.state, made.looked = State.ASKING, timezone.now()
        made.begun = 0
        made.save()


def keep(gathered: Gathered, run: Run, member: Member | None) -> None:
    """Write everything that was read. Raises ``Stopped``, and ``UsageError`` where a sheet leaves a question open."""
    spool = gathered.spool
    with transaction.atomic():
        made = run.locked()
        _forget(made)
        for some in together(spool.judged()):
            _write_posts([msgspec.json.decode(each, type=_Judged) for each in some])
        for file in gathered.files:
            if file.kind == tables.PARTNERSHIPS and member is not None:
                sheets.write(file, member, spool)
        _account(made, gathered, run)
        _write_beside(made, gathered)
        made.learned = learn(made, ((each.post, each.brand) for each in spool.every()), spool.profiles())
        made.state, made.ended = State.DONE, timezone.now()
        made.save()
        record(_job_of(made), "import.done", f"import:{made.pk}", _facts(made, gathered))


def _job_of(made: Import) -> Author:
    return Author(made.by.ref, made.by.name, made.organisation_id, "job")


def _facts(made: Import, gathered: Gathered) -> dict[str, Any]:
    return {
        "new": made.posts_new,
        "known": made.posts_known,
        "differ": made.posts_differ,
        "erased": made.posts_erased,
        "refused": gathered.spool.count("refused"),
        "accounts": made.accounts,
        "comments": made.comments,
    }


def _account(made: Import, gathered: Gathered, run: Run) -> None:
    """The counts of ``made`` and what its files are."""
    placed, counts = gathered.placed, gathered.counts
    made.read = run.read
    made.posts_new, made.posts_known, made.posts_differ = placed.new, placed.known, placed.differ
    made.posts_erased = placed.erased
    made.accounts, made.comments, made.others = counts.accounts, counts.comments, counts.others
    facts = ("format", "why_fr", "why_en", "records", "kind", "seen", "said", "heading", "batch")
    File.objects.bulk_update(gathered.files, (*facts, "problem_fr", "problem_en"))


def _forget(made: Import) -> None:
    """What an earlier look wrote."""
    made.refused.all().delete()
    made.observations.all().delete()


def _write_posts(some: list[_Judged]) -> None:
    posts = Post.objects.bulk_create([Post(**each.post) for each in some], batch_size=TOGETHER)
    findings = (
        Finding(**{**columns, "post_id": post.pk})
        for post, each in zip(posts, some, strict=True)
        for columns in each.findings
    )
    Finding.objects.bulk_create(findings, batch_size=TOGETHER)


def _write_beside(made: Import, gathered: Gathered) -> None:
    """What was refused, and what was seen of posts that are known."""
    spool, columns = gathered.spool, {file.pk: _columns_of(file) for file in gathered.files}
    for refusals in together(spool.refused()):
        Refused.objects.bulk_create(_refused(made, each, columns.get(each.source or 0, {})) for each in refusals)
    for some in together(spool.observations()):
        Observation.objects.bulk_create(_observed(made, some))


def _observed(made: Import, some: list[dict[str, Any]]) -> Iterator[Observation]:
    """A copy in the same files is of the post that the import adds, once it does."""
    names = [each["name"] for each in some if each["post_id"] is None]
    rows = Post.objects.filter(organisation=made.organisation_id, post_id__in=names)
    known = {(platform, name): pk for platform, name, pk in rows.values_list("platform", "post_id", "pk")}
    for each in some:
        post = each["post_id"] or known.get((each["platform"], each["name"]))
        yield Observation(of=made, **{**each, "post_id": post})


def _refused(made: Import, each: Refusal, columns: dict[str, str]) -> Refused:
    reject, cells = each.reject, each.cells
    column = columns.get(reject.path, "")
    return Refused(
        of=made,
        source_id=each.source,
        file=storable(reject.file)[-255:],
        line=reject.line or 0,
        field=storable(reject.path)[:100],
        column=column,
        written=(cells or {}).get(column, ""),
        cells=cells,
        reason_fr=storable(reject.reason.fr),
        reason_en=storable(reject.reason.en),
    )


def _columns_of(file: File) -> dict[str, str]:
    """Of a table: field → header."""
    columns = (file.seen or {}).get("columns", [])
    return {each["field"]: each["header"] for each in columns if each["field"]}


def _columns(row: models.Model) -> dict[str, Any]:
    """What stands in the columns of ``row``, but for its number."""
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key}
