"""Whether a written contract is needed, year by year: surely, perhaps, or not."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from perenne.law.consideration import Consideration, Exchange, Sum, Thresholds, Year

Need = Literal["required", "perhaps", "none"]
Why = Literal[
    "reached", "threshold_missing", "objective_unclear", "return_unclear", "unvalued", "undated", "rolling_only",
    "near", "below",
]  # fmt: skip
_NEEDS: dict[Why, Need] = {"reached": "required", "near": "none", "below": "none"}


@dataclass(frozen=True, slots=True)
class Duty:
    """One calendar year: ``why`` names what decided. ``day``: that of the law that is applied to it."""

    sums: Year
    day: date
    why: Why

    @property
    def need(self) -> Need:
        return _NEEDS.get(self.why, "perhaps")


def duties(given: Consideration, planned: Consideration, known: Thresholds) -> tuple[Duty, ...]:
    """The duty of each year in which something was given, and of each in which nothing was yet, where what is
    ``planned`` will need a writing."""
    begun = {sums.year: sums for sums in given.years}
    return tuple(
        Duty(sums, known.by or _last(later), _why(sums, given.undated))
        for later in planned.years
        if (sums := begun.get(later.year) or (_nothing_yet(later) if later.cumulated.reached else None)) is not None
    )


def _last(year: Year) -> date:
    return max(each.day for each in year.cumulated.exchanges if each.day is not None)


def _nothing_yet(later: Year) -> Year:
    """The same year while nothing was given in it."""
    nothing = Sum((), later.cumulated.threshold)
    return Year(later.year, nothing, (), later.rolling_months)


def may_reach(undated: tuple[Exchange, ...], known: Thresholds) -> bool:
    """Whether exchanges of no known year may need a writing by themselves: by the newest threshold."""
    _, newest = known.periods[-1]
    return bool(undated) and Sum(undated, newest).state in {"reached", "unknown"}


def _why(year: Year, undated: tuple[Exchange, ...]) -> Why:
    together = year.cumulated
    if together.threshold is None:
        return "threshold_missing"
    if together.reached and year.apart.reached:
        return "reached"
    if together.reached:
        return "objective_unclear" if year.certain.reached else "return_unclear"
    if together.unvalued:
        return "unvalued"
    if undated and Sum((*together.exchanges, *undated), together.threshold).state in {"reached", "unknown"}:
        return "undated"
    if year.rolling.sum.reached:
        return "rolling_only"
    return "near" if together.state == "near" else "below"
