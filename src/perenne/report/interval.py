"""The interval around a share that was counted, not estimated by eye."""

from math import sqrt
from typing import NamedTuple

ENOUGH = 20
"""Below this number of posts a rate says more than the posts do: none is given."""
Z_95 = 1.959963984540054


class Share(NamedTuple):
    """``part`` of ``whole``, and the ends of its 95 % interval, all between 0 and 1."""

    value: float
    low: float
    high: float


def share(part: int, whole: int) -> Share | None:
    """The share with its Wilson score interval (Wilson 1927), or ``None`` where ``whole`` is below ``ENOUGH``."""
    if whole < ENOUGH:
        return None
    value = part / whole
    shrink = 1 + Z_95**2 / whole
    centre = (value + Z_95**2 / (2 * whole)) / shrink
    # Rounding may put the end a hair beyond the share itself where that is none or all.
    half = Z_95 / shrink * sqrt(value * (1 - value) / whole + Z_95**2 / (4 * whole**2))
    return Share(value, max(0.0, min(value, centre - half)), min(1.0, max(value, centre + half)))
