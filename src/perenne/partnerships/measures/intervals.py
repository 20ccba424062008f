"""Shares and times with honest intervals. Pure arithmetic: no table, no random draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp, log, sqrt

from perenne.model.measure import Interval, two_sided, wilson


def share_interval(hits: int, n: int, level: float) -> Interval:
    """Wilson's interval of a share ``hits`` ÷ ``n``."""
    return Interval(*wilson(hits, n, level), level)


@dataclass(frozen=True, slots=True)
class Spell:
    """A time that passed: ``closed`` when it ended then, open when it goes on and was only looked at then."""

    length: float
    closed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """From ``at`` on, ``share`` is still going, between ``low`` and ``high`` (``None``: no interval can be told)."""

    at: float
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Survival:
    """Kaplan and Meier's curve (1958) with Greenwood's variance on the log-log scale."""

    steps: tuple[Step, ...]
    spells: tuple[Spell, ...]

    def at(self, time: float) -> Step:
        """The step that holds at ``time``."""
        return next((step for step in reversed(self.steps) if step.at <= time), Step(0.0, 1.0, 1.0, 1.0))

    def at_risk(self, time: float) -> int:
        """How many were still observed just before ``time``."""
        return sum(spell.length >= time for spell in self.spells)

    def quantile(self, share: float) -> float | None:
        """The time by which ``share`` have ended, or ``None`` where so many are not known to."""
        return _first_below(((step.at, step.share) for step in self.steps), 1 - share)

    def quantile_interval(self, share: float, level: float) -> Interval | None:
        """By inverting the band (Brookmeyer and Crowley 1982); its upper end may be unknown."""
        low = _first_below(((step.at, _or(step.low, step.share)) for step in self.steps), 1 - share)
        high = _first_below(((step.at, _or(step.high, step.share)) for step in self.steps), 1 - share)
        return None if low is None else Interval(low, high, level)


def _or(bound: float | None, share: float) -> float:
    return share if bound is None else bound


_SLACK = 1e-12
"""Products of fractions may miss a round share by the last bit."""


def _first_below(curve: Iterable[tuple[float, float]], share: float) -> float | None:
    return next((time for time, value in curve if value <= share + _SLACK), None)


def survival(spells: Sequence[Spell], level: float) -> Survival:
    """The curve of ``spells``; open ones count for as long as they were seen."""
    steps: list[Step] = []
    share, variance, left = 1.0, 0.0, len(spells)
    for time, group in groupby(sorted(spells, key=lambda spell: spell.length), key=lambda spell: spell.length):
        here = list(group)
        ended = sum(spell.closed for spell in here)
        if ended:
            share *= 1 - ended / left
            variance += ended / (left * (left - ended)) if left > ended else 0.0
            steps.append(_step(time, share, variance, level))
        left -= len(here)
    return Survival(tuple(steps), tuple(spells))


def _step(time: float, share: float, variance: float, level: float) -> Step:
    if not 0 < share < 1:
        return Step(time, max(share, 0.0), None, None)
    reach = two_sided(level) * sqrt(variance) / log(share)
    low, high = share ** exp(-reach), share ** exp(reach)
    return Step(time, share, min(low, high), max(low, high))
