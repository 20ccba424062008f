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
_IN_BRACKETS = re.compile(r"\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s")
_MAY_GO_ON = re.compile(r"(?:[.;:,]|\b(?:and|or|et|ou))\Z")
"""What stands before a number in brackets that counts; behind another word it repeats it (``thirty (30) days``)."""
_ENDS = re.compile(r"[.;:!?…»”)]\Z")
_WIDE_GAP = 1.3
_SHORT = 0.85
_LARGER = 1.12
_SAME_LINE = 0.5
_FEW = 10
"""One in so many spaces may be narrower than the lines of a paragraph are apart."""


class Line(NamedTuple):
    """One printed line, with the pieces that wide blanks part in it. ``column``: which one of the document it stands
    in, ``width``: that column's."""

    text: str
    page: int
    column: int
    left: float
    right: float
    middle: float
    height: float
    width: float
    pieces: tuple[Piece, ...]


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
                tuple(line),
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
    """From one line of a paragraph to the next: paragraphs of one line each are farther apart."""
    alike = ((a, b) for a, b in pairwise(lines) if a.column == b.column and not _differs(a, b))
    gaps = sorted(gap for a, b in alike if (gap := a.middle - b.middle) > 0)
    narrow = gaps[len(gaps) // _FEW] if gaps else 0.0
    return median([gap for gap in gaps if gap <= _WIDE_GAP * narrow] or [0.0])


def _begins(before: Line, line: Line, spacing: float) -> bool:
    words = plain(line.text)
    counts = _IN_BRACKETS.match(words) and _MAY_GO_ON.search(plain(before.text))
    if _BULLET.match(words) or counts or _is_numbered(words, before):
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
