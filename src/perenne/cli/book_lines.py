"""The book in the terminal: plain lines in the user's language, every figure with what it rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from perenne.law.consideration import Sum, Year, thresholds
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Bilingual, Language, counted
from perenne.model.event import Given
from perenne.model.measure import Measure, Refusal
from perenne.partnerships.book import Book
from perenne.partnerships.conflicts import conflicts
from perenne.partnerships.consideration import Cumulated, advertiser_name, cumulated, euros
from perenne.partnerships.dates import Due, coming
from perenne.partnerships.measures.dictionary import dictionary
from perenne.partnerships.measures.health import of_one, of_portfolio
from perenne.partnerships.partnership import Agreement, Dated, Partnership
from perenne.report import days
from perenne.report.book.names import FORMS
from perenne.report.numerals import money, number, percent
from perenne.report.typography import typo


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences about a day, in one language."""

    language: Language
    on: date

    def say(self, fr: str, en: str) -> str:
        return typo(fr if self.language == "fr" else en, self.language)

    def day(self, day: date) -> str:
        return days.day(day, self.language)

    def money(self, amount: Decimal, currency: str = "EUR") -> str:
        return money(amount, currency, self.language)

    def as_of(self) -> str:
        return self.say(f"Au {self.day(self.on)}", f"As of {self.day(self.on)}")


def overview(book: Book, lines: Lines) -> list[str]:
    """One line a partnership, and what the book holds in all."""
    told = [lines.as_of()]
    for each in book.partnerships.values():
        posts = counted(len(each.publications), "publication", "post")
        told.append(
            lines.say(
                f"{each.id} · {_who(each)} · {_state(each, lines)} · {posts.fr}",
                f"{each.id} · {_who(each)} · {_state(each, lines)} · {posts.en}",
            )
        )
    held = counted(len(book.partnerships), "partenariat/partenariats", "partnership")
    batches = counted(len(book.batches), "lot", "batch/batches")
    told.append(lines.say(f"{held.fr}, {batches.fr}", f"{held.en}, {batches.en}"))
    return told


def _who(partnership: Partnership) -> str:
    return f"{advertiser_name(partnership.advertiser)} × {partnership.creator.name or partnership.creator.handle}"


def _state(partnership: Partnership, lines: Lines) -> str:
    if partnership.ended_on is not None and partnership.ended_on <= lines.on:
        return lines.say(
            f"terminé le {lines.day(partnership.ended_on)}", f"ended on {lines.day(partnership.ended_on)}"
        )
    running = [each.id for each in partnership.agreements if each.runs_on(lines.on)]
    if running:
        return lines.say(f"en cours ({', '.join(running)})", f"running ({', '.join(running)})")
    return lines.say("aucun accord en cours", "no agreement runs")


def lines_of_one(partnership: Partnership, lines: Lines) -> list[str]:
    """Everything that the book knows of one partnership."""
    opened = partnership.opened
    told = [
        f"{partnership.id} · {_who(partnership)} · {_state(partnership, lines)}",
        lines.say(f"Ouvert le {lines.day(opened.on)}", f"Opened on {lines.day(opened.on)}"),
    ]
    for agreement in partnership.agreements:
        told += _agreement(agreement, partnership, lines)
    for year in _sums([partnership], lines):
        told += _years(year, lines)
    told += [_unvalued(each, lines) for each in partnership.given if each.on <= lines.on and euros(each.what) is None]
    told += [f"  {lines.day(due.on)} · {_said(due.says, lines)}" for due in coming([partnership], lines.on)]
    for decided in partnership.decisions:
        by = f"{decided.by}, {lines.day(decided.on)}"
        told.append(f"  {decided.what.about} · {decided.what.choice} · {by} · {decided.what.reason}")
    told += [_measure(each, lines) for each in of_one(partnership, lines.on)]
    return told


def _unvalued(gift: Dated[Given], lines: Lines) -> str:
    """The question that blocks the sums, with what an event that answers it must name."""
    what = " · ".join(filter(None, (_said(FORMS[gift.what.form], lines), gift.what.what, gift.note)))
    return lines.say(
        f"  ? {lines.day(gift.on)} · {what} : quelle valeur HT, en euros ? (événement valued, given : {gift.event})",
        f"  ? {lines.day(gift.on)} · {what}: what value excl. VAT, in euros? (event valued, given: {gift.event})",
    )


def _agreement(agreement: Agreement, partnership: Partnership, lines: Lines) -> Iterator[str]:
    terms = agreement.terms
    until = lines.day(agreement.last_day) if agreement.last_day else lines.say("sans fin écrite", "no written end")
    yield f"{agreement.id} · {terms.title or terms.objective or '?'} · {lines.day(agreement.began_on)} → {until}"
    signed = terms.signed_on
    form = lines.say("forme non renseignée", "form not recorded") if terms.form is None else terms.form
    yield "  " + (lines.say(f"signé le {lines.day(signed)}", f"signed on {lines.day(signed)}") if signed else form)
    for promised in terms.deliverables:
        done = len(partnership.delivered(agreement.id, promised))
        yield lines.say(
            f"  {promised.id} : {done} sur {promised.count}", f"  {promised.id}: {done} of {promised.count}"
        )


def threshold_lines(book: Book, lines: Lines) -> list[str]:
    """What each creator got from each advertiser, by year, against the threshold of a written contract."""
    told = [lines.as_of()]
    for each in _sums(book.partnerships.values(), lines):
        told.append(f"{each.creator} × {each.advertiser} ({', '.join(each.partnerships)})")
        told += _years(each, lines)
    return told


def _sums(partnerships: Iterable[Partnership], lines: Lines) -> list[Cumulated]:
    return cumulated(partnerships, lines.on, thresholds(rulebook().rule("fr.contract.required")))


def _years(each: Cumulated, lines: Lines) -> Iterator[str]:
    for year in each.consideration.years:
        yield _year(year, lines)
        for objective in year.objectives:
            name = objective.name or lines.say("objectif non renseigné", "objective not recorded")
            yield f"    {name} · {_total(objective.sum, lines)}"
        if year.rolling.sum.total > year.cumulated.total:
            start, end = lines.day(year.rolling.start), lines.day(year.rolling.end)
            sum_ = _total(year.rolling.sum, lines)
            yield lines.say(f"    sur douze mois, du {start} au {end} : {sum_}", f"    {start} to {end}: {sum_}")


def _year(year: Year, lines: Lines) -> str:
    return f"  {year.year} · {_total(year.cumulated, lines)} · {_against(year, lines)}"


def _total(sum_: Sum, lines: Lines) -> str:
    total = lines.money(sum_.total)
    if not sum_.unvalued:
        return total
    count = counted(len(sum_.unvalued), "non valorisé/non valorisés", "not valued/not valued")
    return lines.say(f"{total} et {count.fr}", f"{total} and {count.en}")


def _against(year: Year, lines: Lines) -> str:
    sum_ = year.cumulated
    if sum_.threshold is None:
        return lines.say("aucun seuil connu pour cette année", "no threshold is known for that year")
    amount = lines.money(sum_.threshold.amount)
    return {
        "reached": _reached(year, amount, lines),
        "near": lines.say(f"proche du seuil de {amount}", f"near the threshold of {amount}"),
        "below": lines.say(f"sous le seuil de {amount}", f"below the threshold of {amount}"),
        "unknown": lines.say(
            f"inconnu face au seuil de {amount} : valorisez ce qui ne l’est pas",
            f"unknown against the threshold of {amount}: value what is not",
        ),
    }[sum_.state]


def _reached(year: Year, amount: str, lines: Lines) -> str:
    """What is surely one objective, in return for a service, needs a writing; the rest is a question."""
    if year.apart.reached:
        return lines.say(
            f"seuil de {amount} atteint : écrit obligatoire", f"threshold of {amount} reached: a written contract"
        )
    if year.certain.reached:
        most = lines.money(year.apart.total)
        return lines.say(
            f"seuil de {amount} atteint si tout se cumule ({most} au plus par objectif) : est-ce un même objectif ?",
            f"threshold of {amount} reached if everything counts together (at most {most} for one objective): is it "
            "one objective?",
        )
    sure = lines.money(year.certain.total)
    return lines.say(
        f"seuil de {amount} atteint, dont {sure} à coup sûr en échange d’un service : le reste l’était-il ?",
        f"threshold of {amount} reached, of which {sure} surely in return for a service: was the rest too?",
    )


def date_lines(dues: Iterable[Due], lines: Lines) -> list[str]:
    return [lines.as_of(), *(f"{lines.day(due.on)} · {due.partnership} · {_said(due.says, lines)}" for due in dues)]


def conflict_lines(book: Book, lines: Lines) -> list[str]:
    found = conflicts(list(book.partnerships.values()))
    if not found:
        return [lines.say("Aucun conflit dans ce que le livre sait.", "No conflict in what the book knows.")]
    return [f"{', '.join(each.partnerships)} · {_said(each.says, lines)}" for each in found]


def health_lines(book: Book, lines: Lines) -> list[str]:
    """Each measure with its value, interval and n, or its refusal; its formula below."""
    told = [lines.as_of()]
    names = dictionary().measures
    for each in of_portfolio(list(book.partnerships.values()), lines.on):
        told.append(_measure(each, lines))
        told.append(f"    {_said(names[each.id.partition('@')[0]].formula, lines)}")
    return told


def _measure(each: Measure | Refusal, lines: Lines) -> str:
    entry = dictionary().measures[each.id.partition("@")[0]]
    name = entry.fr if lines.language == "fr" else entry.en
    if isinstance(each, Refusal):
        return lines.say(
            f"  {name} ({each.id}) : inconnu, {each.why.fr}", f"  {name} ({each.id}): unknown, {each.why.en}"
        )
    value = _value(each, each.value, lines)
    if each.interval is None:
        return lines.say(
            f"  {name} ({each.id}) : {value}, n = {each.n}", f"  {name} ({each.id}): {value}, n = {each.n}"
        )
    low = _value(each, each.interval.low, lines)
    high = "…" if each.interval.high is None else _value(each, each.interval.high, lines)
    return lines.say(
        f"  {name} ({each.id}) : {value}, de {low} à {high}, n = {each.n}",
        f"  {name} ({each.id}): {value}, {low} to {high}, n = {each.n}",
    )


def _value(each: Measure, value: float, lines: Lines) -> str:
    match each.unit:
        case "share":
            return lines.say(f"{percent(value)} %", f"{percent(value)}%")
        case "days":
            return lines.say(f"{number(value, 'fr')} jours", f"{number(value, 'en')} days")
        case "months":
            return lines.say(f"{number(value, 'fr')} mois", f"{number(value, 'en')} months")
        case "index":
            return number(value, lines.language, 2)


def _said(words: Bilingual, lines: Lines) -> str:
    return typo(words.said_in(lines.language), lines.language)
