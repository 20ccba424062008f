"""A contract as ODT: tracked deletions and annotations left out."""

from collections.abc import Iterator
from itertools import chain
from zipfile import ZipFile

from perenne.contracts.document import Block, BlockKind, Cell, Content, Note
from perenne.contracts.reading.counting import said
from perenne.contracts.reading.furniture import is_page_number
from perenne.contracts.reading.labels import label_of
from perenne.contracts.reading.limits import bounded
from perenne.contracts.reading.packed_xml import Element, damaged, encrypted, member
from perenne.contracts.reading.words import plain

MAIN = "content.xml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE = f"{{{_OASIS}text:1.0}}", f"{{{_OASIS}table:1.0}}", f"{{{_OASIS}office:1.0}}"
STYLE = f"{{{_OASIS}style:1.0}}"
_MANIFEST = f"{{{_OASIS}manifest:1.0}}encryption-data"
_SKIPPED = {f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}sequence-decls"}
_NOTE, _BOX = f"{TEXT}note", f"{{{_OASIS}drawing:1.0}}text-box"
_RUNNING = [
    f"{STYLE}{name}" for name in ("header", "footer", "header-first", "footer-first", "header-left", "footer-left")
]
_SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": " ", f"{TEXT}line-break": " "}


def read(packed: ZipFile) -> Content:
    """The paragraphs of the document that is ``packed``. Raises ``UnreadableFile``."""
    manifest = member(packed, "META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(_MANIFEST), None) is not None:
        raise encrypted()
    root = member(packed, MAIN)
    body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if root is None or body is None:
        raise damaged()
    reading = _Reading(_list_styles(root))
    blocks = tuple(bounded(chain(reading.blocks(body), _running(packed, reading))))
    return Content("odt", blocks, notes=tuple(_notes(body, blocks)))


def _running(packed: ZipFile, reading: "_Reading") -> Iterator[Block]:
    """What the heads and feet of the pages say, once each; a page number says nothing."""
    styles = member(packed, "styles.xml")
    seen: set[str] = set()
    for root in styles.iter(*_RUNNING) if styles is not None else ():
        for block in reading.blocks(root):
            if block.text not in seen and not is_page_number(block.text):
                seen.add(block.text)
                yield Block(block.text, "running")


def _notes(body: Element, blocks: tuple[Block, ...]) -> Iterator[Note]:
    if not blocks:
        yield "no_text"
    if next(body.iter(f"{TEXT}tracked-changes"), None) is not None:
        yield "tracked_changes"
    if next(body.iter(f"{OFFICE}annotation"), None) is not None:
        yield "comments"


def _list_styles(root: Element) -> dict[str, dict[int, Element]]:
    """The numbered levels of each list style."""
    styles: dict[str, dict[int, Element]] = {}
    for style in root.iter(f"{TEXT}list-style"):
        levels = style.iterfind(f"{TEXT}list-level-style-number")
        numbered = {each.get(f"{TEXT}level") or "": each for each in levels}
        styles[style.get(f"{STYLE}name") or ""] = {int(n): each for n, each in numbered.items() if n.isdigit()}
    return styles


class _Reading:
    """One pass over a document."""

    def __init__(self, styles: dict[str, dict[int, Element]]) -> None:
        self._styles = styles
        self._tables = 0
        self._counts: dict[str, list[int]] = {}

    def blocks(self, parent: Element, cell: Cell | None = None) -> Iterator[Block]:
        for child in parent:
            if child.tag in _SKIPPED:
                continue
            if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                yield from self._paragraph(child, None, cell)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, child.get(f"{TEXT}style-name") or "", (), cell)
            elif child.tag == f"{TABLE}table":
                yield from self._table(child)
            elif isinstance(child.tag, str) and len(child):
                yield from self.blocks(child, cell)

    def _table(self, element: Element) -> Iterator[Block]:
        table, self._tables = self._tables, self._tables + 1
        for row, line in enumerate(element.iter(f"{TABLE}table-row")):
            cells = line.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
            for column, cell in enumerate(cells):
                yield from self.blocks(cell, (table, row, column))

    def _list(self, element: Element, style: str, outer: tuple[int, ...], cell: Cell | None) -> Iterator[Block]:
        """The items of a list; one that goes on after other paragraphs goes on counting."""
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        counted = self._counts.setdefault(f"{style}/{len(outer)}", [0])
        count = counted[0] if goes_on else 0
        for item in element.iterchildren(f"{TEXT}list-item"):
            count += 1
            place = (*outer, count)
            label = self._label(style, place)
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, child.get(f"{TEXT}style-name") or style, place, cell)
                elif child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                    yield from self._paragraph(child, label, cell)
                    label = None
        counted[0] = count

    def _label(self, style: str, place: tuple[int, ...]) -> str | None:
        levels = self._styles.get(style, {})
        level = levels.get(len(place))
        if level is None or not level.get(f"{STYLE}num-format"):
            return None
        shown = level.get(f"{TEXT}display-levels") or "1"
        depth = min(int(shown), len(place)) if shown.isdigit() else 1
        start = len(place) - depth
        numbers = [_number(levels.get(start + at + 1, level), each) for at, each in enumerate(place[start:])]
        return f"{level.get(f'{STYLE}num-prefix') or ''}{'.'.join(numbers)}".strip()

    def _paragraph(self, element: Element, made: str | None, cell: Cell | None) -> Iterator[Block]:
        """The paragraph, then the boxes that hang on it and the notes below the page."""
        yield from self._own(element, made, cell)
        for inner in _inside(element):
            yield from self.blocks(inner, cell)

    def _own(self, element: Element, made: str | None, cell: Cell | None) -> Iterator[Block]:
        words = plain("".join(_text(element)))
        if not words:
            return
        heading = element.tag == f"{TEXT}h"
        level = element.get(f"{TEXT}outline-level") or "1"
        kind: BlockKind = "cell" if cell else "heading" if heading else "paragraph"
        printed = label_of(words)
        depth = int(level) if heading and level.isdigit() else None
        yield Block(words, kind, None, printed.text if printed else made, depth, *(cell or ()))


def _inside(element: Element) -> Iterator[Element]:
    """The text boxes and the bodies of the notes that hang on ``element``."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag == _NOTE:
            yield from child.iterchildren(f"{TEXT}note-body")
        elif child.tag not in _SKIPPED and len(child):
            yield from _inside(child)


def _number(level: Element, count: int) -> str:
    return said(count, level.get(f"{STYLE}num-format") or "1")


def _text(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{TEXT}placeholder":
            yield "____"
        elif child.tag not in {*_SKIPPED, _NOTE, _BOX} and isinstance(child.tag, str):
            yield from _text(child)
        yield child.tail or ""
