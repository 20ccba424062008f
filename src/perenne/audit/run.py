"""The audit: files in, everything that was found out. Reads, merges, judges and collects; writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar

from perenne import __version__
from perenne.audit.answers import AnswerFile, answer_file, usable
from perenne.audit.deals import DealFile, deal_file
from perenne.audit.intake import FileRead, read_all
from perenne.audit.judgement import Judgement, Knowledge, judgements
from perenne.audit.outcome import AuditOutcome, FileSummary, OpenQuestion, RulebookName, Summary
from perenne.audit.repeats import merge_repeats
from perenne.law.rulebook import Rulebook, rulebook
from perenne.model.answer import Answer
from perenne.model.bilingual import Bilingual, Language
from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.finding import WORST_FIRST, Question, Verdict, worst
from perenne.model.post import Consideration
from perenne.model.reject import Reject
from perenne.model.relation import Relation
from perenne.readers import deals as deals_reader
from perenne.readers import records_ndjson, table
from perenne.readers.mapping import Mapping
from perenne.readers.opening import Found, Reading, open_reading

Stage = Literal["read", "judge", "write"]
Progress = Callable[[Stage, int, int | None], None]
"""Told the stage, how much is done, and of how much (``None`` where that is not known)."""

T = TypeVar("T", Relation, Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRequest:
    """What a person asked for. ``stated_deal`` states the deal of every post that records none."""

    files: tuple[Found, ...]
    deals: tuple[Found, ...] = ()
    answers: tuple[Found, ...] = ()
    mapping: Mapping | None = None
    audience: tuple[str, ...] = ()
    as_of: date | None = None
    stated_deal: Consideration = "unknown"
    language: Language = "fr"


@dataclass(frozen=True, slots=True)
class Original:
    """A file that was audited, and whether it held nothing that must not travel further."""

    path: Path
    sha256: str
    clean: bool


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found, and the originals it was found in."""

    outcome: AuditOutcome
    originals: tuple[Original, ...]


def silent(stage: Stage, done: int, total: int | None) -> None:
    """The progress of a run that nobody watches."""


def audit(request: AuditRequest, progress: Progress = silent) -> Audited:
    """Audit the files of ``request``. A file that cannot be read is listed and the rest goes on.

    Raises ``UsageError`` where a file of deals or answers cannot be read: the verdicts would rest on half of it.
    """
    book = rulebook()
    side = _read_side_files(request)
    read = read_all(request.files, request.mapping, lambda done: progress("read", done, None))
    merged = merge_repeats(post for file in read for post in file.posts)
    posts = merged.posts
    knowledge = Knowledge(
        book, side.deals, side.answers, request.audience, request.as_of, stated_deal=request.stated_deal
    )
    judged: list[Judgement] = []
    for judgement in judgements(posts, knowledge):
        judged.append(judgement)
        progress("judge", len(judged), len(posts))
    outcome = AuditOutcome(
        summary=_summary(request, book, read, side, judged, merged.repeats),
        rulebook=book,
        posts=tuple(judgement.post for judgement in judged),
        findings=tuple(finding for judgement in judged for finding in judgement.findings),
        questions=tuple(_questions(judged)),
        rejects=(*(reject for file in read for reject in file.rejects), *side.rejects),
        unread=tuple(file.unread for file in read if file.unread is not None),
        loose_deals=(
            *side.deals.without_post({where for judgement in judged for where in judgement.met}),
            *(loose for judgement in judged for loose in judgement.loose),
        ),
        conflicts=merged.conflicts,
        answers=side.answers.every(),
        unmatched_answers=side.answers.without_post(posts),
        advertisers={
            (each.post.platform, each.post.subject_id): each.facts.advertiser
            for each in judged
            if each.facts.advertiser is not None
        },
    )
    originals = tuple(Original(f.path, f.sha256, f.clean) for f in read if f.sha256 and f.posts)
    return Audited(outcome, originals)


# Deals and answers


@dataclass(frozen=True, slots=True)
class _SideFiles:
    deals: DealFile
    answers: AnswerFile
    relations: int
    rejects: tuple[Reject, ...]


def _read_side_files(request: AuditRequest) -> _SideFiles:
    rejects: list[Reject] = []
    relations = list(_kept(_relations(request.deals, request.mapping), rejects))
    answers = list(_kept(usable(_answers(request.answers)), rejects))
    return _SideFiles(deal_file(relations), answer_file(answers), len(relations), tuple(rejects))


def _relations(files: Iterable[Found], mapping: Mapping | None) -> Iterator[Relation | Reject]:
    for found in files:
        with _opened(found) as (reading, stream):
            if reading.format == table.FORMAT:
                yield from deals_reader.read_deals(stream, reading.origin, mapping)
            elif reading.format == "relation/1":
                yield from records_ndjson.read_relations(stream, reading.origin)
            else:
                raise _wrong_kind(found, reading, "deals", "relation/1")


def _answers(files: Iterable[Found]) -> Iterator[Answer | Reject]:
    for found in files:
        with _opened(found) as (reading, stream):
            if reading.format not in {records_ndjson.ANSWERS, table.FORMAT}:
                raise _wrong_kind(found, reading, "answers", "answer/1")
            yield from records_ndjson.read_answers(stream, reading.origin)


@contextmanager
def _opened(found: Found) -> Iterator[tuple[Reading, BinaryIO]]:
    """The side file, open; what makes it unreadable, then or later, is said with its name."""
    try:
        reading = open_reading(found.path, found.name)
        with reading.opened() as stream:
            yield reading, stream
    except UnreadableFile as problem:
        raise UsageError(fr=f"{found.name} : {problem.says.fr}", en=f"{found.name}: {problem.says.en}") from None


def _wrong_kind(found: Found, reading: Reading, option: str, wanted: str) -> UsageError:
    return UsageError(
        fr=f"{found.name} est au format {reading.format} ; --{option} attend {wanted} ou un tableau",
        en=f"{found.name} is in the format {reading.format}; --{option} takes {wanted} or a table",
    )


def _kept(records: Iterable[T | Reject], rejects: list[Reject]) -> Iterator[T]:
    for record in records:
        if isinstance(record, Reject):
            rejects.append(record)
        else:
            yield record


# Collecting


def _questions(judged: Iterable[Judgement]) -> Iterator[OpenQuestion]:
    """Each open question once a post, with every finding that waits for it."""
    for judgement in judged:
        waiting: dict[str, tuple[Question, list[str]]] = {}
        for finding in judgement.findings:
            if finding.question is not None:
                waiting.setdefault(finding.question.fact, (finding.question, []))[1].append(finding.id)
        for question, findings in waiting.values():
            yield OpenQuestion(judgement.post, question, tuple(findings))


def _summary(
    request: AuditRequest,
    book: Rulebook,
    read: tuple[FileRead, ...],
    side: _SideFiles,
    judged: list[Judgement],
    repeats: int,
) -> Summary:
    verdicts = Counter(worst([finding.verdict for finding in each.findings]) for each in judged)
    rules: dict[str, Counter[Verdict]] = {}
    for judgement in judged:
        for finding in judgement.findings:
            rules.setdefault(finding.rule, Counter())[finding.verdict] += 1
    scopes = [judgement.facts.scope for judgement in judged]
    countries = Counter(country for scope in scopes for country in scope.countries)
    built = {rule.jurisdiction for rule in book.rules.values()}
    missed = _missed_by_file(judged)
    return Summary(
        program=__version__,
        rulebook=RulebookName(book.index.version, book.sha256),
        as_of=request.as_of.isoformat() if request.as_of else None,
        files=tuple(_file_summary(file, missed.get(file.name, {}), request.language) for file in read),
        posts=len(judged),
        relations=side.relations,
        repeats=repeats,
        verdicts={verdict: verdicts[verdict] for verdict in WORST_FIRST},
        rules={rule: _by_verdict(rules[rule]) for rule in sorted(rules)},
        assumed=tuple(sorted({scope.countries[0] for scope in scopes if scope.assumed})),
        not_checked=book.not_built,
        jurisdictions=tuple(sorted(countries)),
        elsewhere={country: countries[country] for country in sorted(countries) if country not in built},
    )


def _by_verdict(counted: Counter[Verdict]) -> dict[Verdict, int]:
    return {verdict: counted[verdict] for verdict in WORST_FIRST if counted[verdict]}


_NOT_RECORDED = Bilingual(fr="{field} : non enregistré par cette source", en="{field} not recorded by this source")


def _missed_by_file(judged: list[Judgement]) -> dict[str, dict[str, str]]:
    """For each file, the rules that could not be judged and the field that was missing."""
    missed: dict[str, dict[str, str]] = {}
    for judgement in judged:
        for each in judgement.not_judged:
            missed.setdefault(judgement.post.source.file or "", {})[each.rule] = each.field
    return missed


def _file_summary(file: FileRead, missed: dict[str, str], language: Language) -> FileSummary:
    return FileSummary(
        file=file.name,
        sha256=file.sha256,
        format=file.format,
        records=len(file.posts),
        rejects=len(file.rejects),
        others=dict(sorted(file.others.items())),
        not_judged={rule: _NOT_RECORDED.filled(field=missed[rule]).said_in(language) for rule in sorted(missed)},
        problem=file.unread.reason.said_in(language) if file.unread else None,
    )
