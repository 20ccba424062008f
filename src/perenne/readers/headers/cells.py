"""What the cells below a header say: a field's value, or something kept as it is, or what must not travel."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import partial
from typing import Any, Literal, NamedTuple

from perenne.readers import headers, moments, numbers
from perenne.readers.collector import holds_token
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
    signs: Mapping[str, numbers.DecimalSign]
    """Of columns, by header, that have another decimal sign than the table."""

    @classmethod
    def of(cls, named: Named, options: Options, signs: Mapping[int, numbers.DecimalSign] | None = None) -> "Layout":
        headers_apart = _told_apart([column.header for column in named.columns])
        columns = (
            column._replace(header=header) for column, header in zip(named.columns, headers_apart, strict=True)
        )
        own = {headers_apart[place]: sign for place, sign in (signs or {}).items()}
        return cls(tuple(columns), options, zone(options.timezone) if options.timezone else None, own)


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


class Cells:
    """A row as it was read: field → value, header → what no field took, the fields that could not be read."""

    __slots__ = ("extra", "secrets", "unread", "values")

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.extra: dict[str, Any] = {}
        self.unread: dict[str, str] = {}
        self.secrets: set[Secret] = set()


class _Place(NamedTuple):
    """A column to read. ``says``: what a cell of it says, ``None`` for nothing known; raises ``ValueError``."""

    number: int
    header: str
    field: str | None
    says: Callable[[Cell], Any]
    holds_addresses: bool


def _memory(column: Column, layout: Layout, special: Special) -> Callable[[Cell], Any]:
    says = says_of(column, layout, special)
    return says if column.read_as in {"verbatim", "text", "count", "address"} else Remembered(says).__getitem__


class RowReader:
    """Reads the rows of one table; ``special`` reads the fields that take a word of their own.

    What is known of a column is looked up once, and what its cells say is remembered, for they repeat.
    """

    def __init__(self, layout: Layout, special: Special) -> None:
        self.layout = layout
        self._places = [
            _Place(number, column.header, column.field, _memory(column, layout, special), column.read_as == "names")
            for number, column in enumerate(layout.columns)
            if column.read_as not in {"private", "dropped"}
        ]

    def read(self, row: Row) -> Cells:
        cells, given = Cells(), row.cells
        width = len(given)
        for number, header, name, says, holds_addresses in self._places:
            if number >= width:
                break
            cell = given[number]
            if name is None:
                _keep(cells, header, cell)
                continue
            try:
                value = says(cell)
            except (ValueError, OverflowError):
                cells.unread[name] = header
                _keep(cells, header, cell)
                continue
            if value is not None:
                cells.values[name] = value
                if holds_addresses and holds_token(as_text(cell)):
                    cells.secrets.add("token")
        address = cells.values.get("url")
        if address is not None and address.token:
            cells.secrets.add("token")
        return cells


_REMEMBERED, _LONGEST_REMEMBERED = 1024, 60
"""Cells of a column, and characters of each."""


class Remembered(dict[Any, Any]):
    """Text → what it says. Once it is full, texts that are new are read each time that they come, as are numbers:
    ``1`` and ``True`` would be one key."""

    def __init__(self, says: Callable[[Any], Any]) -> None:
        super().__init__()
        self._says = says

    def __missing__(self, cell: Any) -> Any:
        found = self._says(cell)
        if len(self) < _REMEMBERED and isinstance(cell, str) and len(cell) <= _LONGEST_REMEMBERED:
            self[cell] = found
        return found


def says_of(column: Column, layout: Layout, special: Special) -> Callable[[Cell], Any]:
    """What each cell of ``column`` says, ``None`` for nothing known, as a function that raises ``ValueError``."""
    read = _reading(column, layout, special)
    if column.read_as in {"moment", "utc"}:  # which tells by itself that nothing is known
        return read

    def says(cell: Cell) -> Any:
        return None if numbers.is_unknown(cell) else read(cell)

    return says


# Every repetition is bounded: a cell may hold a million signs.
_DIGIT = re.compile("[0-9]")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w-]{2,63}")
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_FRENCH_PHONE = re.compile(r"(?<![\w./-])(?:0033 ?|0)[1-9](?P<sign>[ .-]?)[0-9]{2}(?:(?P=sign)[0-9]{2}){3}(?!\w)")
_PHONE = re.compile(r"(?<![\w./-])\+[0-9](?:[ .-]?[0-9]){8,13}(?!\w)")


def holds_private(text: str) -> bool:
    """Whether a cell holds an e-mail address, a phone number or a bank account."""
    if "@" in text and _EMAIL.search(text):
        return True
    return _DIGIT.search(text) is not None and any(pattern.search(text) for pattern in (_IBAN, _FRENCH_PHONE, _PHONE))


class Kept(NamedTuple):
    """What stays of a cell that no field took: ``value``, nothing where it is blank or private."""

    value: bool | float | str | None
    secret: Secret | None = None


_BLANK, _PRIVATE = Kept(None), Kept(None, "third_person")


def kept(cell: Cell) -> Kept:
    """What stays of an unread cell, without what must not travel."""
    text = as_text(cell)
    if not text or text.isspace():
        return _BLANK
    if holds_private(text):
        return _PRIVATE
    bare, token = addresses.without_token(text)
    if token:
        return Kept(bare, "token")
    return Kept(cell if isinstance(cell, (bool, int, float)) else bare)


def _keep(cells: Cells, header: str, cell: Cell) -> None:
    value, secret = kept(cell)
    if value is not None:
        cells.extra[header] = value
    if secret is not None:
        cells.secrets.add(secret)


def _reading(column: Column, layout: Layout, special: Special) -> Callable[[Cell], Any]:
    """What a cell says that is not empty; raises ``ValueError`` where it cannot be told."""
    order, decimal = layout.options.date_order, layout.options.decimal
    if column.field in special:
        return _in_words(special[column.field])
    match column.read_as:
        case "moment" | "utc":
            return partial(moments.moment, order=order, zone=UTC if column.read_as == "utc" else layout.zone)
        case "time":
            return moments.clock
        case "count":
            return partial(numbers.count, decimal=layout.signs.get(column.header, decimal))
        case "amount":
            return lambda cell: _euros(numbers.quantity(cell, decimal))
        case "seconds":
            return lambda cell: _seconds(cell, decimal)
    return _in_words(_WRITTEN.get(column.read_as, str.strip))


def _in_words(read: Callable[[str], Any]) -> Callable[[Cell], Any]:
    return lambda cell: read(cell if isinstance(cell, str) else as_text(cell))


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
    """The handle that ``text`` is, without @, or that a profile's address names; raises ``ValueError``. An apostrophe
    before the @ keeps a spreadsheet from taking it for a formula."""
    plain = text.strip().removeprefix("'").removeprefix("@")
    if "/" in plain:
        plain = addresses.read(plain).handle or ""
    if not _HANDLE.fullmatch(plain):
        raise ValueError("not a handle")
    return plain


def names(text: str) -> list[str]:
    """Names, handles or addresses that commas, semicolons, bars or line ends separate, without @ and without what
    opens a session."""
    parts = (part.strip().removeprefix("@") for part in re.split(r"[,;|\n]", text))
    return [addresses.without_token(part)[0] for part in parts if part]


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


_AS_A_FORMULA = re.compile(r"""="(?P<id>[^"]*)"|'(?P<text>[^']*)""")
"""How people keep a spreadsheet from taking an id for a number."""
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?e\+?[0-9]+|[0-9]{15}0{3,}|[0-9]{12,}0{4}", re.IGNORECASE)


def exact_id(text: str) -> str:
    """An id; raises ``ValueError`` for one of which a spreadsheet or a program kept fifteen digits or so."""
    plain = text.strip()
    if plain[:1].isalpha():  # the common case, told at once
        return plain
    if guarded := _AS_A_FORMULA.fullmatch(plain):
        plain = (guarded["id"] or guarded["text"] or "").strip()
    if not plain or _ROUNDED.fullmatch(plain):
        raise ValueError("no id, or a rounded one")
    return plain


_WRITTEN: dict[ReadAs, Callable[[str], Any]] = {
    "verbatim": str,
    "flag": headers.flag,
    "address": addresses.read,
    "handle": handle,
    "names": names,
}
