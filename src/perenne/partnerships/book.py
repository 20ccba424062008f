"""The book: partnerships folded from a store, and the only way to write to it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice

from perenne.model.errors import UsageError
from perenne.model.event import Event
from perenne.partnerships.batch import Batch, Heading, undone
from perenne.partnerships.fold import Folding, Impossible
from perenne.partnerships.partnership import Partnership
from perenne.partnerships.store import BEGINNING, Mark, Overtaken, Store

_TRIES = 20


@dataclass(frozen=True, slots=True)
class Written:
    """Who writes, when (RFC 3339, told by the caller: the library has no clock), and from which file."""

    by: str | None = None
    at: str | None = None
    of: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """Partnerships by id, in the order in which they were opened."""

    partnerships: Mapping[str, Partnership]
    batches: Sequence[Heading]


def read_book(store: Store, until: date | None = None) -> Book:
    """The book or, with ``until``, the book as it stood on that day: without what happened later.

    Raises ``DataError`` where the store was altered, ``Impossible`` where an event contradicts those before it.
    """
    headings = store.headings()
    folding, _ = _folded(store, headings, until)
    return Book(folding.partnerships(), headings)


def record(store: Store, events: Sequence[Event], written: Written = Written()) -> str:
    """Write ``events`` together, or none of them, and return the id of their batch: ``Keeper.record``, once."""
    return Keeper(store).record(events, written)


def undo(store: Store, batch: str, written: Written = Written()) -> str:
    """Let the events of ``batch`` not count any more: ``Keeper.undo``, once."""
    return Keeper(store).undo(batch, written)


class Needed(UsageError):
    """A batch that cannot be undone, because what was written since rests on it."""


class Keeper:
    """Whoever writes to a book, time and again: between two writes, only what others wrote meanwhile is read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._mark: Mark = BEGINNING
        self._headings: list[Heading] = []
        self._folding = Folding()

    def record(self, events: Sequence[Event], written: Written = Written()) -> str:
        """Write ``events`` together, or none of them, and return the id of their batch. Raises ``Impossible``.

        Once it returns they are safe; two writers at once both succeed, one after the other, or the later is refused
        because of what the earlier wrote.
        """
        for _ in range(_TRIES):
            self._catch_up()
            tried = self._folding.trying(events)
            heading = self._heading(written, events=len(events))
            try:
                self._mark = self._store.append(Batch(heading, tuple(events)), self._mark)
            except Overtaken:
                continue
            self._folding.take(tried)
            self._headings.append(heading)
            return heading.id
        raise _keeps_changing()

    def undo(self, batch: str, written: Written = Written()) -> str:
        """Let the events of ``batch`` not count any more. Raises ``UsageError`` where there is no such batch or it is
        undone already, ``Needed`` where later events rest on it."""
        for _ in range(_TRIES):
            self._catch_up()
            heading = self._heading(written, undoes=batch)
            self._check_undoing(heading, batch)
            try:
                self._store.append(Batch(heading), self._mark)
            except Overtaken:
                continue
            self._forget()
            return heading.id
        raise _keeps_changing()

    def _heading(self, written: Written, events: int = 0, undoes: str | None = None) -> Heading:
        return Heading(
            id=f"b{self._mark.number + 1:06}",
            before=self._mark.sha256,
            events=events,
            by=written.by,
            at=written.at,
            of=written.of,
            sha256=written.sha256,
            undoes=undoes,
        )

    def _check_undoing(self, heading: Heading, batch: str) -> None:
        gone = undone(self._headings)
        if batch in gone or all(each.id != batch for each in self._headings):
            raise UsageError(f"aucun lot « {batch} » à annuler", f"there is no batch “{batch}” to undo")
        try:
            _folded(self._store, [*self._headings, heading])
        except Impossible as problem:
            later = self._batch_of(problem.event)
            raise Needed(
                f"le lot « {batch} » ne peut pas être annulé : l’événement « {problem.event.id} » du lot « {later} » "
                f"repose sur lui ({problem.reason.fr}) ; annulez d’abord celui-là",
                f"the batch “{batch}” cannot be undone: the event “{problem.event.id}” of the batch “{later}” rests "
                f"on it ({problem.reason.en}); undo that one first",
            ) from None

    def _batch_of(self, event: Event) -> str:
        holding = (batch.heading.id for batch, _ in self._store.read() if event in batch.events)
        return next(holding, "?")

    def _forget(self) -> None:
        self._mark, self._headings, self._folding = BEGINNING, [], Folding()

    def _catch_up(self) -> None:
        """Fold in what was written since; all of it anew, where that undoes something or the book is another."""
        try:
            if self._mark == BEGINNING or not self._store.holds(self._mark) or self._undone_since():
                self._headings = list(self._store.headings())
                self._folding, self._mark = _folded(self._store, self._headings)
        except BaseException:
            self._forget()
            raise

    def _undone_since(self) -> bool:
        """Whether an undoing was met while folding in what was written since."""
        for batch, mark in self._store.read(self._mark):
            if batch.heading.undoes is not None:
                return True
            for event in batch.events:
                self._folding.add(event)
            self._headings.append(batch.heading)
            self._mark = mark
        return False


def _keeps_changing() -> UsageError:
    return UsageError(
        "le livre change sans cesse : réessayez dans un moment", "the book keeps changing: try again in a moment"
    )


def _folded(store: Store, headings: Sequence[Heading], until: date | None = None) -> tuple[Folding, Mark]:
    """The batches under ``headings``, one in memory at a time, and the mark behind the last that is there."""
    folding, gone, mark = Folding(), undone(headings), BEGINNING
    for batch, mark in islice(store.read(), len(headings)):  # noqa: B007 (the last is given back)
        if batch.heading.id in gone:
            continue
        for event in batch.events:
            if until is None:
                folding.add(event)
            elif event.on <= until:
                with suppress(Impossible):  # it rests on what happened later
                    folding.add(event)
    return folding, mark


def last_day(book: Book) -> date | None:
    """The last day on which something happened, ``None`` for an empty book."""
    return max((day for each in book.partnerships.values() for day in _days(each)), default=None)


def _days(partnership: Partnership) -> Iterator[date]:
    yield partnership.opened.on
    yield from (version.since for each in partnership.agreements for version in each.versions)
    yield from (each.on for each in partnership.given)
    yield from (each.on for each in partnership.incidents)
    yield from (each.on for each in partnership.decisions)
    for post in partnership.publications:
        yield from (post.published.on, *(each.on for each in post.corrections))
    yield from (each.on for each in partnership.sales)
    for invoice in partnership.invoices:
        yield from (invoice.invoiced.on, *(each.on for each in invoice.payments))
    if partnership.ended_on is not None:
        yield partnership.ended_on
