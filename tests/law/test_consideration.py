"""The one sum of the program: exact, whatever the order, and never lower for one gift more."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.law.consideration import (
    MONEY,
    Consideration,
    Exchange,
    Sum,
    Threshold,
    Year,
    consideration,
    euros,
    in_return,
    thresholds,
)
from perenne.law.rulebook import rulebook

RULE = rulebook().rule("fr.contract.required")
KNOWN = thresholds(RULE)
THOUSAND = Threshold(Decimal(1000), Decimal("0.8"))


def gave(
    value: str | None, on: str | None = "2026-03-10", objective: str | None = "launch", **more: object
) -> Exchange:
    day = date.fromisoformat(on) if on else None
    fields = {"kind": "money", **more}
    return Exchange(day=day, value=euros(Decimal(value)) if value else None, objective=objective, **fields)  # type: ignore[arg-type]


def eur(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, amounts))


def summed(*exchanges: Exchange) -> Consideration:
    return consideration(exchanges, KNOWN)


def year(*exchanges: Exchange) -> Year:
    (only,) = summed(*exchanges).years
    return only


# The threshold


@pytest.mark.parametrize(
    ("values", "state"),
    [
        (["999.99"], "near"),
        (["1000.00"], "reached"),
        (["0.1", "0.2", "999.70"], "reached"),
        (["0.1", "0.2", "999.69"], "near"),
        (["799.99"], "below"),
        (["800"], "near"),
        (["400", None], "unknown"),
        (["1000", None], "reached"),
        ([None], "unknown"),
        (["0"], "below"),
    ],
)
def test_the_state_of_a_sum_is_told_to_the_cent(values: list[str | None], state: str) -> None:
    assert year(*(gave(value) for value in values)).cumulated.state == state


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    exchanges = [Exchange(day=date(2026, 3, 10), value=euros(value)) for value in (0.1, 0.2)]
    assert consideration(exchanges, KNOWN).years[0].cumulated.total == Decimal("0.3")


def test_before_the_decree_the_threshold_is_not_known_and_is_not_zero() -> None:
    sums = year(gave("5000", on="2025-06-10")).cumulated
    assert (sums.threshold, sums.share, sums.state, sums.reached_on) == (None, None, "unknown", None)
    assert sums.total == 5000


def test_the_threshold_is_that_of_the_law_and_its_share_is_told() -> None:
    sums = year(gave("850")).cumulated
    assert sums.threshold == THOUSAND
    assert sums.share == Decimal("0.85")


def test_under_the_law_of_another_day_an_older_year_has_its_threshold() -> None:
    other = thresholds(RULE, date(2026, 12, 31))
    (only,) = consideration([gave("5000", on="2025-06-10")], other).years
    assert only.cumulated.reached


def test_the_day_on_which_the_threshold_is_reached_is_told() -> None:
    sums = year(gave("600", on="2026-05-10"), gave("600", on="2026-03-10"), gave("600", on="2026-09-10")).cumulated
    assert sums.reached_on == date(2026, 5, 10)
    assert year(gave("600")).cumulated.reached_on is None


# Its parts


def test_money_and_kind_are_told_apart_and_what_is_neither_counts_too() -> None:
    sums = year(
        gave("200"), gave("50", kind="commission"), gave("250", kind="product"), gave("7", kind=None)
    ).cumulated
    assert (sums.money, sums.in_kind, sums.total) == eur(250, 250, 507)


def test_what_is_not_valued_is_listed_and_counts_for_nothing() -> None:
    gift = gave(None, kind="product", place=3)
    sums = year(gave("200"), gift).cumulated
    assert sums.unvalued == (gift,)
    assert sums.total == 200


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf"), 1e12, 1e300, None])
def test_what_is_no_amount_that_was_ever_given_is_no_value(value: float | None) -> None:
    assert euros(value) is None


@pytest.mark.parametrize(
    ("value", "exact"),
    [(999.9999999, "999.999999"), (5e-324, "0.000000"), (0.0, "0.0"), (600, "600"), (1e-7, "0"), (250.55, "250.55")],
)
def test_a_value_is_kept_as_written_and_never_rounded_up(value: float, exact: str) -> None:
    assert euros(value) == Decimal(exact)


@pytest.mark.parametrize(
    ("kind", "requested", "sure"),
    [
        ("money", True, True),
        ("money", None, True),
        ("money", False, False),
        ("commission", None, True),
        ("product", True, True),
        ("product", None, False),
        ("trip", False, False),
        ("loan", True, False),
        (None, None, False),
        (None, True, True),
    ],
)
def test_money_is_given_in_return_and_a_gift_where_a_post_was_expected(
    kind: Any, requested: bool | None, sure: bool
) -> None:
    assert in_return(kind, requested) is sure


def test_two_objectives_are_cumulated_and_shown_apart() -> None:
    sums = year(gave("700"), gave("600", on="2026-12-05", objective="winter"), gave("10", objective=" LAUNCH "))
    assert sums.cumulated.total == 1310
    assert {each.name: each.sum.total for each in sums.objectives} == dict(
        zip(("launch", "winter"), eur(710, 600), strict=True)
    )
    assert (sums.apart.total, sums.apart.reached) == (*eur(710), False)


def test_what_has_no_objective_stands_apart_piece_by_piece() -> None:
    sums = year(gave("700", objective=None), gave("600", objective=None))
    assert sums.cumulated.reached
    assert sums.apart.total == 700
    assert [each.name for each in sums.objectives] == [None]


def test_what_is_not_surely_in_return_is_cumulated_and_is_not_certain() -> None:
    sums = year(gave("500"), gave("600", kind="product", sure=False))
    assert (sums.cumulated.total, sums.certain.total, sums.apart.total) == eur(1100, 500, 500)


# Its years


def test_calendar_years_are_kept_apart_and_the_rolling_year_joins_them() -> None:
    first, second = summed(gave("700", on="2026-12-05"), gave("700", on="2027-02-05")).years
    assert (first.cumulated.total, second.cumulated.total) == eur(700, 700)
    assert first.rolling.sum.total == 700
    window = second.rolling
    assert (window.start, window.end, window.sum.total) == (date(2026, 2, 6), date(2027, 2, 5), *eur(1400))


@pytest.mark.parametrize(("second", "total"), [("2027-02-03", 1400), ("2027-02-04", 700)])
def test_a_rolling_year_ends_the_day_before_its_anniversary(second: str, total: int) -> None:
    assert summed(gave("700", on="2026-02-04"), gave("700", on=second)).years[1].rolling.sum.total == total


def test_a_rolling_year_from_a_leap_day_is_a_year() -> None:
    window = summed(gave("1", on="2028-02-29")).years[0].rolling
    assert (window.start, window.end) == (date(2027, 3, 1), date(2028, 2, 29))


def test_the_first_years_of_the_calendar_do_not_break_the_rolling_year() -> None:
    assert summed(gave("1", on="0001-01-01")).years[0].rolling.start == date.min


def test_the_fullest_of_several_rolling_years_is_shown_and_the_earliest_of_equals() -> None:
    spread = [gave("100", on="2025-12-01"), gave("300", on="2026-01-15"), gave("50", on="2026-12-20")]
    window = summed(*spread).years[1].rolling
    assert (window.end, window.sum.total) == (date(2026, 1, 15), *eur(400))


def test_what_belongs_to_no_known_year_is_kept_beside() -> None:
    found = summed(gave("600"), gave("500", on=None, place=1))
    assert [sums.year for sums in found.years] == [2026]
    assert [each.value for each in found.undated] == [500]


def test_nothing_given_is_no_year_at_all() -> None:
    assert summed() == Consideration((), ())


# What always holds

AMOUNTS = st.one_of(st.none(), st.decimals(0, 5000, places=2), st.sampled_from([Decimal("999.99"), Decimal(1000)]))
DAYS = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2028, 12, 31)))
EXCHANGES = st.lists(
    st.builds(
        Exchange,
        day=DAYS,
        kind=st.sampled_from(["money", "commission", "product", "trip", None]),
        value=AMOUNTS,
        objective=st.sampled_from(["launch", "Launch ", "winter", None, " "]),
        sure=st.booleans(),
    ),
    max_size=12,
).map(
    lambda several: [
        Exchange(each.day, each.kind, each.value, each.objective, each.sure, i) for i, each in enumerate(several)
    ]
)


def told(found: Consideration) -> list[object]:
    """Every figure of a consideration."""
    return [
        (each.year, each.cumulated, each.certain.total, each.apart.total, each.rolling, each.objectives)
        for each in found.years
    ] + [found.undated]


@given(EXCHANGES, st.randoms(use_true_random=False))
def test_the_order_of_what_was_given_never_matters(exchanges: list[Exchange], chance: random.Random) -> None:
    shuffled = chance.sample(exchanges, len(exchanges))
    assert told(consideration(shuffled, KNOWN)) == told(consideration(exchanges, KNOWN))


@given(EXCHANGES, AMOUNTS, st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_one_thing_more_never_lowers_a_sum(exchanges: list[Exchange], value: Decimal | None, day: date) -> None:
    more = [*exchanges, Exchange(day, "product", value, "launch", True, len(exchanges))]
    before = {each.year: each for each in consideration(exchanges, KNOWN).years}
    after = {each.year: each for each in consideration(more, KNOWN).years}
    for number, sums in before.items():
        assert after[number].cumulated.total >= sums.cumulated.total
        assert after[number].apart.total >= sums.apart.total
        assert after[number].rolling.sum.total >= sums.rolling.sum.total
        assert after[number].cumulated.reached or not sums.cumulated.reached


@given(EXCHANGES)
def test_a_sum_is_the_sum_of_its_parts(exchanges: list[Exchange]) -> None:
    found = consideration(exchanges, KNOWN)
    for each in found.years:
        unsaid = sum((one.value or 0 for one in each.cumulated.exchanges if one.kind is None), Decimal(0))
        assert each.cumulated.money + each.cumulated.in_kind + unsaid == each.cumulated.total
        assert sum((part.sum.total for part in each.objectives), Decimal(0)) == each.cumulated.total
        assert each.apart.total <= each.certain.total <= each.cumulated.total
    counted = sum(len(each.cumulated.exchanges) for each in found.years) + len(found.undated)
    assert counted == len(exchanges)


@given(EXCHANGES)
def test_the_fullest_rolling_year_is_the_fullest_of_all_that_could_be(exchanges: list[Exchange]) -> None:
    """Against every twelve months that end on a day of the year, counted one by one."""
    dated = [each for each in exchanges if each.day is not None]
    for sums in consideration(exchanges, KNOWN).years:
        ends = {each.day for each in dated if each.day is not None and each.day.year == sums.year}
        totals = [sum((one.value or 0 for one in dated if _within(one.day, end)), Decimal(0)) for end in ends]
        assert sums.rolling.sum.total == max(totals)


def _within(day: date | None, end: date) -> bool:
    leap_day = end.month == 2 and end.day == 29
    start = end.replace(year=end.year - 1, day=28 if leap_day else end.day) + timedelta(days=1)
    return day is not None and start <= day <= end


def test_every_kind_of_exchange_is_money_or_is_in_kind() -> None:
    sums = Sum(
        tuple(gave("1", kind=kind) for kind in ("money", "commission", "product", "loan", "discount")), THOUSAND
    )
    assert {"money", "commission"} == MONEY
    assert (sums.money, sums.in_kind) == eur(2, 3)
