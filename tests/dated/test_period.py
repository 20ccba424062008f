"""Periods: first and last day both included, as law texts count."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.dated.period import Period

days = st.dates(date(2000, 1, 1), date(2050, 1, 1))
lengths = st.none() | st.integers(0, 2000)
periods = st.builds(
    lambda start, length: Period(start, None if length is None else start + timedelta(days=length)), days, lengths
)


def test_a_period_holds_on_its_first_and_on_its_last_day() -> None:
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert year.holds_on(date(2026, 1, 1))
    assert year.holds_on(date(2026, 12, 31))
    assert not year.holds_on(date(2025, 12, 31))
    assert not year.holds_on(date(2027, 1, 1))


def test_an_open_period_holds_for_good_and_not_before() -> None:
    since = Period(date(2023, 6, 11))
    assert since.holds_on(date(2099, 1, 1))
    assert not since.holds_on(date(2023, 6, 10))


def test_a_single_day_is_a_period() -> None:
    day = Period(date(2024, 11, 8), date(2024, 11, 8))
    assert day.holds_on(date(2024, 11, 8))
    assert not day.holds_on(date(2024, 11, 9))


def test_no_period_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Period(date(2024, 11, 8), date(2024, 11, 7))


def test_a_version_ends_the_day_before_the_next_one_starts() -> None:
    earlier, later = Period(date(2023, 6, 11), date(2024, 11, 7)), Period(date(2024, 11, 8))
    assert not earlier.overlaps(later)
    assert Period(date(2023, 6, 11), date(2024, 11, 8)).overlaps(later)


@given(periods, periods)
def test_two_periods_overlap_when_a_day_is_in_both(one: Period, other: Period) -> None:
    first_common = max(one.start, other.start)
    assert one.overlaps(other) == (one.holds_on(first_common) and other.holds_on(first_common))
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)


def test_a_period_is_read_from_dates_as_text_and_refuses_other_keys() -> None:
    assert msgspec.convert({"start": "2024-11-08"}, Period) == Period(date(2024, 11, 8))
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({"start": "2024-11-08", "until": "2025-01-01"}, Period)
    with pytest.raises(msgspec.ValidationError, match="ends before"):
        msgspec.convert({"start": "2024-11-08", "end": "2024-01-01"}, Period)
