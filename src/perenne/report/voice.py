"""The report's own voice in one language: every sentence of ours passes here, nothing that is quoted does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from perenne.model.bilingual import Bilingual, Language
from perenne.report import days, numerals
from perenne.report.typography import typo

COMMA = ", "


class Said(str):
    """Words of ours, typography done: the page may set «1er» as an ordinal in them, and in no other text."""

    __slots__ = ()


class Counted(NamedTuple):
    """A sentence about ``{n}`` things, for one and for several."""

    one: Bilingual
    many: Bilingual


@dataclass(frozen=True, slots=True)
class Voice:
    language: Language

    def say(self, sentence: Bilingual, verbatim: Iterable[str] = (), /, **values: object) -> Said:
        """The sentence with its ``{placeholders}`` filled; ``verbatim`` are the strings in it that are quoted."""
        said = sentence.said_in(self.language)
        if not values and verbatim == ():
            return _of_ours(said, self.language)
        return Said(typo(said.format(**values) if values else said, self.language, verbatim))

    def plain(self, text: str) -> Said:
        return Said(typo(text, self.language))

    def count(self, sentence: Counted, n: int, **values: object) -> Said:
        """The sentence about ``n`` things, ``n`` in words up to twenty; zero is singular in French."""
        single = n == 1 or (n == 0 and self.language == "fr")
        return self.say(sentence.one if single else sentence.many, **{**values, "n": self.number(n)})

    def figures(self, sentence: Counted, n: int, **values: object) -> Said:
        """Like ``count``, with ``n`` always in figures."""
        single = n == 1 or (n == 0 and self.language == "fr")
        return self.say(sentence.one if single else sentence.many, n=self.figure(n), **values)

    def number(self, n: int) -> str:
        return numerals.in_words(n, self.language)

    def figure(self, n: int) -> str:
        return numerals.figure(n, self.language)

    def day(self, day: date) -> Said:
        return _of_ours(days.day(day, self.language), self.language)

    @property
    def semicolon(self) -> str:
        return " ; " if self.language == "fr" else "; "

    def series(self, parts: Iterable[str]) -> Said:
        """``a, b et c``."""
        *first, last = list(parts)
        joint = " et " if self.language == "fr" else " and "
        return Said(joint.join([", ".join(first), last]) if first else last)


@lru_cache(maxsize=4_096)
def _of_ours(text: str, language: Language) -> Said:
    """Words that hold nothing of anybody, set once: a page says the same ones again in every row."""
    return Said(typo(text, language))


def sentence_case(text: str) -> Said:
    """The same words with a capital at the beginning (accents kept: «à» gives «À»)."""
    return Said(text[:1].upper() + text[1:])
