"""Numbers as people write them in French and in English; nothing known is ``None``, never zero.

``1 234``, ``1.234``, ``12,5 k``, ``1,2 M``, ``3 400 €``, ``7,2 %``, ``10K-100K``. Garbage raises ``ValueError``;
so does ``1.234`` where nothing tells a thousand from a decimal (``Undecided``).
"""

import math
import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from perenne.model.post import Count
from perenne.readers import headers
from perenne.readers.delimited import EXACT, Cell

DecimalSign = Literal[",", "."]


class Undecided(ValueError):
    """``1.234`` or ``1,234``, and nothing says which sign is the decimal one."""


class Quantity(NamedTuple):
    """``unit``: ``EUR``, ``EUR incl. VAT``, another currency's code, ``%``, or ``None`` where none is written."""

    value: Decimal
    unit: str | None = None


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    unknown: frozenset[str]
    multipliers: dict[str, int]
    units: dict[str, tuple[str, ...]]


@cache
def _words() -> _Words:
    return headers.said("numbers", _Words)


@cache
def _units() -> dict[str, str]:
    return {word: unit for unit, words in _words().units.items() for word in words}


def is_unknown(cell: Cell) -> bool:
    """Whether ``cell`` is empty or says that nothing is known (``Inconnu``, ``n/a``, ``-``)."""
    if not isinstance(cell, str):
        return cell is None
    plain = cell.strip()
    if plain[:1].isdigit():  # the common case, told at once: no such word begins so
        return False
    if plain.isalnum():
        return plain.casefold() in _words().unknown
    return not plain or (len(plain) <= _MAX_LENGTH and _plain(plain) in _words().unknown)


def any_unknown(words: Iterable[str]) -> bool:
    """The same of several, each of letters and digits alone."""
    return not _words().unknown.isdisjoint(map(str.casefold, words))


def quantity(cell: Cell, decimal: DecimalSign | None = None) -> Quantity | None:
    """The number in ``cell`` with its unit."""
    if is_unknown(cell):
        return None
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        raise ValueError("not a number")
    if isinstance(cell, str):
        return _quantity(_plain(cell), decimal)
    if not math.isfinite(cell) or abs(cell) >= EXACT:
        raise ValueError("not an exact number")
    return Quantity(Decimal(repr(cell)))


def count(cell: Cell, decimal: DecimalSign | None = None) -> Count:
    """A whole number from zero on, or the ``(low, high)`` band that ``cell`` gives."""
    if isinstance(cell, str) and _DIGITS.fullmatch(cell):
        return int(cell)
    if isinstance(cell, float) and 0 <= cell < EXACT and cell.is_integer():
        return int(cell)
    if isinstance(cell, str) and len(cell) > _MAX_LENGTH:
        raise ValueError("not a count")
    if isinstance(cell, str) and (band := _band(_plain(cell), decimal)):
        return band
    if isinstance(cell, str) and (group := _lone_group(_plain(cell))):
        if decimal == group:
            raise ValueError("not a count: three decimals")
        decimal = _other(group)  # 1,234 views: a count has no decimals
    found = quantity(cell, decimal)
    return None if found is None else _whole(found)


def decimal_sign(cell: Cell) -> DecimalSign | Literal["either"] | None:
    """Which decimal sign the number in ``cell`` proves; ``either`` where it may be a thousand's."""
    if not isinstance(cell, str) or _DIGITS.fullmatch(cell) or is_unknown(cell):
        return None
    try:
        _quantity(_plain(cell), None)
    except Undecided:
        return "either"
    except ValueError:
        return None
    return _sign_of(_plain(cell))


def decimal_signs(cells: Iterable[Cell]) -> set[str | None]:
    """What ``decimal_sign`` says of each of ``cells``; nothing of whole numbers."""
    return set(map(decimal_sign, _but_whole(cells)))


def count_signs(cells: Collection[Cell]) -> set[str | None]:
    """What ``count_sign`` says of each of ``cells``."""
    others = _but_whole(cells)
    return {*map(count_sign, others), "whole" if len(others) < len(cells) else None}


def _but_whole(cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if not (_DIGITS.fullmatch(cell) if isinstance(cell, str) else _is_number(cell))]


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float))


def count_sign(cell: Cell) -> DecimalSign | Literal["either", "whole"] | None:
    """Which decimal sign the count in ``cell`` proves: ``1,234`` is no fraction, so ``.``. ``1,000`` may be one
    written with decimals: ``either``, unless others of its column are ``whole``, written without."""
    if _is_number(cell) or (isinstance(cell, str) and _DIGITS.fullmatch(cell)):
        return "whole"
    group = _lone_group(_plain(cell)) if isinstance(cell, str) else None
    if group is None or not isinstance(cell, str):
        return decimal_sign(cell)
    return "either" if cell.rstrip().endswith("000") else _other(group)


def _lone_group(plain: str) -> DecimalSign | None:
    """The sign in ``1,234`` and ``12.000``: of a thousand, or of three decimals."""
    found = _LONE_GROUP.fullmatch(plain)
    return None if found is None else "," if found["sign"] == "," else "."


def _other(sign: DecimalSign) -> DecimalSign:
    return "." if sign == "," else ","


# Reading

_LONE_GROUP = re.compile(r"[1-9][0-9]{0,2}(?P<sign>[.,])[0-9]{3}")
_SPACES = re.compile(r"[ \t\u00a0\u2007\u2009\u202f]+")
_MAX_LENGTH, _MAX_DIGITS = 60, 18
"""An amount or a count is shorter; and Decimal rounds what has more than 28 digits once it is multiplied."""
_DIGITS = re.compile(r"[0-9]{1,14}")
_NUMBER = re.compile(
    r"(?P<before>[^0-9+-]*?) ?(?P<sign>[+-]?) ?(?P<body>[0-9](?:[0-9 .,'’]*[0-9])?) ?(?P<after>[^0-9]*)"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<group>[ .,'’])[0-9]{3})(?:(?P=group)[0-9]{3})*")
_DECIMALS = re.compile(r"(?P<whole>[0-9]{1,3}(?:(?P<group>[ .,'’])[0-9]{3})*|[0-9]+)(?P<sign>[.,])(?P<part>[0-9]+)")


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip().casefold().replace("\u2212", "-")


def _sign_of(plain: str) -> DecimalSign | None:
    found = _NUMBER.fullmatch(plain)
    body = found["body"] if found else ""
    parts, grouped = _DECIMALS.fullmatch(body), _GROUPED.fullmatch(body)
    if parts and parts["sign"] != parts["group"]:
        return "," if parts["sign"] == "," else "."
    if grouped and grouped["group"] in {",", "."}:  # 1.234.567
        return "." if grouped["group"] == "," else ","
    return None


def _quantity(plain: str, decimal: DecimalSign | None) -> Quantity:
    found = _NUMBER.fullmatch(plain) if len(plain) <= _MAX_LENGTH else None
    if found is None or sum(map(str.isdigit, found["body"])) > _MAX_DIGITS:
        raise ValueError("not a number")
    multiplier, unit = _meaning(found["before"].strip(), found["after"].strip())
    value = _value(found["body"], decimal) * multiplier
    return Quantity(-value if found["sign"] == "-" else value, unit)


def _meaning(before: str, after: str) -> tuple[int, str | None]:
    """The multiplier and the unit that the words around a number say."""
    first, _, rest = after.partition(" ")
    multiplier = 1
    if first in _words().multipliers:
        multiplier, after = _words().multipliers[first], rest
    elif after[:1] in _words().multipliers and after[1:] in _units():
        multiplier, after = _words().multipliers[after[0]], after[1:]
    said = [word for word in (before, after.removeprefix("d'").removeprefix("de ")) if word]
    if len(said) > 1 or any(word not in _units() for word in said):
        raise ValueError("not a number")
    return multiplier, _units()[said[0]] if said else None


def _value(body: str, decimal: DecimalSign | None) -> Decimal:
    if body.isdigit():
        return Decimal(body)
    grouped, parts = _GROUPED.fullmatch(body), _DECIMALS.fullmatch(body)
    if grouped and not (parts and parts["whole"].isdigit()):
        return Decimal(re.sub(r"[^0-9]", "", body))  # 1 234 567, 1.234.567: nothing else it can be
    if parts is None or parts["group"] == parts["sign"]:
        raise ValueError("not a number")
    if grouped and not body.startswith("0"):  # 1.234
        if decimal is None:
            raise Undecided("not a clear number: a thousand’s or a decimal sign")
        if parts["sign"] != decimal:
            return Decimal(re.sub(r"[^0-9]", "", body))
    elif decimal is not None and parts["sign"] != decimal:
        raise ValueError("another decimal sign than the table's")
    return Decimal(f"{re.sub(r'[^0-9]', '', parts['whole'])}.{parts['part']}")


# Counts and bands

_BAND = re.compile(r"(?P<low>[^–—-]*[^–—\s-]) ?(?:[–—-]| à | to ) ?(?P<high>[^–—-]+)")
_AT_MOST = re.compile(r"(?P<sign><=?|≤) ?(?P<high>.+)")


def _whole(found: Quantity) -> int:
    value = found.value
    if found.unit is not None or value < 0 or value >= EXACT or value != value.to_integral_value():
        raise ValueError("not a count")
    return int(value)


def _band(plain: str, decimal: DecimalSign | None) -> tuple[int, int] | None:
    if limit := _AT_MOST.fullmatch(plain):
        high = _edge(limit["high"], decimal) - (limit["sign"] == "<")
        if high < 0:
            raise ValueError("not a band")
        return 0, high
    between = _BAND.fullmatch(plain)
    if between is None or is_unknown(between["low"]) or is_unknown(between["high"]):
        return None
    low, high = _edge(between["low"], decimal), _edge(between["high"], decimal)
    if low > high or (low > 0 and between["high"][-1:].isalpha() and not between["low"][-1:].isalpha()):
        raise ValueError("not a band")  # 10-100K: of tens or of thousands
    return low, high


def _edge(plain: str, decimal: DecimalSign | None) -> int:
    whole = count(plain, decimal)
    if not isinstance(whole, int):
        raise ValueError("not a band")
    return whole
