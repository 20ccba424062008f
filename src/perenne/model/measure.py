"""A measured value with what it rests on, or a refusal that says what would be needed. Never a number alone."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Literal

from perenne.model.bilingual import Bilingual

Unit = Literal["share", "days", "months", "index"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies in ``level`` (0 to 1) of all such cases. ``high`` ``None``: no upper end is known."""

    low: float
    high: float | None
    level: float


@dataclass(frozen=True, slots=True)
class Measure:
    """``id`` names formula and version (``REN@1``); ``n`` is what the value was computed from; ``beside`` what is
    told with it, by name: never added to it."""

    id: str
    value: float
    unit: Unit
    n: int
    interval: Interval | None = None
    beside: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Too little to say: ``n`` there are, ``needed`` it takes, and ``why`` where more would not suffice either."""

    id: str
    n: int
    needed: int
    why: Bilingual
    beside: tuple[tuple[str, float], ...] = ()


def wilson(hits: int, n: int, level: float) -> tuple[float, float]:
    """The ends of the interval of a share ``hits`` ÷ ``n`` (Wilson 1927, without continuity correction). None and all
    are ends of their own: rounding would leave a hair."""
    z = two_sided(level)
    share, spread = hits / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return middle - half if hits else 0.0, middle + half if hits < n else 1.0


def two_sided(level: float) -> float:
    """How many standard deviations around the mean hold ``level`` of a normal distribution."""
    return NormalDist().inv_cdf((1 + level) / 2)
