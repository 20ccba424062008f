"""The tables of the report as rows of words and figures, each with a stated end: what is left out is counted."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from markupsafe import Markup

from perenne.audit.digest import Asked, Digest, Place, wording
from perenne.audit.outcome import Conflict, DealLoose, FileSummary
from perenne.law.rulebook import Rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.finding import WORST_FIRST, Question
from perenne.model.reject import Reject
from perenne.model.relation import DealLine
from perenne.readers.kinds import said_of
from perenne.report import names, svg
from perenne.report.judged import Judged
from perenne.report.law_view import in_order
from perenne.report.post_view import NAME, SENTENCE, VALUE, where
from perenne.report.visible import clipped
from perenne.report.voice import COMMA, Said, Voice, sentence_case
from perenne.report.words import WORDS

S = TypeVar("S")
T = TypeVar("T")
MOST_ROWS, MOST_PLACES, MOST_ELSEWHERE = 50, 40, 3


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """The first rows of a table, and how many more there are."""

    shown: tuple[T, ...]
    more: int

    @property
    def total(self) -> int:
        return len(self.shown) + self.more


class RuleRow(NamedTuple):
    """``counts`` in the order of the verdicts, worst first: each as a number and in figures."""

    id: str
    name: Said
    article: Said
    bar: Markup
    counts: tuple[tuple[int, str], ...]
    total: str


class QuestionRow(NamedTuple):
    """One question as often as it is asked: ``numbers`` of posts on the page, ``places`` of those that are not."""

    to: Said
    text: Said
    posts: int
    numbers: tuple[int, ...]
    places: tuple[str, ...]


class UnjudgedRow(NamedTuple):
    rule: Said
    file: str
    why: Said


class DealRow(NamedTuple):
    deal: str
    where: str
    why: Said


class ConflictRow(NamedTuple):
    post: str
    field: Said
    kept: str
    kept_where: str
    other: str
    other_where: str


class RejectRow(NamedTuple):
    file: str
    line: int
    field: str
    reason: Said


class FileRow(NamedTuple):
    file: str
    sha256: str
    format: str
    records: str
    rejects: str
    others: str


def rows(items: Collection[S], row: Callable[[S], T]) -> Rows[T]:
    """The first ``MOST_ROWS`` of ``items`` as rows; the others are only counted."""
    return Rows(tuple(row(item) for item in islice(items, MOST_ROWS)), max(0, len(items) - MOST_ROWS))


def rule_rows(digest: Digest, book: Rulebook, voice: Voice) -> tuple[RuleRow, ...]:
    """One row a rule that gave a finding, in the order of the rulebook."""
    counts = digest.rules
    articles: dict[str, dict[str, str]] = {}
    for finding in digest.examples.values():
        articles.setdefault(finding.rule, {})[finding.rule_version] = finding.article
    return tuple(
        RuleRow(
            id=rule_id,
            name=rule_name(rule_id, book, voice),
            article=_articles(articles[rule_id], voice),
            bar=svg.mini_bar(counts[rule_id]),
            counts=tuple((counts[rule_id][each], voice.figure(counts[rule_id][each])) for each in WORST_FIRST),
            total=voice.figure(counts[rule_id].total()),
        )
        for rule_id in in_order(counts, book)
    )


def rule_name(rule_id: str, book: Rulebook, voice: Voice) -> Said:
    name = book.name(rule_id)
    return voice.say(name) if name else Said(clipped(rule_id, NAME))


def _articles(by_version: Mapping[str, str], voice: Voice) -> Said:
    """The newest article that was applied, and the one before it where that is another."""
    newest_first = list(dict.fromkeys(by_version[version] for version in sorted(by_version, reverse=True)))
    article, *before = newest_first
    if not before:
        return voice.plain(article)
    return voice.say(WORDS["rules.before"], article=article, before=before[0])


def question_rows(digest: Digest, shown: Sequence[Judged], voice: Voice) -> Rows[QuestionRow]:
    """Each question once for each person, most asked first; ``shown``: the posts on the page, numbered from 1."""
    by_whom = list(names.ASKED)
    ordered = sorted(
        digest.asked.values(),
        key=lambda each: (by_whom.index(each.question.to), -each.posts, each.question.fr, each.question.en),
    )
    return rows(ordered, lambda asked: _question_row(asked, shown, voice))


def _question_row(asked: Asked, shown: Sequence[Judged], voice: Voice) -> QuestionRow:
    question = asked.question
    numbers = [n for n, each in enumerate(shown, 1) if _waits(each, question)]
    on_page = {(shown[n - 1].post.platform, shown[n - 1].post.subject_id) for n in numbers}
    elsewhere = [place for place in asked.first if (place.platform, place.id) not in on_page]
    return QuestionRow(
        to=sentence_case(voice.say(names.ASKED[question.to])),
        text=Said(clipped(voice.say(Bilingual(fr=question.fr, en=question.en)), SENTENCE)),
        posts=asked.posts,
        numbers=tuple(numbers[:MOST_PLACES]),
        places=tuple(clipped(_place(each, voice), NAME) for each in elsewhere[:MOST_ELSEWHERE]),
    )


def _waits(judged: Judged, question: Question) -> bool:
    asked = (finding.question for finding in judged.findings if finding.question is not None)
    return any(wording(each) == wording(question) for each in asked)


def _place(of: Place, voice: Voice) -> str:
    return where(f"{of.file}:{of.line or 1}", voice) if of.file else of.id


def unjudged_rows(files: Iterable[FileSummary], book: Rulebook, voice: Voice) -> Rows[UnjudgedRow]:
    every = [(rule_id, file.file, why) for file in files for rule_id, why in file.not_judged.items()]
    return rows(
        every,
        lambda each: UnjudgedRow(
            rule_name(each[0], book, voice), clipped(each[1], NAME), Said(clipped(_why(each[2], voice), VALUE))
        ),
    )


def _why(why: str, voice: Voice) -> str:
    """``why``, which begins with the path of a field, with the name of that field in its place."""
    path, space, rest = why.partition(" ")
    return voice.plain(f"{names.field_name(path, voice.language)}{space}{rest}")


def deal_rows(deals: Collection[DealLoose], voice: Voice) -> Rows[DealRow]:
    return rows(
        deals,
        lambda each: DealRow(
            clipped(_deal(each.deal, voice), VALUE),
            where(each.where, voice),
            Said(clipped(voice.say(each.why), VALUE)),
        ),
    )


def _deal(deal: DealLine, voice: Voice) -> str:
    dates = deal.date or " – ".join(each for each in (deal.from_, deal.to) if each)
    kind = names.value_word(deal.kind, voice.language) if deal.kind else ""
    return COMMA.join(each for each in (deal.creator, deal.advertiser, kind, dates) if each)


def conflict_rows(conflicts: Collection[Conflict], voice: Voice) -> Rows[ConflictRow]:
    return rows(
        conflicts,
        lambda each: ConflictRow(
            post=clipped(f"{names.platform_name(each.platform, voice.language)}{COMMA}{each.post_id}", NAME),
            field=Said(names.field_name(each.field, voice.language)),
            kept=_copied(each.kept, voice),
            kept_where=where(each.kept_source, voice),
            other=_copied(each.other, voice),
            other_where=where(each.other_source, voice),
        ),
    )


def _copied(value: str, voice: Voice) -> str:
    """The value of one copy: labels come as the words that Python has for yes and no."""
    return clipped(names.value_word({"True": True, "False": False}.get(value, value), voice.language), VALUE)


def reject_rows(rejects: Collection[Reject], voice: Voice) -> Rows[RejectRow]:
    return rows(
        rejects,
        lambda each: RejectRow(
            file=clipped(each.file, NAME),
            line=each.line,
            field=clipped(each.path, NAME) if each.path else voice.say(WORDS["whole_record"]),
            reason=Said(clipped(voice.say(each.reason), VALUE)),
        ),
    )


def file_rows(files: Collection[FileSummary], voice: Voice) -> Rows[FileRow]:
    return rows(
        files,
        lambda each: FileRow(
            file=clipped(each.file, NAME),
            sha256=clipped(each.sha256, NAME),
            format=clipped(each.format, NAME),
            records=voice.figure(each.records),
            rejects=voice.figure(each.rejects),
            others=clipped(
                COMMA.join(
                    f"{said_of(kind).said_in(voice.language)} {voice.figure(count)}"
                    for kind, count in each.others.items()
                ),
                VALUE,
            ),
        ),
    )
