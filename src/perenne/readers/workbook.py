"""Rows of an XLSX or ODS workbook, with the spreadsheet's own row numbers; only ever run by ``confined``.

calamine reads the cells. It allocates the whole rectangle that a sheet's cells span; so of an XLSX it only ever sees
what was looked through here (``extents``): parts of known size, copied, whose cells span no more than ``MAX_CELLS``.
Of an ODS it sees parts of known size. A formula gives its cached value; an error (``#N/A``) gives ``None``.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from perenne.model.errors import UnreadableFile
from perenne.readers.confined import Heading, Read
from perenne.readers.delimited import Row
from perenne.readers.extents import Extent, check_span

MAX_PARTS = 2_000
MAX_UNPACKED = 256 * 2**20
"""Bytes of all the parts that are read, unpacked."""
MAX_RATIO = 200
"""Unpacked to packed bytes of a part over 1 MiB. A sheet of equal rows reaches some twenty."""
MAX_SPANNED = 20_000_000
"""The same of all the sheets together."""
MAX_CELL_TEXT = 32_767
"""Characters in one cell: a spreadsheet program holds no more."""


def read(stream: BinaryIO) -> Iterator[Read]:
    """The worksheets in the order of the workbook, each with its rows; those without a cell are left out.

    Raises ``UnreadableFile`` for a workbook that is broken or too big, or is none.
    """
    vetted = _vetted(stream)
    vetted.seek(0)
    with _refusing_what_is_broken():
        book = CalamineWorkbook.from_filelike(vetted)
        worksheets = [about for about in book.sheets_metadata if about.typ is SheetTypeEnum.WorkSheet]
    spanned = 0
    for about in worksheets:
        with _refusing_what_is_broken():
            cells = book.get_sheet_by_name(about.name)
        if cells.end is None:
            continue
        height, width = (last + 1 for last in cells.end)
        check_span(height, width)
        spanned += height * width
        if spanned > MAX_SPANNED:
            raise _too_much_in_all()
        yield Heading(about.name, about.visible is SheetVisibleEnum.Visible)
        yield from _rows(cells)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        row = [None if cell == "" else cell for cell in cells]
        if row.count(None) < len(row):
            if max([len(cell) for cell in row if isinstance(cell, str)], default=0) > MAX_CELL_TEXT:
                raise _too_long_a_cell()
            yield Row(line, tuple(row))


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
_STORED = 32 * _MIB
"""Parts up to that much together are given to calamine as they are, and not packed."""


def _vetted(stream: BinaryIO) -> io.BytesIO:
    """The parts of the workbook that hold cells, measured and packed anew."""
    packed = io.BytesIO()
    with _refusing_what_is_broken(), zipfile.ZipFile(stream) as book:
        parts = [part for part in book.infolist() if _holds_cells(part.filename)]
        names = {part.filename for part in parts}
        _check_password(book)
        if "xl/workbook.xml" not in names and not names >= {_MIMETYPE, "content.xml"}:
            raise UnreadableFile(
                fr="ce n’est pas un classeur XLSX ou ODS : enregistrez le tableau en XLSX ou en CSV",
                en="this is no XLSX or ODS workbook: save the table as XLSX or CSV",
            )
        if len(names) < len(parts) or any(part.compress_type not in _UNPACKERS for part in parts):
            raise zipfile.BadZipFile
        _check_sizes(parts)
        is_small = sum(part.file_size for part in parts) <= _STORED
        packing = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(packed, "w", packing, compresslevel=1) as clean:
            for part in parts:
                _copy_measured(book, part, clean)
            if "xl/workbook.xml" not in names:
                clean.writestr(_MANIFEST, "<manifest/>")
    return packed


_MIMETYPE, _MANIFEST = "mimetype", "META-INF/manifest.xml"
"""What an ODS says of itself. The manifest may carry a DOCTYPE, and no cell: calamine is given an empty one."""


def _holds_cells(name: str) -> bool:
    return name in {_MIMETYPE, "content.xml"} or (name.startswith(("xl/", "_rels/", "[")) and _is_sheet_part(name))


def _is_sheet_part(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not _NOT_CELLS.match(name)


def _check_password(book: zipfile.ZipFile) -> None:
    if _MANIFEST not in book.namelist():
        return
    with book.open(_MANIFEST) as manifest:
        if b"encryption-data" in manifest.read(_MIB):
            raise UnreadableFile(
                fr="classeur protégé par mot de passe : enregistrez-le en XLSX sans mot de passe",
                en="a workbook with a password: save it as XLSX without password",
            )


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    bomb = any(part.file_size > max(part.compress_size * MAX_RATIO, _MIB) for part in parts)
    if len(parts) > MAX_PARTS:
        raise UnreadableFile(
            fr=f"classeur de {len(parts)} feuilles et autres parties, plus de {MAX_PARTS} : enregistrez en CSV la "
            "feuille voulue",
            en=f"a workbook of {len(parts)} sheets and other parts, more than {MAX_PARTS}: save the sheet you need "
            "as CSV",
        )
    if bomb or unpacked > MAX_UNPACKED:
        raise UnreadableFile(
            fr=f"classeur de plus de {MAX_UNPACKED // _MIB} Mio une fois décompressé : enregistrez la feuille en CSV",
            en=f"the workbook is over {MAX_UNPACKED // _MIB} MiB once unpacked: save the sheet as CSV",
        )


def _copy_measured(book: zipfile.ZipFile, part: zipfile.ZipInfo, clean: zipfile.ZipFile) -> None:
    """Copies ``part``; zipfile gives no more bytes of it than were declared, and checks its sum."""
    if part.filename == _MIMETYPE:
        clean.writestr(_MIMETYPE, book.read(part))
        return
    extent = Extent()
    with book.open(part) as source, clean.open(part.filename, "w") as target:
        while chunk := source.read(_MIB):
            extent.see(chunk)
            target.write(chunk)
        extent.end()


def _too_much_in_all() -> UnreadableFile:
    return UnreadableFile(
        fr="les feuilles de ce classeur s’étendent trop loin à elles toutes : enregistrez en CSV la feuille voulue",
        en="the sheets of this workbook span too much together: save the sheet you need as CSV",
    )


def _too_long_a_cell() -> UnreadableFile:
    return UnreadableFile(
        fr=f"une cellule de plus de {MAX_CELL_TEXT} caractères : raccourcissez-la",
        en=f"a cell of more than {MAX_CELL_TEXT} characters: shorten it",
    )
