"""Joined lines to the events that they tell.

An event's id is made of what it is about and not of its values: the same sheet gives the same ids, and a changed
value shows as a difference.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from perenne.model.bilingual import Bilingual
from perenne.model.event import (
    NOT_STATED,
    YEARS,
    Agreed,
    Creator,
    Deliverable,
    Event,
    Exclusivity,
    Given,
    Invoiced,
    Opened,
    Paid,
    Published,
    Rights,
    Terms,
    What,
)
from perenne.model.money import Money
from perenne.model.post import Advertiser, Source
from perenne.partnerships.importing.joining import Joined
from perenne.partnerships.importing.rows import Line
from perenne.partnerships.importing.spans import Span, span_in

READER = "book-sheet/1"
_DAYS = ("posted_on", "brief_on", "signed_on", "due_on", "invoiced_on", "paid_on")
_RANKS = ("opened", "agreed", "given", "published", "invoiced", "paid")
_LONGEST = 1200
"""Months of a right: a larger figure is a slip."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something that a line says and that is not written, with the reason."""

    file: str
    line: int
    says: Bilingual


def id_of(kind: str, about: str) -> str:
    return f"i-{kind}-{hashlib.sha256(about.encode()).hexdigest()[:16]}"


@dataclass(slots=True)
class Told:
    events: list[Event] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    _seen: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, joined: Joined, on: date, what: What, sha256: str, *about: object) -> None:
        line, said = joined.line, "|".join(map(str, (kind, joined.partnership, *about)))
        self._seen[said] += 1
        unique = f"{said}|{self._seen[said]}" if kind == "given" else said
        self.events.append(
            Event(
                id=id_of(kind, unique),
                partnership=joined.partnership,
                on=on,
                what=what,
                note=" ; ".join(note.cell for note in line.notes) or None if kind in {"given", "agreed"} else None,
                source=Source(file=line.file, sha256=sha256, line=line.number, reader=READER),
            )
        )

    def leave(self, line: Line, fr: str, en: str) -> None:
        self.left.append(Left(line.file, line.number, Bilingual(fr=fr, en=en)))


def told(lines: Sequence[Joined], sha256: str) -> Told:
    """The events of ``lines``, in an order that does not depend on theirs."""
    found = Told()
    together: dict[str, list[Joined]] = {}
    for each in _once(sorted(lines, key=_sorting), found):
        for note in each.line.notes:
            found.leave(
                each.line, f"sans valeur : {note.cell} ({note.why.fr})", f"no value: {note.cell} ({note.why.en})"
            )
        if _day(each.line) is None:
            found.leave(each.line, "aucune date : rien n’est écrit", "no date: nothing is written")
        else:
            together.setdefault(each.partnership, []).append(each)
    for several in together.values():
        _partnership(several, found, sha256)
    found.events.sort(key=lambda event: (event.partnership, _rank(event), event.on, event.id))
    return found


def _once(lines: Iterable[Joined], found: Told) -> Iterator[Joined]:
    """A row that stands twice and names its post was copied: what it says was given once."""
    seen: dict[tuple[object, ...], int] = {}
    for each in lines:
        said = (each.line.role, *_sorting(each))
        if each.line["post_url"] and said in seen:
            found.leave(
                each.line,
                f"la même ligne que {seen[said]} : comptée une fois",
                f"the same row as {seen[said]}: counted once",
            )
            continue
        seen[said] = each.line.number
        yield each


def _sorting(joined: Joined) -> tuple[object, ...]:
    return joined.partnership, _day(joined.line) or date.max, repr(sorted(joined.line.values.items(), key=str))


def _rank(event: Event) -> int:
    return _RANKS.index(event.id.split("-")[1])


def _day(line: Line) -> date | None:
    return next((line[name] for name in _DAYS if line[name] is not None), None)


def _needed_day(line: Line) -> date:
    return _day(line) or date.max


def _first_day(line: Line) -> date:
    return min((line[name] for name in _DAYS if line[name] is not None), default=date.max)


def _partnership(lines: Sequence[Joined], found: Told, sha256: str) -> None:
    first = min(lines, key=lambda each: _first_day(each.line))
    found.add("opened", first, _first_day(first.line), _opened([each.line for each in lines]), sha256)
    agreements: dict[str, list[Joined]] = {}
    for each in lines:
        if each.line.role == "collaborations":
            agreements.setdefault(_agreement(each.line), []).append(each)
    promised: dict[str, frozenset[str]] = {}
    for name, several in agreements.items():
        on = min(each.line["signed_on"] or each.line["brief_on"] or _needed_day(each.line) for each in several)
        terms = _terms([each.line for each in several], found)
        found.add("agreed", several[0], on, Agreed(agreement=name, terms=terms), sha256, name)
        promised[name] = frozenset(each.id for each in terms.deliverables)
    for each in lines:
        _gifts(each, found, sha256)
        _posts(each, found, sha256, promised)
    _invoices(lines, found, sha256, set(agreements))


def _opened(lines: Iterable[Line]) -> Opened:
    said = [line.values for line in lines]
    handles = _first(said, "advertiser_handle")
    return Opened(
        creator=Creator(
            handle=_first(said, "handle"), name=_first(said, "creator"), country=_first(said, "creator_country")
        ),
        advertiser=Advertiser(name=_first(said, "advertiser"), handles=(handles,) if handles else ()),
    )


def _first(said: Iterable[dict[str, Any]], name: str) -> Any:
    return next((values[name] for values in said if values.get(name) is not None), None)


def _agreement(line: Line) -> str:
    return line["ref"] or line["campaign"] or _needed_day(line).isoformat()


def _terms(lines: Sequence[Line], found: Told) -> Terms:
    signed = {line["signed_on"] for line in lines} - {None}
    if len(signed) > 1:
        found.leave(
            lines[0],
            f"« {_agreement(lines[0])} » : plusieurs dates de signature, aucune n’est écrite",
            f"“{_agreement(lines[0])}”: several dates of signature, none is written",
        )
    signed_on = next(iter(signed)) if len(signed) == 1 else None
    return Terms(
        title=lines[0]["campaign"],
        objective=lines[0]["campaign"],
        form="signed_document" if signed else None,
        signed_on=signed_on,
        fee=_sum([line["fee"] for line in lines]),
        deliverables=_deliverables(lines),
        exclusivity=_unique(each for line in lines for each in _exclusivity(line, found)),
        rights=_unique(each for line in lines for each in _rights(line)),
        codes=_unique(code for line in lines for code in line["code"] or ()),
    )


def _unique(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def _sum(amounts: Sequence[Money | None]) -> Money | None:
    """``None`` where one is unknown, for a part is no sum, or where they count in several currencies."""
    known = [each for each in amounts if each is not None]
    if len(known) < len(amounts) or len({each.currency for each in known}) != 1:
        return None
    return Money(sum((each.amount for each in known), Decimal()), known[0].currency)


def _piece(line: Line) -> str | None:
    kind = line["kind"] or _from_address(line, "kind")
    return "-".join(filter(None, (kind, line["platform"] or _from_address(line, "platform")))) if kind else None


def _from_address(line: Line, name: str) -> Any:
    said = {getattr(address, name) for address in line["post_url"] or ()} - {None}
    return said.pop() if len(said) == 1 else None


def _deliverables(lines: Sequence[Line]) -> tuple[Deliverable, ...]:
    pieces: dict[str, list[Line]] = {}
    for line in lines:
        if (piece := _piece(line)) is not None and line["count"] != 0:
            pieces.setdefault(piece, []).append(line)
    return tuple(
        Deliverable(
            id=piece,
            kind=several[0]["kind"] or _from_address(several[0], "kind"),
            platform=several[0]["platform"] or _from_address(several[0], "platform"),
            count=sum(line["count"] or max(1, len(line["post_url"] or ())) for line in several),
            due=max((line["due_on"] for line in several if line["due_on"]), default=None),
        )
        for piece, several in pieces.items()
    )


def _exclusivity(line: Line, found: Told) -> Iterator[Exclusivity]:
    said, until = line["exclusivity"], line["exclusivity_to"]
    if said and said.casefold() in {"non", "no"}:
        return
    span, category = span_in(said) if said else (None, "")
    span = span or line["exclusivity_time"]
    if not said and span is None:
        return
    if span is not None and until is None:
        until = _until(line, span, found)
    if until is not None and category.casefold() in {"", "oui", "yes"}:
        category = NOT_STATED
    if any(char.isdigit() for char in category) or category.casefold() in {"", "oui", "yes"}:
        found.leave(
            line,
            f"exclusivité sans catégorie (« {said} ») : non écrite",
            f"exclusivity without a category (“{said}”): not written",
        )
        return
    since = _day(line) if until else None
    if since and until and until < since:
        found.leave(
            line,
            "exclusivité qui finit avant de commencer : non écrite",
            "an exclusivity that ends before it begins: not written",
        )
        return
    yield Exclusivity(category=category, from_=since, to=until)


def _until(line: Line, span: Span, found: Told) -> date | None:
    """The last day of a time that runs from the post."""
    if line["posted_on"] is None:
        found.leave(
            line,
            "durée d’exclusivité sans jour de publication : on ne sait d’où la compter",
            "a length of exclusivity without the day of the post: nobody knows from when to count",
        )
        return None
    return _within_time(line["posted_on"], span)


def _within_time(day: date, span: Span) -> date | None:
    """``None`` where it ends beyond any year of the trade: a slip."""
    end = span.after(day) if span.months <= _LONGEST else None
    return end if end is not None and end.year in YEARS else None


def _rights(line: Line) -> Iterator[Rights]:
    span, posted = line["rights_months"], line["posted_on"]
    if not (line["rights_media"] or line["rights_territory"] or span):
        return
    to = _within_time(posted, span) if posted and span else None
    media, countries = line["rights_media"] or line["platform"] or NOT_STATED, line["rights_territory"] or ()
    yield Rights(media=media, territory=countries, from_=posted if to else None, to=to)


def _gifts(joined: Joined, found: Told, sha256: str) -> None:
    line = joined.line
    if line.role != "collaborations":
        return
    name, on = _agreement(line), _needed_day(line)
    post = "|".join(address.url or "" for address in line["post_url"] or ())
    for form, value, header in (("money", line["fee"], "fee"), ("product", line["product_value"], "product_value")):
        unvalued = value is None and header in (line["unvalued"] or ())
        if unvalued or (value is not None and value.amount):
            gift = Given(form=form, value=value, objective=line["campaign"], agreement=name)  # type: ignore[arg-type]
            found.add("given", joined, on, gift, sha256, form, name, on, post)


def _posts(joined: Joined, found: Told, sha256: str, promised: Mapping[str, frozenset[str]]) -> None:
    line, name, piece = joined.line, _agreement(joined.line), _piece(joined.line)
    for address in line["post_url"] or ():
        platform = address.platform or line["platform"]
        if line["posted_on"] is None or platform is None or address.url is None:
            found.leave(
                line,
                "publication sans date, sans plateforme ou sans adresse de post : non écrite",
                "a post without date, platform or address of its own: not written",
            )
            continue
        post = address.post_id or address.url
        what = Published(
            platform=platform,
            post_id=post,
            url=address.url,
            form=address.kind or line["kind"],
            agreement=name if name in promised else None,
            deliverable=piece if piece in promised.get(name, ()) else None,
        )
        found.add("published", joined, line["posted_on"], what, sha256, platform, post)


def _invoices(lines: Sequence[Joined], found: Told, sha256: str, agreements: set[str]) -> None:
    together: dict[str, list[Joined]] = {}
    for each in lines:
        if each.line["invoice"]:
            together.setdefault(each.line["invoice"], []).append(each)
        elif each.line["paid_on"]:
            found.leave(
                each.line,
                "paiement sans numéro de facture : non écrit",
                "a payment without the number of its invoice: not written",
            )
    for name, several in together.items():
        _invoice(name, several, found, sha256, agreements)


def _invoice(name: str, lines: Sequence[Joined], found: Told, sha256: str, agreements: set[str]) -> None:
    first = next((each for each in lines if each.line["invoiced_on"]), lines[0])
    on, amount = first.line["invoiced_on"], _amount([each.line for each in lines])
    if on is None or amount is None:
        found.leave(
            first.line,
            f"facture « {name} » sans date, ou sans un montant hors taxe certain : non écrite, ni son paiement",
            f"invoice “{name}” without date, or without one sure amount excl. VAT: not written, nor its payment",
        )
        return
    inside = _agreement(first.line) if _agreement(first.line) in agreements else None
    what = Invoiced(invoice=name, amount=amount, due=first.line["invoice_due"], agreement=inside)
    found.add("invoiced", first, on, what, sha256, name)
    by_day: dict[date, list[Joined]] = {}
    for each in lines:
        if each.line["paid_on"]:
            by_day.setdefault(each.line["paid_on"], []).append(each)
    for day, several in by_day.items():
        stated = {each.line["paid_amount"] for each in several} - {None}
        paid = stated.pop() if len(stated) == 1 else amount if len(by_day) == 1 and not stated else None
        if paid is None:
            found.leave(
                several[0].line,
                f"paiement de « {name} » : montant incertain, non écrit",
                f"payment of “{name}”: unsure amount, not written",
            )
        elif paid.amount:
            found.add("paid", several[0], day, Paid(invoice=name, amount=paid), sha256, name, day)


def _amount(lines: Sequence[Line]) -> Money | None:
    """What the invoice says, where its lines agree; else the sum of the fees that it stands for."""
    stated = {line["invoice_amount"] for line in lines} - {None}
    if stated:
        return stated.pop() if len(stated) == 1 else None
    return _sum([line["fee"] for line in lines])
