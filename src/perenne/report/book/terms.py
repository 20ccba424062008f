"""What was agreed, what was delivered of it, and what was paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from perenne.model.bilingual import Bilingual
from perenne.model.event import Exclusivity, Rights
from perenne.model.money import Money
from perenne.partnerships.partnership import Agreement, Invoice, Partnership
from perenne.report.book import names
from perenne.report.book.proof import Proof, Proofs
from perenne.report.book.standing import agreement_name
from perenne.report.names import country_name, kind_name, platform_name
from perenne.report.post_view import NAME, SENTENCE
from perenne.report.visible import clipped
from perenne.report.voice import Counted, Said, Voice

_SPAN = Bilingual(fr="du {start} au {end}", en="{start} to {end}")
_FROM = Bilingual(fr="depuis le {start}, sans fin écrite", en="since {start}, no written end")
_UNTIL = Bilingual(fr="jusqu’au {end}", en="until {end}")
_SIGNED = Bilingual(fr="{form}, le {day}", en="{form}, {day}")
_UNSIGNED = Bilingual(fr="{form}, date de signature non renseignée", en="{form}, day of signature not recorded")
_EVERYWHERE = Bilingual(fr="sans territoire écrit", en="no written territory")
_NO_DATES = Bilingual(fr="sans dates écrites", en="no written dates")
_AGAINST = Bilingual(fr="face à {names}", en="against {names}")
_NOTICE = Bilingual(fr="préavis de {days}, soit le {day} au plus tard", en="{days} of notice, that is by {day}")
_PAYMENT = Bilingual(fr="{days} à compter de la facture", en="{days} from the invoice")
_LATE = Bilingual(fr="payée avec {days} de retard", en="paid {days} late")
_IN_TIME = Bilingual(fr="payée à l’heure", en="paid in time")
_PAID = Bilingual(fr="payée, sans échéance connue", en="paid, due day not known")
_OPEN = Bilingual(fr="ouverte, {open} à payer", en="open, {open} to be paid")
_OVERDUE = Bilingual(fr="en retard de {days}, {open} à payer", en="{days} overdue, {open} to be paid")
_DISPUTED = Bilingual(fr="contestée, {open} en suspens", en="disputed, {open} pending")
_DONE = Bilingual(fr="Rendu", en="Done")
_DONE_LATE = Bilingual(fr="Rendu en retard", en="Done late")
_MISSING = Counted(Bilingual(fr="{n} en retard", en="{n} overdue"), Bilingual(fr="{n} en retard", en="{n} overdue"))
_COMING = Counted(Bilingual(fr="{n} à rendre", en="{n} to come"), Bilingual(fr="{n} à rendre", en="{n} to come"))

Css = Literal["ok", "imp", "bad", "out", "hum", "unk"]


@dataclass(frozen=True, slots=True)
class DeliverableView:
    name: str
    where: Said
    done: int
    promised: int
    due: Said | None
    css: Css
    word: Said
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    id: str
    title: str
    span: Said
    runs: bool
    signature: Said
    document: str | None
    objective: str | None
    fee: Said | None
    payment: Said | None
    end: Said
    notice: Said | None
    exclusivity: tuple[tuple[str, Said], ...]
    rights: tuple[tuple[str, Said], ...]
    codes: tuple[str, ...]
    after: str | None
    versions: int
    deliverables: tuple[DeliverableView, ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class InvoiceView:
    name: str
    amount: Said
    sent: Said
    due: Said | None
    paid: Said | None
    delay: Said | None
    css: Css
    word: Said
    proofs: tuple[Proof, ...]


def agreements(partnership: Partnership, on: date, proofs: Proofs, voice: Voice) -> tuple[AgreementView, ...]:
    """Those that run first, then the latest."""
    ordered = sorted(partnership.agreements, key=lambda each: (not each.runs_on(on), -each.began_on.toordinal()))
    return tuple(_agreement(each, partnership, on, proofs, voice) for each in ordered)


def _agreement(each: Agreement, partnership: Partnership, on: date, proofs: Proofs, voice: Voice) -> AgreementView:
    terms = each.terms
    form = voice.say(names.CONTRACTS[terms.form])
    signature = (
        voice.say(_SIGNED, form=form, day=voice.day(terms.signed_on))
        if terms.signed_on
        else voice.say(_UNSIGNED, form=form)
        if terms.form == "signed_document"
        else form
    )
    return AgreementView(
        id=clipped(each.id, NAME),
        title=clipped(agreement_name(each), NAME),
        span=span(each.began_on, each.last_day, voice),
        runs=each.runs_on(on),
        signature=signature,
        document=terms.document,
        objective=clipped(terms.objective, NAME) if terms.objective else None,
        fee=names.amount(terms.fee, voice) if terms.fee else None,
        payment=(
            voice.say(_PAYMENT, days=names.days(terms.payment_days, voice))
            if terms.payment_days is not None
            else None
        ),
        end=voice.say(names.TACIT[terms.tacit]),
        notice=_notice(each, voice),
        exclusivity=tuple(_exclusivity(one, voice) for one in terms.exclusivity),
        rights=tuple(_rights(one, voice) for one in terms.rights),
        codes=tuple(clipped(code, NAME) for code in terms.codes),
        after=clipped(each.after, NAME) if each.after else None,
        versions=len(each.versions),
        deliverables=tuple(_deliverables(each, partnership, on, proofs, voice)),
        proofs=proofs.of(*(version.event for version in each.versions), *proofs.ended(partnership.id, each.id)),
    )


def span(start: date | None, end: date | None, voice: Voice) -> Said:
    if start and end:
        return voice.say(_SPAN, start=voice.day(start), end=voice.day(end))
    if start:
        return voice.say(_FROM, start=voice.day(start))
    return voice.say(_UNTIL, end=voice.day(end)) if end else voice.say(_NO_DATES)


def _notice(each: Agreement, voice: Voice) -> Said | None:
    days, by = each.terms.notice_days, each.terms.notice_by
    if days is None or by is None:
        return None
    return voice.say(_NOTICE, days=names.days(days, voice), day=voice.day(by))


def _exclusivity(one: Exclusivity, voice: Voice) -> tuple[str, Said]:
    against = (voice.say(_AGAINST, one.against, names=", ".join(one.against)),) if one.against else ()
    rest = (*against, _territory(one.territory, voice), span(one.from_, one.to, voice))
    return names.stated(one.category, voice), Said(clipped(", ".join(rest), SENTENCE))


def _rights(one: Rights, voice: Voice) -> tuple[str, Said]:
    rest = (_territory(one.territory, voice), span(one.from_, one.to, voice))
    return names.stated(one.media, voice), Said(clipped(", ".join(rest), SENTENCE))


def _territory(codes: tuple[str, ...], voice: Voice) -> str:
    return ", ".join(country_name(code, voice.language) for code in codes) or voice.say(_EVERYWHERE)


def _deliverables(
    agreement: Agreement, partnership: Partnership, on: date, proofs: Proofs, voice: Voice
) -> Iterator[DeliverableView]:
    for promised in agreement.terms.deliverables:
        posts = partnership.delivered(agreement.id, promised)
        missing = promised.count - len(posts)
        last = max((post.published.on for post in posts), default=None)
        css: Css
        if missing <= 0:
            late = promised.due is not None and last is not None and last > promised.due
            css, word = ("imp", voice.say(_DONE_LATE)) if late else ("ok", voice.say(_DONE))
        elif promised.due is not None and promised.due < on:
            css, word = "bad", voice.figures(_MISSING, missing)
        else:
            css, word = "out", voice.figures(_COMING, missing)
        where = [kind_name(promised.kind, voice.language)]
        where += [platform_name(promised.platform, voice.language)] if promised.platform else []
        yield DeliverableView(
            name=clipped(promised.id, NAME),
            where=Said(", ".join(each for each in where if each)),
            done=len(posts),
            promised=promised.count,
            due=voice.day(promised.due) if promised.due else None,
            css=css,
            word=word,
            proofs=proofs.of(*(post.published.event for post in posts)),
        )


def invoices(partnership: Partnership, on: date, proofs: Proofs, voice: Voice) -> tuple[InvoiceView, ...]:
    """The latest first."""
    ordered = sorted(partnership.invoices, key=lambda each: each.invoiced.on, reverse=True)
    return tuple(_invoice(each, partnership.id, on, proofs, voice) for each in ordered)


def _invoice(each: Invoice, partnership: str, on: date, proofs: Proofs, voice: Voice) -> InvoiceView:
    billed, paid = each.invoiced.what, each.paid_on
    css, word = standing_of(each, on, voice)
    return InvoiceView(
        name=clipped(billed.invoice, NAME),
        amount=names.amount(billed.amount, voice),
        sent=voice.day(each.invoiced.on),
        due=voice.day(billed.due) if billed.due else None,
        paid=voice.day(paid) if paid else None,
        delay=names.days((paid - each.invoiced.on).days, voice) if paid else None,
        css=css,
        word=word,
        proofs=proofs.of(each.invoiced.event, *proofs.paid(partnership, billed.invoice)),
    )


def standing_of(each: Invoice, on: date, voice: Voice) -> tuple[Css, Said]:
    """How an invoice stands on the day: whether it was late is told only where its due day is known."""
    billed, paid = each.invoiced.what, each.paid_on
    still_open = names.amount(Money(each.open, billed.amount.currency), voice)
    if paid is not None:
        if billed.due is None:
            return "out", voice.say(_PAID)
        late = (paid - billed.due).days
        return ("imp", voice.say(_LATE, days=names.days(late, voice))) if late > 0 else ("ok", voice.say(_IN_TIME))
    if billed.disputed:
        return "hum", voice.say(_DISPUTED, open=still_open)
    if billed.due is not None and billed.due < on:
        return "bad", voice.say(_OVERDUE, days=names.days((on - billed.due).days, voice), open=still_open)
    return "out", voice.say(_OPEN, open=still_open)
