"""The rules that a register is checked against, as values that a template prints."""

from datetime import date
from typing import NamedTuple

from perenne.devices.judge import Checked
from perenne.devices.rule import Rule, Rules, Version
from perenne.report.devices import names
from perenne.report.devices.words import WORDS
from perenne.report.names import CONFIDENCE
from perenne.report.voice import Said, Voice


class RuleView(NamedTuple):
    id: str
    name: Said
    body: Said
    force: Said
    says: Said
    since: Said
    source: str
    confidence: Said
    checked: Said
    exceptions: Said
    missing: Said | None


def rule_views(rules: Rules, on: date, voice: Voice) -> tuple[RuleView, ...]:
    """Every rule that is in force on a day."""
    versions = [(rule, rule.on(on)) for rule in rules.by_id.values()]
    return tuple(_rule(rule, version, voice) for rule, version in versions if version is not None)


def applied_views(checked: Checked, voice: Voice) -> tuple[RuleView, ...]:
    """The rules that a check applied, in the versions of its day."""
    used = dict.fromkeys(each.rule for each in checked.verdicts)
    versions = [(checked.rules.rule(each), checked.rules.rule(each).on(checked.on)) for each in used]
    return tuple(_rule(rule, version, voice) for rule, version in versions if version is not None)


def _rule(rule: Rule, version: Version, voice: Voice) -> RuleView:
    provided = voice.say(names.PROVIDED[version.exceptions.provided])
    procedure = version.exceptions.procedure
    return RuleView(
        rule.id,
        voice.say(rule.name),
        voice.say(rule.body),
        voice.say(names.FORCE[version.force]),
        voice.say(version.summary),
        voice.day(version.start),
        version.source,
        sure(version.confidence, voice),
        voice.say(WORDS["one.checked"], day=voice.day(rule.checked_on)),
        Said(f"{provided}. {voice.say(procedure)}") if procedure else provided,
        voice.say(version.missing) if version.missing else None,
    )


def sure(confidence: str, voice: Voice) -> Said:
    """A grade of confidence, with its word."""
    return Said(f"{confidence}, {voice.say(CONFIDENCE[confidence])}")  # type: ignore[index]
