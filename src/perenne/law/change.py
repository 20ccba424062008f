"""What changed in the law between two days: rules that began, ended, or say something else, and whom they bind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from perenne.law.rulebook import Rule, Rulebook, Version
from perenne.model.finding import Verdict

Kind = Literal["began", "ended", "changed"]


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """An outcome (its ``code``) that was judged one way and is now judged another."""

    code: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """One rule, between its version on the first day and that on the second; ``None`` where it was not in force.

    ``versions``: those that took effect after the first day and until the second, in order: the steps between.
    """

    rule: Rule
    before: Version | None
    after: Version | None
    versions: tuple[Version, ...]
    verdicts: tuple[VerdictChange, ...]

    @property
    def kind(self) -> Kind:
        if self.before is None:
            return "began"
        return "ended" if self.after is None else "changed"


def changes(book: Rulebook, first: date, second: date) -> tuple[Change, ...]:
    """The rules of which another version, or none, holds on ``second`` than on ``first``; in the order of the index.

    A rule that began and ended in between is one too: a post of those days is judged by it.
    """
    return tuple(
        change
        for rule_id in book.index.rule_ids
        if (rule := book.rules.get(rule_id)) is not None and (change := _change(rule, first, second)) is not None
    )


def _change(rule: Rule, first: date, second: date) -> Change | None:
    before, after = rule.on(first), rule.on(second)
    steps = tuple(version for version in rule.versions if first < version.start <= second)
    if before is after and not steps:
        return None
    return Change(rule, before, after, steps, tuple(_verdict_changes(rule, before, after)))


def _verdict_changes(rule: Rule, before: Version | None, after: Version | None) -> Iterator[VerdictChange]:
    if before is None or after is None:
        return
    for code in rule.outcomes:
        was, now = rule.verdict(code, before), rule.verdict(code, after)
        if was != now:
            yield VerdictChange(code, was, now)
