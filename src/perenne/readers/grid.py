"""The table in a file: its header, its rows, and what its columns prove of dates and numbers.

Of a workbook one sheet is read: the one that the mapping names, else the first visible one whose headers fit. A
Parquet file has one table, whose headers are its own.
"""

import re
from bisect import bisect
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.readers import delimited, moments, numbers, sheet, strangers
from perenne.readers.columns import Doubt, Named, header_row
from perenne.readers.confined import Sheet
from perenne.readers.delimited import Block, Cell, Damaged, Row, as_text, one_by_one
from perenne.readers.kept import Kept, Rows, together
from perenne.readers.mapping import Mapping, Options
from perenne.readers.reading import Other

HEADER_WITHIN = 20
"""The header is looked for in that many first rows; what stands above it is a title."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A header and the rows below it, which can be read as often as wanted."""

    header: Row
    blocks: Callable[[], Rows]
    sheet: str | None = None
    others: tuple[Other, ...] = ()

    @property
    def said(self) -> list[str]:
        return [as_text(cell).strip() for cell in self.header.cells]

    def rows(self) -> Iterator[Row | Damaged]:
        """As ``blocks``, each row by itself."""
        return one_by_one(self.blocks())


def open_grid(stream: BinaryIO, mapping: Mapping, fits: Callable[[Sequence[str]], bool]) -> Grid:
    """The table in ``stream``; of a workbook, the sheet that the mapping names, else the first whose headers fit.

    Raises ``UnreadableFile``.
    """
    stream.seek(0)
    start = stream.read(len(sheet.OLE))
    if sheet.PARQUET.match(start):
        return _grid_of_columns(sheet.sheets(stream)[0])
    if sheet.holds_sheets(start):
        return _grid_of_workbook(stream, mapping, fits)
    dialect = delimited.examine(stream)
    with closing(delimited.rows(stream, dialect)) as rows:
        header = header_row(islice(rows, HEADER_WITHIN), mapping)
    if header is None:
        raise UnreadableFile(
            fr="aucune ligne ne se lit comme des en-têtes de colonnes : vérifiez que c’est bien un tableau",
            en="no row reads as column headers: check that this is a table",
        )
    top = header.line
    return Grid(header, Kept(lambda: _below(top, delimited.blocks(stream, dialect)), packed=True))


def _below(line: int, rows: Rows) -> Rows:
    for each in rows:
        if not isinstance(each, Block):
            if each.line > line:
                yield each
        elif (below := each.below(bisect(each.lines, line))) is not None:
            yield below


def _grid_of_columns(table: Sheet) -> Grid:
    header = next(table.rows())
    if not isinstance(header, Row) or not header.cells:
        raise UnreadableFile(fr="ce fichier Parquet n’a aucune colonne", en="this Parquet file has no column")
    return Grid(header, Kept(lambda: together(islice(table.rows(), 1, None)), packed=False))


class _Candidate(NamedTuple):
    rank: int
    sheet: Sheet
    header: Row


def _grid_of_workbook(stream: BinaryIO, mapping: Mapping, fits: Callable[[Sequence[str]], bool]) -> Grid:
    names: list[str] = []
    best: _Candidate | None = None
    for each in sheet.sheets(stream):
        names.append(each.name)
        header = header_row(islice(each.rows(), HEADER_WITHIN), mapping)
        if header is not None:
            rank = _rank(each, header, mapping.options.sheet, fits)
            best = _Candidate(rank, each, header) if best is None or rank > best.rank else best
    wanted = mapping.options.sheet
    if best is None or (wanted is not None and best.sheet.name != wanted):
        shown = ", ".join(map(_shown_name, names)) or "–"
        raise UnreadableFile(
            fr=f"pas de feuille « {wanted or '…'} » dans ce classeur ; feuilles remplies : {shown}",
            en=f"no sheet “{wanted or '…'}” in this workbook; sheets with cells: {shown}",
        )
    chosen, top = best.sheet, best.header.line
    return Grid(
        best.header,
        Kept(lambda: together(row for row in chosen.rows() if row.line > top), packed=False),
        chosen.name,
        tuple(Other(f"sheet not read: {_shown_name(name)}", 1) for name in names if name != chosen.name),
    )


def _rank(each: Sheet, header: Row, wanted: str | None, fits: Callable[[Sequence[str]], bool]) -> int:
    if wanted is not None:
        return int(each.name == wanted)
    if not each.visible:
        return 0
    return 2 if fits([as_text(cell).strip() for cell in header.cells]) else 1


_LONGEST_SHEET_NAME = 31


def _shown_name(sheet_name: str) -> str:
    return "".join(filter(str.isprintable, sheet_name))[:_LONGEST_SHEET_NAME]


_SHOWN, _SHOWN_LENGTH = 20, 40
_NO_HEADER = re.compile(r"@|://|[0-9]{7}|\S{41}")
"""What stands in cells and in no header: accounts and e-mail addresses, links, ids and phone numbers, tokens."""
_NONE_PLAIN = Bilingual(fr="aucune qui se lise comme un en-tête", en="none that reads as a header")


def _is_plain(said: str) -> bool:
    return bool(said) and not strangers.is_json_cell(said) and _NO_HEADER.search(said) is None


def shown_headers(said: Sequence[str]) -> Bilingual:
    """The first headers, as a list to be read; what may be a cell of somebody’s instead is not repeated."""
    plain = [each for each in said if _is_plain(each)]
    cut = [each if len(each) <= _SHOWN_LENGTH else f"{each[:_SHOWN_LENGTH]}…" for each in plain][:_SHOWN]
    if not cut:
        return _NONE_PLAIN
    return Bilingual(fr=", ".join(f"« {each} »" for each in cut), en=", ".join(f"“{each}”" for each in cut))


def check_decided(doubts: Sequence[Doubt]) -> None:
    """Raises ``UnreadableFile`` where a person must decide before anything is read."""
    for doubt in doubts:
        if doubt.blocks:
            raise UnreadableFile(fr=doubt.says.fr, en=doubt.says.en)


class Settled(NamedTuple):
    """``options`` with what the columns prove, and what they leave open. ``signs``: the decimal sign of columns of
    counts that prove one of their own, by place."""

    options: Options
    doubts: tuple[Doubt, ...]
    signs: dict[int, numbers.DecimalSign]


def settled(grid: Grid, named: Named, options: Options) -> Settled:
    """What the whole columns prove of the order of dates and of the decimal sign."""
    proofs = _proofs(grid, named)
    doubts = []
    found = replace(options, sheet=options.sheet or (grid.sheet if grid.others else None))
    if options.date_order is None:
        found = replace(found, date_order=proofs.orders.proven)
        if proofs.orders.is_open:
            doubts.append(_date_doubt([named.columns[n].header for n in proofs.dates]))
    if options.decimal is None:
        found = replace(found, decimal=_only(proofs.signs))
        if found.decimal is None:
            open_columns = proofs.amounts if "either" in proofs.signs else []
            open_columns += [n for n, counted in proofs.counted.items() if _is_open(counted)]
            if open_columns:
                doubts.append(_decimal_doubt([named.columns[n].header for n in sorted(open_columns)]))
    own = {n: sign for n, counted in proofs.counted.items() if (sign := _only(counted - {"whole"}))}
    return Settled(found, tuple(doubts), own)


class _Proofs(NamedTuple):
    """What the cells of a table prove: ``signs`` of all its numbers, ``counted`` of each column of counts."""

    dates: list[int]
    amounts: list[int]
    orders: moments.Orders
    signs: set[str | None]
    counted: dict[int, set[str | None]]


def _proofs(grid: Grid, named: Named) -> _Proofs:
    dates, amounts, counts = (
        [n for n, column in enumerate(named.columns) if column.read_as in kinds]
        for kinds in ({"moment", "utc"}, {"amount", "seconds"}, {"count"})
    )
    orders, signs = moments.Orders(), set[str | None]()
    counted: dict[int, set[str | None]] = {n: set() for n in counts}
    for columns in _columns(grid) if dates or amounts or counts else ():
        said = {n: set(columns[n]) for n in (*dates, *amounts, *counts) if n < len(columns)}
        for n, cells in said.items():
            if n in amounts:
                signs |= numbers.decimal_signs(cells)
            elif n in counted:
                signs |= numbers.decimal_signs(cells) - {"either"}
                counted[n] |= numbers.count_signs(cells)
            else:
                deque(map(orders.see, cells), maxlen=0)
    return _Proofs(dates, amounts, orders, signs, counted)


def _is_open(proofs: set[str | None]) -> bool:
    """Whether a column of counts holds ``1,000`` and its like alone."""
    return proofs - {None} == {"either"}


def _columns(grid: Grid) -> Iterator[Sequence[Sequence[Cell]]]:
    """The cells of the readable rows by column, many rows at a time."""
    for each in grid.blocks():
        if isinstance(each, Block):
            yield each.columns
        elif isinstance(each, Row):
            yield [(cell,) for cell in each.cells]


def _only(proofs: set[str | None]) -> Any:
    proven = proofs - {None, "either"}
    return proven.pop() if len(proven) == 1 else None


def _date_doubt(said: list[str]) -> Doubt:
    shown = shown_headers(said)
    return Doubt(
        Bilingual(
            fr=f"jour, mois et année ne se distinguent pas dans {shown.fr} (03/04/2026, 26-11-20) : dans un fichier "
            'de correspondance (--map), écrivez sous [options] date_order = "dmy" si le jour vient d’abord, "mdy" si '
            'c’est le mois, "ymd" si c’est une année à deux chiffres',
            en=f"day, month and year cannot be told apart in {shown.en} (03/04/2026, 26-11-20): in a mapping file "
            '(--map), write under [options] date_order = "dmy" where the day comes first, "mdy" where the month '
            'does, "ymd" where a year of two digits does',
        ),
        blocks=True,
        option="date_order",
    )


def _decimal_doubt(said: list[str]) -> Doubt:
    shown = shown_headers(said)
    return Doubt(
        Bilingual(
            fr=f"milliers et décimales ne se distinguent pas dans {shown.fr} (1.234) : dans un fichier de "
            'correspondance (--map), écrivez sous [options] decimal = "," ou decimal = "."',
            en=f"thousands and decimals cannot be told apart in {shown.en} (1.234): in a mapping file (--map), write "
            'under [options] decimal = "," or decimal = "."',
        ),
        blocks=True,
        option="decimal",
    )
