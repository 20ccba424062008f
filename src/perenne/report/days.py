"""Dates as each language writes them in running text."""

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from perenne.model.bilingual import Language

_MONTHS: dict[Language, tuple[str, ...]] = {
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
}  # fmt: skip
PARIS = ZoneInfo("Europe/Paris")


class Moment(NamedTuple):
    """The civil day in Paris, and its time there (``18:42``) where the source stated the zone."""

    day: date
    time: str | None


def day(day: date, language: Language) -> str:
    """``24 nov. 2026``, ``1er janv. 2027``; ``24 Nov 2026``."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[language][day.month - 1]} {day.year}"


def moment(said: str | None) -> Moment | None:
    """When a post was published, as the law reads it; ``None`` where that is not known."""
    if said is None:
        return None
    try:
        parsed = datetime.fromisoformat(said)
        if parsed.tzinfo is None:
            return Moment(parsed.date(), None)
        local = parsed.astimezone(PARIS)
    except (ValueError, OverflowError):
        return None
    return Moment(local.date(), f"{local:%H:%M}")
