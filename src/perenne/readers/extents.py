"""How far the cells of a workbook's parts span, told before calamine allocates the whole rectangle.

A part is followed by expat, element by element. Most of it is rows as programs write them, by the thousand; these are
told by one pattern that says all of a row, and expat sees what stands around them. A part that holds a comment, a
CDATA section or an instruction is followed by expat alone: within one of them a row would be none.
"""

import re
import zipfile
from functools import cache
from xml.parsers import expat

from perenne.model.errors import UnreadableFile
from perenne.readers.delimited import MAX_COLUMNS

MAX_CELLS = 5_000_000
"""Rows times columns that a sheet may span, empty cells included."""


def check_span(rows: int, columns: int) -> None:
    if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise UnreadableFile(
            fr=f"une feuille s’étend sur {rows} lignes et {columns} colonnes : effacez les cellules isolées loin du "
            "tableau, ou enregistrez la feuille en CSV",
            en=f"a sheet spans {rows} rows and {columns} columns: clear the stray cells far from the table, or save "
            "the sheet as CSV",
        )


_SIGNS = r"[^<&\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_TEXT = f"{_SIGNS}(?:&(?:amp|lt|gt|quot|apos);{_SIGNS})*+"
_ATTRIBUTES = r'(?: (?!r=)[A-Za-z][\w:]*+="[\w .:,%+-]*+")*+'
_STRING = f'<t(?: xml:space="preserve")?+>{_TEXT}</t>'
_CELL = f'<c r="[A-Z]{{1,3}}(?P=row)"{_ATTRIBUTES}'
_BLANK = f"{_CELL}/>"
_FILLED = f"{_CELL}>(?:<f{_ATTRIBUTES}>{_TEXT}</f>)?+(?:<v>{_TEXT}</v>|<is>{_STRING}</is>)</c>"
_ROW = f'<row r="(?P<row>[1-9][0-9]{{0,6}})"{_ATTRIBUTES}>(?:{_BLANK})*+{_FILLED}(?:{_FILLED}|{_BLANK})*+</row>'
_PLAIN = re.compile(f"(?:{_ROW}\\s*+)++|(?:<si>{_STRING}</si>\\s*+)++".encode(), re.ASCII)
"""Rows of which some cell is filled, and texts that cells share, as most programs write them."""
_BEGIN, _END = re.compile(rb"<(?:row |si>)"), re.compile(rb"</(?:row|si)>")
_ROW_NUMBER = re.compile(rb'<row r="([0-9]+)"')
_FILLED_COLUMN = re.compile(rb'<c r="([A-Z]+)[0-9]+"[^<>/]*><')
_ELSEWHERE = re.compile(rb"<[!?]")
_DECLARATION = len("<?")
"""What a part may begin with."""
_MOST_HELD = 2**22

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")


@cache
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class Extent:
    """Follows a part as it is parsed; raises ``UnreadableFile`` once its cells span too much."""

    def __init__(self) -> None:
        self._row = self._column = 0
        self._rows = self._columns = 0
        self._parser = expat.ParserCreate("utf-8")  # whatever the part declares, for calamine reads nothing else
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._held = self._before = b""
        self._by_pattern = True

    def see(self, chunk: bytes) -> None:
        """The next bytes of the part. Raises ``UnreadableFile``, or ``BadZipFile`` where it is no XML."""
        if b"\0" in chunk:  # UTF-16, which expat would see through and calamine read as something else
            raise zipfile.BadZipFile
        if _ELSEWHERE.search(self._before + chunk, 0 if self._before else _DECLARATION):
            self._by_pattern = False
        self._before = chunk[-1:]
        held, self._held = self._held + chunk, b""
        at = 0
        while self._by_pattern and (begin := _BEGIN.search(held, at)):
            plain = _PLAIN.match(held, begin.start())
            end = plain or _END.search(held, begin.start())
            if end is None and len(held) - begin.start() < _MOST_HELD:
                self._parse(held[at : begin.start()])
                self._held = held[begin.start() :]
                return
            if end is None:
                break
            self._parse(held[at : begin.start() if plain else end.end()])
            if plain:
                self._see_plain(plain[0])
            at = end.end()
        self._parse(held[at:])

    @property
    def span(self) -> tuple[int, int]:
        """How many rows and columns the filled cells seen so far span, from the first one of the sheet."""
        return self._rows, self._columns

    def end(self) -> None:
        """The part ends here."""
        self._parse(self._held)
        self._parse(b"", is_last=True)

    def _parse(self, piece: bytes, *, is_last: bool = False) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError:
            raise zipfile.BadZipFile from None

    def _see_plain(self, rows: bytes) -> None:
        try:
            rows.decode()
        except UnicodeDecodeError:
            raise zipfile.BadZipFile from None
        numbers = list(map(int, _ROW_NUMBER.findall(rows)))
        if numbers:
            self._column = max(_column(letters.decode()) for letters in set(_FILLED_COLUMN.findall(rows)))
            self._row = max(numbers)
            self._span()
            self._row = numbers[-1]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "c":
            self._move(attributes.get("r"))
        elif local in {"v", "is", "f"}:
            self._span()
        elif local == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif local.startswith("table") or local == "covered-table-cell":
            self._start_of_ods(local, {each.rpartition(":")[2]: value for each, value in attributes.items()})

    def _start_of_ods(self, local: str, attributes: dict[str, str]) -> None:
        if local == "table":
            self._row = self._column = self._rows = self._columns = 0
        elif local == "table-row":
            self._row += int(attributes.get("number-rows-repeated", 1))
            self._column = 0
        elif local.endswith("table-cell"):
            self._column += int(attributes.get("number-columns-repeated", 1))
            if "value-type" in attributes or "formula" in attributes:
                self._span()

    def _move(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        found = _REFERENCE.match(reference)
        if found is None:
            raise zipfile.BadZipFile
        self._column = _column(found[1])
        self._row = max(self._row, int(found[2]))

    def _span(self) -> None:
        if self._row > self._rows or self._column > self._columns:
            self._rows = max(self._rows, self._row)
            self._columns = max(self._columns, self._column)
            check_span(self._rows, self._columns)

    def _doctype(self, *_declaration: object) -> None:
        raise zipfile.BadZipFile
