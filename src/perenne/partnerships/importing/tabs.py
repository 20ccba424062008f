"""The tables of a sheet: every visible tab of a workbook, the one table of a CSV, with what its columns prove."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.partnerships.importing.mapping import Choices
from perenne.partnerships.importing.vocabulary import Column, Question, Vocabulary, is_known, name_columns
from perenne.readers import delimited, moments, numbers, sheet
from perenne.readers.delimited import Cell, Damaged, Row, as_text
from perenne.readers.headers.cells import holds_private

HEADER_WITHIN = 20
_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Tab:
    """``name``: ``None`` where there is one table alone; ``rows``: below the header, as often as wanted."""

    name: str | None
    columns: tuple[Column, ...]
    questions: tuple[Question, ...]
    rows: Callable[[], Iterator[Row | Damaged]]
    decimal: numbers.DecimalSign | None = None
    order: moments.DateOrder | None = None

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns if column.field is not None)

    def sample(self, number: int) -> str:
        """The first filled cell of a column; nothing of a column that is not read, for nobody asked for it."""
        if self.columns[number].field is None:
            return ""
        cells = (
            as_text(row.cells[number]) for row in self.rows() if isinstance(row, Row) and number < len(row.cells)
        )
        found = next((cell.strip() for cell in cells if cell.strip()), "")
        return "…" if holds_private(found) else found[:_SAMPLE]


def tabs(stream: BinaryIO, words: Vocabulary, choices: Choices) -> list[Tab]:
    """The tables in ``stream`` that have a header which we know. Raises ``UnreadableFile`` where there is none."""
    found = [tab for tab in _tabs(stream, words, choices) if tab is not None]
    if not found:
        raise UnreadableFile(
            fr="aucun tableau connu : il faut une ligne d’en-têtes, avec au moins deux colonnes connues "
            "(voir docs/book.md), ou une correspondance (--map)",
            en="no table that we know: it takes a row of headers, with two known columns at least "
            "(see docs/book.md), or a mapping (--map)",
        )
    return found


def _tabs(stream: BinaryIO, words: Vocabulary, choices: Choices) -> Iterator[Tab | None]:
    stream.seek(0)
    start = stream.read(len(sheet.OLE))
    if not sheet.holds_sheets(start):
        dialect = delimited.examine(stream)
        yield _tab(None, lambda: delimited.rows(stream, dialect), words, choices)
        return
    filled = [each for each in sheet.sheets(stream) if each.visible]
    for each in filled:
        yield _tab(each.name if len(filled) > 1 else None, each.rows, words, choices)


def _tab(
    name: str | None, rows: Callable[[], Iterator[Row | Damaged]], words: Vocabulary, choices: Choices
) -> Tab | None:
    header = _header(rows(), words, choices)
    if header is None:
        return None
    said = [as_text(cell).strip() for cell in header.cells]
    columns, questions = name_columns(said, words, choices)
    return _settled(Tab(name, columns, questions, lambda: _below(rows, header.line)), choices)


def _below(rows: Callable[[], Iterator[Row | Damaged]], line: int) -> Iterator[Row | Damaged]:
    return (row for row in rows() if row.line > line)


def _header(rows: Iterator[Row | Damaged], words: Vocabulary, choices: Choices) -> Row | None:
    for row in islice(rows, HEADER_WITHIN):
        if isinstance(row, Row) and sum(is_known(as_text(cell), words, choices) for cell in row.cells) > 1:
            return row
    return None


def _settled(tab: Tab, choices: Choices) -> Tab:
    """``tab`` with what its whole columns prove of dates and decimals, or the questions that they leave open."""
    orders, signs = moments.Orders(), set[str | None]()
    days = [n for n, column in enumerate(tab.columns) if column.read_as == "day"]
    amounts = [n for n, column in enumerate(tab.columns) if column.read_as == "money"]
    for row in tab.rows():
        if isinstance(row, Row):
            for cell in _at(row, days):
                orders.see(cell)
            signs.update(numbers.decimal_sign(cell) for cell in _at(row, amounts))
    questions = list(tab.questions)
    order, decimal = choices.options.date_order or orders.proven, choices.options.decimal or _proven(signs)
    if order is None and orders.is_open:
        questions.append(_WHICH_DAY)
    if decimal is None and "either" in signs:
        questions.append(_WHICH_SIGN)
    return replace(tab, questions=tuple(questions), order=order, decimal=decimal)


def _at(row: Row, places: list[int]) -> Iterator[Cell]:
    return (row.cells[n] for n in places if n < len(row.cells))


def _proven(signs: set[str | None]) -> numbers.DecimalSign | None:
    proven = signs - {None, "either"}
    return ("," if "," in proven else ".") if len(proven) == 1 else None


_WHICH_DAY = Question(
    Bilingual(
        fr="jour et mois ne se distinguent pas (03/04/2026) : dans la correspondance (--map), sous [options], "
        'écrivez date_order = "dmy" si le jour vient d’abord, "mdy" si c’est le mois',
        en="day and month cannot be told apart (03/04/2026): in the mapping (--map), under [options], write "
        'date_order = "dmy" where the day comes first, "mdy" where the month does',
    ),
    blocks=True,
    option="date_order",
)
_WHICH_SIGN = Question(
    Bilingual(
        fr="milliers et décimales ne se distinguent pas (1.234) : dans la correspondance (--map), sous [options], "
        'écrivez decimal = "," ou decimal = "."',
        en="thousands and decimals cannot be told apart (1.234): in the mapping (--map), under [options], write "
        'decimal = "," or decimal = "."',
    ),
    blocks=True,
    option="decimal",
)
