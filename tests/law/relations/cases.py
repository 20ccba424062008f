"""The relations that counsel can read, and what the judge says of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from perenne.dated import strict_yaml
from perenne.law.relations.judge import judge_relation
from perenne.law.rulebook import rulebook
from perenne.model.finding import Finding, Verdict, worst
from perenne.model.relation import Relation
from perenne.model.wire import convert

HERE = Path(__file__).parent
CREATOR, ADVERTISER = "noemie.exemple", "Maison Lorbec"


class Deal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line as counsel writes it: in money, for the launch, a post being expected, unless it says otherwise."""

    on: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    eur: float | None = None
    kind: str = "money"
    for_: str | None = msgspec.field(default="lancement", name="for")
    asked: bool | None = True
    advertiser: str = ADVERTISER

    @property
    def record(self) -> dict[str, Any]:
        return {
            "creator": f"@{CREATOR}",
            "advertiser": self.advertiser,
            "date": self.on,
            "from": self.from_,
            "to": self.to,
            "kind": self.kind,
            "requested": self.asked,
            "value_eur": self.eur,
            "objective": self.for_,
        }


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One relation as counsel reads it; ``by``: read under the law of that day."""

    id: str
    title: str
    why: str
    group: str | None = None
    creator: str | None = "FR"
    born: int | None = None
    targets: bool | None = True
    as_of: str | None = "2026-12-31"
    by: str | None = None
    deals: tuple[Deal, ...] = ()
    contract: str | None = None
    change: dict[str, Any] = {}
    expect: dict[str, Verdict]
    overall: Verdict
    asks: str | None = None
    notices: tuple[str, ...] = ()

    @property
    def relation(self) -> Relation:
        record: dict[str, Any] = {
            "id": self.id,
            "as_of": self.as_of,
            "creator": {"handle": CREATOR, "country": self.creator, "birth_year": self.born},
            "advertiser": {"name": ADVERTISER, "handles": ["maisonlorbec"], "country": "FR"},
            "targets_french_public": self.targets,
            "deals": [deal.record for deal in self.deals],
            "contract": msgspec.json.decode(msgspec.json.encode(contracts()[self.contract]))
            if self.contract
            else None,
        }
        for path, value in self.change.items():
            _put(record, path.split("."), value)
        return convert(Relation, record)


def _put(record: dict[str, Any], path: list[str], value: Any) -> None:
    for part in path[:-1]:
        record = record[part]
    record[path[-1]] = value


@cache
def contracts() -> dict[str, Any]:
    """The contracts that cases name."""
    named: dict[str, Any] = strict_yaml.load((HERE / "contracts.yaml").read_text(encoding="utf-8"), "contracts.yaml")
    return named


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case, by id."""
    return tuple(sorted(_read(), key=lambda case: case.id))


def _read() -> Iterator[Case]:
    for path in sorted((HERE / "cases").glob("*.yaml")):
        for content in strict_yaml.load(path.read_text(encoding="utf-8"), path.name):
            yield msgspec.convert(content, Case)


@dataclass(frozen=True)
class Judged:
    """A case and what the judge said of it."""

    case: Case
    findings: tuple[Finding, ...]

    @property
    def overall(self) -> Verdict:
        return worst([finding.verdict for finding in self.findings])

    def verdict(self, expected: str) -> Verdict:
        """Of a rule (``law``), or of one of its parts (``clauses/mission``)."""
        name, _, part = expected.partition("/")
        of_rule = [each for each in self.findings if each.rule == f"fr.contract.{name}" and part in ("", each.part)]
        return worst([each.verdict for each in of_rule])

    @property
    def differences(self) -> list[str]:
        """What is not as the case expects, in words; empty where all is right."""
        case = self.case
        said = [
            f"{name}: {self.verdict(name)}, expected {wanted}"
            for name, wanted in case.expect.items()
            if self.verdict(name) != wanted
        ]
        by = [f"{each.rule}/{each.part}:{each.code}" for each in self.findings if each.verdict == self.overall]
        if self.overall != case.overall:
            said.append(f"overall {self.overall} ({', '.join(by)}), expected {case.overall}")
        asked = {finding.question.fact for finding in self.findings if finding.question}
        if case.asks and case.asks not in asked:
            said.append(f"asks {sorted(asked)}, expected {case.asks}")
        noticed = {notice.code for finding in self.findings for notice in finding.notices}
        said += [f"notice {code} is not there, but {sorted(noticed)}" for code in case.notices if code not in noticed]
        return said


@cache
def judged_cases() -> tuple[Judged, ...]:
    """Every case, judged."""
    return tuple(
        Judged(case, judge_relation(case.relation, rulebook(), date.fromisoformat(case.by) if case.by else None))
        for case in all_cases()
    )
