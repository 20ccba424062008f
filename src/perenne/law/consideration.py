"""What one advertiser gave one creator, cumulated as the law does: by calendar year and promotional objective.

The one sum of the program: law, book and pages ask here. Pure; euros excluding VAT, exact to the cent and beyond.
Whether two objectives are one is for a person: so everything is cumulated, and what stands apart is shown beside, as
is the fullest rolling year.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any, Literal

import msgspec

from perenne.dated.period import Period
from perenne.law.rulebook import Rule
from perenne.model.money import LARGEST
from perenne.model.relation import DealKind
from perenne.text.names import folded_name

State = Literal["below", "near", "reached", "unknown"]
"""``reached`` holds even where gifts are not valued; ``unknown``: they might make it so, or no threshold is known."""

MONEY: frozenset[DealKind] = frozenset({"money", "commission"})
_FINEST = Decimal("0.000001")
_NOTHING = Decimal(0)


class Exchange(msgspec.Struct, frozen=True, gc=False):
    """One thing given. ``day``: when, ``None`` where the year cannot be told; ``value`` in euros excluding VAT,
    ``None`` = not valued; ``sure``: surely in return for a service to this advertiser; ``place``: its number in the
    record that it comes from."""

    day: date | None
    kind: DealKind | None = None
    value: Decimal | None = None
    objective: str | None = None
    sure: bool = True
    place: int = 0


Dated = tuple[date, Exchange]


@dataclass(frozen=True, slots=True)
class Threshold:
    """``amount`` in euros excluding VAT, and the share of it from which to warn."""

    amount: Decimal
    warn_share: Decimal


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The threshold of each period of the law, ``None`` where it has none that is known; and the length of a rolling
    year. ``by``: whatever the year, the law of this day."""

    periods: tuple[tuple[Period, Threshold | None], ...]
    rolling_months: int
    by: date | None = None

    def in_year(self, year: int) -> Threshold | None:
        """That of the year's last day."""
        day = self.by or date(year, 12, 31)
        return next((threshold for period, threshold in self.periods if period.holds_on(day)), None)


def thresholds(rule: Rule, by: date | None = None) -> Thresholds:
    """The thresholds that ``rule`` (a written contract is needed) states in its dated versions."""
    periods = tuple((version.period, _threshold(version.parameters)) for version in rule.versions)
    return Thresholds(periods, rule.versions[-1].parameters["rolling_months"], by)


def _threshold(said: Mapping[str, Any]) -> Threshold | None:
    if "threshold" not in said:
        return None
    return Threshold(Decimal(str(said["threshold"])), Decimal(str(said["warn_share"])))


@dataclass(frozen=True)
class Sum:
    """Several exchanges together, in the order of their days."""

    exchanges: tuple[Exchange, ...]
    threshold: Threshold | None

    @cached_property
    def money(self) -> Decimal:
        return _added(each for each in self.exchanges if each.kind in MONEY)

    @cached_property
    def in_kind(self) -> Decimal:
        return _added(each for each in self.exchanges if each.kind is not None and each.kind not in MONEY)

    @cached_property
    def total(self) -> Decimal:
        """Of all that is valued, of whatever kind."""
        return _added(self.exchanges)

    @cached_property
    def unvalued(self) -> tuple[Exchange, ...]:
        return tuple(each for each in self.exchanges if each.value is None)

    @property
    def share(self) -> Decimal | None:
        """The total as a share of the threshold: 1 is the whole of it."""
        return self.total / self.threshold.amount if self.threshold is not None else None

    @property
    def state(self) -> State:
        if self.threshold is None:
            return "unknown"
        if self.total >= self.threshold.amount:
            return "reached"
        if self.unvalued:
            return "unknown"
        return "near" if self.total >= self.threshold.amount * self.threshold.warn_share else "below"

    @property
    def reached(self) -> bool:
        return self.state == "reached"

    @property
    def reached_on(self) -> date | None:
        """The day from which the total reaches the threshold."""
        if self.threshold is None:
            return None
        running = _NOTHING
        for each in self.exchanges:
            running += each.value or _NOTHING
            if running >= self.threshold.amount:
                return each.day
        return None


@dataclass(frozen=True, slots=True)
class Objective:
    """What was given for one objective; ``name`` as first written, ``None``: not recorded."""

    name: str | None
    sum: Sum


@dataclass(frozen=True, slots=True)
class Window:
    """A rolling year, both days included."""

    start: date
    end: date
    sum: Sum


@dataclass(frozen=True)
class Year:
    """One calendar year. ``cumulated``: all of it; ``dated``: all that was ever given, by day. The rest is counted
    when it is asked for."""

    year: int
    cumulated: Sum
    dated: tuple[Dated, ...]
    rolling_months: int

    @cached_property
    def certain(self) -> Sum:
        """What was surely given in return."""
        return self._of(each for each in self.cumulated.exchanges if each.sure)

    @cached_property
    def apart(self) -> Sum:
        """The most that surely counts together: for one objective, or in one piece."""
        by_objective = _by_objective(self.certain.exchanges)
        alone = [(each,) for each in by_objective.pop("", ())]
        several = [*(by_objective[name] for name in sorted(by_objective)), *alone]
        return max(map(self._of, several), key=lambda sum_: sum_.total, default=self._of(()))

    @cached_property
    def objectives(self) -> tuple[Objective, ...]:
        """What was given for each objective; those that nobody recorded come first, together."""
        by_objective = sorted(_by_objective(self.cumulated.exchanges).items())
        return tuple(Objective(each[0].objective if name else None, self._of(each)) for name, each in by_objective)

    @cached_property
    def rolling(self) -> Window:
        """The fullest rolling year that ends in this one, the earliest of several, by this one's threshold."""
        if not self.cumulated.exchanges:  # nothing yet in the year
            return Window(date(self.year, 1, 1), date(self.year, 12, 31), self.cumulated)
        first, last = _fullest(self.dated, self.year, self.rolling_months)
        end = self.dated[last][0]
        inside = (each for _, each in self.dated[first : last + 1])
        return Window(_start(end, self.rolling_months), end, self._of(inside))

    def _of(self, exchanges: Iterable[Exchange]) -> Sum:
        return Sum(tuple(exchanges), self.cumulated.threshold)


@dataclass(frozen=True, slots=True)
class Consideration:
    """``years`` with something given, in order; ``undated``: what belongs to a year that nobody recorded."""

    years: tuple[Year, ...]
    undated: tuple[Exchange, ...]


def euros(value: float | Decimal | None) -> Decimal | None:
    """``value`` as it is written, or ``None`` where it is no amount that was ever given. What is finer than a
    millionth is cut off, never rounded up to a threshold."""
    if value is None:
        return None
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not (exact.is_finite() and 0 <= exact < LARGEST):
        return None
    return exact if exact == (cut := exact.quantize(_FINEST, ROUND_DOWN)) else cut


def in_return(kind: DealKind | None, requested: bool | None) -> bool:
    """Surely in return for a service, at its value: money is, unless said otherwise; a benefit in kind where a post
    was expected (position R24). What a loan is worth is an open question."""
    if kind in MONEY:
        return requested is not False
    return requested is True and kind != "loan"


def consideration(exchanges: Iterable[Exchange], known: Thresholds) -> Consideration:
    """The sums of ``exchanges``, which are those of one creator and one advertiser, in any order."""
    dated: list[Dated] = []
    undated: list[Exchange] = []
    for each in exchanges:
        if each.day is None:
            undated.append(each)
        else:
            dated.append((each.day, each))
    dated.sort(key=lambda pair: (pair[0], pair[1].place))
    in_order = tuple(dated)
    years = tuple(
        Year(year, Sum(tuple(each for _, each in given), known.in_year(year)), in_order, known.rolling_months)
        for year, given in groupby(in_order, key=lambda pair: pair[0].year)
    )
    return Consideration(years, tuple(sorted(undated, key=lambda each: each.place)))


def _by_objective(given: Iterable[Exchange]) -> dict[str, tuple[Exchange, ...]]:
    """By the objective as it is compared; ``""`` for those that record none."""
    found: defaultdict[str, list[Exchange]] = defaultdict(list)
    for each in given:
        found[_compared(each.objective)].append(each)
    return {name: tuple(several) for name, several in found.items()}


@lru_cache(maxsize=4_096)
def _compared(objective: str | None) -> str:
    """An objective as it is compared: few of them are met, and often."""
    return folded_name(objective) if objective else ""


def _fullest(dated: Sequence[Dated], year: int, months: int) -> tuple[int, int]:
    """The first and the last exchange of the fullest ``months`` months that end on a day of ``year``."""
    best, found = Decimal(-1), (0, 0)
    running, first = _NOTHING, 0
    for last, (day, each) in enumerate(dated):
        running += each.value or _NOTHING
        if day.year != year:
            continue
        start = _start(day, months)
        while dated[first][0] < start:
            running -= dated[first][1].value or _NOTHING
            first += 1
        more_today = last + 1 < len(dated) and dated[last + 1][0] == day
        if not more_today and running > best:
            best, found = running, (first, last)
    return found


@lru_cache(maxsize=4_096)
def _start(end: date, months: int) -> date:
    """The first day of the ``months`` months that end with ``end``."""
    before = end.year * 12 + end.month - 1 - months
    year, month = divmod(before, 12)
    if year < date.min.year:
        return date.min
    day = min(end.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=1)


def _added(exchanges: Iterable[Exchange]) -> Decimal:
    total = _NOTHING
    for each in exchanges:
        if each.value is not None:
            total += each.value
    return total
