"""The files that stand beside the posts: ``relation/1``, ``answer/1`` and ``decision/1``, one JSON object a line.

Answers may also come as the ``questions.csv`` that an audit wrote, its ``answer`` column filled in a spreadsheet
that saved it in a dialect and encoding of its own, or as a workbook.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any, BinaryIO, NamedTuple, TypeVar

import msgspec

from perenne.model.answer import Answer, Decision
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.reject import Reject
from perenne.model.relation import Relation
from perenne.model.wire import RecordError
from perenne.readers import delimited, post_ndjson, sheet
from perenne.readers.delimited import Cell, Damaged, Row
from perenne.readers.lines import BOM, LINE_LIMIT, Line, physical_lines, record_on
from perenne.readers.moments import moment
from perenne.readers.reading import Format, Item, Origin, Other, Says

RELATIONS = "relation/1"
ANSWERS = "answer/1"
DECISIONS = "decision/1"


class _Tagged(msgspec.Struct):
    perenne: Any = None


REQUIRED_COLUMNS = ("platform", "post_id", "question", "answer")
_COLUMNS = (*REQUIRED_COLUMNS, "by", "at", "note")


def read_relations(stream: BinaryIO, origin: Origin, limit: int = LINE_LIMIT) -> Iterator[Relation | Reject]:
    """The relations of ``stream``, their ``source`` set to where they stand."""
    for read in _records(Relation, stream, origin, limit):
        if isinstance(read, Reject):
            yield read
            continue
        line, relation = read
        source = origin.source(RELATIONS, line, observed_at=relation.source.observed_at)
        yield msgspec.structs.replace(relation, source=source)


def read_answers(stream: BinaryIO, origin: Origin, limit: int = LINE_LIMIT) -> Iterator[Answer | Decision | Reject]:
    """The answers and decisions of the seekable ``stream``, JSON lines, or the answers of a table; rows of a table
    without answer are left out.

    Raises ``UnreadableFile`` for a table that lacks a column.
    """
    if _is_json(stream):
        for line in physical_lines(stream, origin, limit):
            yield line if isinstance(line, Reject) else _said_on(line, origin)
        return
    for row in _question_rows(stream, origin):
        if isinstance(row, Reject):
            yield row
        elif row.cells["answer"]:
            yield _answer_of_row(row, origin)


def _said_on(line: Line, origin: Origin) -> Answer | Decision | Reject:
    try:
        if record_on(line, _Tagged).perenne == DECISIONS:
            return record_on(line, Decision)
        return _read_answer(line.number, record_on(line, Answer), origin)
    except RecordError as problem:
        return Reject(origin.file, line.number, problem.path, problem.reason)


def read_as_others(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """An answer file that lies among the posts: each of its records counted, none of them a post."""
    if _is_json(stream):
        yield from post_ndjson.read(stream, origin)
        return
    for row in _question_rows(stream, origin):
        yield row if isinstance(row, Reject) else Other(ANSWERS, row.line)


_SAID = {
    **dict.fromkeys(("oui", "yes"), "yes"),
    **dict.fromkeys(("non", "no"), "no"),
    **dict.fromkeys(("inconnu", "inconnue", "je ne sais pas", "unknown", "i don't know", "i do not know"), "unknown"),
}


def plain_answer(said: str) -> str:
    """``yes``, ``no`` or ``unknown`` where ``said`` means one of them in French or English, else ``said``."""
    plain = " ".join(said.replace("’", "'").split())
    return _SAID.get(plain.rstrip(" .!").casefold(), said.strip())


def _read_answer(line: int, answer: Answer, origin: Origin) -> Answer:
    """The answer with the place where it was first read: an audit keeps that with the answers it rested on."""
    source = answer.source if answer.source.file else origin.source(ANSWERS, line)
    return msgspec.structs.replace(answer, answer=plain_answer(answer.answer), source=source)


T = TypeVar("T", bound=msgspec.Struct)


def _records(kind: type[T], stream: BinaryIO, origin: Origin, limit: int) -> Iterator[tuple[int, T] | Reject]:
    for line in physical_lines(stream, origin, limit):
        if isinstance(line, Reject):
            yield line
            continue
        try:
            yield line.number, record_on(line, kind)
        except RecordError as problem:
            yield Reject(origin.file, line.number, problem.path, problem.reason)


_OBJECT = re.compile(rb'(?:\A|[\r\n])\s*\{\s*"')


def _is_json(stream: BinaryIO) -> bool:
    """Whether a line begins an object: the first one may be broken."""
    start = stream.read(4096)
    stream.seek(0)
    return _OBJECT.search(start.removeprefix(BOM)) is not None


# The table of questions


class _QuestionRow(NamedTuple):
    line: int
    cells: dict[str, str]


def _question_rows(stream: BinaryIO, origin: Origin) -> Iterator[_QuestionRow | Reject]:
    columns: list[str] = []
    for row in _rows(stream):
        if isinstance(row, Damaged):
            yield Reject(origin.file, row.line, "", row.reason)
            continue
        cells = [_text(cell) for cell in row.cells]
        if not columns:
            columns = [cell.casefold() for cell in cells]
            _check_columns(columns)
            continue
        filled = dict(zip(columns, cells, strict=False))
        yield _QuestionRow(row.line, {name: filled.get(name, "") for name in _COLUMNS})


def _rows(stream: BinaryIO) -> Iterator[Row | Damaged]:
    if not sheet.holds_sheets(stream.read(len(sheet.OLE))):
        yield from delimited.rows(stream, delimited.examine(stream))
    elif found := sheet.sheets(stream):
        yield from found[0].rows()


def _check_columns(columns: list[str]) -> None:
    missing = ", ".join(name for name in REQUIRED_COLUMNS if name not in columns)
    if missing:
        raise UnreadableFile(
            fr=f"ce tableau de réponses n’a pas la colonne attendue ({missing}) : partez du questions.csv d’un audit",
            en=f"this table of answers lacks a column ({missing}): start from the questions.csv of an audit",
        )


_GUARDED = re.compile(r"=\"(?P<text>[^\"]*)\"\Z|'(?P<rest>[=+@0-9-].*)", re.DOTALL)
_EXACT_DIGITS = 1e15  # a spreadsheet keeps no more


def _text(cell: Cell) -> str:
    """The cell without the signs that keep a spreadsheet from computing it: ``="0123"``, ``'-abc``."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT_DIGITS else f"{cell:g}"
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == time() else cell).isoformat()
    plain = "" if cell is None else str(cell).strip()
    guarded = _GUARDED.match(plain)
    return (guarded["text"] or guarded["rest"] or "") if guarded else plain


_COMPUTED = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+\Z|#(?:NAME|NOM|VALUE|VALEUR|REF|NUM|NOMBRE)[?!]")
_COMPUTED_ID = Bilingual(
    fr="le tableur a changé l’identifiant en nombre : mettez cette colonne en texte avant d’ouvrir le fichier",
    en="the spreadsheet turned the id into a number: set this column to text before you open the file",
)
_EMPTY = Bilingual(fr="case obligatoire vide", en="required cell empty")


def _day_of(said: str) -> str | None:
    """When it was answered, as a spreadsheet writes it in France too; a date that cannot be read is not known."""
    try:
        return moment(said, "dmy")
    except ValueError:
        return None


def _answer_of_row(row: _QuestionRow, origin: Origin) -> Answer | Reject:
    cells = row.cells
    for name in REQUIRED_COLUMNS:
        if not cells[name]:
            return Reject(origin.file, row.line, name, _EMPTY)
    if _COMPUTED.match(cells["post_id"]):
        return Reject(origin.file, row.line, "post_id", _COMPUTED_ID)
    return Answer(
        platform=cells["platform"],
        post_id=cells["post_id"],
        question=cells["question"],
        answer=plain_answer(cells["answer"]),
        by=cells["by"] or None,
        at=_day_of(cells["at"]),
        note=cells["note"] or None,
        source=origin.source(ANSWERS, row.line),
    )


# What they declare

_RELATION_KEYS = frozenset({"id", "creator", "advertiser"})
_NO_POSTS = Says(paid_label="no", ai_label="no", date="no", counts="no")


def _holds_answer(record: Mapping[str, Any]) -> bool:
    return record.keys() >= frozenset(REQUIRED_COLUMNS)


def _holds_relation(record: Mapping[str, Any]) -> bool:
    return record.keys() >= _RELATION_KEYS


ANSWERS_CARD = Format(
    name=ANSWERS,
    title=Bilingual(fr="réponses answer/1", en="answer/1 records"),
    read=read_as_others,
    versions=Bilingual(
        fr="un objet JSON par ligne, ou le questions.csv d’un audit une fois rempli (--answers)",
        en="one JSON object a line, or the questions.csv of an audit once filled in (--answers)",
    ),
    checked="code",
    says=_NO_POSTS,
    holds=_holds_answer,
    columns=(frozenset(REQUIRED_COLUMNS),),
)
RELATIONS_CARD = Format(
    name=RELATIONS,
    title=Bilingual(fr="accords relation/1", en="relation/1 records"),
    read=post_ndjson.read,
    versions=Bilingual(fr="un objet JSON par ligne (--deals)", en="one JSON object a line (--deals)"),
    checked="code",
    says=_NO_POSTS,
    holds=_holds_relation,
)
