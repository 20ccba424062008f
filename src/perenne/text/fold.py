"""Fold text for matching, one code point to one code point, so that an offset in the folded text is an offset in
the original.

Letters lose case and accents (capitals, dropped accents and accents on capitals are ordinary spelling); fullwidth,
circled and mathematical letters become plain ones; punctuation, symbols, emoji, marks and white space become a
space; ``%``, ``&`` and ``€`` stay. A text that holds decomposed accents, or several blanks between two words, is
composed first, with a map back (``Composed``).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl

KEPT_SIGNS = frozenset("%&€")
UNSETTLED = r"[\u0300-\u036F]|[^\S\n\r]{2}|['’][^\S\n\r]"
"""Which texts ``compose`` changes, as a regular expression for a column."""

_COMBINING = re.compile(r"[\u0300-\u036F]")
_CHANGES = re.compile(r"(?P<letter>.[\u0300-\u036F]+)|(?:[^\S\n\r]|['’])[^\S\n\r]+", re.DOTALL)
WORD = re.compile(r"[^ %&€]+|[%&€]")
"""One word of a folded text; a kept sign is a word of its own."""
_USUAL = (range(0x180), range(0x2000, 0x2070), range(0x2600, 0x2800), range(0xFE00, 0xFE10), range(0x1F300, 0x1FB00))
"""Where nearly every character of a caption stands: Latin letters, punctuation, signs, emoji."""
_UNUSUAL = r"[^\x00-\x7F]"
_FEW = 256
_NOT_YET_EMOJI = (range(0x2000, 0x2E80), range(0xE000, 0xF900), range(0x1F000, 0x20000))


class _Folds(dict[int, str]):
    """Code point → the one character it folds to; each is looked at when it is met first."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold_point(chr(point))
        return folded


_FOLDS = _Folds()


def _fold_point(char: str) -> str:
    category = unicodedata.category(char)
    if char in KEPT_SIGNS:
        return char
    if category in {"Cn", "Co"}:
        return " " if any(ord(char) in block for block in _NOT_YET_EMOJI) else char
    if category[0] in "PZSCM" and not _letter_inside(char):
        return " "
    plain = _letter_inside(char) or char
    lowered = plain.lower()
    return lowered if len(lowered) == 1 else plain


def _letter_inside(char: str) -> str | None:
    """The one base letter or digit that ``char`` decomposes to, if that is what it is."""
    bases = [part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part)]
    if len(bases) == 1 and bases[0].isalnum() and bases[0].isascii():
        return bases[0]
    return None


def fold(text: str) -> str:
    """``text`` folded: the same number of code points."""
    if text.isascii():
        return text.encode(_BYTES).translate(_folded_bytes()).decode(_BYTES)
    others = _NO_BYTE.findall(text)
    if others and any(_FOLDS[ord(char)] != " " for char in others):
        return text.translate(_FOLDS)
    return text.encode(_BYTES, "replace").translate(_folded_bytes()).decode(_BYTES)


_BYTES = "latin-1"
"""Where every character has one byte and folds to one: by bytes it goes three times as fast. What has none there
stands as a question mark, which folds to a space as nearly all that has none does."""
_NO_BYTE = re.compile(r"[^\x00-\xff]")


@cache
def _folded_bytes() -> bytes:
    return "".join(_FOLDS[byte] for byte in range(256)).encode(_BYTES)


def fold_each(texts: Sequence[str]) -> list[str]:
    """``fold`` for many short texts at once."""
    folded, ends = fold("".join(texts)), [0, *accumulate(map(len, texts))]
    return [folded[start:end] for start, end in pairwise(ends)]


def fold_column(texts: "pl.Series") -> "pl.Series":
    """``fold`` for a whole column, without a Python loop where there are more than a few texts: Polars needs as long
    to make ready as Python to fold those."""
    if len(texts) <= _FEW:
        import polars as pl

        return pl.Series(texts.name, [fold(text) for text in texts], dtype=pl.String)
    folded = _replaced(texts, _usual())
    rest = folded.str.contains(_UNUSUAL).arg_true()
    return folded.scatter(rest, _folded_rest(folded[rest])) if len(rest) else folded


def _folded_rest(texts: "pl.Series") -> "pl.Series":
    """``texts``, in which the usual characters are folded, with the others folded too."""
    others = texts.str.extract_all(_UNUSUAL).explode().unique()
    folds = {char: folded for char in others if (folded := fold(char)) != char}
    return _replaced(texts, folds) if folds else texts


def _replaced(texts: "pl.Series", folds: dict[str, str]) -> "pl.Series":
    return texts.str.replace_many(list(folds), list(folds.values()))


@cache
def _usual() -> dict[str, str]:
    return {char: folded for char in map(chr, chain(*_USUAL)) if (folded := fold(char)) != char}


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with its accents composed and single blanks, and where each of its characters stands in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """``text[start:end]`` (not empty) in offsets of the original."""
        return self.starts[start], self.ends[end - 1]


def compose(text: str) -> Composed:
    """``text`` with each base letter and the marks that follow it composed (NFC, letter by letter), and without the
    blanks that follow a blank or an apostrophe (a line end is no blank)."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0

    def take(until: int) -> None:
        pieces.append(text[position:until])
        starts.extend(range(position, until))
        ends.extend(range(position + 1, until + 1))

    for change in _CHANGES.finditer(text):
        start, end = change.span()
        take(start)
        composed = unicodedata.normalize("NFC", change[0]) if change["letter"] else change[0][0]
        pieces.append(composed)
        starts.extend([start] * len(composed))
        ends.extend([end if change["letter"] else start + 1] * len(composed))
        position = end
    take(len(text))
    return Composed("".join(pieces), tuple(starts), tuple(ends))


class Words(NamedTuple):
    """The words of a text, folded, with their places in it; a kept sign is a word of its own."""

    starts: list[int]
    ends: list[int]
    said: list[str]


def said_in(text: str) -> list[str]:
    """The words of ``text``, in order, without their places."""
    folded = fold(compose(text).text if not text.isascii() and _COMBINING.search(text) else text)
    return folded.split() if KEPT_SIGNS.isdisjoint(folded) else WORD.findall(folded)


def words_of(text: str) -> Words:
    """The words of ``text``, in order; offsets are those of ``text`` as it stands."""
    composed = compose(text) if _COMBINING.search(text) else None
    found = list(WORD.finditer(fold(composed.text if composed else text)))
    starts = [each.start() for each in found]
    ends = [each.end() for each in found]
    if composed:
        starts = [composed.starts[start] for start in starts]
        ends = [composed.ends[end - 1] for end in ends]
    return Words(starts, ends, [each[0] for each in found])
