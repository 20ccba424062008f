"""A table of TOML, key by key: one sentence for each that is missing, wrong or unknown."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from perenne.contracts.checked import Table
from perenne.model.bilingual import Bilingual


def problems(content: dict[str, Any], method: str, *arguments: Any) -> list[str]:
    said: list[Bilingual] = []
    getattr(Table(content, said, "paid."), method)("it", *arguments)
    return [each.en for each in said]


@pytest.mark.parametrize(
    ("method", "value", "arguments"),
    [
        ("text", "  deux   mots ", ()), ("email", "a@b.example", ()), ("code", "FR", (2,)), ("number", 3, (0, 3)),
        ("amount", Decimal("0.01"), ()), ("amount", 12, ()), ("day", date(2026, 1, 1), ()), ("yes", False, ()),
        ("one_of", "b", (("a", "b"),)), ("texts", ["a"], ()), ("rows", [{}], ()),
    ],
)  # fmt: skip
def test_a_value_that_fits_is_no_problem(method: str, value: Any, arguments: tuple[Any, ...]) -> None:
    assert problems({"it": value}, method, *arguments) == []


@pytest.mark.parametrize(
    ("method", "value", "arguments"),
    [
        ("text", " ", ()), ("text", "x" * 2_001, ()), ("text", "a\u202eb", ()), ("email", "a@b", ()),
        ("code", "fr", (2,)),
        ("code", "FRA", (2,)), ("number", True, (0, 3)), ("number", 4, (0, 3)), ("number", 1.0, (0, 3)),
        ("amount", Decimal("0.001"), ()), ("amount", -1, ()), ("amount", Decimal("NaN"), ()), ("amount", True, ()),
        ("day", "2026-01-01", ()), ("yes", 1, ()), ("one_of", "c", (("a", "b"),)), ("texts", [], ()),
        ("texts", "a", ()), ("rows", [1], ()), ("rows", {}, ()),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_one_sentence_that_names_it(
    method: str, value: Any, arguments: tuple[Any, ...]
) -> None:
    (sentence,) = problems({"it": value}, method, *arguments)
    assert sentence.startswith("“paid.it” ")


def test_a_key_that_is_missing_and_one_that_nobody_asked_for_are_said() -> None:
    said: list[Bilingual] = []
    table = Table({"spare": 1}, said)
    table.text("name")
    table.nothing_else()
    assert [each.en.split("”")[0] for each in said] == ["“name", "“spare"]
