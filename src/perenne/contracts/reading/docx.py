"""A contract as DOCX: what stands in it once every tracked change is accepted."""

import re
from collections.abc import Iterator
from itertools import chain
from zipfile import ZipFile

from perenne.contracts.document import Block, BlockKind, Cell, Content, Note
from perenne.contracts.reading.docx_numbers import Numbers, Styles, W, value
from perenne.contracts.reading.furniture import is_page_number
from perenne.contracts.reading.labels import label_of
from perenne.contracts.reading.limits import bounded
from perenne.contracts.reading.packed_xml import Element, damaged, member
from perenne.contracts.reading.words import plain

MAIN = "word/document.xml"
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_REFERENCES = (f"{W}footnoteReference", f"{W}endnoteReference")
_CHANGES = (*_GONE, f"{W}ins", f"{W}moveTo")
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same drawing again, for programs that do not know the first."""
_SIGNS = {
    f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}sym": " ",
}  # fmt: skip
_HEADINGS = ("heading", "titre", "title")
_LEVELS = 9
_BOX = f"{W}txbxContent"
_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")
_TO_FILL_IN = "____"
"""What stands for a field that nobody filled in: its hint is no word of the contract."""


def read(packed: ZipFile) -> Content:
    """The paragraphs of the document that is ``packed``. Raises ``UnreadableFile``."""
    root = member(packed, MAIN)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise damaged()
    styles = Styles(member(packed, "word/styles.xml"))
    numbers = Numbers(member(packed, "word/numbering.xml"), styles)
    reading = _Reading(styles, numbers, _notes_below(packed))
    blocks = tuple(bounded(chain(reading.blocks(body), _running(packed, reading))))
    return Content("docx", blocks, notes=tuple(_notes(body, blocks)))


def _notes_below(packed: ZipFile) -> dict[tuple[str, str], Element]:
    """Footnotes and endnotes, by the tag that refers to them and their number."""
    found: dict[tuple[str, str], Element] = {}
    for name in ("footnote", "endnote"):
        root = member(packed, f"word/{name}s.xml")
        for each in root.iterfind(f"{W}{name}") if root is not None else ():
            found[f"{W}{name}Reference", each.get(f"{W}id") or ""] = each
    return found


def _running(packed: ZipFile, reading: "_Reading") -> Iterator[Block]:
    """What the heads and feet of the pages say, once each; a page number says nothing."""
    seen: set[str] = set()
    for name in sorted(filter(_RUNNING.fullmatch, packed.namelist())):
        root = member(packed, name)
        for block in reading.blocks(root) if root is not None else ():
            if block.text not in seen and not is_page_number(block.text):
                seen.add(block.text)
                yield Block(block.text, "running")


def _notes(body: Element, blocks: tuple[Block, ...]) -> Iterator[Note]:
    if not blocks:
        yield "no_text"
    if next(body.iter(*_CHANGES), None) is not None:
        yield "tracked_changes"
    if next(body.iter(f"{W}commentReference"), None) is not None:
        yield "comments"


class _Reading:
    """One pass over a document."""

    def __init__(self, styles: Styles, numbers: Numbers, below: dict[tuple[str, str], Element]) -> None:
        self._styles = styles
        self._numbers = numbers
        self._below = below
        self._tables = 0
        self._unfinished = ""
        """The beginning of a paragraph whose end mark was deleted."""

    def blocks(self, parent: Element, cell: Cell | None = None) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, cell)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{W}sdt" and child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
                yield Block(_TO_FILL_IN, "cell" if cell else "paragraph", None, None, None, *(cell or ()))
            elif child.tag not in _GONE and isinstance(child.tag, str) and len(child):
                yield from self.blocks(child, cell)  # content controls, insertions of whole paragraphs

    def _table(self, element: Element) -> Iterator[Block]:
        table, self._tables = self._tables, self._tables + 1
        for row, line in enumerate(element.iterchildren(f"{W}tr")):
            if line.find(f"{W}trPr/{W}del") is None:
                column = 0
                for cell in line.iterchildren(f"{W}tc", f"{W}sdt"):
                    yield from self.blocks(cell, (table, row, column))
                    column += _width(cell)

    def _paragraph(self, element: Element, cell: Cell | None) -> Iterator[Block]:
        """The paragraph, then the boxes that hang on it, then the notes below the page that it refers to."""
        yield from self._own(element, cell)
        for box in _boxes(element):
            yield from self.blocks(box, cell)
        for reference in element.iter(*_REFERENCES):
            note = self._below.pop((reference.tag, reference.get(f"{W}id") or ""), None)
            if note is not None:
                yield from self.blocks(note, cell)

    def _own(self, element: Element, cell: Cell | None) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        text = self._unfinished + "".join(_text(element))
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._unfinished = text
            return
        self._unfinished = ""
        said = plain(text)
        style = value(properties, "pStyle")
        if not said:
            return
        made = self._numbers.label(properties, style)
        printed = label_of(said)
        level = self._level(properties, style)
        kind: BlockKind = "cell" if cell else "heading" if level is not None else "paragraph"
        yield Block(said, kind, None, printed.text if printed else made, level, *(cell or ()))

    def _level(self, properties: Element | None, style: str | None) -> int | None:
        """The level of a heading; ``None`` for what is none."""
        outline = value(properties, "outlineLvl") or self._styles.find(style, "pPr/outlineLvl")
        if outline is not None and outline.isdigit() and int(outline) < _LEVELS:
            return int(outline) + 1
        name = (self._styles.find(style, "name") or style or "").casefold()
        if name.startswith(_HEADINGS):
            return int(name[-1]) if name[-1].isdigit() else 1
        return None


def _width(cell: Element) -> int:
    """How many columns ``cell`` spans."""
    said = value(cell.find(f"{W}tcPr"), "gridSpan") or "1"
    return int(said) if said.isdigit() and 0 < len(said) < _LEVELS else 1


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes of ``element``."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _GONE and child.tag != _TWICE and len(child):
            yield from _boxes(child)


def _text(element: Element) -> Iterator[str]:
    """The words of ``element`` that stand once changes are accepted, and that are seen."""
    for child in element:
        if child.tag in _GONE or child.tag in {_TWICE, _BOX, f"{W}pPr", f"{W}rPr"}:
            continue
        if child.tag == f"{W}sdt" and child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            yield _TO_FILL_IN
            continue
        if child.tag == f"{W}r" and _hidden(child):
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif len(child):
            yield from _text(child)


def _hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in {"0", "false", "off"}
