"""The law as it stood: the version of a rule that a finding was read under, in our words, with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from perenne.law.rulebook import Rule, Rulebook, Version
from perenne.model.finding import Confidence, Finding
from perenne.report import names
from perenne.report.voice import Said, Voice
from perenne.report.words import WORDS


class PositionView(NamedTuple):
    """Where the sources leave a choice: the position taken, and its number."""

    number: str
    says: Said


@dataclass(frozen=True, slots=True)
class LawView:
    """One version of one rule. ``anchor``: its place in the list of the law that was read; ``missing``: what a decree
    still has to say."""

    anchor: str
    name: Said
    version: str
    article: Said
    in_force: Said
    summary: Said
    official_id: str | None
    source: Said
    status: Said
    confidence: Confidence
    confidence_means: Said
    checked_on: Said
    penalty: Said | None
    missing: Said | None


@dataclass(frozen=True, slots=True)
class LawRead:
    """A version that findings were read under, with every position that they cite."""

    law: LawView
    positions: tuple[PositionView, ...]


def law_of(finding: Finding, book: Rulebook, voice: Voice) -> LawView | None:
    """The version that ``finding`` names, or ``None`` where the rulebook at hand does not hold it."""
    rule = book.rules.get(finding.rule)
    version = next((each for each in rule.versions if each.id == finding.rule_version), None) if rule else None
    return _law_view(rule, version, voice) if rule and version else None


def position_of(finding: Finding, book: Rulebook, voice: Voice) -> PositionView | None:
    said = book.index.positions.get(finding.position or "")
    return PositionView(finding.position, voice.say(said)) if finding.position and said else None


def law_read(findings: Iterable[Finding], book: Rulebook, voice: Voice) -> tuple[LawRead, ...]:
    """Every version that a finding was read under, once: by rule in the order of the rulebook, the newest first."""
    under: dict[tuple[str, str], dict[str, Finding]] = {}
    for finding in findings:
        under.setdefault((finding.rule, finding.rule_version), {}).setdefault(finding.position or "", finding)
    read = []
    for rule_id in in_order({rule for rule, _ in under}, book):
        for version in sorted((version for rule, version in under if rule == rule_id), reverse=True):
            cited = [each for _, each in sorted(under[rule_id, version].items(), key=lambda each: _number(each[0]))]
            law = law_of(cited[0], book, voice)
            positions = (position_of(each, book, voice) for each in cited)
            if law is not None:
                read.append(LawRead(law, tuple(each for each in positions if each)))
    return tuple(read)


def _number(position: str) -> tuple[int, str]:
    """R2 before R10: positions in the order of their numbers."""
    return int(position[1:]) if position[1:].isdecimal() else 0, position


def in_order(rule_ids: Iterable[str], book: Rulebook) -> list[str]:
    """Rule ids in the order of the rulebook's index; others after them, by name."""
    places = {rule_id: place for place, rule_id in enumerate(book.index.rule_ids)}
    return sorted(rule_ids, key=lambda rule_id: (places.get(rule_id, len(places)), rule_id))


def _law_view(rule: Rule, version: Version, voice: Voice) -> LawView:
    return LawView(
        anchor=f"law-{rule.id}-{version.id}",
        name=voice.say(rule.name),
        version=f"{rule.id}@{version.id}",
        article=voice.plain(version.article),
        in_force=_in_force(version, voice),
        summary=voice.say(version.summary),
        official_id=version.official_id,
        source=voice.plain(version.source),
        status=voice.say(names.STATUS[version.status]),
        confidence=version.confidence,
        confidence_means=voice.say(names.CONFIDENCE[version.confidence]),
        checked_on=voice.day(rule.checked_on),
        penalty=voice.say(version.penalty) if version.penalty else None,
        missing=voice.say(version.missing) if version.missing else None,
    )


def _in_force(version: Version, voice: Voice) -> Said:
    start = voice.day(version.start)
    if version.end is None:
        return voice.say(WORDS["law.since"], start=start)
    return voice.say(WORDS["law.between"], start=start, end=voice.day(version.end))
