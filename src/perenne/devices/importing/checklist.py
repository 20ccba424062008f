"""A sheet of questions that a person filled in: a row a question, yes or no, by whom and when."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from perenne.devices import catalogue
from perenne.devices.importing.content import content_of
from perenne.devices.importing.seen import Asked, Seen
from perenne.devices.importing.table import order_of, rows_of
from perenne.devices.records import Declaration
from perenne.model.errors import UnreadableFile
from perenne.readers import headers, moments
from perenne.readers.delimited import Damaged, Row, as_text
from perenne.readers.moments import DateOrder

COLUMNS = ("device", "question", "words", "answer", "on", "by")
"""The sheet that ``perenne devices ask`` writes: ``answer`` to ``by`` are left empty for whoever answers."""


def is_checklist(content: bytes) -> bool:
    try:
        first = next((row for row in rows_of(content) if isinstance(row, Row)), None)
    except UnreadableFile:
        return False
    return first is not None and {"device", "question", "answer"} <= {as_text(cell).strip() for cell in first.cells}


def read(content: bytes, asked: Asked) -> tuple[list[Seen], int]:
    """What was answered of each device, and how many answers are about something that no rule asks. Raises
    ``UnreadableFile`` with the line that is wrong."""
    found, beside = [], 0
    for (device, on, by), given in _answers(content).items():
        apps = {name: yes for name, yes in sorted(given.items()) if name in asked.packages}
        answers = asked.of_answers(given)
        beside += len(given) - len(apps) - len(answers)
        found.append(Seen((device,), on, apps, answers, by=by or None))
    return found, beside


def declaration_in(sheet: Path) -> Declaration:
    """What a holder answered on a ``sheet`` about one device on one day. Raises ``UnreadableFile``."""
    content = content_of(sheet)
    if not is_checklist(content):
        raise _no_sheet(sheet)
    said = _answers(content)
    if len(said) != 1:
        raise UnreadableFile(
            fr=f"{sheet.name} : une déclaration porte sur un appareil, un jour et une fonction (colonnes device, on, "
            f"by) ; cette feuille en répond {len(said)}",
            en=f"{sheet.name}: a declaration is about one device, one day and one function (columns device, on, by); "
            f"this sheet answers {len(said)}",
        )
    (((device, on, by), given),) = said.items()
    if not by:
        raise UnreadableFile(
            fr=f"{sheet.name} : la colonne « by » dit la fonction de qui déclare, sans nom",
            en=f"{sheet.name}: the column “by” says the function of whoever declares, no name",
        )
    questions = catalogue.questions()
    return Declaration(
        device,
        on,
        by,
        {name: yes for name, yes in sorted(given.items()) if name not in questions},
        {name: yes for name, yes in sorted(given.items()) if name in questions},
    )


def _no_sheet(sheet: Path) -> UnreadableFile:
    return UnreadableFile(
        fr=f"« {sheet.name} » n’est pas une feuille de questions : perenne devices ask en écrit une",
        en=f"“{sheet.name}” is no sheet of questions: perenne devices ask writes one",
    )


_Who = tuple[str, date, str]


def _answers(content: bytes) -> dict[_Who, dict[str, bool]]:
    """Who said what of which device on which day; rows without answer are left out."""
    rows = rows_of(content)
    header = next(row for row in rows if isinstance(row, Row))
    names = [as_text(cell).strip() for cell in header.cells]
    order = order_of(content)
    answers: dict[_Who, dict[str, bool]] = {}
    for row in rows:
        said = _cells(row, names)
        if said.get("answer"):
            who = (said.get("device", ""), _day(said.get("on", ""), row.line, order), said.get("by", ""))
            answers.setdefault(who, {})[said.get("question", "")] = _flag(said["answer"], row.line)
    return answers


def _cells(row: Row | Damaged, names: Sequence[str]) -> dict[str, str]:
    if isinstance(row, Damaged):
        raise _wrong(row.line, row.reason.fr, row.reason.en)
    return {name: as_text(cell).strip().removeprefix("'") for name, cell in zip(names, row.cells, strict=False)}


def _flag(text: str, line: int) -> bool:
    try:
        return headers.flag(text)
    except ValueError:
        raise _wrong(
            line, "une réponse est oui ou non ; laissez vide ce que vous ne savez pas",
            "an answer is yes or no; leave empty what you do not know",
        ) from None  # fmt: skip


def _day(text: str, line: int, order: DateOrder | None) -> date:
    try:
        said = moments.day(text, order)
        if said is None:
            raise ValueError
        return date.fromisoformat(said)
    except ValueError:
        raise _wrong(
            line, "la colonne « on » dit quel jour on a répondu, comme 2026-11-20",
            "the column “on” says on which day this was answered, such as 2026-11-20",
        ) from None  # fmt: skip


def _wrong(line: int, fr: str, en: str) -> UnreadableFile:
    return UnreadableFile(fr=f"ligne {line} : {fr}", en=f"line {line}: {en}")
