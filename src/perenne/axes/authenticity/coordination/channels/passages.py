"""Texts as the words that may be copied: folded, without addresses, handles, hashtags, numbers and emoji, with a
break where words stand that the law or a brief demands.
"""

import re
from functools import cache, cached_property

import polars as pl

from perenne.axes.authenticity.coordination.channels.copied import BREAK, copied, demanded, without_numbers
from perenne.text.fold import compose, fold_column, words_of

_SET_APART = r"(?:https?://|www\.)\S+|[@＠#＃][\w.]+"
GAP = "  "
"""Between two words: each has a blank of its own on either side, so that of two patterns in a row both match."""
_SETTLE = r"[\u0300-\u036F]"


def said(texts: pl.Series) -> pl.Series:
    """Each text as its words, ``GAP`` between them, and breaks."""
    bare = texts.fill_null("").str.replace_all(_SET_APART, " ")
    rows = bare.str.contains(_SETTLE).arg_true()
    if len(rows):
        bare = bare.scatter(rows, [compose(text).text for text in bare[rows]])
    folded = fold_column(bare).str.replace_all("[%&€]", " ").str.replace_all(r"\S*\d\S*", " ")
    spread = folded.str.replace_all(r"\s+", GAP).str.strip_chars()
    return (" " + spread + " ").str.replace_many(*_patterns(), leftmost=True).str.strip_chars()


@cache
def _patterns() -> tuple[list[str], list[str]]:
    """The longest first, since the first that fits is taken."""
    ordered = sorted(demanded(), key=lambda words: (-len(words), words))
    return [f" {GAP.join(words)} " for words in ordered], [f" {BREAK} "] * len(ordered)


def split(said_so: pl.Expr) -> pl.Expr:
    """The words and breaks of ``said``, as a list."""
    return said_so.str.split(GAP)


class Worded:
    """One text and where its words stand, to be quoted from."""

    def __init__(self, text: str) -> None:
        self.text = re.sub(_SET_APART, lambda found: " " * len(found[0]), text)
        found = words_of(self.text)
        kept = [place for place, word in enumerate(found.said) if without_numbers([word])]
        self.words = [found.said[place] for place in kept]
        self._starts = [found.starts[place] for place in kept]
        self._ends = [found.ends[place] for place in kept]
        self.apart = _demanded_in(self.words)

    @cached_property
    def passages(self) -> dict[tuple[str, ...], list[int]]:
        """Every passage, with the places where it begins."""
        width = copied().width
        found: dict[tuple[str, ...], list[int]] = {}
        for start in range(len(self.words) - width + 1):
            if not any(self.apart[start : start + width]):
                found.setdefault(tuple(self.words[start : start + width]), []).append(start)
        return found

    def shared_with(self, other: "Worded") -> str | None:
        """The words that lie in passages which ``other`` has too, as they are written here, ``…`` between stretches;
        ``None``: there is no such."""
        theirs, covered = other.passages, [False] * len(self.words)
        for passage, places in self.passages.items():
            if passage in theirs:
                for place in places:
                    covered[place : place + len(passage)] = [True] * len(passage)
        stretches: list[tuple[int, int]] = []
        for place, within in enumerate(covered):
            if not within:
                continue
            if stretches and stretches[-1][1] == place - 1:
                stretches[-1] = (stretches[-1][0], place)
            else:
                stretches.append((place, place))
        quotes = (self.text[self._starts[first] : self._ends[last]] for first, last in stretches)
        return " … ".join(" ".join(quote.split()) for quote in quotes) or None


def _demanded_in(words: list[str]) -> list[bool]:
    """Which words are demanded: from the left, the longest first, as in a whole column."""
    by_first = _by_first()
    found, place = [False] * len(words), 0
    while place < len(words):
        length = next(
            (len(each) for each in by_first.get(words[place], ()) if tuple(words[place : place + len(each)]) == each),
            0,
        )
        found[place : place + length] = [True] * length
        place += max(length, 1)
    return found


@cache
def _by_first() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for each in sorted(demanded(), key=lambda words: (-len(words), words)):
        found.setdefault(each[0], []).append(each)
    return found
