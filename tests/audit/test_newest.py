"""The newest posts and the period, told nearly by dates as written and exactly by those that matter."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.audit.index import written_day
from perenne.audit.newest import civil_date, newness
from perenne.audit.quiet import at_the_ends, perhaps_newest
from tests.model.records import moments

published = st.none() | moments | st.sampled_from(["20261120T090000", "2026-W47-5", "2026-11-20T23:59:59-12:00"])


def rows(dates: list[str | None]) -> pl.DataFrame:
    said = pl.Series(dates, dtype=pl.String)
    return pl.DataFrame(
        {"day": written_day(said).cast(pl.Int32), "dated": said.is_not_null(), "number": range(len(dates))},
        schema={"day": pl.Int32, "dated": pl.Boolean, "number": pl.Int64},
    )


@given(st.lists(published, max_size=30))
def test_the_first_and_the_last_day_are_among_those_that_are_looked_at(dates: list[str | None]) -> None:
    every = {day for each in dates if (day := civil_date(each))}
    near = {civil_date(dates[number]) for number in at_the_ends(rows(dates))["number"]}
    assert not every or {min(every), max(every)} <= near
    assert None not in near


@given(st.lists(published, max_size=30), st.integers(1, 8))
def test_the_newest_are_among_those_that_are_looked_at(dates: list[str | None], most: int) -> None:
    order = sorted(range(len(dates)), key=lambda number: (newness(dates[number]), number))
    assert set(order[:most]) <= set(perhaps_newest(rows(dates), most)["number"])


def test_of_many_days_few_are_looked_at() -> None:
    dates: list[str | None] = [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    assert at_the_ends(rows(dates)).height == 4
    assert perhaps_newest(rows(dates), 5).height == 7


@pytest.mark.parametrize(
    ("said", "day", "time"),
    [
        ("2026-11-20T23:30:00Z", date(2026, 11, 21), "00:30"),
        ("2026-11-20T23:30:00", date(2026, 11, 20), ""),
        ("2026-11-20", date(2026, 11, 20), ""),
    ],
)
def test_a_day_is_the_one_in_paris(said: str, day: date, time: str) -> None:
    assert civil_date(said) == day
    assert newness(said) == (False, -day.toordinal(), time)


def test_the_undated_come_last() -> None:
    dates = [None, "2020-01-01", "2026-11-20T09:00:00Z", "2026-11-20T08:00:00Z", "2026-11-20"]
    assert sorted(dates, key=newness) == [
        "2026-11-20",
        "2026-11-20T08:00:00Z",
        "2026-11-20T09:00:00Z",
        "2020-01-01",
        None,
    ]
