"""From lines to paragraphs: by the space between them, by numbers and bullets, by where a line stops short."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from perenne.contracts.reading.columns import Piece
from perenne.contracts.reading.labels import label_of
from perenne.contracts.reading.words import plain

_BULLET = re.compile(r"[-–—•▪●*]\s")
_ENDS = re.compile(r"[.;:!?…»”)]\Z")
_WIDE_GAP = 1.45
_SHORT = 0.85
_LARGER = 1.12
_SAME_LINE = 0.5


class Line(NamedTuple):
    """One printed line. ``column``: which column of the document it stands in, ``width``: that column's."""

    text: str
    page: int
    column: int
    left: float
    right: float
    middle: float
    height: float
    width: float


def lines_of(column: Sequence[Piece], page: int, number: int) -> Iterator[Line]:
    """The lines of one column, from the top: pieces at one height are one line."""
    left, right = min(p.left for p in column), max(p.right for p in column)
    line: list[Piece] = []
    for piece in (*column, None):
        if line and (piece is None or abs(piece.middle - line[0].middle) > _SAME_LINE * line[0].height):
            line.sort(key=lambda each: each.left)
            yield Line(
                " ".join(each.text for each in line),
                page,
                number,
                line[0].left,
                line[-1].right,
                line[0].middle,
                max(each.height for each in line),
                right - left,
            )
            line = []
        if piece is not None:
            line.append(piece)


def paragraphs_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """``lines`` in groups; a paragraph goes on over the end of a column or a page in the middle of a sentence."""
    spacing = _spacing(lines)
    group: list[Line] = []
    for line in lines:
        if group and _begins(group[-1], line, spacing):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _spacing(lines: Sequence[Line]) -> float:
    gaps = [a.middle - b.middle for a, b in pairwise(lines) if a.column == b.column]
    return median([gap for gap in gaps if gap > 0] or [0.0])


def _begins(before: Line, line: Line, spacing: float) -> bool:
    words = plain(line.text)
    if _BULLET.match(words) or _is_numbered(words, before):
        return True
    if before.column != line.column:
        return bool(_ENDS.search(plain(before.text))) or words[:1].isupper() or _differs(before, line)
    if before.middle - line.middle > _WIDE_GAP * spacing or _differs(before, line):
        return True
    short = before.right - before.left < _SHORT * before.width
    return short and (bool(_ENDS.search(plain(before.text))) or words[:1].isupper())


def _is_numbered(words: str, before: Line) -> bool:
    """A number opens a paragraph, unless the line before breaks off at what it counts (``article`` / ``3``)."""
    label = label_of(words)
    if label is None:
        return False
    return not words[:1].islower() or bool(_ENDS.search(plain(before.text)))


def _differs(before: Line, line: Line) -> bool:
    larger, smaller = max(before.height, line.height), min(before.height, line.height)
    return larger > _LARGER * smaller
