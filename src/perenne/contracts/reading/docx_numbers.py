"""The numbers that a DOCX keeps out of its text: which list, which level, how far it has counted."""

import re
from collections import defaultdict

from perenne.contracts.reading.counting import said
from perenne.contracts.reading.packed_xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_LONGEST_CHAIN = 20


def value(element: Element | None, path: str) -> str | None:
    """The value of the child of ``element`` at ``path`` (``w:`` left out)."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/"))) if element is not None else None
    return found.get(VAL) if found is not None else None


class Styles:
    """What the styles of a document say of numbers and headings, those that they are based on included."""

    def __init__(self, root: Element | None) -> None:
        styles = root.iterfind(f"{W}style") if root is not None else ()
        self._styles = {style.get(f"{W}styleId"): style for style in styles}

    def find(self, style: str | None, path: str) -> str | None:
        for _ in range(_LONGEST_CHAIN):
            element = self._styles.get(style) if style is not None else None
            if element is None:
                return None
            if (found := value(element, path)) is not None:
                return found
            style = value(element, "basedOn")
        return None


class Numbers:
    """Counts through a document: asked once for each of its paragraphs, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, Element] = {}
        self._abstract: dict[str, Element] = {}
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)
        if root is not None:
            self._lists = {each.get(f"{W}numId") or "": each for each in root.iterfind(f"{W}num")}
            self._abstract = {each.get(f"{W}abstractNumId") or "": each for each in root.iterfind(f"{W}abstractNum")}

    def label(self, properties: Element | None, style: str | None) -> str | None:
        """The number of the paragraph with these ``properties``; ``None``: it has none, or a bullet."""
        number = value(properties, "numPr/numId") or self._styles.find(style, "pPr/numPr/numId")
        level = value(properties, "numPr/ilvl") or self._styles.find(style, "pPr/numPr/ilvl") or "0"
        abstract = value(self._lists.get(number or ""), "abstractNumId")
        if number in {None, "0"} or abstract not in self._abstract or not level.isdigit():
            return None
        return self._counted(number or "", abstract or "", min(int(level), _LEVELS - 1))

    def _counted(self, number: str, abstract: str, level: int) -> str | None:
        counts = self._counts[abstract]
        counts[level] = (counts[level] + 1) if counts[level] else self._start(number, abstract, level)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        style = value(self._level(abstract, level), "numFmt") or "decimal"
        pattern = value(self._level(abstract, level), "lvlText") or ""
        if style in {"bullet", "none"} or not _PLACE.search(pattern):
            return None
        return _PLACE.sub(lambda place: self._said(abstract, int(place[1]) - 1), pattern).strip().rstrip(".)") or None

    def _said(self, abstract: str, level: int) -> str:
        style = value(self._level(abstract, level), "numFmt") or "decimal"
        return said(max(self._counts[abstract][level], 1), style)

    def _start(self, number: str, abstract: str, level: int) -> int:
        override = self._lists[number].find(f"{W}lvlOverride[@{W}ilvl='{level}']")
        stated = value(override, "startOverride") or value(self._level(abstract, level), "start") or "1"
        return max(int(stated), 1) if stated.isdigit() and len(stated) < _LEVELS else 1

    def _level(self, abstract: str, level: int) -> Element | None:
        return self._abstract[abstract].find(f"{W}lvl[@{W}ilvl='{level}']")
