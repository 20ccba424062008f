"""A text that is about to be published, read with the law that is already known and not in force yet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from perenne.audit.judgement import Knowledge, judgements
from perenne.law.rulebook import Rulebook
from perenne.model.finding import WORST_FIRST, Finding, Verdict
from perenne.model.post import Post


@dataclass(frozen=True, slots=True)
class Coming:
    """What the law will say from the day ``start`` on, and says less severely, or not at all, before."""

    start: date
    finding: Finding


def coming(post: Post, knowledge: Knowledge, after: date) -> tuple[Coming, ...]:
    """What is worse for ``post`` under each change of the law after the day ``after``, the nearest first."""
    known = _verdicts(post, replace(knowledge, as_of=after))
    return tuple(_worse(post, knowledge, known, _changes(knowledge.book, after)))


def _worse(
    post: Post, knowledge: Knowledge, known: dict[tuple[str, str | None], Verdict], days: list[date]
) -> Iterator[Coming]:
    for day in days:
        (judged,) = judgements([post], replace(knowledge, as_of=day))
        for finding in judged.findings:
            key = (finding.rule, finding.part)
            if WORST_FIRST.index(finding.verdict) < WORST_FIRST.index(known.get(key, "out_of_scope")):
                yield Coming(day, finding)
                known[key] = finding.verdict


def _verdicts(post: Post, knowledge: Knowledge) -> dict[tuple[str, str | None], Verdict]:
    (judged,) = judgements([post], knowledge)
    return {(each.rule, each.part): each.verdict for each in judged.findings}


def _changes(book: Rulebook, after: date) -> list[date]:
    """The days after ``after`` on which some rule on posts begins to say something else."""
    return sorted({v.start for rule in book.rules_on("post").values() for v in rule.versions if v.start > after})
