"""``findings.xlsx``: the findings as people sort and filter them in a spreadsheet, one row a finding.

Nothing in it is ever a formula or an address that opens: what the files said is text, and stays text when a cell is
edited. Rows are written as they come, so the memory does not grow with them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from perenne.law.rulebook import Rulebook
from perenne.model.answer import Decision
from perenne.model.bilingual import Bilingual, Language
from perenne.model.finding import Finding
from perenne.model.post import Advertiser, Post
from perenne.report.inert import is_formula
from perenne.report.names import CONFIDENCE, STATUS, platform_name, verdict_word
from perenne.report.typography import typo
from perenne.report.visible import between_letters

MOST_ROWS = 1_000_000
"""A spreadsheet takes 1,048,576 rows; the next million goes to another sheet."""
_LONGEST = 16_000
"""A cell takes 32,767 UTF-16 units, so at least half as many characters."""
_CONTROL, _SURROGATE = re.compile(r"[^ -\U0010FFFF\t\n]"), re.compile(r"[\ud800-\udfff]")
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (the file's own date: the same input gives the same bytes)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the post that it is about, whom its deal names, and what a person decided of it."""

    finding: Finding
    post: Post | None = None
    advertiser: Advertiser | None = None
    decision: Decision | None = None


class Column(NamedTuple):
    title: Bilingual
    width: int


_COLUMNS = (
    Column(Bilingual(fr="Verdict", en="Verdict"), 15),
    Column(Bilingual(fr="Règle", en="Rule"), 32),
    Column(Bilingual(fr="Partie", en="Part"), 12),
    Column(Bilingual(fr="Compte", en="Account"), 20),
    Column(Bilingual(fr="Marque", en="Brand"), 20),
    Column(Bilingual(fr="Plateforme", en="Platform"), 12),
    Column(Bilingual(fr="Publiée", en="Published"), 20),
    Column(Bilingual(fr="Adresse", en="Address"), 34),
    Column(Bilingual(fr="Preuve", en="Proof"), 44),
    Column(Bilingual(fr="Pourquoi", en="Why"), 60),
    Column(Bilingual(fr="Correction", en="Mending"), 50),
    Column(Bilingual(fr="Question", en="Question"), 50),
    Column(Bilingual(fr="Décision", en="Decision"), 15),
    Column(Bilingual(fr="Décidé par", en="Decided by"), 18),
    Column(Bilingual(fr="Motif de la décision", en="Reason of the decision"), 40),
    Column(Bilingual(fr="Article", en="Article"), 40),
    Column(Bilingual(fr="Nature", en="Kind of rule"), 18),
    Column(Bilingual(fr="Confiance", en="Confidence"), 30),
    Column(Bilingual(fr="Droit du", en="Law of"), 12),
    Column(Bilingual(fr="Source", en="Source"), 26),
    Column(Bilingual(fr="Identifiant de la règle", en="Rule id"), 26),
    Column(Bilingual(fr="Constat", en="Finding"), 22),
)
_SHEET = Bilingual(fr="Constats", en="Findings")
_BETWEEN = " ⏐ "


def write_workbook(
    stream: BinaryIO, rows: Iterable[FindingRow], book: Rulebook, language: Language, place: Path
) -> None:
    """Write ``rows`` to ``stream``; the same rows give the same bytes. ``place``: the folder in which the sheets lie
    until they are packed."""
    write_sheets(stream, (_SHEET, _COLUMNS), (_cells(row, book, language) for row in rows), language, place)


def write_sheets(
    stream: BinaryIO,
    shape: tuple[Bilingual, Sequence[Column]],
    rows: Iterable[Iterable[str]],
    language: Language,
    place: Path,
) -> None:
    """Write ``rows`` of text below the columns of ``shape`` (the name of the sheet, and its columns)."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(place),
    }
    workbook = xlsxwriter.Workbook(stream, options)
    workbook.set_properties({"created": _EPOCH, "title": "", "author": "", "comments": ""})
    writer = _Writer(workbook, *shape, language)
    for row in rows:
        writer.add(_fitting(_without_controls(cell)) for cell in row)
    writer.finish()
    workbook.close()


class _Writer:
    """The sheets of one workbook, filled from top to bottom."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, name: Bilingual, columns: Sequence[Column], language: Language
    ) -> None:
        self._workbook, self._language = workbook, language
        self._name, self._columns = name.said_in(language), columns
        self._head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._plain = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._quoted = workbook.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self._sheets = 0
        self._sheet, self._row = self._begin(), 1

    def _begin(self) -> Worksheet:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, 2)
        for number, column in enumerate(self._columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, column.title.said_in(self._language), self._head)
        return sheet

    def add(self, cells: Iterable[str]) -> None:
        if self._row > MOST_ROWS:
            self.finish()
            self._sheet, self._row = self._begin(), 1
        for number, cell in enumerate(cells):
            if cell:
                self._sheet.write_string(self._row, number, cell, self._format(cell))
        self._row += 1

    def _format(self, cell: str) -> Format:
        """A cell that looks like a formula bears the mark that keeps it text when somebody edits it."""
        return self._quoted if is_formula(cell) else self._plain

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(self._row - 1, 1), len(self._columns) - 1)


def _cells(row: FindingRow, book: Rulebook, language: Language) -> list[str]:
    finding, post = row.finding, row.post
    rule = book.rules.get(finding.rule)
    return [
        verdict_word(finding.verdict, language),
        rule.name.said_in(language) if rule else finding.rule,
        finding.part or "",
        (post.account.handle or post.account.name or "") if post else "",
        _brand(row),
        platform_name(finding.subject.platform, language) if finding.subject.platform else "",
        (post.published_at or "") if post else "",
        (post.url or "") if post else "",
        _proof(finding),
        _said(finding.because, language),
        _said(finding.fix, language),
        _question(finding, language),
        verdict_word(row.decision.verdict, language) if row.decision else "",
        f"{row.decision.by}, {row.decision.at}" if row.decision else "",
        row.decision.reason if row.decision else "",
        finding.article,
        STATUS[finding.status].said_in(language),
        f"{finding.confidence} · {CONFIDENCE[finding.confidence].said_in(language)}",
        finding.law_date or "",
        f"{post.source.file}:{post.source.line}" if post and post.source.file else "",
        f"{finding.rule}@{finding.rule_version}",
        finding.id,
    ]


def _fitting(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else cell[: between_letters(cell, _LONGEST)] + "…"


def _brand(row: FindingRow) -> str:
    known = row.advertiser
    return (known.name or ", ".join(known.handles)) if known else ""


def _proof(finding: Finding) -> str:
    quotes = [f"« {each.quote} »" if each.quote else f"{each.field} = {each.value}" for each in finding.evidence]
    return _BETWEEN.join(quotes)


@lru_cache(maxsize=4_096)
def _said(words: Bilingual | None, language: Language) -> str:
    """The same few sentences stand in many rows."""
    return typo(words.said_in(language), language) if words else ""


def _question(finding: Finding, language: Language) -> str:
    asked = finding.question
    return _said(Bilingual(fr=asked.fr, en=asked.en), language) if asked else ""


def _without_controls(cell: str) -> str:
    """XML takes no control character but tab and line ends, and no lone surrogate."""
    if cell.isprintable():
        return cell
    return _SURROGATE.sub("", _CONTROL.sub(" ", cell))
