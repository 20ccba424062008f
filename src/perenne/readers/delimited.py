"""Rows of a delimited text (CSV, TSV), whatever its encoding and dialect, in bounded memory.

The stream must be seekable: its bytes are read once to learn the encoding, then decoded as rows are asked for.
A row's ``line`` is its first physical line (header = 1); a physical line ends with LF, CRLF or CR.

Sound rows that are as wide as each other come together, by column (``Block``): thousands of cells are then looked at
by one call. Whatever is not sound is read line by line, so that a wrong quote costs its own line alone.
"""

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice
from typing import Any, BinaryIO, NamedTuple

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.readers.encodings import decoded, encoding_of
from perenne.readers.text_lines import Lines, TooLong

MAX_RECORD = 1_000_000
"""Characters in one row, its line breaks included: hundreds of times the longest caption that a platform takes."""
MAX_COLUMNS = 2_000
MAX_RESUMED = 100
"""How often reading goes back behind a wrong quote: bounds the time that a hostile file can cost."""

_CHUNK = 1 << 16
_MOST_BYTES = 4 * _CHUNK + 8
"""Of so many characters and a byte order mark, in any encoding."""
_SAMPLE_ROWS = 50
_LEAST_REGULAR = 0.5
"""The share of the first rows that must be as wide as each other for a text to be called delimited."""
_DELIMITERS = "\t;|,"
"""From the rarest in prose to the commonest: where two explain a file equally well, the rarer one is meant."""

EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number: from here on the last ones may be lost."""

Cell = str | float | bool | datetime | date | time | timedelta | None


def as_text(cell: Cell) -> str:
    """What a person reads in ``cell``; an empty text where it is empty."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        rounded = f"{cell:.15e}" if abs(cell) >= EXACT else repr(cell)
        return rounded.removesuffix(".0")
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    return str(cell)


class Row(NamedTuple):
    """A row that holds something. Not ``sure``: the file was cut or mended here, so it counts only if complete."""

    line: int
    cells: tuple[Cell, ...]
    sure: bool = True


class Damaged(NamedTuple):
    """A row that could not be read, and why."""

    line: int
    reason: Bilingual


class Block(NamedTuple):
    """Sure rows that follow each other and are as wide, by column; ``lines``: where each begins."""

    lines: Sequence[int]
    columns: Sequence[Sequence[Cell]]

    def rows(self) -> Iterator[Row]:
        return map(Row, self.lines, zip(*self.columns, strict=True))

    def below(self, how_many: int) -> "Block | None":
        """The rows without so many first ones; ``None`` where none is left."""
        if how_many >= len(self.lines):
            return None
        return Block(self.lines[how_many:], [column[how_many:] for column in self.columns])

    def row(self, place: int) -> Row:
        return Row(self.lines[place], tuple(column[place] for column in self.columns))


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited text is written. ``replaced``: a U+FFFD read from it stands for bytes that are no text."""

    encoding: str
    replaced: bool
    delimiter: str
    escape: str | None = None
    preamble: bool = False


def examine(stream: BinaryIO) -> Dialect:
    """The dialect of the whole file. Raises ``UnreadableFile`` where it is empty or no text."""
    stream.seek(0)
    head = stream.read(_CHUNK)
    if not head.strip():
        raise UnreadableFile(fr="le fichier est vide", en="the file is empty")
    encoding, replaced = encoding_of(lambda: _chunks(stream), head, whole=True)
    text = decoded(head, encoding)
    if _is_no_text(text):
        raise UnreadableFile(
            fr="ce n’est pas un texte : donnez un tableau au format CSV ou XLSX",
            en="this is no text: give a table as CSV or XLSX",
        )
    return _dialect(text, encoding, replaced, whole=len(head) < _CHUNK)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    return iter(lambda: stream.read(_CHUNK), b"")


def first_row(head: bytes) -> list[str] | None:
    """The header cells of the delimited text that begins with ``head``; ``None`` when it is none."""
    encoding, replaced = encoding_of(lambda: [head], head, whole=False)
    text = decoded(head[:_MOST_BYTES], encoding)[:_CHUNK]
    if _is_no_text(text) or text.lstrip().startswith(("{", "[", "<")):
        return None
    dialect = _dialect(text, encoding, replaced, whole=len(text) < _CHUNK)
    if dialect.delimiter == _ONE_COLUMN:
        return None
    found = islice(rows(io.BytesIO(head), dialect), _SAMPLE_ROWS)
    sample = [list(map(as_text, row.cells)) for row in found if isinstance(row, Row)]
    if any(_MARKDOWN_RULE.fullmatch("".join(cells)) for cells in sample):
        return None
    return next((cells for cells in sample if sum(map(bool, cells)) > 1), None)


_MOST_NULLS = 0.02
"""A null character spoils its row; a file of many of them is no text."""


def _is_no_text(text: str) -> bool:
    return text.count("\0") > max(1, _MOST_NULLS * len(text))


def rows(stream: BinaryIO, dialect: Dialect) -> Generator[Row | Damaged, None, None]:
    """As ``blocks``, each row by itself."""
    with closing(blocks(stream, dialect)) as found:
        yield from one_by_one(found)


def one_by_one(found: Iterable[Block | Row | Damaged]) -> Iterator[Row | Damaged]:
    for each in found:
        if isinstance(each, Block):
            yield from each.rows()
        else:
            yield each


def blocks(stream: BinaryIO, dialect: Dialect) -> Generator[Block | Row | Damaged, None, None]:
    """The rows from the top, blank ones left out. A row that is broken or over a limit is ``Damaged``.

    A wrong quote costs its own line: the lines behind it that it seemed to hold are read again, each as a row.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_RECORD + 1))
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=dialect.encoding, errors="replace", newline="")
    try:
        yield from _rows(Lines(text, MAX_RECORD, MAX_RESUMED), dialect)
    finally:
        text.detach()  # or the wrapper would close a stream that is not ours


# Dialect

_MARKDOWN_RULE = re.compile(r"[\s:-]*---[\s:-]*")
"""The line below the header of a table in a Markdown text, which is a text for people."""
_ONE_COLUMN = "\x1f"
"""No text holds it: so no row is split."""
_SEPARATOR_LINE = re.compile(r'\A"?sep=(?P<delimiter>\t|[^\w\s"])"?(?:\r\n?|\n)', re.IGNORECASE)
"""What some spreadsheet programs write and read above the header."""


def _dialect(text: str, encoding: str, replaced: bool, *, whole: bool) -> Dialect:
    if stated := _SEPARATOR_LINE.match(text):
        return Dialect(encoding, replaced, stated["delimiter"], preamble=True)
    candidates = [
        (*_regularity(text, delimiter, escape, whole=whole), escape is None, -_DELIMITERS.index(delimiter), delimiter)
        for delimiter in _DELIMITERS
        for escape in (None, "\\")
    ]
    share, _, plain, _, delimiter = max(candidates)
    if share < _LEAST_REGULAR:
        return Dialect(encoding, replaced, _ONE_COLUMN)
    return Dialect(encoding, replaced, delimiter, None if plain else "\\")


def _regularity(text: str, delimiter: str, escape: str | None, *, whole: bool) -> tuple[float, int]:
    """The share of the first rows that have the commonest width over one, and that width."""
    widths = list(islice(_widths(text, delimiter, escape), _SAMPLE_ROWS + 1))
    if not whole and 1 < len(widths) <= _SAMPLE_ROWS:
        widths.pop()  # cut by the end of the sample
    common = Counter(width for width in widths if width > 1).most_common()
    if not common:
        return 0.0, 0
    width, count = max(common, key=lambda each: (each[1], each[0]))
    return count / len(widths), width


def _widths(text: str, delimiter: str, escape: str | None) -> Iterator[int]:
    """How many cells each row has that is not blank; -1 for a broken one."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, escapechar=escape, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield -1
            continue
        if any(cells):
            yield len(cells)


# Rows

_TOO_LONG = Bilingual(
    fr=f"ligne de plus de {MAX_RECORD} caractères : non lue", en=f"row longer than {MAX_RECORD} characters: not read"
)
_TOO_WIDE = Bilingual(fr=f"plus de {MAX_COLUMNS} colonnes : non lue", en=f"more than {MAX_COLUMNS} columns: not read")
_NO_TEXT = Bilingual(
    fr="octets illisibles dans la ligne : enregistrez le fichier en UTF-8",
    en="bytes in the row that are no text: save the file as UTF-8",
)
_OPEN_QUOTE = Bilingual(
    fr="guillemet ouvert et jamais refermé, ou fichier coupé au milieu d’une ligne",
    en="a quote opened and never closed, or a file cut in the middle of a row",
)
_STRAY_QUOTE = Bilingual(
    fr='guillemet au milieu d’une cellule : doublez-le ("") et mettez la cellule entre guillemets',
    en='a quote within a cell: double it ("") and put the cell in quotes',
)


def _rows(lines: Lines, dialect: Dialect) -> Iterator[Block | Row | Damaged]:
    if dialect.preamble:
        next(lines)
    reader = _reader(lines, dialect)
    while True:
        if not lines.are_given_back and (together := _together(lines, dialect)):
            yield from together
            continue
        line = lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except TooLong:
            yield Damaged(line, _TOO_LONG if lines.number == line else _OPEN_QUOTE)
            lines.resume()
            continue
        except csv.Error as problem:
            unclosed = "unexpected end" in str(problem)
            yield Damaged(line, _OPEN_QUOTE if unclosed else _STRAY_QUOTE)
            lines.resume()
            continue
        if any(cell.strip() for cell in cells):
            yield _checked(line, cells, dialect, sure=lines.ended() and line > lines.reread_until)


def _reader(lines: Iterable[str], dialect: Dialect) -> Any:
    return csv.reader(lines, delimiter=dialect.delimiter, escapechar=dialect.escape, strict=True)


def _checked(line: int, cells: list[str], dialect: Dialect, *, sure: bool) -> Row | Damaged:
    if len(cells) > MAX_COLUMNS:
        return Damaged(line, _TOO_WIDE)
    if _is_spoilt("".join(cells), dialect):
        return Damaged(line, _NO_TEXT)
    return Row(line, tuple(cells), sure)


def _is_spoilt(text: str, dialect: Dialect) -> bool:
    return "\0" in text or (dialect.replaced and "\ufffd" in text)


def _together(lines: Lines, dialect: Dialect) -> list[Block]:
    """The next rows as far as all is well with them; what is not, or goes on behind, is given back."""
    text = lines.take()
    whole = 0 if len(text) > MAX_RECORD or _is_spoilt(text, dialect) else text.rfind("\n") + 1
    begins, found, done = _as_far_as_sound(text[:whole], lines.number + 1, dialect)
    widths = set(map(len, found))
    if max(widths, default=0) > MAX_COLUMNS:
        widths, done = set(), 0
    rest = io.StringIO(text, newline="")
    deque(islice(rest, done), maxlen=0)
    lines.taken(done, rest.read())
    if len(widths) == 1:
        return [Block(begins, list(zip(*found, strict=True)))]
    alike = groupby(zip(begins, found, strict=True), lambda row: len(row[1])) if widths else ()
    return [Block(*_by_column(rows)) for _, rows in alike]


def _by_column(rows: Iterable[tuple[int, list[str]]]) -> tuple[Sequence[int], Sequence[Sequence[Cell]]]:
    lines, cells = zip(*rows, strict=True)
    return lines, list(zip(*cells, strict=True))


def _as_far_as_sound(text: str, first: int, dialect: Dialect) -> tuple[list[int], list[list[str]], int]:
    """Where the rows begin, their cells, and how many lines they take, blank ones included."""
    begins, found, done = [], [], 0
    reader = _reader(io.StringIO(text, newline=""), dialect)
    with suppress(csv.Error):  # then what is left is read line by line, which says why
        for cells in reader:
            if (cells and cells[0].strip()) or any(cell.strip() for cell in cells):
                begins.append(first + done)
                found.append(cells)
            done = reader.line_num
    return begins, found, done
