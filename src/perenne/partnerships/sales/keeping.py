"""Sales that the book keeps: orders that bear a code of it, as events, so that a later day can count them again.

Other people's orders stay outside. An order that is told again, with another state, is another event.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from perenne.model.event import Event, Sold
from perenne.partnerships.partnership import Dated, Partnership
from perenne.partnerships.sales.sale import Sale
from perenne.partnerships.sales.sums import codes, once


@dataclass(frozen=True, slots=True)
class Keeping:
    """``events``: what would be written; ``known``: orders that the book holds as they are told. Not kept:
    ``foreign`` orders (no code of the book), ``undated`` ones, those whose code several share (``unclear``)."""

    events: tuple[Event, ...]
    known: int
    foreign: int
    undated: int
    unclear: int


Held = Mapping[tuple[str, str], tuple[str, Dated[Sold]]]


def keeping(sales: Iterable[Sale], partnerships: Mapping[str, Partnership]) -> Keeping:
    """What keeping ``sales`` would write into the book of ``partnerships``."""
    known = codes(partnerships.values())
    held: Held = {
        (each.what.channel, each.what.order): (name, each)
        for name, partnership in partnerships.items()
        for each in partnership.sales
    }
    events: list[Event] = []
    counts = {"known": 0, "foreign": 0, "undated": 0, "unclear": 0}
    for sale in sorted(once(sales), key=lambda sale: (sale.on or date.max, sale.kind, sale.order)):
        if sale.code is None or sale.code not in known:
            counts["foreign"] += 1
        elif sale.on is None:
            counts["undated"] += 1
        elif (place := _place(sale.code, sale.on, known[sale.code], partnerships, held.get(_key(sale)))) is None:
            counts["unclear"] += 1
        elif (event := _event(sale, sale.code, sale.on, place, held.get(_key(sale)))) is None:
            counts["known"] += 1
        else:
            events.append(event)
    return Keeping(tuple(events), **counts)


def _key(sale: Sale) -> tuple[str, str]:
    return sale.kind, sale.order


def _place(
    code: str,
    on: date,
    whose: tuple[str, ...],
    partnerships: Mapping[str, Partnership],
    held: tuple[str, Dated[Sold]] | None,
) -> str | None:
    """The one partnership that an order belongs to: where the book has it, or whose agreement runs on its day."""
    if held is not None:
        return held[0] if held[0] in whose else None
    running = whose if len(whose) == 1 else tuple(_with_code(code, on, whose, partnerships))
    return running[0] if len(running) == 1 else None


def _with_code(code: str, on: date, whose: Iterable[str], partnerships: Mapping[str, Partnership]) -> Iterator[str]:
    for name in whose:
        running = (each for each in partnerships[name].agreements if each.runs_on(on))
        if any(code == said.upper() for each in running for version in each.versions for said in version.terms.codes):
            yield name


def _event(sale: Sale, code: str, on: date, place: str, held: tuple[str, Dated[Sold]] | None) -> Event | None:
    """``None`` where the book holds it as it is told."""
    what = Sold(
        order=sale.order, channel=sale.kind, code=code, net=sale.net, refunded=sale.refunded, state=sale.state
    )
    if held is not None and (held[1].what, held[1].on) == (what, on):
        return None
    before = held[1].event if held is not None else ""
    said = "|".join(map(str, (*_key(sale), before, on, what)))
    name = f"s-{hashlib.sha256(said.encode()).hexdigest()[:24]}"
    return Event(id=name, partnership=place, on=on, what=what, source=sale.source)


def kept(partnerships: Iterable[Partnership]) -> Iterator[Sale]:
    """The sales that the book holds, as they were told last."""
    for partnership in partnerships:
        for each in partnership.sales:
            what = each.what
            yield Sale(
                order=what.order,
                kind=what.channel,
                on=each.on,
                code=what.code,
                net=what.net,
                refunded=what.refunded,
                state=what.state,
            )
