"""Reading the ledger: what left, when, to whom, why, and who approved it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from perenne.handset.ledger import Entry

LEAVING = frozenset({"request", "published"})
"""Acts by which something leaves; every other act is told beside them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks of the ledger: only of a day, a handset, a host; ``leaving``: only what left."""

    on: date | None = None
    handset: str | None = None
    host: str | None = None
    leaving: bool = False

    def takes(self, entry: Entry) -> bool:
        return (
            (self.on is None or entry.at.startswith(self.on.isoformat()))
            and (self.handset is None or entry.handset == self.handset)
            and (self.host is None or entry.host == self.host)
            and (not self.leaving or entry.event in LEAVING)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """``approved_by``: who approved what this line published, in the order in which they did."""

    n: int
    entry: Entry
    approved_by: tuple[str, ...]


def lines(entries: Iterable[tuple[int, Entry]], asked: Asked) -> Iterator[Line]:
    """Approvals count wherever they stand before: what is asked for may be another day."""
    approved: dict[tuple[str, str], list[str]] = {}
    for n, entry in entries:
        if entry.event == "approved":
            approved.setdefault((entry.handset, entry.told), []).append(entry.by)
        if asked.takes(entry):
            named = approved.get((entry.handset, entry.told), []) if entry.event == "published" else []
            yield Line(n, entry, tuple(dict.fromkeys(named)))
