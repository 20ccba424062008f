"""What a sheet says beside what the book holds: new, known already, a value that was missing, or a contradiction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from perenne.model.event import Agreed, Amended, Event, Given, Invoiced, Opened, Published, Valued, What
from perenne.model.money import Money
from perenne.partnerships.batch import Batch, counting
from perenne.partnerships.fold import Folding, Impossible
from perenne.partnerships.importing.events import Left, Told, id_of
from perenne.partnerships.partnership import Agreement, Partnership


@dataclass(frozen=True, slots=True)
class Conflict:
    """A line that says otherwise than the book: the book stays as it is."""

    file: str
    line: int
    partnership: str
    book: str
    sheet: str


def agreement_called(name: str, partnership: Partnership) -> Agreement:
    return next(each for each in partnership.agreements if each.id == name)


class Held:
    """What the book holds: partnerships, and the events that count by id."""

    def __init__(self, batches: Sequence[Batch]) -> None:
        self.folding = Folding()
        self.events: dict[str, Event] = {}
        for batch in counting(batches):
            for event in batch.events:
                self.folding.add(event)
                self.events[event.id] = event
        self.partnerships: Mapping[str, Partnership] = self.folding.partnerships()

    def as_it_stands(self, event: Event) -> What:
        """What ``event`` says, with the values and terms that later events gave it."""
        known = self.partnerships[event.partnership]
        match event.what:
            case Given():
                return next((each.what for each in known.given if each.event == event.id), event.what)
            case Agreed(agreement=name) | Amended(agreement=name):
                return Agreed(agreement=name, terms=agreement_called(name, known).terms)
        return event.what


def compared(book: Held, told: Told) -> "Compared":
    """The events of ``told`` beside those of ``book``."""
    return Compared(book, list(told.left)).comparing(told.events)


class Compared:
    """``events``: what is new; ``kept``: how much the book holds already; ``conflicts``: what contradicts it."""

    def __init__(self, book: Held, left: list[Left]) -> None:
        self.book, self.left = book, left
        self.events: list[Event] = []
        self.conflicts: list[Conflict] = []
        self.kept = 0
        self._planned: dict[str, Event] = {}
        self._gifts: dict[str, list[Event]] = {}
        for event in book.events.values():
            if isinstance(event.what, Given):
                self._gifts.setdefault(event.partnership, []).append(event)

    def comparing(self, events: Iterable[Event]) -> "Compared":
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
            return
        now = self.book.as_it_stands(held)
        if event.what in (held.what, now) or isinstance(event.what, Opened) or _says_less(event.what, now):
            self.kept += 1
        elif (missing := _missing(event, held, now)) is not None:
            self._add(missing)
        else:
            self._differs(event, _shown(now))

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


def _says_less(sheet: What, book: What) -> bool:
    """A gift that the sheet still does not value, and that somebody valued in the book."""
    return isinstance(sheet, Given) and isinstance(book, Given) and sheet.value is None and book.value is not None


def _missing(event: Event, held: Event, now: What) -> Event | None:
    """The event that gives the book what it had not: the value of a gift, the fee of an agreement."""
    match event.what, now:
        case Given(value=Money() as value), Given(value=None):
            valued = Valued(given=held.id, value=value)
            return msgspec.structs.replace(event, id=id_of("valued", held.id), what=valued, note=None)
        case Agreed(terms=told), Agreed(terms=known) if known.fee is None and told.fee is not None:
            if msgspec.structs.replace(known, fee=told.fee) == told:
                amended = Amended(agreement=event.what.agreement, terms=told)
                return msgspec.structs.replace(event, id=id_of("amended", event.id), what=amended)
    return None


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
