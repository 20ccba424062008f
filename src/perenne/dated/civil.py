"""From a moment as a source wrote it to the civil date under which the law reads it.

A time without zone, or a date alone, is taken as the country's own: the day is then certain only to within a day.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONES = {"FR": "Europe/Paris"}
"""The zone of the civil date, by country whose law is applied (Code civil, art. 1: the law of the Republic)."""


class CivilDay(NamedTuple):
    """``day`` in the country's zone; ``exact`` when the source stated the zone."""

    day: date
    exact: bool

    def neighbours(self) -> tuple[date, ...]:
        """The days on which the post may have been published: one if exact, else the day and both beside it."""
        if self.exact:
            return (self.day,)
        return (self.day - timedelta(days=1), self.day, self.day + timedelta(days=1))


def as_local(moment: str, country: str = "FR") -> str:
    """``moment`` with the zone of ``country`` stated: for a person who was asked for that country's day. A date alone
    becomes its noon, which lies on the same civil day."""
    parsed = datetime.fromisoformat(moment)
    if parsed.tzinfo is not None:
        return moment
    if "T" not in moment and " " not in moment:
        parsed = parsed.replace(hour=12)
    return parsed.replace(tzinfo=ZoneInfo(ZONES.get(country, "Europe/Paris"))).isoformat()


def civil_day(moment: str, country: str = "FR") -> CivilDay:
    """The civil day of ``moment`` (RFC 3339, local time, or a date alone) in ``country``.

    Raises ``ValueError`` where ``moment`` is none of the three.
    """
    parsed = datetime.fromisoformat(moment)
    if parsed.tzinfo is None:
        return CivilDay(parsed.date(), exact=False)
    zone = ZoneInfo(ZONES.get(country, "Europe/Paris"))
    try:
        return CivilDay(parsed.astimezone(zone).date(), exact=True)
    except OverflowError:
        raise ValueError("no calendar has this day") from None
