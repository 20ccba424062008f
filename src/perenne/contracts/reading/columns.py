"""From the pieces of a page to the order in which they are read: columns are cut apart, then lines follow."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """A run of words on one line; ``bottom`` and ``top`` count upwards from the foot of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


_LEAST_LINES = 3
_FILLED = 0.5
"""The share of its column that an ordinary line of prose fills; the cells of a table fill less."""
_LEAST_SHARE = 0.3
"""The share of the page that a column of prose takes; the words before the rows of a table take less."""
_SPANNING = 0.4
_STEP = 2.0
_MARGIN = 0.2
_FEW = 2


def columns_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """``pieces`` as columns in reading order; a line that spans two columns stands between those above and below."""
    gutter = _gutter(pieces)
    if gutter is None:
        if pieces:
            yield sorted(pieces, key=lambda each: (-each.middle, each.left))
        return
    spanning = sorted((each for each in pieces if each.left < gutter < each.right), key=lambda each: -each.middle)
    rest = [each for each in pieces if not each.left < gutter < each.right]
    for each in (*spanning, None):
        above = [piece for piece in rest if each is None or piece.middle > each.middle]
        rest = [piece for piece in rest if piece not in above]
        for side in ([p for p in above if p.right <= gutter], [p for p in above if p.left >= gutter]):
            yield from columns_of(side)
        if each is not None:
            yield [each]


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where an upright blank parts two columns of prose."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    left, right = min(each.left for each in pieces), max(each.right for each in pieces)
    margin = (right - left) * _MARGIN
    steps = int((right - left - 2 * margin) / _STEP)
    crossed = [(sum(p.left < x < p.right for p in pieces), x) for x in _places(left + margin, steps)]
    fewest = min((count for count, _ in crossed), default=len(pieces))
    free = [x for count, x in crossed if count == fewest]
    if not free or fewest > _SPANNING * len(pieces):
        return None
    at = free[len(free) // 2]
    return at if _two_of_prose(pieces, at) else None


def _places(start: float, steps: int) -> Iterator[float]:
    return (start + step * _STEP for step in range(max(steps, 0) + 1))


def _two_of_prose(pieces: Sequence[Piece], at: float) -> bool:
    sides = [p for p in pieces if p.right <= at], [p for p in pieces if p.left >= at]
    around = max(p.right for p in pieces) - min(p.left for p in pieces)
    return all(len(side) >= _LEAST_LINES and _is_prose(side, around) for side in sides)


def _is_prose(side: Sequence[Piece], around: float) -> bool:
    width = max(p.right for p in side) - min(p.left for p in side)
    return width >= _LEAST_SHARE * around and sum(p.right - p.left for p in side) >= _FILLED * width * len(side)
