"""Events of invented partnerships, short to write."""

from datetime import date
from decimal import Decimal
from itertools import count

from perenne.model.event import (
    Agreed,
    Creator,
    Deliverable,
    Event,
    Given,
    Invoiced,
    Opened,
    Paid,
    Published,
    Terms,
    What,
)
from perenne.model.money import Money
from perenne.model.post import Advertiser

_numbers = count(1)


def event(what: What, on: str = "2026-01-05", partnership: str = "P-1", name: str | None = None) -> Event:
    return Event(
        id=name or f"e{next(_numbers)}", partnership=partnership, on=date.fromisoformat(on), what=what, by="Ana Zibel"
    )


def opened(on: str = "2025-01-02", partnership: str = "P-1", creator: str = "nine.exemple") -> Event:
    return event(
        Opened(
            creator=Creator(handle=creator, country="FR"),
            advertiser=Advertiser(name="Zibellou SAS", handles=("zibellou",), country="FR"),
        ),
        on,
        partnership,
    )


def agreed(name: str = "C-1", on: str = "2025-01-10", partnership: str = "P-1", **terms: object) -> Event:
    return event(Agreed(agreement=name, terms=Terms(**terms)), on, partnership)  # type: ignore[arg-type]


def given(euros: str | None, on: str = "2026-02-01", objective: str | None = None, partnership: str = "P-1") -> Event:
    value = None if euros is None else Money(Decimal(euros))
    return event(Given(form="money", value=value, objective=objective), on, partnership)


def published(post: str, on: str = "2026-02-10", partnership: str = "P-1", **more: str) -> Event:
    return event(Published(platform="instagram", post_id=post, **more), on, partnership)  # type: ignore[arg-type]


def invoiced(name: str, euros: str, on: str = "2026-02-15", partnership: str = "P-1") -> Event:
    return event(Invoiced(invoice=name, amount=Money(Decimal(euros))), on, partnership)


def paid(name: str, euros: str, on: str = "2026-03-15", currency: str = "EUR", partnership: str = "P-1") -> Event:
    return event(Paid(invoice=name, amount=Money(Decimal(euros), currency)), on, partnership)


TWO_REELS = (Deliverable(id="reels", kind="reel", platform="instagram", count=2),)
