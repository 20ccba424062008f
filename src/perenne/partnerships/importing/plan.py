"""What importing a sheet would do to a book: shown first, written as one batch, undone as one."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from perenne.model.errors import UsageError
from perenne.model.event import Agreed, Event, Given, Invoiced, Opened, Published
from perenne.model.money import Money
from perenne.partnerships.batch import Batch, counting
from perenne.partnerships.book import Written, record
from perenne.partnerships.fold import Folding, Impossible
from perenne.partnerships.importing.events import Left, told
from perenne.partnerships.importing.joining import joined
from perenne.partnerships.importing.mapping import AS_GUESSED, Choices
from perenne.partnerships.importing.rows import Line, Refused, read_tab
from perenne.partnerships.importing.tabs import Tab, tabs
from perenne.partnerships.importing.vocabulary import Column, Question, Vocabulary, roles, vocabulary
from perenne.partnerships.partnership import Partnership
from perenne.partnerships.store import Store


class Seen(NamedTuple):
    """A column as it was taken, with its first cell."""

    tab: str | None
    column: Column
    sample: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A line that says otherwise than the book: the book stays as it is."""

    file: str
    line: int
    partnership: str
    book: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Plan:
    """``events``: what would be written; ``kept``: how many things stand in the book already, as the sheet says."""

    file: str
    sha256: str
    rows: int
    seen: tuple[Seen, ...]
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
    book = _Held(batches)
    good, unknown = joined(lines, choices.options.advertiser, book.partnerships)
    said = told(good, sha256)
    fresh = _Comparing(book, list(said.left)).compared(said.events)
    opened = tuple(event.partnership for event in fresh.events if isinstance(event.what, Opened))
    touched = dict.fromkeys(event.partnership for event in fresh.events)
    return Plan(
        file=file,
        sha256=sha256,
        rows=len(lines) + len(refused),
        seen=tuple(Seen(tab.name, column, tab.sample(n)) for tab in found for n, column in enumerate(tab.columns)),
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


class _Held:
    """What the book holds: partnerships, and the events that count by id."""

    def __init__(self, batches: Sequence[Batch]) -> None:
        self.folding = Folding()
        self.events: dict[str, Event] = {}
        for batch in counting(batches):
            for event in batch.events:
                self.folding.add(event)
                self.events[event.id] = event
        self.partnerships: Mapping[str, Partnership] = self.folding.partnerships()


class _Comparing:
    """Sorts events into new ones, those that the book holds, and those that contradict it."""

    def __init__(self, book: _Held, left: list[Left]) -> None:
        self.book, self.left = book, left
        self.events: list[Event] = []
        self.conflicts: list[Conflict] = []
        self.kept = 0
        self._planned: dict[str, Event] = {}
        self._gifts: dict[str, list[Event]] = {}
        for event in book.events.values():
            if isinstance(event.what, Given):
                self._gifts.setdefault(event.partnership, []).append(event)

    def compared(self, events: Iterable[Event]) -> "_Comparing":
        wanted = list(events)
        ours = {event.id for event in wanted}
        for gifts in self._gifts.values():
            gifts[:] = [gift for gift in gifts if gift.id not in ours]
        for event in wanted:
            self._compare(event)
        return self

    def _compare(self, event: Event) -> None:
        if (twice := self._planned.get(event.id)) is not None:
            if twice.what != event.what:
                self._differs(event, _shown(twice.what))
            return
        held = self._held(event)
        if held is None:
            self._add(event)
        elif held.what == event.what or isinstance(event.what, Opened):
            self.kept += 1
        else:
            self._differs(event, _shown(held.what))

    def _add(self, event: Event) -> None:
        try:
            self.book.folding.add(event)
        except Impossible as problem:
            self.left.append(Left(event.source.file or "", event.source.line or 0, problem.says))
            return
        self.events.append(event)
        self._planned[event.id] = event

    def _differs(self, event: Event, book: str) -> None:
        file, line = event.source.file or "", event.source.line or 0
        self.conflicts.append(Conflict(file, line, event.partnership, book, _shown(event.what)))

    def _held(self, event: Event) -> Event | None:
        """What the book says of the same thing, whoever wrote it there."""
        if event.id in self.book.events:
            return self.book.events[event.id]
        known = self.book.partnerships.get(event.partnership)
        if known is None:
            return None
        what, name = event.what, None
        match what:
            case Opened():
                name = known.opened.event
            case Agreed():
                name = next((each.versions[-1].event for each in known.agreements if each.id == what.agreement), None)
            case Published():
                key = (what.platform, what.post_id)
                name = next((each.published.event for each in known.publications if each.key == key), None)
            case Invoiced():
                name = next(
                    (e.invoiced.event for e in known.invoices if e.invoiced.what.invoice == what.invoice), None
                )
            case Given():
                return self._gift(event, what)
        return self.book.events.get(name) if name else None

    def _gift(self, event: Event, what: Given) -> Event | None:
        """A gift of that form on that day which somebody wrote otherwise: one of the same value, else any."""
        there = [
            each
            for each in self._gifts.get(event.partnership, [])
            if each.on == event.on and isinstance(each.what, Given) and each.what.form == what.form
        ]
        there.sort(key=lambda each: isinstance(each.what, Given) and each.what.value != what.value)
        if not there:
            return None
        self._gifts[event.partnership].remove(there[0])
        same = isinstance(there[0].what, Given) and there[0].what.value == what.value
        return event if same else there[0]


def _shown(what: object) -> str:
    """The values of an event, as short as they can be compared."""
    fields = getattr(what, "__struct_fields__", ())
    pairs = ((name, getattr(what, name)) for name in fields)
    return ", ".join(f"{name}={_value(value)}" for name, value in pairs if value not in (None, ()))


def _value(value: object) -> str:
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    if isinstance(value, tuple):
        return " + ".join(map(_value, value))
    return f"({_shown(value)})" if hasattr(value, "__struct_fields__") else str(value)
