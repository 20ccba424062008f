"""A measured value with what it rests on, or a refusal that says what would be needed. Never a number alone."""

from dataclasses import dataclass
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
