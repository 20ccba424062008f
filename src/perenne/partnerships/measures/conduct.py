"""How a partnership is conducted: posts by the law of their day, corrections, payments, deliveries."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from statistics import median

from perenne.model.bilingual import Bilingual
from perenne.model.event import Deliverable
from perenne.model.finding import Verdict
from perenne.model.measure import Measure, Refusal
from perenne.partnerships.measures.dictionary import Asked, dictionary
from perenne.partnerships.measures.intervals import Spell, survival
from perenne.partnerships.partnership import Invoice, Partnership, Publication

Told = Measure | Refusal

_FINE: frozenset[Verdict] = frozenset({"compliant", "improvable"})
_BAD: frozenset[Verdict] = frozenset({"non_compliant", "prohibited"})


def compliance(partnerships: Sequence[Partnership], on: date) -> dict[int, Told]:
    """``COMP`` by year of publication. A post that was never judged is told beside, and so is one that waits."""
    by_year: dict[int, list[Verdict | None]] = {}
    for post in _posts(partnerships, on):
        by_year.setdefault(post.published.on.year, []).append(post.published.what.verdict)
    return {year: _compliant(verdicts) for year, verdicts in sorted(by_year.items())}


def compliant_in_all(partnerships: Sequence[Partnership], on: date) -> Told:
    """``COMP`` of all years together."""
    return _compliant([post.published.what.verdict for post in _posts(partnerships, on)])


def _compliant(verdicts: Sequence[Verdict | None]) -> Told:
    fine = sum(each in _FINE for each in verdicts)
    judged = fine + sum(each in _BAD for each in verdicts)
    beside = (("needs_human", verdicts.count("needs_human")), ("not_judged", verdicts.count(None)))
    return Asked("COMP").share(fine, judged, beside)


def time_to_correct(partnerships: Sequence[Partnership], on: date) -> Told:
    """``FIX``: the median of days from the request to the correction, of those that were asked for."""
    asked = Asked("FIX")
    days = [
        (each.on - each.what.asked_on).days
        for post in _posts(partnerships, on)
        for each in post.corrections
        if each.what.asked_on is not None and each.on <= on
    ]
    if len(days) < asked.entry.least:
        return asked.too_few(len(days))
    return asked.told(median(days), len(days), None, (("least", min(days)), ("most", max(days))))


def payment_delay(partnerships: Sequence[Partnership], on: date, share: int) -> Told:
    """``PAY.50`` or ``PAY.90``: the days after which ``share`` % of invoices are paid, open ones included."""
    asked = Asked(f"PAY.{share}")
    spells = [_waiting(invoice, on) for invoice in _invoices(partnerships, on)]
    if len(spells) < asked.entry.least:
        return asked.too_few(len(spells))
    curve = survival(spells, dictionary().level)
    still_open = (("open", sum(not spell.closed for spell in spells)),)
    delay = curve.quantile(share / 100)
    if delay is None:
        return asked.refused(len(spells), _NOT_PAID.filled(share=share), still_open)
    return asked.told(delay, len(spells), curve.quantile_interval(share / 100, dictionary().level), still_open)


_NOT_PAID = Bilingual(
    fr="moins de {share} % des factures sont payées : ce délai n’est pas encore connu",
    en="fewer than {share} % of the invoices are paid: this delay is not known yet",
)


def _waiting(invoice: Invoice, on: date) -> Spell:
    paid = invoice.paid_on
    closed = paid is not None and paid <= on
    last = paid if closed and paid is not None else on
    return Spell(max(0, (last - invoice.invoiced.on).days), closed)


def late_payments(partnerships: Sequence[Partnership], on: date) -> Told:
    """``PAY.LATE``: of the invoices that fell due, those paid later or open still. Disputed ones stand beside."""
    due = [each for each in _invoices(partnerships, on) if (day := each.invoiced.what.due) is not None and day < on]
    plain = [each for each in due if not each.invoiced.what.disputed]
    late = sum(_is_late(each, on) for each in plain)
    return Asked("PAY.LATE").share(late, len(plain), (("disputed", len(due) - len(plain)),))


def _is_late(invoice: Invoice, on: date) -> bool:
    due, paid = invoice.invoiced.what.due, invoice.paid_on
    return due is not None and (paid is None or paid > on or paid > due)


def deliveries_on_time(partnerships: Sequence[Partnership], on: date) -> Told:
    """``ONTIME``: of the pieces that were due, those published by their day."""
    told = [kept for each in partnerships for kept in _pieces(each, on)]
    return Asked("ONTIME").share(sum(told), len(told))


def _pieces(partnership: Partnership, on: date) -> Iterator[bool]:
    """For each piece whose day has passed: was it published by then? What fell due after the end was owed no more."""
    for agreement in partnership.agreements:
        ends = min(filter(None, (agreement.ended_on, partnership.ended_on)), default=on)
        for promised in agreement.terms.deliverables:
            if promised.due is not None and promised.due < on and promised.due <= ends:
                yield from _kept(partnership, agreement.id, promised, promised.due)


def _kept(partnership: Partnership, agreement: str, promised: Deliverable, due: date) -> Iterable[bool]:
    in_time = sum(post.published.on <= due for post in partnership.delivered(agreement, promised))
    return (number < in_time for number in range(promised.count))


def _posts(partnerships: Sequence[Partnership], on: date) -> Iterator[Publication]:
    return (post for each in partnerships for post in each.publications if post.published.on <= on)


def _invoices(partnerships: Sequence[Partnership], on: date) -> Iterator[Invoice]:
    return (invoice for each in partnerships for invoice in each.invoices if invoice.invoiced.on <= on)
