"""Amounts as they are said, and words looked for in clauses."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from typing import NamedTuple

from perenne.text.fold import Composed, compose, fold

_CENT = Decimal("0.01")
_WORD = re.compile(r"\w+")
_BLANK = re.compile(r"_{3,}|\.{5,}|…{2,}|\[[^\W\d][^\]]{1,60}\]")
BEGINNING = "…"
"""At the end of a word of a list: whatever begins so."""


def amount(name: str, value: Decimal | None) -> dict[str, str]:
    """``{name}_fr`` and ``{name}_en``: an amount in euros, never rounded up."""
    if value is None:
        return {f"{name}_fr": "un montant non fixé", f"{name}_en": "an amount not set"}
    cents = value.quantize(_CENT, ROUND_DOWN)
    whole = cents == cents.to_integral_value()
    english = f"{cents:,.0f}" if whole else f"{cents:,.2f}"
    french = english.replace(",", " ").replace(".", ",")
    return {f"{name}_fr": f"{french} €", f"{name}_en": f"€{english}"}


def both(name: str, said: Mapping[str, str]) -> dict[str, str]:
    """``{name}_fr`` and ``{name}_en``: a bilingual text of a rule's parameters."""
    return {f"{name}_fr": said["fr"], f"{name}_en": said["en"]}


def listed(name: str, said: Iterable[Mapping[str, str]]) -> dict[str, str]:
    several = list(said)
    return {f"{name}_{language}": ", ".join(each[language] for each in several) for language in ("fr", "en")}


def place_of(words: Iterable[str], text: str) -> tuple[int, int] | None:
    """Where the first of ``words`` that ``text`` holds stands in it, whatever its case and accents; one in capitals
    (*IA*) is looked for in capitals."""
    return next(places_of(words, text), None)


def places_of(words: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Every place of every one of ``words``, word by word."""
    prepared = _prepared(text)
    for word in _sought(tuple(words)).possible(prepared):
        for found in _pattern(word).finditer(prepared.searched(word)):
            yield prepared.composed.original_span(*found.span())


def without(phrases: Iterable[str], text: str) -> str:
    """``text`` with blanks in the place of every one of ``phrases``."""
    spans = tuple(places_of(phrases, text))
    if not spans:
        return text
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def has_blank(text: str) -> bool:
    """Whether something in ``text`` is left to be filled in."""
    return _BLANK.search(text) is not None


def has_amount(text: str, money: Mapping[str, Sequence[str]]) -> bool:
    """Whether ``text`` holds a number of one of the ``signs`` of ``money``, in figures or in its ``numerals``."""
    pattern = _amount_pattern(tuple(money["signs"]), tuple(money["numerals"]))
    return pattern.search(compose(text).text.casefold()) is not None


def length(text: str) -> int:
    """In words."""
    return len(_WORD.findall(text))


class _Prepared(NamedTuple):
    """A text as it is looked through; ``tokens``: its words, ``ordered``: the same by the alphabet."""

    composed: Composed
    folded: str
    tokens: frozenset[str]
    ordered: tuple[str, ...]

    def searched(self, word: str) -> str:
        if word.startswith("#"):
            return self.composed.text.casefold()
        return self.composed.text if word.isupper() else self.folded

    def holds_beginning(self, beginning: str) -> bool:
        at = bisect_left(self.ordered, beginning)
        return at < len(self.ordered) and self.ordered[at].startswith(beginning)


@lru_cache(maxsize=16_384)
def _prepared(text: str) -> _Prepared:
    """Many lists are looked for in one text."""
    composed = compose(text)
    folded = fold(composed.text)
    tokens = frozenset(_WORD.findall(folded))
    return _Prepared(composed, folded, tokens, tuple(sorted(tokens)))


class _Sought(NamedTuple):
    """A list of words by how they begin, each with its place in the list: with a whole word, with the beginning of
    one, or with a sign."""

    words: tuple[str, ...]
    whole: dict[str, tuple[int, ...]]
    begun: dict[str, tuple[int, ...]]
    signs: tuple[int, ...]

    def possible(self, text: _Prepared) -> list[str]:
        """Those that ``text`` may hold: most lists are looked for in vain."""
        places = list(self.signs)
        for token in self.whole.keys() & text.tokens:
            places += self.whole[token]
        for beginning, those in self.begun.items():
            if text.holds_beginning(beginning):
                places += those
        return [self.words[place] for place in sorted(places)]


@lru_cache(maxsize=4_096)
def _sought(words: tuple[str, ...]) -> _Sought:
    whole: dict[str, tuple[int, ...]] = {}
    begun: dict[str, tuple[int, ...]] = {}
    signs: tuple[int, ...] = ()
    for place, word in enumerate(words):
        parts = fold(compose(word.removesuffix(BEGINNING)).text).split()
        if word.startswith("#") or word.isupper() or not _WORD.fullmatch(parts[0]):
            signs = (*signs, place)
        else:
            first = begun if len(parts) == 1 and word.endswith(BEGINNING) else whole
            first[parts[0]] = (*first.get(parts[0], ()), place)
    return _Sought(words, whole, begun, signs)


@lru_cache(maxsize=8)
def _amount_pattern(signs: tuple[str, ...], numerals: tuple[str, ...]) -> re.Pattern[str]:
    sign = "|".join(
        rf"(?<!\w){re.escape(each)}(?!\w)"
        if each.isalpha()
        else rf"(?<!\w){re.escape(each.removesuffix(BEGINNING))}"
        if each.endswith(BEGINNING)
        else re.escape(each)
        for each in signs
    )
    said = "|".join(map(re.escape, numerals))
    figure = rf"\d[\d\s.,’']{{0,20}}|(?<!\w)(?:{said})(?!\w)[\s(]*"
    return re.compile(rf"(?:{sign})\s*\d|(?:{figure})[\s)]*(?:{sign})")


@lru_cache(maxsize=4_096)
def _pattern(word: str) -> re.Pattern[str]:
    if word.startswith("#") or word.isupper():
        return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    parts = fold(compose(word.removesuffix(BEGINNING)).text).split()
    end = r"\w*" if word.endswith(BEGINNING) else ""
    return re.compile(r"(?<!\w)" + r"\W{1,3}".join(map(re.escape, parts)) + end + r"(?!\w)")
