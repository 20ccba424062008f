"""How long partnerships last, and how they go on: retention, tenure, one-shots, renewals, spacing, concentration.

Everything is told as of a day ``on``: what happened later does not count, what is not over counts as open. Nothing
here says that longer is better. Formulas and the least n of each: ``durability.yaml``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median, pstdev

from perenne.model.bilingual import Bilingual
from perenne.model.measure import Interval, Measure, Refusal
from perenne.partnerships.consideration import euros
from perenne.partnerships.measures.dictionary import Asked, dictionary
from perenne.partnerships.measures.intervals import Spell, survival
from perenne.partnerships.partnership import Agreement, Partnership
from perenne.partnerships.services import services

Told = Measure | Refusal


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


def retention(partnerships: Sequence[Partnership], on: date) -> dict[Quarter, Told]:
    """``RET.Q`` by the quarter kept: of those that published in a quarter, how many did in the next one too."""
    active: dict[Quarter, set[str]] = {}
    for each in partnerships:
        for post in each.publications:
            active.setdefault(Quarter.of(post.published.on), set()).add(each.id)
    return _kept("RET.Q", active, on)


def agreements_kept(partnerships: Sequence[Partnership], on: date) -> dict[Quarter, Told]:
    """``RET.C`` by the quarter kept: of those with an agreement that runs on its last day, how many have one at the
    end of the next."""
    active: dict[Quarter, set[str]] = {}
    for quarter in _quarters(partnerships, on):
        active[quarter] = {each.id for each in partnerships if each.has_an_agreement_on(quarter.last_day)}
    return _kept("RET.C", active, on)


def _quarters(partnerships: Sequence[Partnership], on: date) -> list[Quarter]:
    began = [agreement.began_on for each in partnerships for agreement in each.agreements]
    quarters = [Quarter.of(min(began, default=on))]
    while quarters[-1] < Quarter.of(on):
        quarters.append(quarters[-1].next)
    return quarters


def _kept(name: str, active: dict[Quarter, set[str]], on: date) -> dict[Quarter, Told]:
    complete = [quarter for quarter in sorted(active) if quarter.next.last_day <= on]
    return {
        quarter: Asked(name).share(len(active[quarter] & active.get(quarter.next, set())), len(active[quarter]))
        for quarter in complete
    }


def tenure(partnerships: Sequence[Partnership], on: date) -> Told:
    """``TEN``: the median of months since the first service."""
    asked = Asked("TEN")
    spells = _tenures(partnerships, on)
    if len(spells) < asked.entry.least:
        return asked.too_few(len(spells))
    curve = survival(spells, dictionary().level)
    middle = curve.quantile(0.5)
    if middle is None:
        return asked.refused(len(spells), _NOT_REACHED.filled(share=50))
    return asked.told(middle, len(spells), curve.quantile_interval(0.5, dictionary().level))


_NOT_REACHED = Bilingual(
    fr="moins de {share} % sont terminés : la valeur n’est pas encore connue",
    en="fewer than {share} % have ended: the value is not known yet",
)


def after_twelve_months(partnerships: Sequence[Partnership], on: date) -> Told:
    """``SURV12``: the share that still goes on twelve months after its first service."""
    asked = Asked("SURV12")
    curve = survival(_tenures(partnerships, on), dictionary().level)
    at_risk = curve.at_risk(12)
    if at_risk < asked.entry.least:
        return asked.too_few(at_risk)
    step = curve.at(12)
    return asked.told(step.share, at_risk, _band(step.low, step.high))


def _band(low: float | None, high: float | None) -> Interval | None:
    return None if low is None or high is None else Interval(low, high, dictionary().level)


def _tenures(partnerships: Sequence[Partnership], on: date) -> list[Spell]:
    """Months from the first service to the end, or to ``on``."""
    parameters = dictionary().parameters
    spells = []
    for each in partnerships:
        days = services(each, on, parameters.burst_days)
        if days:
            closed = each.ended_on is not None and each.ended_on <= on
            last = each.ended_on if closed and each.ended_on else on
            spells.append(Spell(max(0, (last - days[0]).days) / parameters.month_days, closed))
    return spells


def one_shots(partnerships: Sequence[Partnership], on: date) -> Told:
    """``ONE``: of the partnerships that are old enough to tell, how many had a single service."""
    parameters = dictionary().parameters
    counts = [
        len(days)
        for each in partnerships
        if (days := services(each, on, parameters.burst_days)) and (on - days[0]).days >= parameters.one_shot_days
    ]
    return Asked("ONE").share(counts.count(1), len(counts))


def renewals(partnerships: Sequence[Partnership], on: date) -> Told:
    """``REN``: renewed agreements by those that came to their end and were decided. The undecided stand beside."""
    due = [(each, one) for each in partnerships for one in each.agreements if one.last_day and one.last_day <= on]
    decided = [(each, one) for each, one in due if one.renewed_by or _let_go(each, one, on)]
    renewed = sum(one.renewed_by is not None for _, one in decided)
    return Asked("REN").share(renewed, len(decided), (("undecided", len(due) - len(decided)),))


def _let_go(partnership: Partnership, agreement: Agreement, on: date) -> bool:
    """Somebody ended it, or decided to stop: what nobody decided is not a refusal."""
    ended = agreement.ended_on is not None or (partnership.ended_on is not None and partnership.ended_on <= on)
    return ended or any(
        each.what.about == agreement.id and each.what.choice == "stop" and each.on <= on
        for each in partnership.decisions
    )


def spacing(partnership: Partnership, on: date) -> Told:
    """``GAP`` of one partnership: the median of days between services; the least gap and the spread stand beside."""
    asked = Asked("GAP")
    days = services(partnership, on, dictionary().parameters.burst_days)
    gaps = [(after - before).days for before, after in pairwise(days)]
    if len(gaps) < asked.entry.least:
        return asked.too_few(len(gaps))
    mean = sum(gaps) / len(gaps)
    beside = (("least", min(gaps)), ("most", max(gaps)), ("variation", pstdev(gaps) / mean if mean else 0.0))
    return asked.told(median(gaps), len(gaps), None, beside)


def concentration(partnerships: Sequence[Partnership], on: date) -> Told:
    """``CONC``: how far consideration sits with few. Beside: the share of the largest, and 1 ÷ index."""
    asked = Asked("CONC")
    sums = [_given(each, on) for each in partnerships]
    known = [each for each in sums if each]
    if None in sums:
        return asked.refused(len(known), _UNVALUED)
    if len(known) < asked.entry.least:
        return asked.too_few(len(known))
    shares = [float(each / sum(known)) for each in known]
    index = sum(share * share for share in shares)
    return asked.told(index, len(known), None, (("largest", max(shares)), ("as_many_equal", 1 / index)))


_UNVALUED = Bilingual(
    fr="une contrepartie n’est pas valorisée en euros : elle ne compte pas pour zéro",
    en="some consideration has no value in euros: it does not count as zero",
)


def _given(partnership: Partnership, on: date) -> Decimal | None:
    """The sum in euros, or ``None`` where a part of it has no value in euros."""
    values = [euros(each.what) for each in partnership.given if each.on <= on]
    return None if None in values else sum((value for value in values if value is not None), Decimal())
