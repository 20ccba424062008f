"""Who the two are, since when, how they stand on the day, and which days come next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from perenne.model.bilingual import Bilingual
from perenne.partnerships.consideration import advertiser_name
from perenne.partnerships.dates import Due, coming
from perenne.partnerships.partnership import Agreement, Partnership
from perenne.report.book import names
from perenne.report.book.proof import Proof, Proofs
from perenne.report.post_view import NAME
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice, sentence_case

State = Literal["running", "idle", "ended"]
_STATES: dict[State, Bilingual] = {
    "running": Bilingual(fr="Accord en cours", en="Agreement running"),
    "idle": Bilingual(fr="Aucun accord en cours", en="No agreement runs"),
    "ended": Bilingual(fr="Terminé", en="Ended"),
}
_TO_PAY = Bilingual(fr="facture {invoice} à payer, {open}", en="invoice {invoice} to be paid, {open}")


@dataclass(frozen=True, slots=True)
class DueView:
    on: date
    day: Said
    says: Said
    inline: Said
    kind: str
    late: bool
    proofs: tuple[Proof, ...]


def pair(partnership: Partnership) -> str:
    """``Maison Lorbec × Nine Averel``."""
    return f"{clipped(advertiser_name(partnership.advertiser), NAME)} × {clipped(creator_name(partnership), NAME)}"


def creator_name(partnership: Partnership) -> str:
    return partnership.creator.name or partnership.creator.handle


def state_of(partnership: Partnership, on: date) -> State:
    if partnership.ended_on is not None and partnership.ended_on <= on:
        return "ended"
    return "running" if running(partnership, on) else "idle"


def state_word(state: State, voice: Voice) -> Said:
    return voice.say(_STATES[state])


def running(partnership: Partnership, on: date) -> tuple[Agreement, ...]:
    return tuple(each for each in partnership.agreements if each.runs_on(on) and partnership.has_an_agreement_on(on))


def began_on(partnership: Partnership) -> date:
    """The first day of which the book knows anything: people write down late that they know each other."""
    return min(
        [
            partnership.opened.on,
            *(each.began_on for each in partnership.agreements),
            *(each.published.on for each in partnership.publications),
            *(each.on for each in partnership.given),
        ]
    )


def is_written(agreement: Agreement) -> bool:
    """Whether the book holds a signed document. Not: that there is none anywhere."""
    return agreement.terms.form == "signed_document" and agreement.terms.signed_on is not None


def agreement_name(agreement: Agreement) -> str:
    return agreement.terms.title or agreement.terms.objective or agreement.id


def next_dates(partnership: Partnership, on: date, proofs: Proofs, voice: Voice) -> tuple[DueView, ...]:
    return tuple(due_view(due, partnership, on, proofs, voice) for due in coming([partnership], on))


def due_view(due: Due, partnership: Partnership, on: date, proofs: Proofs, voice: Voice) -> DueView:
    says = _says(due, partnership, voice)
    return DueView(
        on=due.on,
        day=voice.day(due.on),
        says=sentence_case(says),
        inline=says,
        kind=due.kind,
        late=due.on < on,
        proofs=proofs.of(*events_of(due, partnership)),
    )


def _says(due: Due, partnership: Partnership, voice: Voice) -> Said:
    """What is due, without whose it is: the page says that already."""
    invoice = next((each for each in partnership.invoices if each.invoiced.what.invoice == due.of), None)
    if due.kind == "payment" and invoice is not None:
        billed = invoice.invoiced.what
        still_open = names.amount(type(billed.amount)(invoice.open, billed.amount.currency), voice)
        return voice.say(_TO_PAY, (billed.invoice,), invoice=billed.invoice, open=still_open)
    who = f"{advertiser_name(partnership.advertiser)} × {creator_name(partnership)}"
    plain = Bilingual(fr=due.says.fr.removeprefix(f"{who} : "), en=due.says.en.removeprefix(f"{who}: "))
    return voice.say(plain, quoted(partnership))


def quoted(partnership: Partnership) -> frozenset[str]:
    """What people called things: the names that a sentence about it may hold, to be kept as they wrote them."""
    terms = [version.terms for each in partnership.agreements for version in each.versions]
    return frozenset(
        [
            advertiser_name(partnership.advertiser),
            creator_name(partnership),
            *(each.id for each in partnership.agreements),
            *(window.category for each in terms for window in each.exclusivity),
            *(promised.id for each in terms for promised in each.deliverables),
        ]
    )


def events_of(due: Due, partnership: Partnership) -> Iterator[str]:
    """The events that it rests on."""
    yield from (each.invoiced.event for each in partnership.invoices if each.invoiced.what.invoice == due.of)
    yield from (each.versions[-1].event for each in partnership.agreements if each.id == due.of)
