"""Periods of civil dates, as law texts state them: first and last day both included."""

from datetime import date

import msgspec


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From ``start`` to ``end``, both included; an ``end`` of ``None`` is open."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("a period ends before it starts")

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: "Period") -> bool:
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)
