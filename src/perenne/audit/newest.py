"""Which of two posts is the newer, and on which civil day one was published."""

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from perenne.dated.civil import ZONES
from perenne.law.scope import HOME

_ZONE = ZoneInfo(ZONES[HOME])


class Newness(NamedTuple):
    """Sorts posts as they are shown: the newest day first, the undated last, within a day by the time there."""

    undated: bool
    age: int
    time: str


def newness(published: str | None) -> Newness:
    if published is None:
        return Newness(undated=True, age=0, time="")
    parsed = datetime.fromisoformat(published)
    if parsed.tzinfo is None:
        return Newness(undated=False, age=-parsed.toordinal(), time="")
    local = parsed.astimezone(_ZONE)
    return Newness(undated=False, age=-local.toordinal(), time=f"{local:%H:%M}")


def civil_date(published: str | None) -> date | None:
    """The civil day of publication."""
    if published is None:
        return None
    parsed = datetime.fromisoformat(published)
    return (parsed.astimezone(_ZONE) if parsed.tzinfo else parsed).date()
