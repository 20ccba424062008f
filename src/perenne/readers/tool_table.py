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
from perenne.readers.collector import holds_token, without_tokens
from perenne.readers.delimited import Damaged, Row, as_text
from perenne.readers.headers.cells import exact_id, handle
from perenne.readers.reading import Item, Origin, Other, Sensitive
from perenne.readers.table import UNREADABLE_DATE, check_width


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
    for row in delimited.rows(stream, delimited.examine(stream)):
        if isinstance(row, Damaged):
            yield Reject(origin.file, row.line, "", row.reason)
            continue
        if places is None:
            places = _places(row, tool)
            continue
        cells = Cells(row, places)
        item = _record(cells, row, places.width, origin, tool)
        found = _sensitive(cells, item, tool, told)
        if not told.issuperset(found):
            yield from sorted(found - told)
            told |= found
        yield item


def _record(cells: "Cells", row: Row, width: int, origin: Origin, tool: ToolTable) -> Item:
    try:
        if len(row.cells) != width:
            check_width(row, width)
        return tool.record(cells, origin.source(tool.format, row.line))
    except RecordError as problem:
        return Reject(origin.file, row.line, problem.path, problem.reason)


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


_NO_ID = Bilingual(fr="identifiant absent ou arrondi par un tableur", en="no id, or one that a spreadsheet rounded")
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
    """The cells of one row by column. ``unread``: those that could not be read as what they should be."""

    __slots__ = ("_cells", "_places", "unread")

    def __init__(self, row: Row, places: _Places) -> None:
        given = row.cells
        missing = places.width + 1 - len(given)
        self._cells: Sequence[Any] = given + ("",) * missing if missing > 0 else (*given[: places.width], "")
        self._places = places
        self.unread: dict[str, str] = {}

    def text(self, column: str) -> str | None:
        """The cell as it stands; ``None`` where it is blank."""
        cell: str = self._cells[self._places[column]]
        return cell if cell and not cell.isspace() else None

    def id(self, column: str) -> str:
        """The id that a record must have; raises ``RecordError``."""
        text = self.text(column)
        try:
            if text is not None:
                return exact_id(text)
        except ValueError:
            pass
        raise RecordError(column, _NO_ID)

    def other_id(self, column: str) -> str | None:
        """An id that may be missing, and is so where a spreadsheet rounded it."""
        text = self.text(column)
        try:
            return None if text is None or text.strip() in {"0", "-1"} else exact_id(text)
        except ValueError:
            return None

    def address(self, column: str) -> str | None:
        """A web address without its query, which may follow people around."""
        found = _ADDRESS.match((self.text(column) or "").strip())
        return found and found[0]

    def handle(self, column: str) -> str | None:
        text = self.text(column)
        try:
            return None if text is None else handle(text)
        except ValueError:
            self.unread[column] = text or ""
            return None

    def links(self, column: str) -> tuple[str, ...] | None:
        """Addresses, without what opens a session; ``None`` where the cell is empty, for it says nothing then."""
        text = self.text(column)
        return None if text is None else tuple(map(without_tokens, _NEXT_ADDRESS.split(text)))

    def hold_token(self) -> bool:
        """Whether an address in any cell holds what must not travel."""
        return any("://" in cell and holds_token(cell) for cell in self._cells)

    def flag(self, column: str) -> bool | None:
        """Yes or no; ``None`` for anything else."""
        cell: str = self._cells[self._places[column]]
        return _FLAGS[cell] if cell in _FLAGS else _FLAGS.get(cell.strip().casefold())

    def language(self, column: str) -> str | None:
        """A code such as ``fr`` or ``pt-BR``; those that say that there is none, or that nobody knows, are none."""
        code = (self.text(column) or "").strip()
        return code if _LANGUAGE.fullmatch(code) and not _NO_LANGUAGE.fullmatch(code) else None

    def names(self, column: str, sign: str) -> tuple[str, ...] | None:
        """What ``sign`` separates; ``None`` where the cell is empty, for it says nothing then."""
        text = self.text(column)
        return None if text is None else tuple(part.strip() for part in text.split(sign) if part.strip())

    def count(self, column: str) -> Count:
        """A number or a band."""
        cell: str = self._cells[self._places[column]]
        if cell.isdecimal() and cell.isascii() and len(cell) < _MOST_DIGITS:  # the common case, told at once
            return int(cell)
        try:
            return None if cell.strip() in _UNKNOWN else count(cell)
        except ValueError:
            self.unread[column.partition("|")[0]] = cell
            return None

    def stats(self, **columns: str) -> Stats:
        """The numbers of a post, each from its column."""
        return Stats(**{name: self.count(column) for name, column in columns.items()})

    def moment(self, column: str, zone: tzinfo | None = None) -> str | None:
        """A time, or seconds since 1970; raises ``RecordError``."""
        text = self._cells[self._places[column]].strip()
        try:
            return None if text in _UNKNOWN or text == "0" else moment(text.removesuffix(".0"), zone)
        except ValueError:
            raise RecordError(column, UNREADABLE_DATE) from None

    def extra(self, **kept: Any) -> dict[str, Any]:
        """``kept`` without what is empty, and the numbers that could not be read."""
        unread = {name: without_tokens(cell) for name, cell in self.unread.items()}
        return {**{name: value for name, value in kept.items() if value}, **unread}
