"""Each fact on a page with the event that says it, and the file name of each partnership's page."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from perenne.model.event import Ended, Paid, Valued, What
from perenne.partnerships.trace import Traced

_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_LONGEST, _DIGITS, _LONGEST_LABEL = 40, 8, 14
INDEX = "index.html"


class Proof(NamedTuple):
    """The id of an event, or its beginning, and where on the pages its line is told."""

    label: str
    href: str


def page_name(partnership: str) -> str:
    """The file of its page: a few of its letters, and a hash, since an id may hold anything and two may differ in
    case alone."""
    readable = _UNSAFE.sub("-", partnership).strip("-")[:_LONGEST]
    digest = hashlib.sha256(partnership.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{readable}-{digest}.html" if readable else f"{digest}.html"


def anchor(number: int) -> str:
    return f"e{number}"


@dataclass(frozen=True, slots=True)
class Proofs:
    """The events of every partnership, by id. ``places``: on whose page, and which line of it; ``followed``: the
    events that paid an invoice, valued a gift or ended an agreement; ``here``: of whose page the links are;
    ``address``: the page of another one."""

    traced: Mapping[str, Sequence[Traced]]
    places: Mapping[str, tuple[str, int]]
    followed: Mapping[tuple[str, str, str], Sequence[str]]
    here: str | None = None
    address: Callable[[str], str] = page_name

    @classmethod
    def of_book(cls, traced: Mapping[str, Sequence[Traced]]) -> "Proofs":
        places: dict[str, tuple[str, int]] = {}
        followed: dict[tuple[str, str, str], list[str]] = {}
        for partnership, events in traced.items():
            for number, each in enumerate(events, 1):
                places[each.event.id] = (partnership, number)
                about = _about(each.event.what)
                if about is not None:
                    followed.setdefault((partnership, *about), []).append(each.event.id)
        return cls(traced, places, followed)

    def on_page_of(self, partnership: str) -> "Proofs":
        return replace(self, here=partnership)

    def of(self, *events: str) -> tuple[Proof, ...]:
        """Those that count; an id that is long is cut here, and stands whole on its line."""
        return tuple(
            Proof(_short(event), self._href(*self.places[event])) for event in events if event in self.places
        )

    def paid(self, partnership: str, invoice: str) -> Sequence[str]:
        return self.followed.get((partnership, "paid", invoice), ())

    def valued(self, partnership: str, gift: str) -> Sequence[str]:
        return self.followed.get((partnership, "valued", gift), ())

    def ended(self, partnership: str, agreement: str = "") -> Sequence[str]:
        """Of the partnership itself, where no agreement is named."""
        return self.followed.get((partnership, "ended", agreement), ())

    def _href(self, partnership: str, number: int) -> str:
        page = "" if partnership == self.here else self.address(partnership)
        return f"{page}#{anchor(number)}"


def _short(event: str) -> str:
    return event if len(event) <= _LONGEST_LABEL else f"{event[: _LONGEST_LABEL - 1]}…"


def _about(what: What) -> tuple[str, str] | None:
    match what:
        case Paid():
            return "paid", what.invoice
        case Valued():
            return "valued", what.given
        case Ended():
            return "ended", what.agreement or ""
        case _:
            return None
