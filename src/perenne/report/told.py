"""Findings as they are told to a person: the worst first, and those that one change answers together, so that one
fault is not told twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from perenne.law.rulebook import Mend, Rulebook
from perenne.model.finding import WORST_FIRST, Finding


@dataclass(frozen=True, slots=True)
class Told:
    """One finding, and those that the same change of the text answers (``also``)."""

    finding: Finding
    also: tuple[Finding, ...] = ()


def told_together(findings: Iterable[Finding], book: Rulebook) -> tuple[Told, ...]:
    """Every finding once, by verdict and then in the order of the rulebook."""
    groups: dict[object, list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: _place(each, book)):
        mend = _mend(finding, book)
        groups.setdefault((finding.verdict, mend) if mend else finding.id, []).append(finding)
    return tuple(Told(first, tuple(also)) for first, *also in groups.values())


def _place(finding: Finding, book: Rulebook) -> tuple[int, int, str, str]:
    ids = book.index.rule_ids
    place = ids.index(finding.rule) if finding.rule in ids else len(ids)
    return WORST_FIRST.index(finding.verdict), place, finding.part or "", finding.id


def _mend(finding: Finding, book: Rulebook) -> Mend | None:
    """The change that answers ``finding``, where it is no better than improvable."""
    rule = book.rules.get(finding.rule)
    outcome = rule.outcomes.get(finding.code) if rule is not None else None
    if outcome is None or finding.verdict in {"compliant", "out_of_scope"}:
        return None
    return outcome.mend
