"""Dates and times as people write them in French and in English.

``20/11/2026 18h42``, ``20 nov. 2026``, ``1er janvier 2026``, ``Nov 20, 2026 6:42 PM``, ``2026-11-20 18:42``, seconds
or milliseconds since 1970. A time whose zone the source does not write stays local, without zone. A spreadsheet's day
numbers are dates only where the sheet itself types them so: ``46346`` in a text is none. Garbage raises
``ValueError``; so does ``03/04/2026`` where nothing tells the day from the month (``Undecided``).
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal

import msgspec

from perenne.readers import headers
from perenne.readers.delimited import Cell
from perenne.readers.numbers import is_unknown

DateOrder = Literal["dmy", "mdy"]

YEARS = range(2000, 2101)
"""A year outside is a slip of the pen or of a spreadsheet."""


class Undecided(ValueError):
    """``03/04/2026``, and nothing says whether the day or the month comes first."""


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


def order_of(cell: Cell) -> DateOrder | Literal["either"] | None:
    """Which order of day and month the date in ``cell`` proves; ``either`` where it may be both."""
    if not isinstance(cell, str) or is_unknown(cell):
        return None
    found = _SLASHED.match(_SPACES.sub(" ", cell).strip())
    if found is None or found["sign"] == ".":
        return None
    first, second = int(found["first"]), int(found["second"])
    if first == second:
        return None
    try:
        return _proven(first, second)
    except Undecided:
        return "either"
    except ValueError:
        return None


# Days

_MAX_LENGTH = 80
_MONTHS = 12
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_DIGITS = re.compile(r"[0-9]+")
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})(?![0-9])"
)
_SLASHED = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<sign>[-/.])(?P<second>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
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
        parts = _ordered(found, order)
    else:
        raise ValueError("not a date")
    return _in_range(date(*parts)), text[found.end() :]


def _month(name: str) -> int:
    months = _months()
    if headers.key(name) not in months:
        raise ValueError("not a month")
    return months[headers.key(name)]


def _ordered(found: re.Match[str], order: DateOrder | None) -> tuple[int, int, int]:
    first, second = int(found["first"]), int(found["second"])
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    if found["sign"] == ".":
        order = "dmy"  # nobody who puts the month first writes points
    if order is None:
        order = _proven(first, second)
    return (year, first, second) if order == "mdy" else (year, second, first)


def _proven(first: int, second: int) -> DateOrder:
    if first > _MONTHS and second > _MONTHS:
        raise ValueError("not a date")
    if first > _MONTHS or second > _MONTHS:
        return "dmy" if first > _MONTHS else "mdy"
    if first != second:
        raise Undecided("day or month first")
    return "dmy"


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
