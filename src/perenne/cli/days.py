"""Days as a call names them."""

from datetime import date

from perenne.model.errors import UsageError

_YEARS = range(1000, 9000)
"""At either end of the calendar no neighbouring day could be told."""


def day(said: str | None) -> date | None:
    return None if said is None else needed_day(said)


def needed_day(said: str) -> date:
    """Raises ``UsageError`` where ``said`` is no day."""
    try:
        read = date.fromisoformat(said)
        if read.year not in _YEARS:
            raise ValueError
        return read
    except ValueError:
        raise UsageError(
            fr=f"une date s’écrit comme 2026-11-24, et non « {said} »",
            en=f"a date is written like 2026-11-24, and not “{said}”",
        ) from None
