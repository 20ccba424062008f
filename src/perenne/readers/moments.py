"""Dates and times as people write them in French and in English.

``20/11/2026 18h42``, ``20 nov. 2026``, ``1er janvier 2026``, ``Nov 20, 2026 6:42 PM``, ``2026-11-20 18:42``, seconds
or milliseconds since 1970. A time whose zone the source does not write stays local, without zone. A spreadsheet's day
numbers are dates only where the sheet itself types them so: ``46346`` in a text is none. Garbage raises
``ValueError``; so does ``03/04/2026`` where nothing tells the day from the month, and ``26-11-20`` where nothing
tells the year from the day (``Undecided``).
"""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal, get_args

import msgspec

from perenne.readers import headers
from perenne.readers.delimited import Cell
from perenne.readers.numbers import is_unknown

DateOrder = Literal["dmy", "mdy", "ymd"]
"""``ymd`` of two-digit years: a year in full that stands first needs no telling."""

YEARS = range(2000, 2101)
"""A year outside is a slip of the pen or of a spreadsheet."""
SHORT_YEARS = range(2005, 2100)
"""What two digits may mean: before, there was no platform to publish on."""


class Undecided(ValueError):
    """``03/04/2026`` or ``26-11-20``, and nothing says which part comes first."""


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    months: tuple[tuple[str, ...], ...]
    weekdays: frozenset[str]
    zones: dict[str, int]


@cache
def _words() -> _Words:
    return headers.said("moments", _Words)


@cache
def _months() -> dict[str, int]:
    return {headers.key(name): number for number, names in enumerate(_words().months, start=1) for name in names}


def moment(cell: Cell, order: DateOrder | None = None, zone: tzinfo | None = None) -> str | None:
    """The moment in ``cell`` as RFC 3339, a local time or a date alone. ``zone``: the one that local times are in."""
    if isinstance(cell, str) and (exact := _EXACT.fullmatch(cell)) and (exact["zone"] or zone is None):
        datetime.fromisoformat(cell)  # it may be a thirtieth of February
        return cell.replace(" ", "T")
    if is_unknown(cell):
        return None
    if isinstance(cell, datetime):
        return _written(cell, zone)
    if isinstance(cell, date):
        return _in_range(cell).isoformat()
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        raise ValueError("not a date")
    text = _SPACES.sub(" ", cell if isinstance(cell, str) else f"{cell:.0f}").strip()
    if len(text) > _MAX_LENGTH:
        raise ValueError("not a date")
    if _DIGITS.fullmatch(text):
        return _from_digits(text)
    day, rest = _day(text, order)
    clock = _clock(rest)
    if clock is None:
        return day.isoformat()
    return _written(datetime.combine(day, clock), zone)


def day(cell: Cell, order: DateOrder | None = None) -> str | None:
    """The civil date in ``cell``, whatever time stands beside it."""
    found = moment(cell, order)
    return found and found[:10]


def clock(cell: Cell) -> time | None:
    """The time of day in ``cell``: ``18h42``, ``18:42:10``, ``6:42 PM``."""
    if is_unknown(cell):
        return None
    if isinstance(cell, time):
        return cell
    if not isinstance(cell, str):
        raise ValueError("not a time")
    return _clock(_SPACES.sub(" ", cell).strip())


class Orders:
    """What the dates of a table, seen one by one, prove of the order that they are written in."""

    def __init__(self) -> None:
        self._of_days = self._of_short = _EVERY_ORDER
        self._any_short = self._any_open = False

    def see(self, cell: Cell) -> None:
        found = _slashed_in(cell)
        readings = _readings(found) if found and not _is_settled(found) else {}
        if not found or not readings:
            return
        self._any_open |= len(set(readings.values())) > 1
        if _is_short(found):
            self._any_short = True
            self._of_short &= readings.keys()
        else:
            self._of_days &= readings.keys() | {"ymd"}

    @property
    def proven(self) -> DateOrder | None:
        left = self._of_days & self._of_short if self._any_short else self._of_days - {"ymd"}
        return min(left) if len(left) == 1 else None

    @property
    def is_open(self) -> bool:
        """Whether some date may be several days, and nothing tells which."""
        return self._any_open and self.proven is None


def _slashed_in(cell: Cell) -> re.Match[str] | None:
    return _SLASHED.match(cell.strip()) if isinstance(cell, str) and not cell[:4].isdecimal() else None


# Days

_MAX_LENGTH = 80
_MONTHS = 12
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_DIGITS = re.compile(r"[0-9]+")
_EXACT = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?P<zone>Z?)")
"""What most programs write, told at once."""
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})(?![0-9])"
)
_SLASHED = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<sign>[-/.])(?P<second>[0-9]{1,2})(?P=sign)(?P<third>[0-9]{4}|[0-9]{2})(?![0-9])"
)
_DAY_NAMED = re.compile(r"(?P<day>[0-9]{1,2})(?:er|st|nd|rd|th)?[ -](?P<month>[^\W\d_]+)\.?,?[ -](?P<year>[0-9]{4})")
_MONTH_NAMED = re.compile(r"(?P<month>[^\W\d_]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})")
_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]+)\.?,? ")


def _day(text: str, order: DateOrder | None) -> tuple[date, str]:
    """The day that ``text`` begins with, and what stands behind it."""
    weekday = _WEEKDAY.match(text)
    if weekday and weekday["name"].casefold() in _words().weekdays and not _MONTH_NAMED.match(text):
        text = text[weekday.end() :]
    if found := _YEAR_FIRST.match(text):
        parts = int(found["year"]), int(found["month"]), int(found["day"])
    elif found := _DAY_NAMED.match(text) or _MONTH_NAMED.match(text):
        parts = int(found["year"]), _month(found["month"]), int(found["day"])
    elif found := _SLASHED.match(text):
        return _ordered(found, order), text[found.end() :]
    else:
        raise ValueError("not a date")
    return _in_range(date(*parts)), text[found.end() :]


def _month(name: str) -> int:
    months = _months()
    if headers.key(name) not in months:
        raise ValueError("not a month")
    return months[headers.key(name)]


_EVERY_ORDER: frozenset[DateOrder] = frozenset(get_args(DateOrder))
_PLACES: dict[DateOrder, tuple[str, str, str]] = {
    "dmy": ("third", "second", "first"),
    "mdy": ("third", "first", "second"),
    "ymd": ("first", "second", "third"),
}


def _ordered(found: re.Match[str], order: DateOrder | None) -> date:
    readings = _readings(found)
    if order is not None and not _is_settled(found) and (order != "ymd" or _is_short(found)):
        readings = {order: readings[order]} if order in readings else {}
    several = set(readings.values())
    if len(several) > 1:
        raise Undecided("day, month or year first")
    if not several:
        raise ValueError("not a date")
    return several.pop()


def _readings(found: re.Match[str]) -> dict[DateOrder, date]:
    """The days that the three numbers may be, each by its order."""
    readings: dict[DateOrder, date] = {}
    for order, places in _PLACES.items():
        if order == "mdy" and found["sign"] == ".":
            continue  # nobody who puts the month first writes points
        if order == "ymd" and not (_is_short(found) and len(found["first"]) == len("26")):
            continue
        year, month, day = (int(found[place]) for place in places)
        year += 2000 if _is_short(found) else 0
        if not _is_short(found) or year in SHORT_YEARS:
            with suppress(ValueError):
                readings[order] = _in_range(date(year, month, day))
    return readings


def _is_short(found: re.Match[str]) -> bool:
    return len(found["third"]) == len("26")


def _is_settled(found: re.Match[str]) -> bool:
    """Whether it can be read in one order alone, whatever the table's: ``20.11.2026``."""
    return found["sign"] == "." and not _is_short(found)


def _in_range(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError("not a year of this trade")
    return day


# Times

_CLOCK = re.compile(
    r"(?:t|[ ,]*(?:à |a |at |- |– )?)(?P<hour>[0-9]{1,2})"
    r"(?: ?(?P<sign>[:h])(?: ?(?P<minute>[0-9]{2})(?: ?[:m] ?(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?s?)?)?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?P<zone>[+-][0-9]{2}:?(?:[0-9]{2})?|\(?[a-z]{1,4}\)?))?",
    re.IGNORECASE,
)


def _clock(text: str) -> time | None:
    """The time that ``text`` is, with its zone if it states one; ``None`` for no text."""
    if not text.strip(" ,"):
        return None
    found = _CLOCK.fullmatch(text)
    if found is None or not (found["minute"] or found["half"] or found["sign"] in {"h", "H"}):
        raise ValueError("not a time")
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= _MONTHS:
            raise ValueError("not an hour")
        hour = hour % 12 + (12 if found["half"] in "pP" else 0)
    return time(hour, int(found["minute"] or 0), int(found["second"] or 0), tzinfo=_zone(found["zone"]))


def _zone(stated: str | None) -> timezone | None:
    if stated is None:
        return None
    if stated[0] in "+-":
        minutes = int(stated[1:3]) * 60 + int(stated[3:].lstrip(":") or 0)
        return timezone(timedelta(minutes=-minutes if stated[0] == "-" else minutes))
    name = stated.strip("()").casefold()
    if name not in _words().zones:
        raise ValueError("not a zone")
    return timezone(timedelta(minutes=_words().zones[name]))


def _written(found: datetime, zone: tzinfo | None) -> str:
    _in_range(found.date())
    if found.tzinfo is None and zone is not None:
        found = found.replace(tzinfo=zone)
    text = found.isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


_DATE, _SECONDS, _MILLISECONDS = 8, 10, 13


def _from_digits(digits: str) -> str:
    """``20261120``, or seconds or milliseconds since 1970."""
    if len(digits) == _DATE:
        return _in_range(date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))).isoformat()
    if len(digits) not in {_SECONDS, _MILLISECONDS}:
        raise ValueError("not a date")
    return _written(datetime.fromtimestamp(int(digits[:_SECONDS]), UTC), None)
