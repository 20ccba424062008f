"""The book: partnerships folded from a store, and the only way to write to it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from perenne.model.errors import UsageError
from perenne.model.event import Event
from perenne.partnerships.batch import Batch, Heading, counting
from perenne.partnerships.fold import Folding, Impossible
from perenne.partnerships.partnership import Partnership
from perenne.partnerships.store import Overtaken, Store

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
    batches = store.batches()
    return Book(_folded(batches, until).partnerships(), [batch.heading for batch in batches])


def record(store: Store, events: Sequence[Event], written: Written = Written()) -> str:
    """Write ``events`` together, or none of them, and return the id of their batch. Raises ``Impossible``.

    Once it returns they are safe; two writers at once both succeed, one after the other, or the later is refused
    because of what the earlier wrote.
    """

    def possible(batches: Sequence[Batch]) -> None:
        folding = _folded(batches)
        for event in events:
            folding.add(event)

    return _append(store, tuple(events), written, None, possible)


def undo(store: Store, batch: str, written: Written = Written()) -> str:
    """Let the events of ``batch`` not count any more. Raises ``UsageError`` where there is no such batch or it is
    undone already, ``Impossible`` where later events rest on it."""

    def possible(batches: Sequence[Batch]) -> None:
        if all(each.heading.id != batch for each in counting(batches)):
            raise UsageError(f"aucun lot « {batch} » à annuler", f"there is no batch “{batch}” to undo")
        _folded([*batches, Batch(Heading(id="", before="", events=0, undoes=batch))])

    return _append(store, (), written, batch, possible)


def _append(
    store: Store,
    events: tuple[Event, ...],
    written: Written,
    undoes: str | None,
    possible: Callable[[Sequence[Batch]], None],
) -> str:
    for _ in range(_TRIES):
        before = store.last()
        batches = store.batches()
        possible(batches)
        heading = Heading(
            id=f"b{len(batches) + 1:06}",
            before=before,
            events=len(events),
            by=written.by,
            at=written.at,
            of=written.of,
            sha256=written.sha256,
            undoes=undoes,
        )
        try:
            store.append(Batch(heading, events))
        except Overtaken:
            continue
        return heading.id
    raise UsageError(
        "le livre change sans cesse : réessayez dans un moment", "the book keeps changing: try again in a moment"
    )


def _folded(batches: Sequence[Batch], until: date | None = None) -> Folding:
    folding = Folding()
    for batch in counting(batches):
        for event in batch.events:
            if until is None:
                folding.add(event)
            elif event.on <= until:
                with suppress(Impossible):  # it rests on what happened later
                    folding.add(event)
    return folding


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
    for invoice in partnership.invoices:
        yield from (invoice.invoiced.on, *(each.on for each in invoice.payments))
    if partnership.ended_on is not None:
        yield partnership.ended_on
