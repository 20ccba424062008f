"""Rows of an XLSX workbook, with Excel's own row numbers.

calamine reads the cells. It allocates the whole rectangle that a sheet's cells span, and ends the process where there
is no memory for it; so it only ever sees a workbook that was looked through here: parts of known size, packed anew,
whose cells span no more than ``MAX_CELLS``. A formula gives its cached value; an error (``#N/A``) gives ``None``.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from perenne.model.errors import UnreadableFile
from perenne.readers.delimited import MAX_COLUMNS, Row

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a workbook with a password begins with, and one in the format before XLSX."""

MAX_PARTS = 2_000
MAX_UNPACKED = 256 * 2**20
"""Bytes of all the parts that are read, unpacked."""
MAX_RATIO = 200
"""Unpacked to packed bytes of a part over 1 MiB. A sheet of equal rows reaches some twenty."""
MAX_CELLS = 5_000_000
"""Rows times columns that a sheet may span, empty cells included."""
MAX_CELL_TEXT = 32_767
"""Characters in one cell: Excel holds no more."""


class Sheet(NamedTuple):
    """A worksheet that holds something."""

    name: str
    visible: bool
    cells: CalamineSheet

    def rows(self) -> Iterator[Row]:
        """Rows from the top with their number in the sheet, blank ones left out."""
        for line, cells in enumerate(self.cells.iter_rows(), start=1):
            row = tuple(None if cell == "" else cell for cell in cells)
            if any(cell is not None for cell in row):
                yield Row(line, row)


def sheets(stream: BinaryIO) -> Iterator[Sheet]:
    """The worksheets in the order of the workbook, each loaded when it is asked for.

    Raises ``UnreadableFile`` for a workbook that has a password, is broken or too big, or is no XLSX.
    """
    stream.seek(0)
    if stream.read(len(OLE)) == OLE:
        raise UnreadableFile(
            fr="classeur protégé par mot de passe, ou au format .xls : enregistrez-le en XLSX sans mot de passe",
            en="a workbook with a password, or an .xls: save it as XLSX without password",
        )
    vetted = _vetted(stream)
    vetted.seek(0)
    with _refusing_what_is_broken():
        book = CalamineWorkbook.from_filelike(vetted)
        worksheets = [about for about in book.sheets_metadata if about.typ is SheetTypeEnum.WorkSheet]
    for about in worksheets:
        with _refusing_what_is_broken():
            cells = book.get_sheet_by_name(about.name)
        if cells.start is not None:
            yield Sheet(about.name, about.visible is SheetVisibleEnum.Visible, cells)


@contextmanager
def _refusing_what_is_broken() -> Iterator[None]:
    try:
        yield
    except (CalamineError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise UnreadableFile(
            fr="classeur illisible ou abîmé : ouvrez-le dans votre tableur et enregistrez-le à nouveau en XLSX",
            en="the workbook is broken or unreadable: open it in your spreadsheet program and save it as XLSX again",
        ) from None


# Before calamine sees it

_NOT_CELLS = re.compile(
    r"xl/(media|drawings|charts|chartsheets|embeddings|pivotCache|pivotTables|comments|threadedComments|persons|"
    r"ctrlProps|activeX|externalLinks|printerSettings)"
)
_UNPACKERS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MIB = 2**20


def _vetted(stream: BinaryIO) -> io.BytesIO:
    """The parts of the workbook that hold cells, measured and packed anew."""
    packed = io.BytesIO()
    with _refusing_what_is_broken(), zipfile.ZipFile(stream) as book:
        parts = [part for part in book.infolist() if _holds_cells(part.filename)]
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            raise UnreadableFile(
                fr="ce n’est pas un classeur XLSX : enregistrez le tableau en XLSX ou en CSV",
                en="this is no XLSX workbook: save the table as XLSX or CSV",
            )
        if len(names) < len(parts) or any(part.compress_type not in _UNPACKERS for part in parts):
            raise zipfile.BadZipFile
        _check_sizes(parts)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as clean:
            for part in parts:
                _copy_measured(book, part, clean)
    return packed


def _holds_cells(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not _NOT_CELLS.match(name)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    bomb = any(part.file_size > max(part.compress_size * MAX_RATIO, _MIB) for part in parts)
    if bomb or unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise UnreadableFile(
            fr=f"classeur de plus de {MAX_UNPACKED // _MIB} Mio une fois décompressé : enregistrez la feuille en CSV",
            en=f"the workbook is over {MAX_UNPACKED // _MIB} MiB once unpacked: save the sheet as CSV",
        )


def _copy_measured(book: zipfile.ZipFile, part: zipfile.ZipInfo, clean: zipfile.ZipFile) -> None:
    """Copies ``part``; zipfile gives no more bytes of it than were declared, and checks its sum."""
    parser = _Extent().parser()
    with book.open(part) as source, clean.open(part.filename, "w") as target:
        try:
            while chunk := source.read(_MIB):
                if b"\0" in chunk:  # UTF-16, which expat would see through and calamine read as something else
                    raise zipfile.BadZipFile
                parser.Parse(chunk, False)
                target.write(chunk)
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise zipfile.BadZipFile from None


_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")


class _Extent:
    """Follows a part as it is parsed; raises ``UnreadableFile`` once its cells span too much or hold too much."""

    def __init__(self) -> None:
        self._row = self._column = 0
        self._rows = self._columns = 0
        self._text = 0

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8")  # whatever the part declares, for calamine reads nothing else
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif local == "c":
            self._text = 0
            self._move(attributes.get("r"))
        elif local in {"v", "is", "f"}:
            self._span()
        elif local == "si":
            self._text = 0

    def _move(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        found = _REFERENCE.match(reference)
        if found is None:
            raise zipfile.BadZipFile
        self._column = 0
        for letter in found[1].upper():
            self._column = self._column * 26 + ord(letter) - ord("A") + 1
        self._row = max(self._row, int(found[2]))

    def _span(self) -> None:
        self._rows = max(self._rows, self._row)
        self._columns = max(self._columns, self._column)
        if self._columns > MAX_COLUMNS or self._rows * self._columns > MAX_CELLS:
            raise UnreadableFile(
                fr=f"une feuille s’étend sur {self._rows} lignes et {self._columns} colonnes : effacez les cellules "
                "isolées loin du tableau, ou enregistrez la feuille en CSV",
                en=f"a sheet spans {self._rows} rows and {self._columns} columns: clear the stray cells far from the "
                "table, or save the sheet as CSV",
            )

    def _characters(self, text: str) -> None:
        self._text += len(text)
        if self._text > MAX_CELL_TEXT and not text.isspace():
            raise UnreadableFile(
                fr=f"une cellule de plus de {MAX_CELL_TEXT} caractères : raccourcissez-la",
                en=f"a cell of more than {MAX_CELL_TEXT} characters: shorten it",
            )

    def _doctype(self, *_declaration: object) -> None:
        raise zipfile.BadZipFile
