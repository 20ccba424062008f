"""What belongs together in the book is summed by the law's one function, in euros, and what has no value is said."""

from datetime import date
from decimal import Decimal

import pytest

from perenne.law.consideration import Threshold, Thresholds, thresholds
from perenne.law.rulebook import rulebook
from perenne.model.event import Creator, Event, Given, Opened, Valued
from perenne.model.money import Money
from perenne.model.post import Advertiser
from perenne.partnerships.consideration import Cumulated, advertiser_name, cumulated, euros
from perenne.partnerships.fold import fold
from tests.partnerships.events import event, given, opened

ON = date(2026, 11, 24)


def _known() -> Thresholds:
    return thresholds(rulebook().rule("fr.contract.required"))


def _sums(*events: Event, on: date = ON) -> list[Cumulated]:
    return cumulated(fold(events).values(), on, _known())


def _opened(partnership: str, handle: str, advertiser: str) -> Event:
    return event(
        Opened(creator=Creator(handle=handle), advertiser=Advertiser(name=advertiser)), "2025-01-02", partnership
    )


def test_two_partnerships_of_the_same_two_count_together_however_they_are_written() -> None:
    (both,) = _sums(
        _opened("P-1", "@Nine.Exemple", "Maison Lorbec"),
        _opened("P-2", "nine.exemple ", "MAISON  LORBEC"),
        given("600", partnership="P-1"),
        given("500", partnership="P-2"),
    )
    assert both.partnerships == ("P-1", "P-2")
    (year,) = both.consideration.years
    assert (year.cumulated.total, year.cumulated.state) == (Decimal(1100), "reached")


def test_another_creator_or_advertiser_is_another_sum() -> None:
    found = _sums(
        _opened("P-1", "nine", "Lorbec"),
        _opened("P-2", "nine", "Zibellou"),
        _opened("P-3", "theo", "Lorbec"),
        *(given("600", partnership=name) for name in ("P-1", "P-2", "P-3")),
    )
    assert [each.consideration.years[0].cumulated.reached for each in found] == [False, False, False]


def test_what_comes_later_does_not_count_yet() -> None:
    gifts = (opened(), given("600", "2026-02-01"), given("600", "2026-12-01"))
    (early,), (late,) = _sums(*gifts), _sums(*gifts, on=date(2026, 12, 1))
    assert early.consideration.years[0].cumulated.total == 600
    assert late.consideration.years[0].cumulated.total == 1200


def test_every_cent_counts_and_the_threshold_is_that_of_the_dated_rule() -> None:
    cents = [given("0.10", objective="x") for _ in range(9_999)]
    (below,) = _sums(opened(), *cents)
    assert below.consideration.years[0].cumulated.total == Decimal("999.90")
    assert below.consideration.years[0].cumulated.threshold == Threshold(Decimal(1000), Decimal("0.8"))
    (reached,) = _sums(opened(), *cents, given("0.10", objective="x"))
    assert reached.consideration.years[0].cumulated.reached


@pytest.mark.parametrize(
    ("value", "value_eur", "worth"),
    [
        (Money(Decimal("80.00")), None, Decimal("80.00")),
        (Money(Decimal("80.00"), "USD"), None, None),
        (Money(Decimal("80.00"), "USD"), Money(Decimal("74.20")), Decimal("74.20")),
        (Money(Decimal("80.00"), "USD"), Money(Decimal("74.20"), "CHF"), None),
        (None, None, None),
    ],
)
def test_only_euros_count_and_nothing_is_converted(
    value: Money | None, value_eur: Money | None, worth: Decimal | None
) -> None:
    assert euros(Given(form="money", value=value, value_eur=value_eur)) == worth


def test_an_unvalued_gift_blocks_the_answer_until_somebody_values_it() -> None:
    gift = given(None, objective="x")
    book = [opened(), given("900", objective="x"), gift]
    (blocked,) = _sums(*book)
    year = blocked.consideration.years[0].cumulated
    assert (year.state, [blocked.given[each.place].event for each in year.unvalued]) == ("unknown", [gift.id])
    (told,) = _sums(*book, event(Valued(given=gift.id, value=Money(Decimal(150)))))
    assert told.consideration.years[0].cumulated.state == "reached"
    (below,) = _sums(*book, event(Valued(given=gift.id, value=Money(Decimal(50)))))
    assert below.consideration.years[0].cumulated.state == "near"


def test_a_year_and_twelve_months_are_shown_beside_each_other() -> None:
    (told,) = _sums(opened(), given("600", "2025-12-30"), given("600", "2026-12-29"), on=date(2026, 12, 31))
    (_, year) = told.consideration.years
    assert (year.cumulated.total, year.rolling.sum.total) == (Decimal(600), Decimal(1200))
    assert (year.rolling.start, year.rolling.end) == (date(2025, 12, 30), date(2026, 12, 29))


def test_a_brand_is_called_by_its_name_its_account_or_a_question_mark() -> None:
    assert advertiser_name(Advertiser(name="Lorbec", handles=("lorbec.fr",))) == "Lorbec"
    assert advertiser_name(Advertiser(handles=("lorbec.fr",))) == "lorbec.fr"
    assert advertiser_name(Advertiser()) == "?"
