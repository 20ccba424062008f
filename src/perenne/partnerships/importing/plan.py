"""What importing a sheet would do to a book: shown first, written as one batch, undone as one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

import msgspec

from perenne.model.errors import UsageError
from perenne.model.event import Event, Opened
from perenne.partnerships.book import Written, record
from perenne.partnerships.importing.comparing import Conflict, Held, compared
from perenne.partnerships.importing.events import Left, told
from perenne.partnerships.importing.joining import joined
from perenne.partnerships.importing.mapping import AS_GUESSED, STAYS, Choices
from perenne.partnerships.importing.rows import Line, Refused, read_tab
from perenne.partnerships.importing.tabs import Tab, tabs
from perenne.partnerships.importing.vocabulary import Column, Question, Vocabulary, roles, vocabulary
from perenne.partnerships.store import Store


class Seen(NamedTuple):
    """A column as it was taken, with its first cell."""

    tab: str | None
    column: Column
    sample: str


@dataclass(frozen=True, slots=True)
class Plan:
    """``understood``: what was taken of the columns and their cells, to be said beforehand another time; ``events``:
    what would be written; ``kept``: how many things stand in the book already, as the sheet says."""

    file: str
    sha256: str
    rows: int
    seen: tuple[Seen, ...]
    understood: Choices
    questions: tuple[Question, ...]
    refused: tuple[Refused, ...]
    left: tuple[Left, ...]
    conflicts: tuple[Conflict, ...]
    events: tuple[Event, ...]
    kept: int
    created: tuple[str, ...]
    completed: tuple[str, ...]


def words() -> Vocabulary:
    return vocabulary(__package__ or "", "columns")


def plan(stream: BinaryIO, file: str, store: Store, choices: Choices = AS_GUESSED) -> Plan:
    """What the sheet in ``stream`` says that ``store`` does not hold.

    Raises ``UnreadableFile``, and ``DataError`` for a damaged book.
    """
    sha256, found = _digest(stream), tabs(stream, words(), choices)
    lines: list[Line] = []
    refused: list[Refused] = []
    questions = tuple(question for tab in found for question in tab.questions)
    if not any(question.blocks for question in questions):
        for tab in found:
            shown = file if tab.name is None else f"{file} › {tab.name}"
            for each in read_tab(tab, choices.options, shown, _role(tab, found)):
                (lines if isinstance(each, Line) else refused).append(each)  # type: ignore[arg-type]
    batches = store.batches()
    book = Held(batches)
    good, unknown = joined(lines, choices.options.advertiser, book.partnerships)
    said = told(good, sha256)
    fresh = compared(book, said)
    opened = tuple(event.partnership for event in fresh.events if isinstance(event.what, Opened))
    touched = dict.fromkeys(event.partnership for event in fresh.events)
    return Plan(
        file=file,
        sha256=sha256,
        rows=len(lines) + len(refused),
        seen=tuple(Seen(tab.name, column, tab.sample(n)) for tab in found for n, column in enumerate(tab.columns)),
        understood=_understood(found, choices),
        questions=questions,
        refused=tuple(sorted((*refused, *unknown), key=lambda each: (each.reject.file, each.reject.line))),
        left=tuple(fresh.left),
        conflicts=tuple(fresh.conflicts),
        events=tuple(fresh.events),
        kept=fresh.kept,
        created=opened,
        completed=tuple(name for name in touched if name not in opened),
    )


def write(planned: Plan, store: Store, by: str | None = None) -> str | None:
    """The id of the batch, ``None`` where there is nothing to write. Raises ``UsageError`` where a question must be
    answered first."""
    for question in planned.questions:
        if question.blocks:
            raise UsageError(fr=question.says.fr, en=question.says.en)
    if not planned.events:
        return None
    return record(store, planned.events, Written(by=by, of=planned.file, sha256=planned.sha256))


def _understood(found: Sequence[Tab], choices: Choices) -> Choices:
    """What holds for every tab: a header that means two things, or an order of dates that differs, is left out."""
    columns: dict[str, set[str]] = {}
    for column in (column for tab in found for column in tab.columns if column.header):
        columns.setdefault(column.header, set()).add(column.field or STAYS)
    orders, signs = {tab.order for tab in found} - {None}, {tab.decimal for tab in found} - {None}
    return Choices(
        {header: fields.pop() for header, fields in columns.items() if len(fields) == 1},
        msgspec.structs.replace(
            choices.options,
            date_order=orders.pop() if len(orders) == 1 else None,
            decimal=signs.pop() if len(signs) == 1 else None,
        ),
    )


def _digest(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(2**20):
        digest.update(chunk)
    return digest.hexdigest()


def _role(tab: Tab, among: Sequence[Tab]) -> str:
    """``creators``, ``collaborations`` or ``follow``: a sheet by itself holds collaborations."""
    if len(among) == 1:
        return "collaborations"
    if tab.fields & roles().terms:
        return "collaborations"
    if tab.fields & roles().follow:
        return "follow"
    return "collaborations" if tab.fields & {"advertiser", "advertiser_handle"} else "creators"
