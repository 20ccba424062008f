"""The audit: files in, everything that was found out. Reads, merges, judges and collects; what grows with the posts
lies in a private folder, the spool, as long as it is needed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl

from perenne.audit.columns import Columns
from perenne.audit.crew import Crew, crew
from perenne.audit.digest import Digest
from perenne.audit.intake import FileRead, in_order
from perenne.audit.judgement import Knowledge
from perenne.audit.kept import basis_of, keeping
from perenne.audit.lines import joined, written
from perenne.audit.outcome import Advertised, AuditOutcome, Conflict, DealLoose, OpenQuestion
from perenne.audit.parts import JudgedBatch
from perenne.audit.places import with_changes
from perenne.audit.plan import planned
from perenne.audit.quiet import count_silent, keep_newest
from perenne.audit.sides import Sides, read_sides
from perenne.audit.spool import Records, Spool
from perenne.audit.summary import Tally, summary
from perenne.law.rulebook import rulebook
from perenne.model.answer import Decision
from perenne.model.bilingual import Language
from perenne.model.finding import Finding
from perenne.model.post import Consideration
from perenne.model.reject import Reject
from perenne.readers.mapping import Mapping
from perenne.readers.opening import Found
from perenne.readers.reading import Held
from perenne.readers.tasks import way

Stage = Literal["read", "judge", "write"]
Progress = Callable[[Stage, int, int | None], None]
"""Told the stage, how much is done, and of how much (``None`` where that is not known)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRequest:
    """What a person asked for. ``columns``: posts that a program holds already; ``stated_deal`` states the deal of
    every post that records none; ``workers``: how many processes; ``place``: the folder in which the spool is made,
    that for temporary files where none is named; ``keep``: the folder in which what is finished is kept until
    ``kept.forget`` is told that the whole is written."""

    files: tuple[Found, ...] = ()
    columns: tuple[Columns, ...] = ()
    deals: tuple[Found, ...] = ()
    answers: tuple[Found, ...] = ()
    mapping: Mapping | None = None
    audience: tuple[str, ...] = ()
    as_of: date | None = None
    stated_deal: Consideration = "unknown"
    language: Language = "fr"
    workers: int = 1
    place: Path | None = None
    keep: Path | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """A file that was audited, and what it holds that must not travel further: nothing, where it is ``clean``."""

    path: Path
    sha256: str
    holds: frozenset[Held] = frozenset()

    @property
    def clean(self) -> bool:
        return not self.holds


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found, the originals it was found in, and the ``spool`` in which it lies: until that is closed, or
    nothing refers to it any more. ``resumed``: how many files and batches an earlier run had finished."""

    outcome: AuditOutcome
    originals: tuple[Original, ...]
    spool: Spool = field(compare=False, repr=False)
    resumed: tuple[int, int] = (0, 0)


def silent(stage: Stage, done: int, total: int | None) -> None:
    """The progress of a run that nobody watches."""


def audit(request: AuditRequest, progress: Progress = silent) -> Audited:
    """Audit the files of ``request``. A file that cannot be read is listed and the rest goes on.

    Raises ``UsageError`` where a file of deals or answers cannot be read: the verdicts would rest on half of it.
    """
    sides = read_sides(request.deals, request.answers, request.mapping)
    knowledge = Knowledge(
        rulebook(), sides.deals, sides.answers, request.audience, request.as_of, request.stated_deal
    )
    spool = Spool(request.place)
    try:
        with (
            keeping(request.keep, _basis(request, knowledge, sides)) as kept,
            crew(request.workers, knowledge, spool.folder, kept) as hands,
        ):
            resumed = kept.parts() if kept is not None else (0, 0)
            read = _read(request, hands, progress)
            judged = _judge(read, hands, spool, progress)
        outcome = _outcome(request, read, sides, judged, knowledge, spool)
    except BaseException:
        spool.close()
        raise
    originals = tuple(Original(f.path, f.sha256, f.holds) for f in read if f.sha256 and len(f.posts) and not f.member)
    return Audited(outcome, originals, spool, resumed)


def _basis(request: AuditRequest, knowledge: Knowledge, sides: Sides) -> str:
    """All that a part rests on beside its own file."""
    stated = (request.mapping, request.audience, request.as_of, request.stated_deal)
    return basis_of(knowledge.book.sha256, sides.files, stated, way().isolation)


def _read(request: AuditRequest, hands: Crew, progress: Progress) -> list[FileRead]:
    files = in_order(request.files)
    read = list(hands.read(files, request.mapping, lambda done: progress("read", done, None)))
    in_memory = sorted(request.columns, key=lambda each: each.origin.file)
    read += [hands.read_frames(each, number) for number, each in enumerate(in_memory, len(files))]
    progress("read", sum(file.records for file in read), None)
    return read


@dataclass(slots=True)
class _Judged:
    """What all batches gave, in their order, and the posts, all and those that have a finding, as they are now."""

    parts: list[JudgedBatch]
    tally: Tally
    digest: Digest
    posts: Records
    spoken: Records


def _judge(read: Sequence[FileRead], hands: Crew, spool: Spool, progress: Progress) -> _Judged:
    plan = planned([file.index for file in read if file.index is not None])
    tally, digest, parts = Tally(), Digest(), []
    count_silent(plan, spool.folder, tally, digest)
    progress("judge", tally.posts, plan.posts.height)
    inputs = basis_of([(file.name, file.sha256) for file in read])
    for batch in hands.judge(plan.batches, len(read), inputs):
        tally.add(batch.noted)
        digest.add_digest(batch.digest)
        parts.append(replace(batch, digest=Digest()))  # it is in the whole: kept, memory would grow with the posts
        progress("judge", tally.posts, plan.posts.height)
    digest.accounts = tally.accounts
    keep_newest(plan, spool.folder, digest)
    posts = with_changes(plan.posts, [part.changed for part in parts])
    spoken = posts[pl.concat([part.spoken for part in parts])] if parts else posts[:0]
    return _Judged(parts, tally, digest, Records(spool, posts), Records(spool, spoken))


def _outcome(
    request: AuditRequest,
    read: Sequence[FileRead],
    sides: Sides,
    judged: _Judged,
    knowledge: Knowledge,
    spool: Spool,
) -> AuditOutcome:
    parts, as_of = judged.parts, request.as_of.isoformat() if request.as_of else None
    refused = written(Reject, spool.folder / "refused.ndjson", sides.rejects)
    findings = joined(Finding, (part.findings for part in parts), spool)
    unmet = written(DealLoose, spool.folder / "unmet.ndjson", sides.deals.without_post(judged.tally.met))
    return AuditOutcome(
        summary=summary(
            read, sides, judged.tally, judged.digest, knowledge.book, as_of, request.language, way().isolation
        ),
        rulebook=knowledge.book,
        posts=judged.posts,
        findings=findings,
        digest=judged.digest,
        spoken=judged.spoken,
        questions=joined(OpenQuestion, (part.questions for part in parts), spool),
        advertisers=joined(Advertised, (part.advertisers for part in parts), spool),
        rejects=joined(Reject, [*(file.rejects for file in read), refused], spool),
        unread=tuple(file.unread for file in read if file.unread is not None),
        loose_deals=joined(DealLoose, [unmet, *(part.loose for part in parts)], spool),
        conflicts=joined(Conflict, (part.conflicts for part in parts), spool),
        answers=sides.answers.every(),
        unmatched_answers=sides.answers.without_post(judged.tally.answered),
        decisions=sides.decisions,
        unmatched_decisions=_not_found(sides.decisions, findings),
    )


def _not_found(decisions: Sequence[Decision], findings: Iterable[Finding]) -> tuple[str, ...]:
    """The findings that were decided on and are not among ``findings``."""
    decided = {each.finding for each in decisions}
    if not decided:
        return ()
    return tuple(sorted(decided.difference(each.id for each in findings if each.id in decided)))
