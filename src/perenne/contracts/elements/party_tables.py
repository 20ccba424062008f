"""What the tables of a document say of the parties: a column each, a row each, or one below the other."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from perenne.contracts.document import Block
from perenne.contracts.elements.party_words import Role, names_names, role_alone
from perenne.contracts.elements.passages import Passage
from perenne.contracts.elements.piece import Piece

_Cell = tuple[int, Block]
_LONGEST_KEY = 60


def table_pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    """The cells of every table that names a party, each with the party that it is about."""
    cells = ((place, block) for place, block in enumerate(blocks) if block.kind == "cell")
    for _, of_table in groupby(cells, key=lambda cell: cell[1].table):
        yield from _of_table(list(of_table), blocks)


def _of_table(cells: Sequence[_Cell], blocks: Sequence[Block]) -> Iterator[Piece]:
    before = cells[0][0] - 1
    below: Role | None = role_alone(blocks[before].text) if before >= 0 else None
    columns: dict[int | None, Role] = {}
    for _, of_row in groupby(cells, key=lambda cell: cell[1].row):
        row = list(of_row)
        named = {block.column: role for _, block in row if (role := role_alone(block.text))}
        if len(set(named.values())) > 1:
            columns, below = dict(named), None
        elif named and len(row) == len(named):
            below, columns = next(iter(named.values())), {}
        elif columns or below or named:
            yield from _of_row(row, columns, below, next(iter(named.values()), None))


def _of_row(
    row: Sequence[_Cell], columns: dict[int | None, Role], below: Role | None, own: Role | None
) -> Iterator[Piece]:
    first = row[0][1]
    keyed = first.column not in columns and len(row) > 1 and len(first.text) <= _LONGEST_KEY
    key = first.text.rstrip(" :") if keyed and own is None else ""
    for place, block in row[1:] if keyed else row:
        role = own or columns.get(block.column) or (None if columns else below)
        if role is not None:
            presents = names_names(key) if key else True
            yield Piece(Passage(place, 0, block.text), (role,), presents, key)
