"""Numbers, percentages and simple fractions as each language writes them."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from typing import Literal, NamedTuple

from perenne.model.bilingual import Language
from perenne.report.typography import NARROW, WIDE

_IN_WORDS: dict[Language, tuple[str, ...]] = {
    "fr": (
        "zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
        "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
    ),
    "en": (
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ),
}  # fmt: skip

Bound = Literal["exactly", "nearly", "more", "less"]
_SIMPLE = sorted({Fraction(a, b) for b in (2, 3, 4, 5, 10) for a in range(1, b)})


class Portion(NamedTuple):
    """A share said as ``part`` of ``whole``: exactly that, a little less (nearly), more, or below the lowest."""

    bound: Bound
    part: int
    whole: int


def in_words(number: int, language: Language) -> str:
    """Up to twenty in words (in French in the feminine: one counts posts and questions), above in figures."""
    words = _IN_WORDS[language]
    return words[number] if number < len(words) else figure(number, language)


def figure(number: int, language: Language) -> str:
    """The number with its thousands apart: ``12 500`` with narrow spaces, ``12,500``."""
    return f"{number:,}".replace(",", NARROW if language == "fr" else ",")


def number(value: float, language: Language, digits: int = 1) -> str:
    """The number with at most ``digits`` decimals and its thousands apart: ``38``, ``1 204,5``; ``1,204.5``."""
    whole, _, rest = f"{value:,.{digits}f}".partition(".")
    rest = rest.rstrip("0")
    thousands, mark = (NARROW, ",") if language == "fr" else (",", ".")
    return whole.replace(",", thousands) + (mark + rest if rest else "")


def money(amount: Decimal, currency: str, language: Language) -> str:
    """``1 400 €``, ``999,99 €``; ``€1,400``, ``€999.99``; another currency by its code. Cents only where there are
    some, then always two digits."""
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    digits = 0 if cents == cents.to_integral_value() else 2
    written = f"{cents:,.{digits}f}"
    if language == "fr":
        written = written.replace(",", NARROW).replace(".", ",")
    if currency != "EUR":
        return f"{written}{WIDE}{currency}"
    return f"{written}{WIDE}€" if language == "fr" else f"€{written}"


def percent(value: float) -> int:
    """A share between 0 and 1 in whole per cent, halves up; 0 and 100 are said only of none and of all."""
    rounded = floor(value * 100 + 0.5)
    if 0 < value < 1:
        return min(99, max(1, rounded))
    return rounded


def portion(part: int, whole: int) -> Portion:
    """The simple fraction nearest to ``part`` of ``whole`` (0 < part < whole), with the word that makes it true."""
    exact = Fraction(part, whole)
    nearest = min(_SIMPLE, key=lambda simple: abs(simple - exact))
    if exact == nearest:
        bound: Bound = "exactly"
    elif exact > nearest:
        bound = "more"
    else:
        bound = "less" if nearest == _SIMPLE[0] else "nearly"
    return Portion(bound, nearest.numerator, nearest.denominator)
