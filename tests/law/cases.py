"""The cases of ``tests/law/cases``: read, judged by the same pipeline as an audit, compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from perenne.audit.judgement import Judgement, Knowledge, judgements
from perenne.dated import strict_yaml
from perenne.law.rulebook import rulebook
from perenne.model.finding import ACCUSING, Verdict, worst
from perenne.model.post import Post
from perenne.model.wire import convert

FOLDER = Path(__file__).parent / "cases"

DEFAULTS: dict[str, Any] = {
    "platform": "instagram",
    "kind": "post",
    "account.country": "FR",
    "account.role": "creator",
    "audience.countries": {"FR": 0.9},
}


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One case as counsel reads it; ``README.md`` in the folder says what each key means."""

    id: str
    title: str
    text: str | None
    date: str | None = None
    group: str | None = None
    facts: dict[str, Any] = msgspec.field(default_factory=dict)
    expect: dict[str, str | list[str]] = msgspec.field(default_factory=dict)
    overall: str | list[str] = "out_of_scope"
    innocent: bool = False
    asks: str | None = None
    span: str | None = None
    why: str = ""
    file: str = ""

    @property
    def post(self) -> Post:
        """The post that the case describes: a path in ``facts`` replaces the default of that path whole."""
        record: dict[str, Any] = {"post_id": self.id, "text": self.text}
        if self.date is not None:
            record["published_at"] = f"{self.date}T12:00:00Z"
        for path, value in {**DEFAULTS, **self.facts}.items():
            _put(record, path.split("."), value)
        return convert(Post, record)


def _put(record: dict[str, Any], path: list[str], value: Any) -> None:
    for part in path[:-1]:
        record = record.setdefault(part, {})
    if isinstance(value, dict) and isinstance(record.get(path[-1]), dict):
        record[path[-1]] = {**record[path[-1]], **value}
    else:
        record[path[-1]] = value


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case, by id."""
    return tuple(sorted(_read(), key=lambda case: case.id))


def _read() -> Iterator[Case]:
    for path in sorted(FOLDER.rglob("*.yaml")):
        name = path.relative_to(FOLDER).as_posix()
        for content in strict_yaml.load(path.read_text(encoding="utf-8"), name):
            yield msgspec.convert({**content, "file": name}, Case)


@dataclass(frozen=True)
class Judged:
    """A case and what the pipeline said of it."""

    case: Case
    judgement: Judgement

    @property
    def overall(self) -> Verdict:
        return worst([finding.verdict for finding in self.judgement.findings])

    def verdict(self, rule: str) -> Verdict:
        return worst([finding.verdict for finding in self.judgement.findings if finding.rule == rule])

    @property
    def accused(self) -> bool:
        return self.overall in ACCUSING

    @property
    def may_accuse(self) -> bool:
        return bool(ACCUSING & set(listed(self.case.overall)))

    @property
    def may_ask(self) -> bool:
        return "needs_human" in listed(self.case.overall)

    @property
    def exact_quotes(self) -> list[bool]:
        """For each quote in the evidence of a text of the post, whether it stands there letter by letter."""
        texts = {passage.field: passage.text for passage in self.judgement.facts.passages}
        return [
            texts.get(each.field, "")[each.start : each.end] == each.quote
            for finding in self.judgement.findings
            for each in finding.evidence
            if each.quote is not None
        ]

    @property
    def differences(self) -> list[str]:
        """What is not as the case expects, in words; empty where all is right."""
        case = self.case
        said = [
            f"{rule}: {self.verdict(rule)}, expected {_words(allowed)}"
            for rule, allowed in case.expect.items()
            if self.verdict(rule) not in listed(allowed)
        ]
        if self.overall not in listed(case.overall):
            by = ", ".join(
                f"{each.rule}:{each.code}" for each in self.judgement.findings if each.verdict == self.overall
            )
            said.append(f"overall {self.overall} ({by}), expected {_words(case.overall)}")
        asked = {finding.question.fact for finding in self.judgement.findings if finding.question}
        if case.asks and self.overall == "needs_human" and case.asks not in asked:
            said.append(f"asks {sorted(asked)}, expected {case.asks}")
        quotes = [each.quote for finding in self.judgement.findings for each in finding.evidence if each.quote]
        if case.span and not any(_bare(case.span) in quote or _bare(quote) in case.span for quote in quotes):
            said.append(f"quotes {quotes}, expected {case.span}")
        return said


def _bare(span: str) -> str:
    return span.strip().lstrip("#")


def listed(allowed: str | list[str]) -> list[str]:
    """The verdicts that a case allows."""
    return [allowed] if isinstance(allowed, str) else allowed


def _words(allowed: str | list[str]) -> str:
    return "/".join(listed(allowed))


@cache
def judged_cases() -> tuple[Judged, ...]:
    """Every case, judged in one run."""
    cases = all_cases()
    knowledge = Knowledge(rulebook())
    by_id = {each.post.post_id: each for each in judgements((case.post for case in cases), knowledge)}
    return tuple(Judged(case, by_id[case.id]) for case in cases)
