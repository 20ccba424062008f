"""Tables that a known tool writes: its columns are known by name, so nothing is guessed of them.

An empty cell is not recorded, and so is ``-1`` where a number should be. A row gives one record, or a reject where
its id or its date cannot be read; a number that cannot be read stays as it is in the post's ``extra``.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any, BinaryIO

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.post import Count, Source, Stats
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers import delimited, moments, numbers
from perenne.readers.collector import has_traces, holds_token, without_tokens
from perenne.readers.delimited import Block, Damaged, Row, as_text
from perenne.readers.headers.cells import exact_id, handle
from perenne.readers.reading import Item, Origin, Other, Sensitive
from perenne.readers.table import check_width
from perenne.readers.table_posts import UNREADABLE_DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolTable:
    """What is known of a tool's table. ``told_by``: sets of columns, casefolded, of which each of its tables has one
    whole; ``record``: what makes a record of a row, an ``Other`` where its account is private, and may raise
    ``RecordError``; ``sensitive``: what each row is; ``whereabouts``: the page that the collector was on, whose query
    may name who collected."""

    format: str
    told_by: tuple[frozenset[str], ...]
    record: Callable[["Cells", Source], Item]
    sensitive: frozenset[Sensitive] = frozenset()
    whereabouts: str | None = None


def read(stream: BinaryIO, origin: Origin, tool: ToolTable) -> Iterator[Item]:
    """The records of the table in ``stream``. Raises ``UnreadableFile`` where it has other columns."""
    places: _Places | None = None
    told: set[Sensitive] = set()
    for each in delimited.blocks(stream, delimited.examine(stream)):
        if isinstance(each, Damaged):
            yield Reject(origin.file, each.line, "", each.reason)
            continue
        block = each if isinstance(each, Block) else Block([each.line], [(cell,) for cell in each.cells])
        if places is None:
            places = _places(block.row(0), tool)
            below = block.below(1)
            if below is None:
                continue
            block = below
        is_whole = isinstance(each, Block) and len(block.columns) == places.width
        if is_whole:
            yield from _records(block, places, origin, tool, told)
            continue
        for row in block.rows():
            yield from _by_itself(row._replace(sure=isinstance(each, Block)), places, origin, tool, told)


def _by_itself(row: Row, places: "_Places", origin: Origin, tool: ToolTable, told: set[Sensitive]) -> Iterator[Item]:
    """The record of a row that is not as wide as the table, or not sure."""
    block = fitted(row, places.width)
    try:
        check_width(row, places.width)
    except RecordError as problem:
        reject = Reject(origin.file, row.line, problem.path, problem.reason)
        yield from _said_once(_sensitive(Cells(block, places), reject, tool, told), told)
        yield reject
        return
    yield from _records(block, places, origin, tool, told)


def fitted(row: Row, width: int) -> Block:
    """``row`` alone, as wide as the table."""
    return Block([row.line], [(cell,) for cell in (*row.cells[:width], *[""] * (width - len(row.cells)))])


def _records(
    block: Block, places: "_Places", origin: Origin, tool: ToolTable, told: set[Sensitive]
) -> Iterator[Item]:
    cells = Cells(block, places)
    is_plain = tool.sensitive <= told and (_TOKEN in told or not cells.may_hold_token(tool.whereabouts))
    for place, line in enumerate(block.lines):
        cells.go_to(place)
        item: Item
        try:
            item = tool.record(cells, origin.source(tool.format, line))
        except RecordError as problem:
            item = Reject(origin.file, line, problem.path, problem.reason)
        if not is_plain or isinstance(item, Other):
            yield from _said_once(_sensitive(cells, item, tool, told), told)
        yield item


def _said_once(found: frozenset[Sensitive], told: set[Sensitive]) -> Iterator[Sensitive]:
    yield from sorted(found - told)
    told |= found


_TOKEN = Sensitive("token")


def _sensitive(cells: "Cells", item: Item, tool: ToolTable, told: set[Sensitive]) -> frozenset[Sensitive]:
    found = tool.sensitive
    if isinstance(item, Other):
        found |= {Sensitive("private_account")}
    if _TOKEN not in told and (
        cells.hold_token() or "?" in ((tool.whereabouts and cells.text(tool.whereabouts)) or "")
    ):
        found |= {_TOKEN}
    return found


class _Places(dict[str, int]):
    """Where each column stands; one that is missing has the place behind the last. ``likes|amount_likes``: either."""

    width: int

    def __missing__(self, name: str) -> int:
        place = min((self[each] for each in name.split("|") if each in self), default=self.width)
        self[name] = place
        return place


def _places(row: Row, tool: ToolTable) -> _Places:
    columns = [as_text(cell).strip().casefold() for cell in row.cells]
    places = _Places((name, place) for place, name in reversed(list(enumerate(columns))))
    places.width = len(columns)
    there = frozenset(columns)
    lacking = min((sorted(each - there) for each in tool.told_by), key=len)
    if lacking:
        missing = ", ".join(lacking)
        raise UnreadableFile(
            fr=f"ce tableau n’a pas les colonnes attendues ({missing}) : reprenez le fichier d’origine",
            en=f"this table lacks columns ({missing}): take the original file",
        )
    return places


NO_ID = Bilingual(fr="identifiant absent ou arrondi par un tableur", en="no id, or one that a spreadsheet rounded")
_UNKNOWN = frozenset({"", "-1", "-1.0"})
_ADDRESS = re.compile(r"https?://[\w.-]{1,200}\.[\w-]{1,60}(?:/[^?#\s]*)?", re.ASCII)
_NEXT_ADDRESS = re.compile(r",(?=https?://)")
"""Between addresses that commas join, which an address may hold too."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NO_LANGUAGE = re.compile(r"un|und|zxx|art|q[a-t][a-z]")
_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": None}
_MOST_DIGITS = 15
_SECONDS, _FIRST_SECOND, _LAST_SECOND = 10, "0946684800", "4133980800"
"""Since 1970, of the years that ``moments`` takes; and its ISO 8601, to be read as far as the second."""
_ISO = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?")
_TO_THE_SECOND = 19


@lru_cache(maxsize=1024)
def count(text: str) -> Count:
    """As ``numbers.count``, each band read once: a table has few different ones. Raises ``ValueError``."""
    return numbers.count(text)


def moment(text: str, zone: tzinfo | None = None) -> str | None:
    """As ``moments.moment``, with what tools mostly write told at once. Raises ``ValueError``."""
    if len(text) == _SECONDS and text.isdecimal() and text.isascii() and _FIRST_SECOND <= text < _LAST_SECOND:
        return datetime.fromtimestamp(int(text), UTC).isoformat().removesuffix("+00:00") + "Z"
    if zone is UTC and _ISO.fullmatch(text):
        return f"{datetime.fromisoformat(text[:_TO_THE_SECOND]).isoformat()}Z"
    return moments.moment(text, zone=zone)


class Cells:
    """The cells of a block by column, of which one row is looked at. ``unread``: those of the row that could not be
    read as what they should be. What the cells of a column say is read for all the rows at once."""

    __slots__ = (
        "_addresses", "_columns", "_counts", "_flags", "_handles", "_ids", "_languages", "_moments", "_names",
        "_other_ids", "_place", "_places", "_texts", "unread",
    )  # fmt: skip

    def __init__(self, block: Block, places: _Places) -> None:
        self._columns: list[Sequence[Any]] = [*block.columns, [""] * len(block.lines)]
        self._places = places
        self._texts, self._ids, self._other_ids = self._said(_text), self._said(exact_id), self._said(_other_id)
        self._addresses, self._handles, self._flags = self._said(_address), self._said(_handle), self._said(_flag)
        self._languages, self._counts = self._said(_language), self._said(_count)
        self._names, self._moments = self._said(_names), self._said(_moment)
        self.go_to(0)

    def _said(self, say: Callable[..., Any]) -> "_Said":
        return _Said(say, self._columns, self._places)

    def go_to(self, place: int) -> None:
        """Look at the row at ``place`` of the block."""
        self._place = place
        self.unread: dict[str, str] = {}

    def _not_read(self, column: str) -> Any:
        self.unread[column.partition("|")[0]] = self._columns[self._places[column]][self._place]
        return None

    def text(self, column: str) -> str | None:
        """The cell as it stands; ``None`` where it is blank."""
        found: str | None = self._texts[column][self._place]
        return found

    def id(self, column: str) -> str:
        """The id that a record must have; raises ``RecordError``."""
        found = self._ids[column][self._place]
        if found is WRONG:
            raise RecordError(column, NO_ID)
        said: str = found
        return said

    def other_id(self, column: str) -> str | None:
        """An id that may be missing, and is so where a spreadsheet rounded it."""
        found: str | None = self._other_ids[column][self._place]
        return found

    def address(self, column: str) -> str | None:
        """A web address without its query, which may follow people around."""
        found: str | None = self._addresses[column][self._place]
        return found

    def handle(self, column: str) -> str | None:
        found: str | None = self._handles[column][self._place]
        return found if found is not WRONG else self._not_read(column)

    def links(self, column: str) -> tuple[str, ...] | None:
        """Addresses, without what opens a session; ``None`` where the cell is empty, for it says nothing then."""
        text = self.text(column)
        return None if text is None else tuple(map(without_tokens, _NEXT_ADDRESS.split(text)))

    def may_hold_token(self, whereabouts: str | None) -> bool:
        """Whether ``hold_token`` may be true of some row, or the page at ``whereabouts`` has a query."""
        if whereabouts and any("?" in cell for cell in self._columns[self._places[whereabouts]]):
            return True
        return any("://" in whole and has_traces(whole) for whole in map("\n".join, self._columns))

    def hold_token(self) -> bool:
        """Whether an address in any cell holds what must not travel."""
        cells = (column[self._place] for column in self._columns)
        return any("://" in cell and holds_token(cell) for cell in cells)

    def flag(self, column: str) -> bool | None:
        """Yes or no; ``None`` for anything else."""
        found: bool | None = self._flags[column][self._place]
        return found

    def language(self, column: str) -> str | None:
        """A code such as ``fr`` or ``pt-BR``; those that say that there is none, or that nobody knows, are none."""
        found: str | None = self._languages[column][self._place]
        return found

    def names(self, column: str, sign: str) -> tuple[str, ...] | None:
        """What ``sign`` separates; ``None`` where the cell is empty, for it says nothing then."""
        found: tuple[str, ...] | None = self._names[column, sign][self._place]
        return found

    def count(self, column: str) -> Count:
        """A number or a band."""
        found: Count = self._counts[column][self._place]
        return found if found is not WRONG else self._not_read(column)

    def stats(self, **columns: str) -> Stats:
        """The numbers of a post, each from its column."""
        return Stats(**{name: self.count(column) for name, column in columns.items()})

    def moment(self, column: str, zone: tzinfo | None = None) -> str | None:
        """A time, or seconds since 1970; raises ``RecordError``."""
        found: str | None = self._moments[column, zone][self._place]
        if found is WRONG:
            raise RecordError(column, UNREADABLE_DATE)
        return found

    def extra(self, **kept: Any) -> dict[str, Any]:
        """``kept`` without what is empty, and the numbers that could not be read."""
        said = {name: value for name, value in kept.items() if value}
        return {**said, **{name: without_tokens(cell) for name, cell in self.unread.items()}} if self.unread else said


# What cells say

WRONG: Any = object()
"""What a cell says that cannot be read."""


class _Said(dict[Any, list[Any]]):
    """What ``say`` says of the cells of each column, once it is asked for; a key may tell it more than the column."""

    __slots__ = ("_columns", "_places", "_say")

    def __init__(self, say: Callable[..., Any], columns: Sequence[Sequence[str]], places: _Places) -> None:
        super().__init__()
        self._say, self._columns, self._places = say, columns, places

    def __missing__(self, key: Any) -> list[Any]:
        column, *more = key if isinstance(key, tuple) else (key,)
        said = self[key] = each(self._say, self._columns[self._places[column]], *more)
        return said


def each(say: Callable[..., Any], cells: Sequence[Any], *more: Any) -> list[Any]:
    """What each of ``cells`` says; where many are alike, each different one is read once."""
    different = set(cells)
    if 2 * len(different) < len(cells):
        said = dict(zip(different, each(say, list(different), *more), strict=True))
        return [said[cell] for cell in cells]
    try:
        return [say(cell, *more) for cell in cells]
    except ValueError:
        return [_or_wrong(say, cell, *more) for cell in cells]


def _or_wrong(say: Callable[..., Any], cell: Any, *more: Any) -> Any:
    try:
        return say(cell, *more)
    except ValueError:
        return WRONG


def _text(cell: str) -> str | None:
    return cell if cell and not cell.isspace() else None


def _other_id(cell: str) -> str | None:
    if not cell or cell.strip() in {"", "0", "-1"}:
        return None
    try:
        return exact_id(cell)
    except ValueError:
        return None


def _address(cell: str) -> str | None:
    found = _ADDRESS.match(cell.strip())
    return found and found[0]


def _handle(cell: str) -> str | None:
    return handle(cell) if cell and not cell.isspace() else None


def _flag(cell: str) -> bool | None:
    return _FLAGS[cell] if cell in _FLAGS else _FLAGS.get(cell.strip().casefold())


def _language(cell: str) -> str | None:
    code = cell.strip()
    return code if _LANGUAGE.fullmatch(code) and not _NO_LANGUAGE.fullmatch(code) else None


def _names(cell: str, sign: str) -> tuple[str, ...] | None:
    if not cell or cell.isspace():
        return None
    return tuple(part.strip() for part in cell.split(sign) if part.strip())


def _count(cell: str) -> Count:
    if cell.isdecimal() and cell.isascii() and len(cell) < _MOST_DIGITS:  # the common case, told at once
        return int(cell)
    return None if cell.strip() in _UNKNOWN else count(cell)


def _moment(cell: str, zone: tzinfo | None) -> str | None:
    text = cell.strip()
    return None if text in _UNKNOWN or text == "0" else moment(text.removesuffix(".0"), zone)
