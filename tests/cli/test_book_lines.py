"""The book in plain lines: what is sure is said, the rest is asked."""

from datetime import date
from decimal import Decimal

import pytest

from perenne.cli.book_lines import Lines, lines_of_one, threshold_lines
from perenne.model.event import Event, Valued
from perenne.model.money import Money
from perenne.partnerships.book import Book
from perenne.partnerships.fold import fold
from tests.partnerships.events import event, given, opened

ON = date(2026, 11, 24)
TOGETHER = (
    "threshold of €1,000 reached if everything counts together (at most €700 for one objective): is it one objective?"
)


def _told(*events: Event) -> str:
    lines = threshold_lines(Book(fold([opened(), *events]), []), Lines("en", ON))
    return lines[2].strip()


@pytest.mark.parametrize(
    ("gifts", "said"),
    [
        ([("799.99", "spring")], "below the threshold of €1,000"),
        ([("800.00", "spring")], "near the threshold of €1,000"),
        ([("999.99", "spring")], "near the threshold of €1,000"),
        ([("1000.00", "spring")], "threshold of €1,000 reached: a written contract"),
        ([("700", "spring"), ("300", "Spring")], "threshold of €1,000 reached: a written contract"),
        (
            [("700", "spring"), ("600", "winter")],
            TOGETHER,
        ),
        (
            [("700", "spring"), ("600", None)],
            TOGETHER,
        ),
        ([("100", "spring"), (None, "spring")], "unknown against the threshold of €1,000: value what is not"),
    ],
)
def test_a_threshold_is_reached_surely_or_by_an_answer(gifts: list[tuple[str | None, str | None]], said: str) -> None:
    assert _told(*(given(euros, objective=objective) for euros, objective in gifts)).endswith(said)


def test_a_gift_without_value_asks_for_it_by_the_event_that_says_it() -> None:
    gift = given(None)
    told = lines_of_one(fold([opened(), gift])["P-1"], Lines("en", ON))
    asked = f"  ? 1 Feb 2026 · money: what value excl. VAT, in euros? (event valued, given: {gift.id})"
    assert asked in [line.replace("\u00a0", " ") for line in told]
    worth = event(Valued(given=gift.id, value=Money(Decimal("80.00"))))
    assert not [line for line in lines_of_one(fold([opened(), gift, worth])["P-1"], Lines("en", ON)) if "?" in line]


def test_each_year_has_the_threshold_of_its_own_law() -> None:
    assert _told(given("5000", "2025-06-01")).endswith("no threshold is known for that year")
