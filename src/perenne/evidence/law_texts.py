"""The rules that were applied, each as it stood on the day that counts: our rulebook’s words, and their source."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from perenne.law.rulebook import Rulebook, Version
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Confidence, Finding, Status


class RuleText(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"from_": "from"},
    tag_field="perenne",
    tag="rule-text/1",
):
    """One version of one rule. ``summary`` is our paraphrase: only the official text, at ``source``, is the law."""

    rule: str
    name: Bilingual
    jurisdiction: str
    from_: date
    to: date | None
    article: str
    official_id: str | None
    source: str
    status: Status
    confidence: Confidence
    checked_on: date
    summary: Bilingual
    penalty: Bilingual | None
    missing: Bilingual | None
    parameters: dict[str, Any]
    positions: dict[str, Bilingual]


def rule_texts(under: Iterable[Finding], book: Rulebook) -> Iterator[RuleText]:
    """The versions that the findings ``under`` name, as far as ``book`` holds them, by rule and date."""
    cited: dict[tuple[str, str], set[str]] = {}
    for finding in under:
        cited.setdefault((finding.rule, finding.rule_version), set()).update(filter(None, [finding.position]))
    for (rule_id, version_id), positions in sorted(cited.items()):
        rule = book.rules.get(rule_id)
        version = next((each for each in rule.versions if each.id == version_id), None) if rule else None
        if rule is not None and version is not None:
            yield RuleText(
                rule=rule.id,
                name=rule.name,
                jurisdiction=rule.jurisdiction,
                checked_on=rule.checked_on,
                positions={
                    each: book.index.positions[each] for each in sorted(positions) if each in book.index.positions
                },
                **_of(version),
            )


def _of(version: Version) -> dict[str, Any]:
    return {
        "from_": version.start,
        "to": version.end,
        "article": version.article,
        "official_id": version.official_id,
        "source": version.source,
        "status": version.status,
        "confidence": version.confidence,
        "summary": version.summary,
        "penalty": version.penalty,
        "missing": version.missing,
        "parameters": version.parameters,
    }


def not_held(under: Iterable[Finding], book: Rulebook) -> list[str]:
    """The versions, as ``rule@day``, that findings name and ``book`` does not hold."""
    named = {(each.rule, each.rule_version) for each in under}
    held = {(rule.id, version.id) for rule in book.rules.values() for version in rule.versions}
    return [f"{rule}@{version}" for rule, version in sorted(named - held)]
