"""A contract as DOCX: what stands in it once every tracked change is accepted."""

from collections.abc import Iterator
from zipfile import ZipFile

from perenne.contracts.document import Block, BlockKind, Content, Note
from perenne.contracts.reading.docx_numbers import Numbers, Styles, W, value
from perenne.contracts.reading.labels import label_of
from perenne.contracts.reading.limits import bounded
from perenne.contracts.reading.packed_xml import Element, damaged, member
from perenne.contracts.reading.words import plain

MAIN = "word/document.xml"
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_CHANGES = (*_GONE, f"{W}ins", f"{W}moveTo")
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same drawing again, for programs that do not know the first."""
_SIGNS = {
    f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}sym": " ",
}  # fmt: skip
_HEADINGS = ("heading", "titre", "title")
_LEVELS = 9


def read(packed: ZipFile) -> Content:
    """The paragraphs of the document that is ``packed``. Raises ``UnreadableFile``."""
    root = member(packed, MAIN)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise damaged()
    styles = Styles(member(packed, "word/styles.xml"))
    blocks = tuple(bounded(_Reading(styles, Numbers(member(packed, "word/numbering.xml"), styles)).blocks(body)))
    return Content("docx", blocks, notes=tuple(_notes(body, blocks)))


def _notes(body: Element, blocks: tuple[Block, ...]) -> Iterator[Note]:
    if not blocks:
        yield "no_text"
    if next(body.iter(*_CHANGES), None) is not None:
        yield "tracked_changes"
    if next(body.iter(f"{W}commentReference"), None) is not None:
        yield "comments"


class _Reading:
    """One pass over a document."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self._styles = styles
        self._numbers = numbers
        self._tables = 0
        self._unfinished = ""
        """The beginning of a paragraph whose end mark was deleted."""

    def blocks(self, parent: Element, table: int | None = None, row: int | None = None) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, table, row)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag not in _GONE and isinstance(child.tag, str) and len(child):
                yield from self.blocks(child, table, row)  # content controls, insertions of whole paragraphs

    def _table(self, element: Element) -> Iterator[Block]:
        table, self._tables = self._tables, self._tables + 1
        for row, line in enumerate(element.iterchildren(f"{W}tr")):
            if line.find(f"{W}trPr/{W}del") is None:
                for cell in line.iterchildren(f"{W}tc", f"{W}sdt"):
                    yield from self.blocks(cell, table, row)

    def _paragraph(self, element: Element, table: int | None, row: int | None) -> Iterator[Block]:
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
        kind: BlockKind = "cell" if table is not None else "heading" if level is not None else "paragraph"
        label = printed.text if printed else made
        yield Block(said, kind, label=label, level=level, table=table, row=row)

    def _level(self, properties: Element | None, style: str | None) -> int | None:
        """The level of a heading; ``None`` for what is none."""
        outline = value(properties, "outlineLvl") or self._styles.find(style, "pPr/outlineLvl")
        if outline is not None and outline.isdigit() and int(outline) < _LEVELS:
            return int(outline) + 1
        name = (self._styles.find(style, "name") or style or "").casefold()
        if name.startswith(_HEADINGS):
            return int(name[-1]) if name[-1].isdigit() else 1
        return None


def _text(element: Element) -> Iterator[str]:
    """The words of ``element`` that stand once changes are accepted, and that are seen."""
    for child in element:
        if child.tag in _GONE or child.tag in {_TWICE, f"{W}pPr", f"{W}rPr"}:
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
