"""What the cells below a header say: a field's value, or something kept as it is, or what must not travel."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any, Literal

from perenne.readers import headers, moments, numbers
from perenne.readers.columns import Column, Named
from perenne.readers.delimited import Cell, Row, as_text
from perenne.readers.fields import ReadAs
from perenne.readers.headers import addresses
from perenne.readers.mapping import Options, zone

Secret = Literal["token", "third_person"]
Special = dict[str, Callable[[str], Any]]
"""Readers of fields that take a word of their own, by field. They raise ``ValueError``."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that says how a row is read; no two columns have the same header."""

    columns: tuple[Column, ...]
    options: Options
    zone: tzinfo | None

    @classmethod
    def of(cls, named: Named, options: Options) -> "Layout":
        headers_apart = _told_apart([column.header for column in named.columns])
        columns = (
            column._replace(header=header) for column, header in zip(named.columns, headers_apart, strict=True)
        )
        return cls(tuple(columns), options, zone(options.timezone) if options.timezone else None)


def _told_apart(said: Sequence[str]) -> list[str]:
    """Each header once: ``Likes``, ``Likes (2)``; one that is empty is called by its place, ``column 5``."""
    times: Counter[str] = Counter()
    apart: dict[str, None] = {}
    for place, header in enumerate(said, start=1):
        name = header = header or f"column {place}"
        while name in apart:
            times[header] += 1
            name = f"{header} ({times[header] + 1})"
        apart[name] = None
    return list(apart)


@dataclass(slots=True)
class Cells:
    """A row as it was read: field → value, header → what no field took, the fields that could not be read."""

    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    secrets: set[Secret] = field(default_factory=set)


def read_cells(row: Row, layout: Layout, special: Special) -> Cells:
    """The cells of ``row``; ``special`` reads the fields that take a word of their own."""
    cells = Cells()
    for column, cell in zip(layout.columns, row.cells, strict=False):
        if column.read_as in {"private", "dropped"}:
            continue
        if column.field is None:
            _keep(cells, column.header, cell)
        elif not numbers.is_unknown(cell):
            try:
                cells.values[column.field] = _read(cell, column, layout, special)
            except (ValueError, OverflowError):
                cells.unread[column.field] = column.header
                _keep(cells, column.header, cell)
    address = cells.values.get("url")
    if address is not None and address.token:
        cells.secrets.add("token")
    return cells


# Every repetition is bounded: a cell may hold a million signs.
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w-]{2,63}")
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_FRENCH_PHONE = re.compile(r"(?<![\w./-])(?:0033 ?|0)[1-9](?P<sign>[ .-]?)[0-9]{2}(?:(?P=sign)[0-9]{2}){3}(?!\w)")
_PHONE = re.compile(r"(?<![\w./-])\+[0-9](?:[ .-]?[0-9]){8,13}(?!\w)")


def holds_private(text: str) -> bool:
    """Whether a cell holds an e-mail address, a phone number or a bank account."""
    return any(pattern.search(text) for pattern in (_EMAIL, _IBAN, _FRENCH_PHONE, _PHONE))


def _keep(cells: Cells, header: str, cell: Cell) -> None:
    """Keeps an unread cell, unless it holds what must not travel."""
    text = as_text(cell)
    if not text.strip():
        return
    if holds_private(text):
        cells.secrets.add("third_person")
        return
    kept, token = addresses.without_token(text)
    if token:
        cells.secrets.add("token")
    cells.extra[header] = cell if isinstance(cell, (bool, int, float)) and not token else kept


def _read(cell: Cell, column: Column, layout: Layout, special: Special) -> Any:
    """What ``cell`` says of ``column.field``; raises ``ValueError`` where it cannot be told."""
    if column.field in special:
        return special[column.field](as_text(cell))
    if column.read_as in _TYPED:
        return _TYPED[column.read_as](cell, layout)
    return _WRITTEN.get(column.read_as, str.strip)(as_text(cell))


def _euros(found: numbers.Quantity | None) -> float | None:
    if found is None:
        return None
    if found.unit not in {None, "EUR"} or found.value < 0:
        raise ValueError("not euros excluding VAT")
    return float(found.value)


_SECOND = re.compile(r" ?(?:s|sec)\.?\Z")


def _seconds(cell: Cell, decimal: numbers.DecimalSign | None) -> float | None:
    bare = _SECOND.sub("", cell.strip()) if isinstance(cell, str) else cell
    found = numbers.quantity(bare, decimal)
    if found is None or found.unit is not None or found.value < 0:
        raise ValueError("not seconds")
    return float(found.value)


_HANDLE = re.compile(r"[\w.-]{1,64}", re.ASCII)


def handle(text: str) -> str:
    """The handle that ``text`` is, without @, or that a profile's address names; raises ``ValueError``."""
    plain = text.strip().removeprefix("@")
    if "/" in plain:
        plain = addresses.read(plain).handle or ""
    if not _HANDLE.fullmatch(plain):
        raise ValueError("not a handle")
    return plain


def names(text: str) -> list[str]:
    """Names or handles that commas, semicolons, bars or line ends separate, without @."""
    return [name for part in re.split(r"[,;|\n]", text) if (name := part.strip().removeprefix("@"))]


def country(text: str) -> str:
    """The ISO code that ``text`` is or names; raises ``ValueError``."""
    plain = text.strip()
    return plain.upper() if re.fullmatch(r"[A-Za-z]{2}", plain) else headers.meaning("countries", plain)


def forms(text: str) -> list[str]:
    """The forms of consideration that ``text`` lists; raises ``ValueError`` for a word that is none."""
    parts = re.split(r"[,;/+&\n]| et | and ", text)
    return list(dict.fromkeys(headers.meaning("forms", part) for part in parts if part.strip()))


def forms_or_flag(text: str) -> list[str] | bool:
    """As ``forms``, or what a cell means that says no more than yes or no."""
    try:
        return headers.flag(text)
    except ValueError:
        return forms(text)


def word_within(of: headers.List, text: str) -> str:
    """What a word means that may stand among others: ``Story Instagram`` names the platform instagram."""
    try:
        return headers.meaning(of, text)
    except ValueError:
        found = headers.meanings_within(of, text)
        if len(found) != 1:
            raise
        return found.pop()


_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?e\+?[0-9]+|[0-9]{15}0{3,}", re.IGNORECASE)


def exact_id(text: str) -> str:
    """An id; raises ``ValueError`` for one of which a spreadsheet kept fifteen digits."""
    if _ROUNDED.fullmatch(text.strip()):
        raise ValueError("a rounded id")
    return text.strip()


_TYPED: dict[ReadAs, Callable[[Cell, Layout], Any]] = {
    "moment": lambda cell, layout: moments.moment(cell, layout.options.date_order, layout.zone),
    "utc": lambda cell, layout: moments.moment(cell, layout.options.date_order, UTC),
    "time": lambda cell, layout: moments.clock(cell),
    "count": lambda cell, layout: numbers.count(cell, layout.options.decimal),
    "amount": lambda cell, layout: _euros(numbers.quantity(cell, layout.options.decimal)),
    "seconds": lambda cell, layout: _seconds(cell, layout.options.decimal),
}
_WRITTEN: dict[ReadAs, Callable[[str], Any]] = {
    "verbatim": str,
    "flag": headers.flag,
    "address": addresses.read,
    "handle": handle,
    "names": names,
}
