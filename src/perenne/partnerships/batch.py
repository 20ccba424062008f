"""``batch/1``: events that are written together or not at all, such as those of one import.

A batch names the one before it by its hash, so the folder shows whether an old one was altered. An import is undone
by a batch that names it: nothing is ever taken out of the book.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from perenne.model.errors import DataError
from perenne.model.event import Event
from perenne.model.part import Part
from perenne.model.post import check_moment
from perenne.model.wire import RecordError, decode, encode

FIRST = "0" * 64
"""What the first batch names as the one before it."""


class Heading(Part, frozen=True, tag_field="perenne", tag="batch/1"):
    """The first line of a batch. ``of``: where the events come from (the name of the sheet), with its ``sha256``;
    ``undoes``: the batch whose events do not count any more."""

    id: str
    before: str
    events: int
    by: str | None = None
    at: str | None = None
    of: str | None = None
    sha256: str | None = None
    undoes: str | None = None

    def __post_init__(self) -> None:
        check_moment(self.at, "at")


@dataclass(frozen=True, slots=True)
class Batch:
    heading: Heading
    events: tuple[Event, ...] = ()

    def written(self) -> bytes:
        """The batch as NDJSON: the heading, then an event a line."""
        return b"".join(encode(record) + b"\n" for record in (self.heading, *self.events))


def fingerprint(written: bytes) -> str:
    return hashlib.sha256(written).hexdigest()


_events = msgspec.json.Decoder(Event)


def read_heading(line: bytes, name: str) -> Heading:
    """The heading on the first line of ``name``. Raises ``DataError``."""
    try:
        return decode(Heading, line)
    except RecordError as problem:
        raise _wrong(name, 1, problem) from None


def read_batch(written: bytes, name: str) -> Batch:
    """The batch that the bytes of ``name`` hold. Raises ``DataError`` with the line that is wrong."""
    head, _, body = written.partition(b"\n")
    heading = read_heading(head, name)
    try:
        events = tuple(_events.decode_lines(body))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        events = tuple(_one_by_one(body, name))
    if len(events) != heading.events:
        raise DataError(
            f"livre : {name} annonce {heading.events} événements et en contient {len(events)}",
            f"book: {name} announces {heading.events} events and holds {len(events)}",
        )
    return Batch(heading, events)


def _one_by_one(body: bytes, name: str) -> Iterable[Event]:
    for number, line in enumerate(body.splitlines(), start=2):
        try:
            yield decode(Event, line)
        except RecordError as problem:
            raise _wrong(name, number, problem) from None


def _wrong(name: str, line: int, problem: RecordError) -> DataError:
    at = f" ({problem.path})" if problem.path else ""
    return DataError(
        f"livre : {name}, ligne {line}{at} : {problem.reason.fr}",
        f"book: {name}, line {line}{at}: {problem.reason.en}",
    )


def undone(headings: Iterable[Heading]) -> frozenset[str]:
    """The batches that count no more. Undoing an undoing brings the events back."""
    gone: set[str] = set()
    for heading in reversed(list(headings)):
        if heading.undoes is not None and heading.id not in gone:
            gone.add(heading.undoes)
    return frozenset(gone)


def counting(batches: Sequence[Batch]) -> list[Batch]:
    """The batches that still count: without those that were undone."""
    gone = undone(batch.heading for batch in batches)
    return [batch for batch in batches if batch.heading.id not in gone]
