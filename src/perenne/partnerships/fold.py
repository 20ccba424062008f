"""Events to partnerships: a pure fold. An event that cannot be is refused, with the reason.

Events come in the order in which they were recorded; ``on`` may lie anywhere in the past, since people write things
down late. Only what contradicts the book is impossible: an invoice that was never sent cannot be paid.
"""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError
from perenne.model.event import (
    Agreed,
    Amended,
    Corrected,
    Decided,
    Ended,
    Event,
    Given,
    Incident,
    Invoiced,
    Opened,
    Paid,
    Published,
    Renewed,
    Sold,
    Terms,
    Valued,
)
from perenne.partnerships.consideration import euros
from perenne.partnerships.partnership import (
    Agreement,
    Dated,
    Invoice,
    Partnership,
    Payment,
    Publication,
    Version,
)


class Impossible(PerenneError):
    """An event that contradicts the book as it stands: it is not written."""

    def __init__(self, event: Event, fr: str, en: str) -> None:
        super().__init__(
            f"événement « {event.id} » ({event.partnership}, {event.on.isoformat()}) impossible : {fr}",
            f"event “{event.id}” ({event.partnership}, {event.on.isoformat()}) is impossible: {en}",
        )
        self.event = event
        self.reason = Bilingual(fr=fr, en=en)

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return PerenneError, (self.says.fr, self.says.en)


def fold(events: Iterable[Event]) -> dict[str, Partnership]:
    """The partnerships by their ids, in the order in which they were opened. Raises ``Impossible``."""
    folding = Folding()
    for event in events:
        folding.add(event)
    return folding.partnerships()


@dataclass(slots=True)
class _Open:
    """A partnership while its events come in."""

    opened: Dated[Opened]
    agreements: dict[str, Agreement] = field(default_factory=dict)
    given: list[Dated[Given]] = field(default_factory=list)
    publications: dict[tuple[str, str], Publication] = field(default_factory=dict)
    invoices: dict[str, Invoice] = field(default_factory=dict)
    sales: dict[tuple[str, str], Dated[Sold]] = field(default_factory=dict)
    incidents: list[Dated[Incident]] = field(default_factory=list)
    decisions: list[Dated[Decided]] = field(default_factory=list)
    ended_on: date | None = None

    def copied(self) -> "_Open":
        """The same, to go another way: what it holds is frozen, so its lists are all there is to copy."""
        return _Open(
            self.opened,
            dict(self.agreements),
            list(self.given),
            dict(self.publications),
            dict(self.invoices),
            dict(self.sales),
            list(self.incidents),
            list(self.decisions),
            self.ended_on,
        )

    def closed(self, name: str) -> Partnership:
        return Partnership(
            id=name,
            opened=self.opened,
            agreements=tuple(self.agreements.values()),
            given=tuple(self.given),
            publications=tuple(self.publications.values()),
            invoices=tuple(self.invoices.values()),
            sales=tuple(self.sales.values()),
            incidents=tuple(self.incidents),
            decisions=tuple(self.decisions),
            ended_on=self.ended_on,
        )


class Folding:
    """A fold in the middle: takes one event more, or refuses it and stays as it was."""

    def __init__(self) -> None:
        self._open: dict[str, _Open] = {}
        self._seen: set[str] = set()
        self._seen_before: Set[str] = frozenset()

    def trying(self, events: Iterable[Event]) -> "Folding":
        """The partnerships of ``events`` with these folded in; this fold stays as it was. Raises ``Impossible``."""
        wanted = list(events)
        tried = Folding()
        tried._seen_before = self._seen
        names = {event.partnership for event in wanted}
        tried._open = {name: self._open[name].copied() for name in names if name in self._open}
        for event in wanted:
            tried.add(event)
        return tried

    def take(self, tried: "Folding") -> None:
        """Fold in what was tried, and found possible, since this fold was the last to change."""
        self._open.update(tried._open)
        self._seen |= tried._seen

    def add(self, event: Event) -> None:
        """Raises ``Impossible``."""
        if event.id in self._seen or event.id in self._seen_before:
            raise Impossible(event, "cet identifiant existe déjà", "this id exists already")
        what = event.what
        book = self._open.get(event.partnership)
        if isinstance(what, Opened):
            self._begin(event, what)
        elif book is None:
            raise Impossible(
                event,
                "ce partenariat n’a pas été ouvert (événement « opened »)",
                "this partnership was never opened (event “opened”)",
            )
        else:
            _STEPS[type(what)](book, event, what)
        self._seen.add(event.id)

    def _begin(self, event: Event, opened: Opened) -> None:
        if event.partnership in self._open:
            raise Impossible(event, "ce partenariat est déjà ouvert", "this partnership is open already")
        self._open[event.partnership] = _Open(_dated(event, opened))

    def partnerships(self) -> dict[str, Partnership]:
        return {name: book.closed(name) for name, book in self._open.items()}


T = TypeVar("T")


def _dated(event: Event, what: T) -> Dated[T]:
    return Dated(what, event.on, event.id, event.by, event.note)


def _agree(book: _Open, event: Event, what: Agreed) -> None:
    _refuse_after_the_end(book, event)
    _refuse_known_agreement(book, event, what.agreement)
    _refuse_backward_terms(event, what.terms)
    book.agreements[what.agreement] = Agreement(what.agreement, (Version(what.terms, event.on, event.id),))


def _amend(book: _Open, event: Event, what: Amended) -> None:
    agreement = _agreement_that_runs(book, event, what.agreement)
    _refuse_backward_terms(event, what.terms)
    first, *later = agreement.versions
    if event.on < first.since:
        raise Impossible(event, "modifié avant d’être conclu", "amended before it was agreed")
    later.append(Version(what.terms, event.on, event.id))
    later.sort(key=lambda version: version.since)  # it may be written down late: the last of a day holds
    book.agreements[what.agreement] = replace(agreement, versions=(first, *later))


def _renew(book: _Open, event: Event, what: Renewed) -> None:
    _refuse_after_the_end(book, event)
    before = _known_agreement(book, event, what.after)
    if before.renewed_by is not None:
        raise Impossible(
            event,
            f"« {what.after} » est déjà renouvelé par « {before.renewed_by} »",
            f"“{what.after}” is already renewed by “{before.renewed_by}”",
        )
    _refuse_known_agreement(book, event, what.agreement)
    _refuse_backward_terms(event, what.terms)
    after = Agreement(what.agreement, (Version(what.terms, event.on, event.id),), after=what.after)
    if after.began_on < before.began_on:
        raise Impossible(
            event,
            f"le renouvellement commencerait avant « {what.after} »",
            f"the renewal would begin before “{what.after}”",
        )
    book.agreements[what.after] = replace(before, renewed_by=what.agreement)
    book.agreements[what.agreement] = after


def _end(book: _Open, event: Event, what: Ended) -> None:
    if what.agreement is not None:
        agreement = _agreement_that_runs(book, event, what.agreement)
        if event.on < agreement.began_on:
            raise Impossible(event, "il finirait avant de commencer", "it would end before it begins")
        book.agreements[what.agreement] = replace(agreement, ended_on=event.on)
        return
    _refuse_after_the_end(book, event)
    if event.on < book.opened.on:
        raise Impossible(event, "il finirait avant de commencer", "it would end before it begins")
    book.ended_on = event.on


def _give(book: _Open, event: Event, what: Given) -> None:
    _known_agreement_if_named(book, event, what.agreement)
    book.given.append(_dated(event, what))


def _value(book: _Open, event: Event, what: Valued) -> None:
    place = next((place for place, each in enumerate(book.given) if each.event == what.given), None)
    if place is None:
        raise Impossible(
            event, f"aucun don « {what.given} » au livre", f"there is no gift “{what.given}” in the book"
        )
    known = book.given[place]
    if known.what.value is not None and (euros(known.what) is not None or what.value != known.what.value):
        worth = f"{known.what.value.amount} {known.what.value.currency}"
        raise Impossible(event, f"ce don est déjà valorisé ({worth})", f"that gift has a value already ({worth})")
    valued = msgspec.structs.replace(known.what, value=what.value, value_eur=what.value_eur)
    book.given[place] = msgspec.structs.replace(known, what=valued)


def _publish(book: _Open, event: Event, what: Published) -> None:
    if (what.platform, what.post_id) in book.publications:
        raise Impossible(event, "cette publication est déjà au livre", "this post is in the book already")
    _known_agreement_if_named(book, event, what.agreement)
    if what.deliverable is not None:
        _deliverable(book, event, what)
    book.publications[what.platform, what.post_id] = Publication(_dated(event, what))


def _deliverable(book: _Open, event: Event, what: Published) -> None:
    if what.agreement is None:
        raise Impossible(
            event,
            f"le livrable « {what.deliverable} » est cité sans son accord",
            f"the deliverable “{what.deliverable}” is named without its agreement",
        )
    promised = book.agreements[what.agreement].terms.deliverables
    if not any(each.id == what.deliverable for each in promised):
        raise Impossible(
            event,
            f"« {what.agreement} » ne promet aucun livrable « {what.deliverable} »",
            f"“{what.agreement}” promises no deliverable “{what.deliverable}”",
        )


def _correct(book: _Open, event: Event, what: Corrected) -> None:
    known = book.publications.get((what.platform, what.post_id))
    if known is None:
        raise Impossible(event, "cette publication n’est pas au livre", "this post is not in the book")
    if event.on < known.published.on:
        raise Impossible(event, "corrigée avant d’être publiée", "corrected before it was published")
    if what.asked_on is not None and what.asked_on > event.on:
        raise Impossible(event, "corrigée avant d’être demandée", "corrected before it was asked for")
    corrections = (*known.corrections, _dated(event, what))
    book.publications[what.platform, what.post_id] = replace(known, corrections=corrections)


def _invoice(book: _Open, event: Event, what: Invoiced) -> None:
    if what.invoice in book.invoices:
        raise Impossible(
            event, f"la facture « {what.invoice} » existe déjà", f"the invoice “{what.invoice}” exists already"
        )
    _known_agreement_if_named(book, event, what.agreement)
    book.invoices[what.invoice] = Invoice(_dated(event, what))


def _pay(book: _Open, event: Event, what: Paid) -> None:
    invoice = book.invoices.get(what.invoice)
    if invoice is None:
        raise Impossible(
            event, f"aucune facture « {what.invoice} » au livre", f"there is no invoice “{what.invoice}” in the book"
        )
    billed = invoice.invoiced.what.amount
    if what.amount.currency != billed.currency:
        raise Impossible(
            event,
            f"payée en {what.amount.currency}, facturée en {billed.currency}",
            f"paid in {what.amount.currency}, invoiced in {billed.currency}",
        )
    if what.amount.amount > invoice.open:
        raise Impossible(
            event,
            f"paiement de {what.amount.amount} pour {invoice.open} encore dus",
            f"a payment of {what.amount.amount} where {invoice.open} is open",
        )
    payments = (*invoice.payments, Payment(what.amount.amount, event.on))
    book.invoices[what.invoice] = replace(invoice, payments=payments)


def _sell(book: _Open, event: Event, what: Sold) -> None:
    codes = (code for each in book.agreements.values() for version in each.versions for code in version.terms.codes)
    if what.code.upper() not in map(str.upper, codes):
        raise Impossible(
            event, f"aucun accord ne porte le code « {what.code} »", f"no agreement has the code “{what.code}”"
        )
    book.sales[what.channel, what.order] = _dated(event, what)


def _suffer(book: _Open, event: Event, what: Incident) -> None:
    book.incidents.append(_dated(event, what))


def _decide(book: _Open, event: Event, what: Decided) -> None:
    book.decisions.append(_dated(event, what))


_STEPS: dict[type, Callable[[_Open, Event, Any], None]] = {
    Agreed: _agree,
    Amended: _amend,
    Renewed: _renew,
    Ended: _end,
    Given: _give,
    Valued: _value,
    Published: _publish,
    Corrected: _correct,
    Invoiced: _invoice,
    Paid: _pay,
    Sold: _sell,
    Incident: _suffer,
    Decided: _decide,
}


def _refuse_after_the_end(book: _Open, event: Event) -> None:
    if book.ended_on is not None:
        day = book.ended_on.isoformat()
        raise Impossible(event, f"le partenariat est terminé depuis le {day}", f"the partnership ended on {day}")


def _refuse_known_agreement(book: _Open, event: Event, name: str) -> None:
    if name in book.agreements:
        raise Impossible(event, f"l’accord « {name} » existe déjà", f"the agreement “{name}” exists already")


def _refuse_backward_terms(event: Event, terms: Terms) -> None:
    spans = [(terms.from_, terms.to)]
    spans += [(each.from_, each.to) for each in terms.exclusivity]
    spans += [(each.from_, each.to) for each in terms.rights]
    if any(start and end and end < start for start, end in spans):
        raise Impossible(event, "une période finit avant de commencer", "a period ends before it begins")


def _known_agreement(book: _Open, event: Event, name: str) -> Agreement:
    if name not in book.agreements:
        raise Impossible(event, f"aucun accord « {name} » au livre", f"there is no agreement “{name}” in the book")
    return book.agreements[name]


def _known_agreement_if_named(book: _Open, event: Event, name: str | None) -> None:
    if name is not None:
        _known_agreement(book, event, name)


def _agreement_that_runs(book: _Open, event: Event, name: str) -> Agreement:
    agreement = _known_agreement(book, event, name)
    if agreement.ended_on is not None:
        day = agreement.ended_on.isoformat()
        raise Impossible(event, f"« {name} » est terminé depuis le {day}", f"“{name}” ended on {day}")
    return agreement
