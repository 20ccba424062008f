"""The law that a bundle carries is that of the findings, in the version that they name and no other."""

from datetime import date

import msgspec
import pytest

from perenne.evidence.law_texts import not_held, rule_texts
from perenne.law.rulebook import Rulebook, rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Finding, Subject


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return rulebook()


def _finding(rule: str, version: str, position: str | None = None) -> Finding:
    return Finding(
        id="f-1",
        subject=Subject(kind="relation", id="r1"),
        rule=rule,
        rule_version=version,
        article="essai",
        status="law",
        law_date=version,
        basis="publication",
        verdict="compliant",
        code="x",
        confidence="A",
        position=position,
        because=Bilingual(fr="Essai.", en="Trial."),
    )


def test_each_version_that_a_finding_names_stands_once_by_rule_and_date(book: Rulebook) -> None:
    under = [
        _finding("fr.contract.required", "2026-01-01", "R26"),
        _finding("fr.contract.required", "2023-06-11"),
        _finding("fr.contract.required", "2026-01-01"),
        _finding("fr.contract.clauses", "2026-01-01"),
    ]
    texts = list(rule_texts(under, book))
    named = [(text.rule, text.from_.isoformat()) for text in texts]
    assert named[-2:] == [("fr.contract.required", "2023-06-11"), ("fr.contract.required", "2026-01-01")]
    old, new = texts[-2:]
    assert (old.to, new.to) == (date(2025, 12, 31), None)
    assert (old.missing is None, new.missing) == (False, None)
    assert new.parameters["threshold"] == 1000
    assert list(new.positions) == ["R26"]
    assert old.positions == {}


def test_a_text_is_written_with_every_key_in_both_languages(book: Rulebook) -> None:
    (text,) = rule_texts([_finding("fr.contract.required", "2026-01-01")], book)
    said = msgspec.json.decode(msgspec.json.encode(text))
    assert (said["perenne"], said["from"], said["to"]) == ("rule-text/1", "2026-01-01", None)
    assert said["summary"]["fr"] != said["summary"]["en"]


def test_a_version_that_this_edition_lacks_is_named_and_not_made_up(book: Rulebook) -> None:
    under = [_finding("fr.contract.required", "1999-01-01"), _finding("xx.unknown", "2026-01-01")]
    assert list(rule_texts(under, book)) == []
    assert not_held(under, book) == ["fr.contract.required@1999-01-01", "xx.unknown@2026-01-01"]
    assert not_held([_finding("fr.contract.required", "2026-01-01")], book) == []
