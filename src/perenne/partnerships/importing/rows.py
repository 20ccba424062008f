"""Rows to lines: what each cell says, what must be looked at, or why the row is refused."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from perenne.model.bilingual import Bilingual
from perenne.model.money import Money
from perenne.model.reject import Reject
from perenne.partnerships.importing.mapping import Options
from perenne.partnerships.importing.spans import Span, months_are_meant, span_in
from perenne.partnerships.importing.tabs import Tab
from perenne.partnerships.importing.vocabulary import Column, currency_alone, vat_in
from perenne.readers import headers, moments, numbers
from perenne.readers.delimited import Cell, Damaged, Row, as_text
from perenne.readers.headers import addresses
from perenne.readers.headers.cells import country, handle, holds_private, word_within

_SEPARATORS = re.compile(r"[,;|\n]")
_TOTAL = frozenset({"total", "totaux", "soustotal", "totals", "subtotal"})
_FIGURES = re.compile(r"-?\d(?:[\d.,' \u00a0\u202f]*\d)?")
_CENT = Decimal("0.01")
NOT_A_DATE = Bilingual(fr="date illisible", en="unreadable date")
_UNREAD = Bilingual(fr="illisible", en="unreadable")
_VAT_UNSAID = Bilingual(fr="HT ou TTC : non dit", en="VAT not stated")
_INCL_VAT = Bilingual(fr="TTC, pas HT", en="incl. VAT, not excl.")
_IS_A_TOTAL = Bilingual(fr="ligne de total, pas une collaboration", en="a line of totals, not a collaboration")
_TOO_WIDE = Bilingual(fr="plus de cellules que d’en-têtes", en="more cells than headers")


class Note(NamedTuple):
    """A cell that gave no value, in the sheet's own words, and why it did not."""

    cell: str
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was read: field → value; ``notes``: what gave no value."""

    file: str
    number: int
    values: dict[str, Any]
    notes: tuple[Note, ...] = ()
    role: str = ""
    cells: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)


class Refused(NamedTuple):
    """A row that is not read, with its cells as written but for those about persons."""

    reject: Reject
    cells: dict[str, str]


@dataclass(slots=True)
class _Reading:
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def read_tab(tab: Tab, options: Options, file: str, role: str) -> Iterator[Line | Refused]:
    """Every row of ``tab``, in its order."""
    for row in tab.rows():
        if isinstance(row, Damaged):
            yield Refused(Reject(file, row.line, "", row.reason), {})
        elif (wrong := _wrong_shape(row, tab)) is not None:
            yield Refused(Reject(file, row.line, "", wrong), _cells(row, tab))
        else:
            yield _line(row, tab, options, file, role)


def _wrong_shape(row: Row, tab: Tab) -> Bilingual | None:
    if any(as_text(cell).strip() for cell in row.cells[len(tab.columns) :]):
        return _TOO_WIDE
    first = next((as_text(cell) for cell in row.cells if as_text(cell).strip()), "")
    return _IS_A_TOTAL if headers.key(first) in _TOTAL else None


def _cells(row: Row, tab: Tab) -> dict[str, str]:
    pairs = zip(tab.columns, map(as_text, row.cells), strict=False)
    return {column.header: text for column, text in pairs if not column.private and not holds_private(text)}


def _line(row: Row, tab: Tab, options: Options, file: str, role: str) -> Line | Refused:
    reading = _Reading()
    for column, cell in zip(tab.columns, row.cells, strict=False):
        if column.field is None or numbers.is_unknown(cell):
            continue
        try:
            _take(column, cell, reading, tab, options)
        except (ValueError, OverflowError):
            if column.read_as == "day":
                return Refused(Reject(file, row.line, column.field, NOT_A_DATE), _cells(row, tab))
            _unvalued(column, reading)
            _note(reading, column, cell, _UNREAD)
    return Line(file, row.line, reading.values, tuple(reading.notes), role, _cells(row, tab))


def _note(reading: _Reading, column: Column, cell: Cell, why: Bilingual) -> None:
    text = as_text(cell).strip()
    if not holds_private(text):
        reading.notes.append(Note(f"{column.header} : {addresses.without_token(text)[0]}", why))


def _take(column: Column, cell: Cell, reading: _Reading, tab: Tab, options: Options) -> None:
    if column.field is None:
        return
    if column.read_as == "money":
        money = _money(column, cell, tab, options)
        if isinstance(money, Bilingual):
            _unvalued(column, reading)
            _note(reading, column, cell, money)
            return
        reading.values[column.field] = money
    elif column.read_as == "day":
        said = moments.day(cell, tab.order)
        reading.values[column.field] = date.fromisoformat(said or "")
    elif column.read_as == "count":
        found = numbers.count(cell, tab.decimal)
        if not isinstance(found, int):
            raise ValueError("not one number")
        reading.values[column.field] = found
    elif column.read_as == "span":
        reading.values[column.field] = _span(column, cell, tab)
    elif column.read_as is not None:
        reading.values[column.field] = _IN_WORDS[column.read_as](as_text(cell).strip())


def _span(column: Column, cell: Cell, tab: Tab) -> Span:
    found = span_in(as_text(cell))
    if found.span is not None and not found.rest:
        return found.span
    months = numbers.count(cell, tab.decimal)
    if not isinstance(months, int) or not months_are_meant(column.header):
        raise ValueError("no length of time")
    return Span(months=months)


def _unvalued(column: Column, reading: _Reading) -> None:
    """Something was given, and nobody can say for how much: which is neither nothing nor zero."""
    if column.read_as == "money":
        reading.values["unvalued"] = (*reading.values.get("unvalued", ()), column.field)


def _money(column: Column, cell: Cell, tab: Tab, options: Options) -> Money | Bilingual:
    """The amount excluding VAT, or why there is none."""
    found = _quantity(cell, tab)
    if found is None or found.unit == "%":
        raise ValueError("no amount")
    vat = "incl" if found.unit == "EUR incl. VAT" else vat_in(as_text(cell)) or column.vat or options.vat
    if vat != "excl":
        return _INCL_VAT if vat == "incl" else _VAT_UNSAID
    currency = found.unit or column.currency or options.currency or "EUR"
    return Money(found.value.quantize(_CENT), currency)


def _quantity(cell: Cell, tab: Tab) -> numbers.Quantity | None:
    """The number in ``cell``, also where VAT and currency are written close to it: ``450€HT``, ``450 $ HT``."""
    try:
        return numbers.quantity(cell, tab.decimal)
    except numbers.Undecided:
        raise
    except ValueError:
        figures = list(_FIGURES.finditer(cell)) if isinstance(cell, str) else []
        if len(figures) != 1:
            raise
        rest = f"{figures[0].string[: figures[0].start()]} {figures[0].string[figures[0].end() :]}"
        if (currency := currency_alone(rest)) is None:
            raise
        found = numbers.quantity(figures[0][0], tab.decimal)
        return None if found is None else found._replace(unit=found.unit or currency or None)


def _text(text: str) -> str:
    if holds_private(text):
        raise ValueError("about a private person")
    return " ".join(text.split())


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


_IN_WORDS: dict[str, Callable[[str], Any]] = {
    "text": _text,
    "handle": lambda text: handle(text.split()[0] if "://" in text else text),
    "urls": lambda text: tuple(addresses.read(part) for part in text.replace(",http", " http").split()),
    "platform": lambda text: word_within("platforms", text),
    "kind": lambda text: word_within("kinds", text),
    "country": country,
    "countries": lambda text: tuple(country(part) for part in _parts(text)),
    "codes": lambda text: tuple(_text(part).upper() for part in _parts(text)),
    "state": headers.key,
}
