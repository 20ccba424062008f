"""The coming days as a calendar file (RFC 5545) that any calendar program takes."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from icalendar import Calendar, Event

from perenne.model.bilingual import Bilingual, Language


class Day(Protocol):
    """One day to remember: of a partnership, or of a device."""

    @property
    def on(self) -> date: ...
    @property
    def kind(self) -> str: ...
    @property
    def says(self) -> Bilingual: ...
    @property
    def uid(self) -> str: ...


def calendar(dues: Iterable[Day], stamped: date, language: Language) -> bytes:
    """One entry a day to remember, lasting the whole day and blocking nobody's time. ``stamped``: the day as of which
    the calendar was made, since the library has no clock."""
    made = Calendar()
    made.add("prodid", "-//Pérenne//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Pérenne")
    for due in dues:
        made.add_component(_entry(due, datetime(stamped.year, stamped.month, stamped.day, tzinfo=UTC), language))
    written: bytes = made.to_ical(sorted=True)
    return written


def _entry(due: Day, stamped: datetime, language: Language) -> Event:
    entry = Event()
    entry.add("uid", due.uid)
    entry.add("dtstamp", stamped)
    entry.add("dtstart", due.on)
    if due.on < date.max:
        entry.add("dtend", due.on + timedelta(days=1))
    entry.add("summary", _FORBIDDEN.sub("", due.says.said_in(language)))
    entry.add("categories", [due.kind])
    entry.add("transp", "TRANSPARENT")
    return entry


_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that RFC 5545 allows in no text (control characters), and those that turn the order of letters around."""
