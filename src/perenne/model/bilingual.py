"""Words that exist in French and in English, because every sentence a person reads does."""

from datetime import date
from typing import Literal

import msgspec

Language = Literal["fr", "en"]
_MONTHS: dict[Language, tuple[str, ...]] = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
        "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December",
    ),
}  # fmt: skip


class Bilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence in both languages, plain spaces: typography is added where it is shown."""

    fr: str
    en: str

    def said_in(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en

    def filled(self, **values: object) -> "Bilingual":
        """The same sentence with its ``{placeholders}`` filled in; a day, and words of both languages, in its own."""
        if "{" not in self.fr and "{" not in self.en and "}" not in self.fr and "}" not in self.en:
            return self
        return Bilingual(fr=self.fr.format(**_said(values, "fr")), en=self.en.format(**_said(values, "en")))


def counted(count: int, fr: str, en: str) -> Bilingual:
    """``1 fichier``, ``0 fichier``, ``3 copies réunies``; ``0 files``. A plural that is more than an ``s`` stands
    behind a stroke: ``copie réunie/copies réunies``. In French zero is singular."""
    return Bilingual(fr=_numbered(count, fr, single=count < 2), en=_numbered(count, en, single=count == 1))


def _numbered(count: int, words: str, *, single: bool) -> str:
    one, _, several = words.partition("/")
    return f"{count} {one if single else several or one + 's'}"


def month_in_words(day: date, language: Language) -> str:
    """``janvier 2027``; ``January 2027``."""
    return f"{_MONTHS[language][day.month - 1]} {day.year}"


def day_in_words(day: date, language: Language) -> str:
    """``1er janvier 2027``; ``1 January 2027``."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {month_in_words(day, language)}"


def _said(values: dict[str, object], language: Language) -> dict[str, object]:
    return {name: _one_said(each, language) for name, each in values.items()}


def _one_said(value: object, language: Language) -> object:
    if isinstance(value, date):
        return day_in_words(value, language)
    return value.said_in(language) if isinstance(value, Bilingual) else value
