"""What a value can be: a record with one that cannot be is refused as a whole, by name and line. Each check raises
``ValueError("field: why")``; ``perenne.model.wire`` says it in both languages."""

from collections.abc import Iterable
from datetime import date

from perenne.model.money import LARGEST

_MOST = 10**18
_YEARS = range(1900, 2201)
_CHILDHOOD = range(18)
_ROUNDED = 0.05
"""By how much shares that were rounded may exceed the whole together."""


def check_count(count: int | tuple[int, int] | None, field: str) -> None:
    """From zero up; a band from its low end to its high end."""
    if count is None or (type(count) is int and 0 <= count < _MOST):
        return
    low, high = count if isinstance(count, tuple) else (count, count)
    if not 0 <= low <= high < _MOST:
        raise ValueError(f"{field}: expected a number from zero up, or a band from low to high")


def check_amount(amount: float | None, field: str) -> None:
    """Neither negative nor more than any exchange of this trade."""
    if amount is not None and not 0 <= amount < LARGEST:
        raise ValueError(f"{field}: expected an amount from zero to a trillion")


def check_seconds(start: float | None, end: float | None, field: str) -> None:
    """Counted from the start of a video; ``end`` is not before ``start``."""
    if not 0 <= (start or 0) <= (end if end is not None else float("inf")):
        raise ValueError(f"{field}: expected seconds from zero up, the end not before the start")


def check_days(start: str | date | None, end: str | date | None, field: str) -> None:
    """Civil days, or times of which the day counts: ``end`` is not before ``start``."""
    if start is not None and end is not None and str(end)[:10] < str(start)[:10]:
        raise ValueError(f"{field}: expected an end that is not before the start")


def check_birth_year(year: int | None) -> None:
    if year is not None and year not in _YEARS:
        raise ValueError("birth_year: expected a year such as 1998")


def check_children(ages: Iterable[int]) -> None:
    if any(age not in _CHILDHOOD for age in ages):
        raise ValueError("children: expected ages from 0 to 17")


def check_shares(shares: Iterable[float], field: str) -> None:
    """Of one whole."""
    parts = tuple(shares)
    if not all(0 <= share <= 1 for share in parts):
        raise ValueError(f"{field}: expected shares between 0 and 1")
    if sum(parts) > 1 + _ROUNDED:
        raise ValueError(f"{field}: expected shares that are one whole at most together")


def check_place(index: int | None, of: int | None) -> None:
    """A place in a series of ``of``."""
    if not 0 <= (index or 0) <= (of if of is not None else _MOST):
        raise ValueError("index: expected a place from zero up, within the series")
