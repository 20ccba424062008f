"""The civil day of the law: Paris decides when a day begins, summer and winter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.dated.civil import CivilDay, civil_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-20T22:59:59Z", date(2026, 11, 20)),  # winter: one hour ahead of UTC
        ("2026-11-20T23:00:00Z", date(2026, 11, 21)),
        ("2026-07-20T21:59:59Z", date(2026, 7, 20)),  # summer: two hours
        ("2026-07-20T22:00:00Z", date(2026, 7, 21)),
        ("2026-03-28T23:00:00Z", date(2026, 3, 29)),  # the day that starts in winter and ends in summer
        ("2026-03-29T21:59:59Z", date(2026, 3, 29)),
        ("2026-03-29T22:00:00Z", date(2026, 3, 30)),
        ("2026-10-24T22:00:00Z", date(2026, 10, 25)),  # the day of 25 hours
        ("2026-10-25T22:59:59Z", date(2026, 10, 25)),
        ("2026-10-25T23:00:00Z", date(2026, 10, 26)),
        ("2026-12-31T23:30:00Z", date(2027, 1, 1)),
        ("2026-11-20T18:00:00-05:00", date(2026, 11, 21)),
        ("2026-11-21T08:00:00+14:00", date(2026, 11, 20)),
        ("2026-11-20T23:00:00.000001+00:00", date(2026, 11, 21)),
    ],
)
def test_a_moment_with_its_zone_has_one_day_in_paris(moment: str, day: date) -> None:
    assert civil_day(moment) == CivilDay(day, exact=True)
    assert civil_day(moment).neighbours() == (day,)


@pytest.mark.parametrize("moment", ["2026-11-20", "2026-11-20T23:59:59", "2026-11-20T00:00", "2026-11-20 09:00"])
def test_a_time_without_zone_is_the_countrys_own_and_certain_to_a_day(moment: str) -> None:
    day = civil_day(moment)
    assert day == CivilDay(date(2026, 11, 20), exact=False)
    assert day.neighbours() == (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21))


@given(st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_paris_is_never_behind_utc_and_never_more_than_two_hours_ahead(moment: datetime) -> None:
    day = civil_day(moment.replace(tzinfo=UTC).isoformat()).day
    assert moment.date() <= day <= (moment + timedelta(hours=2)).date()
    assert day >= (moment + timedelta(hours=1)).date()


@pytest.mark.parametrize("moment", ["", "yesterday", "20/11/2026", "2026-02-30", "2026-11-20T25:00Z", "1", "2026"])
def test_what_is_no_moment_has_no_day(moment: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        civil_day(moment)


@pytest.mark.parametrize("moment", ["9999-12-31T23:30:00Z", "0001-01-01T00:00:00+14:00"])
def test_a_moment_beyond_the_calendar_has_no_day(moment: str) -> None:
    with pytest.raises(ValueError, match="calendar"):
        civil_day(moment)
