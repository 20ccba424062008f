"""From a fact of the book back to the line that says it: which event, in which batch, from which file."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice

from perenne.model.event import Event
from perenne.partnerships.batch import Heading, undone
from perenne.partnerships.fold import Folding, Impossible
from perenne.partnerships.store import Store


@dataclass(frozen=True, slots=True)
class Traced:
    """An event that counts, and the line of the batch on which it stands (the heading is line 1)."""

    event: Event
    batch: Heading
    line: int


def traced(store: Store, until: date) -> Mapping[str, list[Traced]]:
    """The events of each partnership that count on ``until``, in the order of recording: those that the book of that
    day is folded of."""
    headings = store.headings()
    gone, folding = undone(headings), Folding()
    found: dict[str, list[Traced]] = {}
    for batch, _ in islice(store.read(), len(headings)):
        counts = batch.heading.id not in gone
        for line, event in enumerate(batch.events if counts else (), start=2):
            if event.on <= until:
                with suppress(Impossible):  # it rests on what happened later
                    folding.add(event)
                    found.setdefault(event.partnership, []).append(Traced(event, batch.heading, line))
    return found
