"""From the lines of a page to the tables among them: lines whose pieces stand below each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from perenne.contracts.reading.columns import Piece
from perenne.contracts.reading.labels import label_of
from perenne.contracts.reading.paragraphs import Line
from perenne.contracts.reading.words import plain

_ALIGNED = 0.8
"""How far apart, in heights of a line, two pieces of one column may begin."""
_CLOSE = 1.75
_WRAPPED = 1.2
"""From the narrowest space between two lines of a table, as a multiple, on which a row begins."""
_SHORTEST = 4


@dataclass
class Table:
    """``rows``: for each, the lines of text of each column."""

    lefts: list[float]
    page: int
    rows: list[dict[int, list[str]]] = field(default_factory=list)


def parts_of(lines: Sequence[Line]) -> Iterator[Table | list[Line]]:
    """``lines`` in order, as tables and as what stands between them."""
    plain_lines: list[Line] = []
    at = 0
    while at < len(lines):
        run = _run(lines, at)
        if not run:
            plain_lines.append(lines[at])
            at += 1
            continue
        if plain_lines:
            yield plain_lines
            plain_lines = []
        yield _table(run)
        at += len(run)
    if plain_lines:
        yield plain_lines


def _run(lines: Sequence[Line], at: int) -> list[Line]:
    """The lines of the table that begins at ``at``; none where there is no table."""
    if not _tabular(lines[at]):
        return []
    lefts = [piece.left for piece in lines[at].pieces]
    run, rows = [lines[at]], 1
    for before, line in pairwise(lines[at:]):
        if before.column != line.column:
            break
        if _tabular(line) and _shared(lefts, line) >= 2:
            rows += 1
            lefts += [piece.left for piece in line.pieces if _column(lefts, piece, line) is None]
        elif not _goes_on(before, line, lefts):
            break
        run.append(line)
    while run and not _tabular(run[-1]) and _column(lefts, run[-1].pieces[0], run[-1]) == 0:
        run.pop()
    return run if rows > 1 else []


def _tabular(line: Line) -> bool:
    first = plain(line.pieces[0].text)
    return len(line.pieces) > 1 and len(first) >= _SHORTEST and not _is_label(first)


def _is_label(text: str) -> bool:
    label = label_of(f"{text} ")
    return label is not None and label.end >= len(text)


def _shared(lefts: Sequence[float], line: Line) -> int:
    return len({_column(lefts, piece, line) for piece in line.pieces} - {None})


def _column(lefts: Sequence[float], piece: Piece, line: Line) -> int | None:
    near = [(abs(left - piece.left), place) for place, left in enumerate(lefts)]
    distance, place = min(near)
    return place if distance <= _ALIGNED * line.height else None


def _goes_on(before: Line, line: Line, lefts: Sequence[float]) -> bool:
    """Whether ``line`` is the rest of one cell of the row before."""
    close = before.middle - line.middle <= _CLOSE * max(before.height, line.height)
    if not close or len(line.pieces) > 1 or label_of(plain(line.text)):
        return False
    column = _column(lefts, line.pieces[0], line)
    ends = min((left for left in lefts if left > line.left + line.height), default=line.right)
    return column is not None and line.right <= ends


def _table(run: Sequence[Line]) -> Table:
    table = Table(sorted(_lefts(run)), run[0].page)
    breaks = _breaks(run)
    for line in run:
        if not table.rows or (_tabular(line) and line in breaks):
            table.rows.append({})
        for piece in line.pieces:
            column = min(range(len(table.lefts)), key=lambda at: abs(table.lefts[at] - piece.left))
            table.rows[-1].setdefault(column, []).append(piece.text)
    return table


def _lefts(run: Sequence[Line]) -> list[float]:
    lefts: list[float] = []
    for line in run:
        lefts += [piece.left for piece in line.pieces if not lefts or _column(lefts, piece, line) is None]
    return lefts


def _breaks(run: Sequence[Line]) -> set[Line]:
    """The lines that begin a row: all of them where they stand evenly, else those after a wider space."""
    spaces = [(before.middle - line.middle, line) for before, line in pairwise(run)]
    least = min(space for space, _ in spaces)
    usual = median(space for space, _ in spaces)
    if all(space <= _WRAPPED * least for space, _ in spaces) or usual <= 0:
        return set(run)
    return {line for space, line in spaces if space > _WRAPPED * least}
