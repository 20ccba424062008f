"""A contract as PDF: characters with their places, made into columns, lines and paragraphs again."""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium

from perenne.contracts.document import Block, Content, Note
from perenne.contracts.reading.columns import Piece, columns_of
from perenne.contracts.reading.furniture import without_furniture
from perenne.contracts.reading.labels import label_of
from perenne.contracts.reading.limits import bounded, check_pages
from perenne.contracts.reading.packed_xml import damaged, encrypted
from perenne.contracts.reading.paragraphs import Line, lines_of, paragraphs_of
from perenne.contracts.reading.words import compounds, joined, plain

_GAP = 1.6
"""Blank between two characters of a line, in heights of one, from which they belong to two pieces."""
_SPACE = 0.18
_SAME_LINE = 0.55
_LARGER = 1.15
LONGEST_HEADING = 90
_FEW_CHARACTERS = 12
_Page = tuple[float, list[Line]]


def read(stream: BinaryIO) -> Content:
    """The paragraphs of the document in ``stream``. Raises ``UnreadableFile``."""
    try:
        opened = pypdfium2.PdfDocument(stream.read())
    except pypdfium2.PdfiumError as problem:
        raise (encrypted() if "assword" in str(problem) else damaged()) from None
    check_pages(len(opened))
    try:
        return _content(opened)
    except pypdfium2.PdfiumError:
        raise damaged() from None
    finally:
        opened.close()


def _content(opened: pypdfium2.PdfDocument) -> Content:
    pages: list[_Page] = []
    empty: list[int] = []
    columns = 0
    for number, page in enumerate(opened, 1):
        lines, columns = _lines(page, number, columns)
        pages.append((page.get_height(), lines))
        if sum(len(line.text) for line in lines) < _FEW_CHARACTERS and next(page.get_objects(max_depth=2), None):
            empty.append(number)
        page.close()
    lines = [line for kept in without_furniture(pages) for line in kept]
    blocks = tuple(bounded(_blocks(lines)))
    notes: list[Note] = []
    if not blocks or len(empty) == len(pages):
        notes.append("no_text")
    elif empty:
        notes.append("pages_without_text")
    if opened.get_formtype():
        notes.append("form_fields")
    return Content("pdf", blocks, len(pages), tuple(notes), tuple(empty))


def _lines(page: pypdfium2.PdfPage, number: int, columns: int) -> tuple[list[Line], int]:
    lines: list[Line] = []
    for column in columns_of(list(_pieces(page))):
        lines += lines_of(column, number, columns)
        columns += 1
    return lines, columns


def _pieces(page: pypdfium2.PdfPage) -> Iterator[Piece]:
    """The runs of characters of a page, as far as no wide blank parts them."""
    run: list[Piece] = []
    for char in _characters(page):
        if run and _parts(run[-1], char):
            yield _piece(run)
            run = []
        run.append(char)
    if run:
        yield _piece(run)


def _parts(before: Piece, char: Piece) -> bool:
    height = max(before.height, char.height)
    gap = char.left - before.right
    return abs(before.bottom - char.bottom) > _SAME_LINE * height or gap > _GAP * height or gap < -2 * height


def _piece(run: Sequence[Piece]) -> Piece:
    text = run[0].text
    for before, char in pairwise(run):
        spaced = char.left - before.right > _SPACE * max(before.height, char.height)
        text += f" {char.text}" if spaced else char.text
    top, bottom = max(each.top for each in run), min(each.bottom for each in run)
    return Piece(text, min(each.left for each in run), bottom, max(each.right for each in run), top)


def _characters(page: pypdfium2.PdfPage) -> Iterator[Piece]:
    """Every character that is printed, in the order of the file; blanks are told by their width later."""
    text = page.get_textpage()
    box = [ctypes.c_double() for _ in range(4)]
    loose = pdfium.FS_RECTF()
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        if char.isspace() or char == "\0":
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, loose):
            continue
        if pdfium.FPDFText_GetCharBox(text, index, *(ctypes.byref(each) for each in box)):
            yield Piece(char, box[0].value, loose.bottom, box[1].value, loose.top)
    text.close()


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    known = compounds(line.text for line in lines)
    ordinary = median([line.height for line in lines] or [0.0])
    for group in paragraphs_of(lines):
        text = joined([line.text for line in group], known)
        if not text:
            continue
        label = label_of(text)
        larger = group[0].height > _LARGER * ordinary
        titled = (
            label is not None and label.kind in {"article", "roman"} and not plain(text).endswith((".", ";", ","))
        )
        heading = len(text) <= LONGEST_HEADING and (larger or titled or text.isupper())
        yield Block(text, "heading" if heading else "paragraph", group[0].page, label.text if label else None)
