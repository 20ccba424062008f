"""Amounts as they are said, and words looked for in clauses."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from perenne.text.fold import compose, fold

_CENT = Decimal("0.01")
_WORD = re.compile(r"\w+")
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
    """Where the first of ``words`` that ``text`` holds stands in it, whatever its case and accents."""
    composed = compose(text)
    folded = fold(composed.text)
    for word in words:
        found = _pattern(word).search(composed.text.casefold() if word.startswith("#") else folded)
        if found:
            return composed.original_span(*found.span())
    return None


def length(text: str) -> int:
    """In words."""
    return len(_WORD.findall(text))


def has_number(text: str) -> bool:
    return any(char.isdigit() for char in text)


@lru_cache(maxsize=2_048)
def _pattern(word: str) -> re.Pattern[str]:
    if word.startswith("#"):
        return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    parts = fold(compose(word.removesuffix(BEGINNING)).text).split()
    end = r"\w*" if word.endswith(BEGINNING) else ""
    return re.compile(r"(?<!\w)" + r"\W{1,3}".join(map(re.escape, parts)) + end + r"(?!\w)")
