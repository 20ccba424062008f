"""What a table of posts is taken for, shown before anything is read: each column with a cell and what it says."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from perenne.readers import numbers
from perenne.readers.columns import Column, Doubt, name_columns, other_table
from perenne.readers.delimited import Block, Cell, Row, as_text
from perenne.readers.grid import Grid, open_grid, settled
from perenne.readers.headers.addresses import Address, without_token
from perenne.readers.headers.cells import Layout, holds_private, says_of
from perenne.readers.mapping import Mapping
from perenne.readers.table import deal_table, holds_posts
from perenne.readers.table_posts import POST_WORDS

_SAMPLE = 60


class SeenColumn(NamedTuple):
    """``sample``: its first filled cell, at ``line``; ``says``: what that cell says, ``None`` where it cannot be told
    yet; ``empty``: how many of its cells are empty."""

    column: Column
    sample: str
    line: int
    says: Any
    empty: int


class Preview(NamedTuple):
    """``holds``: ``posts``, the kind of another table, or ``None`` where nothing tells; ``mapping``: what was taken,
    with what whole columns prove."""

    columns: tuple[SeenColumn, ...]
    doubts: tuple[Doubt, ...]
    mapping: Mapping
    rows: int
    sheet: str | None
    holds: str | None


def preview(stream: BinaryIO, mapping: Mapping | None = None) -> Preview:
    """The columns of the table in ``stream``. Raises ``UnreadableFile``."""
    mapping = mapping or Mapping()
    grid = open_grid(stream, mapping, partial(holds_posts, mapping))
    named = name_columns(grid.said, "posts", mapping)
    options, doubts, signs = settled(grid, named, mapping.options)
    layout = Layout.of(named, options, signs)
    rows, firsts, empty = _looked_through(grid, len(named.columns))
    columns = [
        _seen(column, first, says_of(apart, layout, POST_WORDS), blank)
        for column, apart, first, blank in zip(named.columns, layout.columns, firsts, empty, strict=True)
    ]
    kind = other_table(grid.said, named) or deal_table(grid.said, mapping)
    understood = tuple(
        (each.header, each.field or ("extra" if each.read_as in {"extra", "unclear"} else "drop"))
        for each in named.columns
        if each.header
    )
    return Preview(
        tuple(columns),
        (*named.doubts, *doubts),
        Mapping(understood, options),
        rows,
        grid.sheet,
        kind or ("posts" if holds_posts(mapping, grid.said) else None),
    )


class _First(NamedTuple):
    cell: Cell = None
    line: int = 0


def _looked_through(grid: Grid, width: int) -> tuple[int, list[_First], list[int]]:
    """How many rows, the first filled cell of each column, and how many of its cells are empty."""
    rows, firsts, empty = 0, [_First()] * width, [0] * width
    for lines, columns in _by_column(grid):
        rows += len(lines)
        for place in range(width):
            cells = columns[place] if place < len(columns) else [None] * len(lines)
            empty[place] += sum(map(numbers.is_unknown, cells))
            if not firsts[place].line:
                filled = (
                    (cell, line) for cell, line in zip(cells, lines, strict=True) if not numbers.is_unknown(cell)
                )
                firsts[place] = _First(*next(filled, (None, 0)))
    return rows, firsts, empty


def _by_column(grid: Grid) -> Iterator[tuple[Any, Any]]:
    for each in grid.blocks():
        if isinstance(each, Block):
            yield each.lines, each.columns
        elif isinstance(each, Row):
            yield [each.line], [(cell,) for cell in each.cells]


def _seen(column: Column, first: _First, says: Callable[[Cell], Any], empty: int) -> SeenColumn:
    """Nothing is shown of what is about private persons."""
    if column.read_as in {"private", "dropped"}:
        return SeenColumn(column, "", first.line, None, empty)
    shown = as_text(first.cell)
    bare = "…" if holds_private(shown) else without_token(shown)[0] if "://" in shown else shown
    return SeenColumn(column, bare[:_SAMPLE], first.line, _told(first.cell, says) if column.field else None, empty)


def _told(cell: Cell, says: Callable[[Cell], Any]) -> Any:
    try:
        found = says(cell)
    except (ValueError, OverflowError):
        return None
    return (found.url or found.handle) if isinstance(found, Address) else found
