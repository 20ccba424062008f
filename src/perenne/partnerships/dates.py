"""The days that matter from a day on: ends, notices, exclusivity, what is to be delivered, what is to be paid."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from perenne.model.bilingual import Bilingual
from perenne.model.event import Deliverable
from perenne.partnerships.consideration import advertiser_name
from perenne.partnerships.partnership import Agreement, Partnership

DateKind = Literal["notice", "end", "exclusivity_begins", "exclusivity_ends", "draft", "delivery", "payment"]


@dataclass(frozen=True, slots=True)
class Due:
    """One day to remember: what it is, in whose partnership, and which agreement or invoice says so."""

    on: date
    kind: DateKind
    partnership: str
    of: str
    says: Bilingual

    @property
    def uid(self) -> str:
        """Stable: the same day of the same thing is the same entry of a calendar, however often it is sent."""
        told = "\n".join((self.partnership, self.kind, self.of, self.on.isoformat(), self.says.en))
        return f"{hashlib.sha256(told.encode()).hexdigest()[:32]}@perenne"


def coming(partnerships: Iterable[Partnership], since: date) -> list[Due]:
    """Everything that falls on ``since`` or later, by day. What is settled already is left out."""
    found = (due for each in partnerships for due in _of(each))
    return sorted(
        (due for due in found if due.on >= since), key=lambda due: (due.on, due.partnership, due.kind, due.of)
    )


def _of(partnership: Partnership) -> Iterator[Due]:
    yield from _payments(partnership)
    if partnership.ended_on is None:
        for agreement in partnership.agreements:
            if agreement.ended_on is None:
                yield from _terms(partnership, agreement)
                yield from _pieces(partnership, agreement)


def _terms(partnership: Partnership, agreement: Agreement) -> Iterator[Due]:
    terms, who = agreement.terms, _who(partnership)
    decided = agreement.renewed_by is not None

    def due(on: date, kind: DateKind, fr: str, en: str) -> Due:
        return Due(on, kind, partnership.id, agreement.id, Bilingual(fr=f"{who} : {fr}", en=f"{who}: {en}"))

    if terms.notice_by is not None and not decided:
        yield due(
            terms.notice_by,
            "notice",
            f"dernier jour du préavis de {agreement.id}",
            f"last day of notice of {agreement.id}",
        )
    if terms.to is not None and not decided:
        ends = _ENDS[terms.tacit].filled(agreement=agreement.id)
        yield due(terms.to, "end", ends.fr, ends.en)
    for window in terms.exclusivity:
        if window.from_ is not None:
            yield due(
                window.from_,
                "exclusivity_begins",
                f"début de l’exclusivité ({window.category})",
                f"exclusivity begins ({window.category})",
            )
        if window.to is not None:
            yield due(
                window.to,
                "exclusivity_ends",
                f"fin de l’exclusivité ({window.category})",
                f"exclusivity ends ({window.category})",
            )


_ENDS: dict[bool | None, Bilingual] = {
    None: Bilingual(fr="fin de {agreement}", en="end of {agreement}"),
    True: Bilingual(fr="fin de {agreement}, qui se renouvelle seul", en="end of {agreement}, which renews itself"),
    False: Bilingual(
        fr="fin de {agreement}, sans tacite reconduction", en="end of {agreement}, which does not renew itself"
    ),
}


def _pieces(partnership: Partnership, agreement: Agreement) -> Iterator[Due]:
    for promised in agreement.terms.deliverables:
        missing = promised.count - len(partnership.delivered(agreement.id, promised))
        if missing > 0:
            yield from _piece(partnership, agreement, promised, missing)


def _piece(partnership: Partnership, agreement: Agreement, promised: Deliverable, missing: int) -> Iterator[Due]:
    who = _who(partnership)
    for day, kind, fr, en in (
        (promised.draft_due, "draft", "brouillon attendu", "draft due"),
        (promised.due, "delivery", "à publier", "to be published"),
    ):
        if day is not None:
            says = Bilingual(
                fr=f"{who} : {fr}, {promised.id} (reste {missing})", en=f"{who}: {en}, {promised.id} ({missing} left)"
            )
            yield Due(day, "draft" if kind == "draft" else "delivery", partnership.id, agreement.id, says)


def _payments(partnership: Partnership) -> Iterator[Due]:
    for invoice in partnership.invoices:
        billed = invoice.invoiced.what
        if billed.due is not None and invoice.open:
            owed = f"{invoice.open} {billed.amount.currency}"
            says = Bilingual(
                fr=f"{_who(partnership)} : facture {billed.invoice} à payer, {owed}",
                en=f"{_who(partnership)}: invoice {billed.invoice} to be paid, {owed}",
            )
            yield Due(billed.due, "payment", partnership.id, billed.invoice, says)


def _who(partnership: Partnership) -> str:
    return f"{advertiser_name(partnership.advertiser)} × {partnership.creator.name or partnership.creator.handle}"
