"""Rows of a delimited text (CSV, TSV), whatever its encoding and dialect, in bounded memory.

The stream must be seekable: its bytes are read once to learn the encoding, then decoded as rows are asked for.
A row's ``line`` is its first physical line (header = 1); a physical line ends with LF, CRLF or CR.

Encoding: a byte order mark decides (UTF-8, UTF-16, UTF-32). Else UTF-8, unless more bytes break its rules than
letters obey them: then Windows-1252, or Mac Roman where the accented letters are those of a Mac. That test counts the
bytes of é è à ç ê ù in either encoding: in the other one they are undefined or signs that French hardly has (Ž ˆ,
È ‡ Á), so the greater count tells.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import BinaryIO, NamedTuple, TextIO

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile

MAX_RECORD = 1_000_000
"""Characters in one row, its line breaks included: hundreds of times the longest caption that a platform takes."""
MAX_COLUMNS = 2_000
MAX_RESUMED = 100
"""How often reading goes back behind a wrong quote: bounds the time that a hostile file can cost."""

_CHUNK = 1 << 16
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
    stream.seek(0)
    encoding, replaced = _encoding(iter(lambda: stream.read(_CHUNK), b""), head, whole=True)
    text = _decoded(head, encoding)
    if _is_no_text(text):
        raise UnreadableFile(
            fr="ce n’est pas un texte : donnez un tableau au format CSV ou XLSX",
            en="this is no text: give a table as CSV or XLSX",
        )
    return _dialect(text, encoding, replaced, whole=len(head) < _CHUNK)


def first_row(head: bytes) -> list[str] | None:
    """The header cells of the delimited text that begins with ``head``; ``None`` when it is none."""
    encoding, replaced = _encoding([head], head, whole=False)
    text = _decoded(head, encoding)[:_CHUNK]
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
    """The rows from the top, blank ones left out. A row that is broken or over a limit is ``Damaged``.

    A wrong quote costs its own line: the lines behind it that it seemed to hold are read again, each as a row.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_RECORD + 1))
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=dialect.encoding, errors="replace", newline="")
    try:
        yield from _rows(_Lines(text), dialect)
    finally:
        text.detach()  # or the wrapper would close a stream that is not ours


# Encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BROKEN = re.compile("[\udc80-\udcff]")
_MAC, _WINDOWS = ("éèàçêù".encode(name) for name in ("mac-roman", "cp1252"))


def _encoding(chunks: Iterable[bytes], head: bytes, *, whole: bool) -> tuple[str, bool]:
    """The encoding, and whether some bytes mean nothing in it. Not ``whole``: the last character may be cut."""
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked in {"utf-16", "utf-32"}:
        return marked, not _obeys(chunks, marked, whole=whole)
    obeying = breaking = mac = windows = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for chunk in chunks:
        text = decoder.decode(chunk)
        if chunk.isascii() and text.isascii():
            continue
        broken = _broken_in(text)
        breaking += broken
        obeying += len(text) - len(text.encode("ascii", "ignore")) - broken
        mac += sum(map(chunk.count, _MAC))
        windows += sum(map(chunk.count, _WINDOWS))
    breaking += len(decoder.decode(b"", whole))
    if marked or breaking <= obeying:
        return marked or "utf-8", breaking > 0
    return ("mac-roman", False) if mac > windows else ("cp1252", True)


def _broken_in(text: str) -> int:
    """How many bytes were no UTF-8; to look for them takes long, so first whether there is any."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return len(_BROKEN.findall(text))
    return 0


def _obeys(chunks: Iterable[bytes], encoding: str, *, whole: bool) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", whole)
    except UnicodeError:
        return False
    return True


def _decoded(head: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)


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


class _TooLong(Exception):
    """The row being read passes ``MAX_RECORD``."""


class _Lines:
    """The physical lines of a text, counted; those of the row being read are held, never more than ``MAX_RECORD``."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._again: list[str] = []
        self._held: list[str] = []
        self._size = 0
        self._resumed = 0
        self.number = 0
        """Of the line read last."""
        self.reread_until = 0
        """The last line that a row with a wrong quote had seemed to hold."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._text.readline(MAX_RECORD + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._held.append(line)
        self._size += len(line)
        if self._size > MAX_RECORD:
            self._held[-1] = self._drained(line)
            raise _TooLong
        return line

    def _drained(self, line: str) -> str:
        """``line`` with a line end, its rest read and forgotten."""
        rest = line
        while rest and not rest.endswith(("\n", "\r")):
            rest = self._text.readline(_CHUNK)
        return line if line.endswith(("\n", "\r")) else f"{line}\n"

    def begin_row(self) -> int:
        """Forget the row before; the number of the line where the next one begins."""
        self._held.clear()
        self._size = 0
        return self.number + 1

    def ended(self) -> bool:
        """Whether the row just read ends with a line end, so that the file was not cut there."""
        return bool(self._held) and self._held[-1].endswith(("\n", "\r"))

    def resume(self) -> None:
        """Go back behind the first line of the row just read, if it has several and time allows."""
        if len(self._held) < 2 or self._resumed >= MAX_RESUMED:
            return
        self._resumed += 1
        self.reread_until = max(self.reread_until, self.number)
        again = self._held[1:]
        self.number -= len(again)
        self._again.extend(reversed(again))


def _rows(lines: _Lines, dialect: Dialect) -> Iterator[Row | Damaged]:
    if dialect.preamble:
        next(lines)
    reader = csv.reader(lines, delimiter=dialect.delimiter, escapechar=dialect.escape, strict=True)
    while True:
        line = lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLong:
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


def _checked(line: int, cells: list[str], dialect: Dialect, *, sure: bool) -> Row | Damaged:
    if len(cells) > MAX_COLUMNS:
        return Damaged(line, _TOO_WIDE)
    text = "".join(cells)
    if "\0" in text or (dialect.replaced and "\ufffd" in text):
        return Damaged(line, _NO_TEXT)
    return Row(line, tuple(cells), sure)
