"""Files of sales to ``sale/1``: Shopify's orders, Awin's transactions, and any affiliate table by a mapping.

Only the columns named in ``columns.yaml`` are looked at. Everything else, customers first, is not even read.
"""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, BinaryIO, Literal

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.money import LARGEST, Money
from perenne.model.reject import Reject
from perenne.partnerships.importing.mapping import AS_GUESSED, Choices, Options
from perenne.partnerships.importing.rows import NOT_A_DATE
from perenne.partnerships.importing.tabs import Tab, tabs
from perenne.partnerships.importing.vocabulary import Column, Vocabulary, vocabulary
from perenne.partnerships.sales.sale import Refunded, Sale, SaleKind, State
from perenne.readers import headers, moments, numbers
from perenne.readers.delimited import Cell, Damaged, Row, as_text
from perenne.readers.headers.cells import exact_id, holds_private
from perenne.readers.reading import Origin

READER = "sales/1"
_CENT = Decimal("0.01")
_NO_ORDER = Bilingual(fr="numéro de commande absent ou arrondi", en="no order number, or a rounded one")


class _Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    marks: tuple[str, ...]
    net: Literal["total_less_taxes", "amount"]
    columns: dict[str, tuple[str, ...]]


class _Words(msgspec.Struct, frozen=True):
    kinds: dict[SaleKind, _Kind]
    states: dict[State, tuple[str, ...]]


@cache
def _words() -> _Words:
    return msgspec.convert(shelf(__package__)["columns"], _Words)


@cache
def _states() -> dict[str, State]:
    return {headers.key(word): state for state, said in _words().states.items() for word in said}


@cache
def fields() -> Vocabulary:
    return vocabulary(__package__ or "", "columns")


def read_sales(stream: BinaryIO, origin: Origin, choices: Choices = AS_GUESSED) -> Iterator[Sale | Reject]:
    """One sale an order: further lines of the same order add nothing. Raises ``UnreadableFile`` for a table of
    something else, ``UsageError`` where a question must be answered first."""
    tab, kind = _recognised(stream, choices)
    for question in tab.questions:
        if question.blocks:
            raise UsageError(fr=question.says.fr, en=question.says.en)
    seen: set[str] = set()
    for row in tab.rows():
        if isinstance(row, Damaged):
            yield Reject(origin.file, row.line, "", row.reason)
            continue
        said, refused = _cells(row, tab, origin)
        order = said.get("order")
        if order in seen:
            continue
        if order is not None:
            seen.add(order)
        yield refused or _told(said, tab, kind, choices.options, origin, row.line)


def _recognised(stream: BinaryIO, choices: Choices) -> tuple[Tab, SaleKind]:
    problem: UnreadableFile | None = None
    for kind, known in _words().kinds.items():
        try:
            tables = tabs(stream, _of_kind(known), choices)
        except UnreadableFile as found:
            problem = found
            continue
        problem = None
        for tab in tables:
            keys = {headers.key(column.header) for column in tab.columns}
            if all(headers.key(mark) in keys for mark in known.marks) and _complete(tab, known):
                return tab, kind
    raise problem or UnreadableFile(
        fr="ce tableau ne se lit pas comme des ventes : il faut un numéro de commande (order), un code (code) et un "
        "montant (amount) ; dites lesquels dans une correspondance (--map), sous [columns]",
        en="this table does not read as sales: it takes an order number (order), a code (code) and an amount "
        "(amount); say which they are in a mapping (--map), under [columns]",
    )


def _of_kind(kind: _Kind) -> Vocabulary:
    """The headers of ``kind`` alone where it has its own; else every word that we know."""
    everything = fields()
    if not kind.columns:
        return everything
    words = {headers.key(said): (1, name) for name, several in kind.columns.items() for said in several}
    return Vocabulary(everything.fields, words)


def _complete(tab: Tab, kind: _Kind) -> bool:
    return {"order", "total" if kind.net == "total_less_taxes" else "amount"} <= tab.fields


def _cells(row: Row, tab: Tab, origin: Origin) -> tuple[dict[str, Any], Reject | None]:
    """What the cells say, field → value, and why the row is refused, where it is."""
    said: dict[str, Any] = {}
    refused: Reject | None = None
    for column, cell in zip(tab.columns, row.cells, strict=False):
        if column.field is None or numbers.is_unknown(cell):
            continue
        try:
            said[column.field] = _read(column, cell, tab)
        except (ValueError, OverflowError):
            if column.field in {"order", "day"}:
                reason = NOT_A_DATE if column.field == "day" else _NO_ORDER
                refused = refused or Reject(origin.file, row.line, column.field, reason)
    if "order" not in said:
        refused = refused or Reject(origin.file, row.line, "order", _NO_ORDER)
    return said, refused


def _read(column: Column, cell: Cell, tab: Tab) -> Any:
    text = as_text(cell).strip()
    if column.field == "order":
        return _safe(exact_id(text))
    if column.read_as == "day":
        return date.fromisoformat(moments.day(cell, tab.order) or "")
    if column.read_as == "money":
        found = numbers.quantity(cell, tab.decimal)
        if found is None or not 0 <= found.value < LARGEST:
            raise ValueError("no amount")
        return found.value
    return (
        _states()[headers.key(text)] if column.read_as == "state" and headers.key(text) in _states() else _safe(text)
    )


def _safe(text: str) -> str:
    """A code may be somebody's address: then it stays outside."""
    if holds_private(text):
        raise ValueError("about a private person")
    return text


def _told(said: dict[str, Any], tab: Tab, kind: SaleKind, options: Options, origin: Origin, line: int) -> Sale:
    state: State | None = "declined" if said.get("cancelled") else _state(said.get("state"))
    refunded = _refunded(said.get("refund"), said.get("total", said.get("amount")))
    currency = _currency(said.get("currency") or options.currency)
    amount = _net(said, tab, kind, options)
    code = said.get("code")
    return Sale(
        order=said["order"],
        kind=kind,
        on=said.get("day"),
        code=code.upper() if code else None,
        net=Money(amount.quantize(_CENT), currency) if amount is not None and currency else None,
        refunded=refunded,
        state=state,
        source=origin.source(READER, line),
    )


def _state(said: Any) -> State | None:
    states: Collection[State] = _words().states
    return next((state for state in states if state == said), None)


def _currency(code: str | None) -> str | None:
    """``code`` where it is one; which currency else is meant nobody knows."""
    return code if code and len(code) == len("EUR") and code.isascii() and code.isalpha() and code.isupper() else None


def _refunded(refund: Decimal | None, whole: Decimal | None) -> Refunded | None:
    if refund is None:
        return None
    if not refund:
        return "none"
    return "part" if whole is not None and refund < whole else "whole"


def _net(said: dict[str, Any], tab: Tab, kind: SaleKind, options: Options) -> Decimal | None:
    """The sale excluding VAT, less the share that was paid back; ``None`` where VAT is not told."""
    gross, taxes, refund = said.get("total", said.get("amount")), said.get("taxes"), said.get("refund") or Decimal()
    if gross is None or refund > gross:
        return None
    if _words().kinds[kind].net == "total_less_taxes":
        if taxes is None or taxes > gross:
            return None
        net: Decimal = gross - taxes
    else:
        vat = next((column.vat for column in tab.columns if column.field == "amount"), None) or options.vat
        if vat != "excl":
            return None
        net = gross
    return net * (gross - refund) / gross if gross else net
