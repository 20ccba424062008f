"""The interval around a share that was counted, not estimated by eye."""

from typing import NamedTuple

from perenne.model.measure import wilson

ENOUGH = 20
"""Below this number of posts a rate says more than the posts do: none is given."""
LEVEL = 0.95


class Share(NamedTuple):
    """``part`` of ``whole``, and the ends of its 95 % interval, all between 0 and 1."""

    value: float
    low: float
    high: float


def share(part: int, whole: int) -> Share | None:
    """The share with its Wilson score interval (Wilson 1927), or ``None`` where ``whole`` is below ``ENOUGH``."""
    if whole < ENOUGH:
        return None
    return Share(part / whole, *wilson(part, whole, LEVEL))
