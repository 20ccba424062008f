"""All cues of all families in one pass over a column of texts, with word boundaries and exact offsets.

The texts are folded and padded with a space; a pattern is stored as ``" publicite "``, so a match of it is a whole
word or group of words. One overlapping Aho-Corasick pass (Polars) finds them all; neighbouring cues share a space.
Signs (an emoji) fold to spaces, so they are found in the text as it stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from perenne.text.conditions import settled
from perenne.text.cue import Cue, all_cues
from perenne.text.fold import UNSETTLED, Composed, compose, fold, fold_column
from perenne.text.hit import Hit

NUMBER = "{n}"
_ANY_NUMBER = "0n0"


@dataclass(frozen=True, slots=True)
class Word:
    """One folded pattern of a cue; ``joined``: it is one only as a hashtag (``#collaborationcommerciale``)."""

    cue: Cue
    joined: bool


class Lexicon:
    """A set of cues ready to be found; build it once, use it for every batch."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        words: defaultdict[str, dict[str, Word]] = defaultdict(dict)
        signs: defaultdict[str, dict[str, Word]] = defaultdict(dict)
        for cue in cues:
            for pattern in cue.patterns:
                folded = folded_pattern(pattern)
                if not folded:
                    signs[pattern][cue.id] = Word(cue, joined=False)
                    continue
                for written in with_numbers(folded):
                    words[f" {written} "][cue.id] = Word(cue, joined=False)
                if " " in folded and _ANY_NUMBER not in folded and cue.hashtag != "never":
                    words[f" {folded.replace(' ', '')} "].setdefault(cue.id, Word(cue, joined=True))
        self._words = {pattern: tuple(each.values()) for pattern, each in words.items()}
        self._signs = {pattern: tuple(each.values()) for pattern, each in signs.items()}

    def find(self, texts: Sequence[str]) -> list[tuple[Hit, ...]]:
        """The settled hits of each text, by place; a text without any gives an empty tuple."""
        found: list[tuple[Hit, ...]] = [()] * len(texts)
        for row, raw in self._raw_hits(texts).items():
            found[row] = settled(texts[row], raw)
        return found

    def find_in(self, text: str) -> tuple[Hit, ...]:
        """The settled hits of one text."""
        return self.find([text])[0]

    def _raw_hits(self, texts: Sequence[str]) -> dict[int, list[Hit]]:
        if not texts:
            return {}
        column = pl.Series("text", texts, dtype=pl.String)
        composed = {row: compose(column[row]) for row in column.str.contains(UNSETTLED).arg_true()}
        if composed:
            column = column.scatter(list(composed), [each.text for each in composed.values()])
        hits: defaultdict[int, list[Hit]] = defaultdict(list)
        for row, at, word in _matches(" " + fold_column(column) + " ", list(self._words)):
            span = _original(composed.get(row), at, at + len(word) - 2)
            hits[row].extend(_hits_at(texts[row], span, self._words[word]))
        for row, at, sign in _matches(column, list(self._signs)):
            span = _original(composed.get(row), at, at + len(sign))
            hits[row].extend(_hits_at(texts[row], span, self._signs[sign]))
        return dict(hits)


def _matches(column: pl.Series, patterns: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Row, offset in code points, pattern: every match of every pattern in the column."""
    if not patterns:
        return
    found = (
        column.rename("text")
        .to_frame()
        .with_row_index("row")
        .with_columns(
            at=pl.col("text").str.find_many(patterns, overlapping=True),
            word=pl.col("text").str.extract_many(patterns, overlapping=True),
        )
        .filter(pl.col("at").list.len() > 0)
    )
    for row, text, places, words in found.iter_rows():
        offsets = places if text.isascii() else _in_code_points(text, places)
        for at, word in zip(offsets, words, strict=True):
            yield row, at, word


def _in_code_points(text: str, places: Iterable[int]) -> list[int]:
    """Byte offsets of ``text`` in UTF-8 as offsets in code points."""
    index: dict[int, int] = {}
    byte = 0
    for point, char in enumerate(text):
        index[byte] = point
        byte += len(char.encode())
    return [index[place] for place in places]


def _original(composed: Composed | None, start: int, end: int) -> tuple[int, int]:
    return composed.original_span(start, end) if composed else (start, end)


def _hits_at(text: str, span: tuple[int, int], words: Iterable[Word]) -> Iterator[Hit]:
    start, end = span
    hashtag = _is_hashtag(text, start, end)
    for word in words:
        if (word.joined or word.cue.hashtag == "only") and not hashtag:
            continue
        if word.cue.hashtag == "never" and hashtag:
            continue
        yield Hit(word.cue, start, end, text[start:end], hashtag)


def _is_hashtag(text: str, start: int, end: int) -> bool:
    """Whether the words are the whole of a hashtag: ``#pub``, not the first word of ``#pub_et_medias``."""
    if not start or text[start - 1] not in "#＃":
        return False
    return text[end : end + 1] != "_" or not text[end + 1 : end + 2].isalnum()


def folded_pattern(pattern: str) -> str:
    """How ``pattern`` stands in a folded text (a sign in it is any one sign); empty for signs alone."""
    return fold(compose(pattern.replace(NUMBER, _ANY_NUMBER)).text).strip()


def with_numbers(folded: str) -> Iterator[str]:
    """A folded pattern for each whole number below 100 where it holds one, with and without a space before ``%`` or
    ``€``; else as it is."""
    if _ANY_NUMBER not in folded:
        yield folded
        return
    close = folded.replace(f"{_ANY_NUMBER} %", f"{_ANY_NUMBER}%").replace(f"{_ANY_NUMBER} €", f"{_ANY_NUMBER}€")
    for spaced in {folded, close}:
        for number in range(1, 100):
            yield spaced.replace(_ANY_NUMBER, str(number))


@cache
def lexicon() -> Lexicon:
    """The lexicon of every cue in the package."""
    return Lexicon(all_cues())
