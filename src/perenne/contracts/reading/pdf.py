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
from perenne.contracts.reading.footnotes import parted_notes
from perenne.contracts.reading.furniture import Furnished, parted
from perenne.contracts.reading.labels import label_of
from perenne.contracts.reading.limits import bounded, check_pages
from perenne.contracts.reading.packed_xml import damaged, encrypted
from perenne.contracts.reading.paragraphs import Line, lines_of, paragraphs_of
from perenne.contracts.reading.pdf_forms import has_hidden_forms, with_fields
from perenne.contracts.reading.tables import Table, parts_of
from perenne.contracts.reading.words import compounds, joined, plain

_GAP = 1.6
"""Blank between two characters of a line, in heights of one, from which they belong to two pieces."""
_SPACE = 0.15
"""Blank between two characters, in heights of one, from which it parts words where the file has no blank there. It is
measured between their advances: a narrow figure one is no word of its own."""
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
    columns, unseen = 0, has_hidden_forms(opened)
    for number in range(1, len(opened) + 1):
        page, values = with_fields(opened, number - 1)
        lines, columns = _lines(page, number, columns)
        pages.append((page.get_height(), lines))
        words = "".join("".join(line.text.split()) for line in lines)
        unseen = unseen or any("".join(value.split()) not in words for value in values)
        if len(words) < _FEW_CHARACTERS and next(page.get_objects(max_depth=2), None):
            empty.append(number)
        page.close()
    blocks = tuple(bounded(_blocks(parted(pages))))
    return Content("pdf", blocks, len(pages), tuple(_notes(blocks, len(pages), empty, unseen)), tuple(empty))


def _notes(blocks: Sequence[Block], pages: int, empty: Sequence[int], unseen: bool) -> Iterator[Note]:
    if not blocks or len(empty) == pages:
        yield "no_text"
    elif empty:
        yield "pages_without_text"
    if unseen:
        yield "form_fields"


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
    text = run[0].text.lstrip()
    for before, char in pairwise(run):
        wide = char.left - before.right > _SPACE * max(before.height, char.height)
        text += f" {char.text}" if wide and not char.text.startswith(" ") else char.text
    top, bottom = max(each.top for each in run), min(each.bottom for each in run)
    return Piece(text, min(each.left for each in run), bottom, max(each.right for each in run), top)


def _characters(page: pypdfium2.PdfPage) -> Iterator[Piece]:
    """Every character that is printed, in the order of the file, with the blank that stands before it there."""
    text = page.get_textpage()
    box = [ctypes.c_double() for _ in range(4)]
    loose = pdfium.FS_RECTF()
    blank = ""
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        if char.isspace() or char == "\0":
            blank = " "
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, loose):
            continue
        if pdfium.FPDFText_GetCharBox(text, index, *(ctypes.byref(each) for each in box)):
            left, right = (loose.left, loose.right) if loose.left < loose.right else (box[0].value, box[1].value)
            yield Piece(f"{blank}{char}", left, loose.bottom, right, loose.top)
            blank = ""
    text.close()


def _blocks(furnished: Furnished) -> Iterator[Block]:
    lines = [line for kept in furnished.pages for line in kept]
    known = compounds(line.text for line in lines)
    ordinary = median([line.height for line in lines] or [0.0])
    body = parted_notes(furnished.pages, ordinary)
    tables = 0
    for part in parts_of(body.lines):
        if isinstance(part, Table):
            yield from _cells(part, tables, known)
            tables += 1
            continue
        for group in paragraphs_of(part):
            yield from _block(group, ordinary, known)
            for note in body.below.pop(group[-1], []):
                yield from _block(note, note[0].height, known)
    for notes in body.below.values():
        for note in notes:
            yield from _block(note, note[0].height, known)
    for line in furnished.running:
        yield Block(plain(line.text), "running", line.page)


def _cells(table: Table, number: int, known: frozenset[str]) -> Iterator[Block]:
    for row, cells in enumerate(table.rows):
        for column, lines in sorted(cells.items()):
            text = joined(lines, known)
            label = label_of(text)
            yield Block(text, "cell", table.page, label.text if label else None, None, number, row, column)


def _block(group: Sequence[Line], ordinary: float, known: frozenset[str]) -> Iterator[Block]:
    text = joined([line.text for line in group], known)
    if not text:
        return
    label = label_of(text)
    larger = group[0].height > _LARGER * ordinary
    titled = label is not None and label.kind in {"article", "roman"} and not plain(text).endswith((".", ";", ","))
    heading = len(text) <= LONGEST_HEADING and (larger or titled or text.isupper())
    yield Block(text, "heading" if heading else "paragraph", group[0].page, label.text if label else None)
