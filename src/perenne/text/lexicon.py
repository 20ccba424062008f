"""All cues of all families in one pass over a column of texts, with word boundaries and exact offsets.

The texts are folded and padded with a space; a pattern is stored as ``" publicite "``, so a match of it is a whole
word or group of words. In both every digit stands as 0, and a number is read where its shape was found. One
overlapping Aho-Corasick pass (Polars) finds them all; neighbouring cues share a space. Signs (an emoji) fold to
spaces, so they are found in the text as it stands. To make an automaton takes longer than to run it over a thousand
texts, so it is made of those patterns only whose words all occur.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import product
from operator import add
from typing import NamedTuple

import polars as pl

from perenne.text.beside import Surroundings
from perenne.text.conditions import any_may_stand, settled
from perenne.text.cue import Cue, all_cues
from perenne.text.fold import UNSETTLED, compose, fold, fold_column
from perenne.text.hit import Hit

NUMBER = "{n}"
_ANY_NUMBER = "0n0"
_BELOW_100 = "[1-9][0-9]?"
_HAS_DIGIT = re.compile(r"[0-9]")
_DIGITS = str.maketrans("123456789", "000000000")


class Word(NamedTuple):
    """One folded pattern of a cue; ``joined``: it is one only as a hashtag (``#collaborationcommerciale``);
    ``ways``: how it is written, where it holds digits."""

    cue: Cue
    joined: bool
    ways: tuple[str, ...] = ()


class Lexicon:
    """A set of cues ready to be found; build it once, use it for every batch."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._words: dict[str, tuple[Word, ...]] = {}
        self._signs: dict[str, tuple[Word, ...]] = {}
        for cue in cues:
            for pattern in cue.patterns:
                folded = folded_pattern(pattern)
                if not folded:
                    _add(self._signs, pattern, cue, "")
                    continue
                for written in spaced(folded):
                    for shape in shapes(written):
                        _add(self._words, f" {shape} ", cue, written)
                if " " in folded and _ANY_NUMBER not in folded and cue.hashtag != "never":
                    joined = folded.replace(" ", "")
                    _add(self._words, f" {joined.translate(_DIGITS)} ", cue, joined, joined=True)
        self._by_first: defaultdict[str, list[tuple[Sequence[str], str]]] = defaultdict(list)
        for pattern in self._words:
            first, _, others = pattern[1:-1].partition(" ")
            self._by_first[first].append((others.split() if others else (), pattern))

    def find(self, texts: Sequence[str]) -> list[tuple[Hit, ...]]:
        """The settled hits of each text, by place; a text without any gives an empty tuple."""
        looked = self.look(texts)
        return [looked.hits(row) for row in range(len(texts))]

    def find_in(self, text: str) -> tuple[Hit, ...]:
        """The settled hits of one text."""
        return self.find([text])[0]

    def look(self, texts: Sequence[str]) -> "Looked":
        """Where cues may stand in each text: what they mean there is settled for those texts that matter."""
        column = FoldedColumn(texts)
        return Looked(texts, column, self._raw_hits(texts, column))

    def words_of(self, wanted: Callable[[Cue], bool]) -> "Patterns":
        """The patterns of the cues that are ``wanted``."""
        return Patterns(
            [pattern for pattern, words in self._words.items() if any(wanted(word.cue) for word in words)],
            [pattern for pattern, words in self._signs.items() if any(wanted(word.cue) for word in words)],
        )

    def _raw_hits(self, texts: Sequence[str], column: "FoldedColumn") -> dict[int, list[Hit]]:
        hits: defaultdict[int, list[Hit]] = defaultdict(list)
        for at in _matches(column.shapes, self._occurring(column.shapes)):
            words = self._words[at.pattern]
            length = len(at.pattern) - 2
            if any(word.ways for word in words):
                said = column.folded_lines[at.row][at.start + 1 : at.start + 1 + length]
                words = tuple(word for word in words if not word.ways or _exactly(word.ways).fullmatch(said))
            span = column.original_span(at.row, at.start, at.start + length)
            hits[at.row].extend(_hits_at(texts[at.row], span, words))
        for at in _matches(column.settled, list(self._signs)):
            span = column.original_span(at.row, at.start, at.start + len(at.pattern))
            hits[at.row].extend(_hits_at(texts[at.row], span, self._signs[at.pattern]))
        return dict(hits)

    def _occurring(self, shapes: pl.Series) -> list[str]:
        """The patterns of which every word occurs somewhere in the column."""
        said = set(" ".join(shapes).split())
        return [
            pattern
            for first in said.intersection(self._by_first)
            for others, pattern in self._by_first[first]
            if said.issuperset(others)
        ]


class Looked:
    """Texts with the cues whose words they hold."""

    def __init__(self, texts: Sequence[str], column: "FoldedColumn", raw: Mapping[int, Sequence[Hit]]) -> None:
        self._texts = texts
        self._column = column
        self._raw = raw
        self._around: dict[int, Surroundings] = {}

    def may_say(self, row: int, wanted: Callable[[Cue], bool]) -> bool:
        """Whether a cue that is ``wanted`` may stand in a text, as far as it and its neighbours alone tell."""
        every = self._raw.get(row, ())
        hits = [hit for hit in every if wanted(hit.cue)]
        return bool(hits) and any_may_stand(self._surroundings(row), hits, every)

    def hits(self, row: int) -> tuple[Hit, ...]:
        """The settled hits of a text, by place."""
        raw = self._raw.get(row)
        if not raw:
            return ()
        around = self._around.pop(row, None) or self._surroundings(row)
        return settled(self._texts[row], raw, around)

    def _surroundings(self, row: int) -> Surroundings:
        """What stands around the hits of a text, read once for whatever is asked of it."""
        around = self._around.get(row)
        if around is None:
            around = self._around[row] = Surroundings(self._texts[row], self._column.folded_text(row))
        return around


def _add(words: dict[str, tuple[Word, ...]], pattern: str, cue: Cue, written: str, *, joined: bool = False) -> None:
    """Another way in which a cue is written with the same shape; one that stands as it is needs no hashtag."""
    ways = (written,) if _HAS_DIGIT.search(written) else ()
    known = words.get(pattern, ())
    before = next((word for word in known if word.cue.id == cue.id), None)
    if before is None:
        words[pattern] = (*known, Word(cue, joined, ways))
        return
    ways = tuple(dict.fromkeys((*before.ways, *ways)))
    now = Word(cue, joined and before.joined, ways)
    words[pattern] = tuple(now if word is before else word for word in known)


@cache
def _exactly(ways: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(way).replace(_ANY_NUMBER, _BELOW_100) for way in ways))


class FoldedColumn:
    """Texts, ready to be matched: ``original``; ``settled``, composed where they need it; ``folded``, with a space at
    both ends; ``shapes``, in which every digit stands as 0."""

    def __init__(self, texts: Sequence[str] | pl.Series) -> None:
        self.original = self.settled = pl.Series("text", texts, dtype=pl.String)
        rows = self.original.str.contains(UNSETTLED).arg_true()
        self._composed = {row: compose(texts[row]) for row in rows}
        if self._composed:
            self.settled = self.original.scatter(rows, [each.text for each in self._composed.values()])
        self.folded = " " + fold_column(self.settled) + " "
        self.shapes = self.folded.str.replace_many(list("123456789"), ["0"])

    @cached_property
    def folded_lines(self) -> list[str]:
        """``folded``, text by text: to be asked for one by one."""
        return self.folded.to_list()

    def original_span(self, row: int, start: int, end: int) -> tuple[int, int]:
        """A span of the settled text in offsets of the original."""
        composed = self._composed.get(row)
        return composed.original_span(start, end) if composed else (start, end)

    def folded_text(self, row: int) -> str | None:
        """The text folded, where its offsets are those of the original."""
        return None if row in self._composed else self.folded_lines[row][1:-1]

    def say(self, patterns: "Patterns", among: pl.Series | None = None) -> pl.Series:
        """Row by row: whether one of ``patterns`` occurs, whatever its conditions; only ``among`` these rows."""
        if among is not None:
            rows = among.arg_true()
            nothing = pl.repeat(value=False, n=len(self.shapes), eager=True)
            return (
                nothing.scatter(rows, _say(self.shapes[rows], self.settled[rows], patterns)) if len(rows) else nothing
            )
        return _say(self.shapes, self.settled, patterns)


def _say(shapes: pl.Series, settled: pl.Series, patterns: "Patterns") -> pl.Series:
    said = shapes.str.contains_any(patterns.words)
    return said | settled.str.contains_any(patterns.signs) if patterns.signs else said


class Patterns(NamedTuple):
    """Folded ``words`` as they stand in a column of shapes, and ``signs`` as they stand in any text."""

    words: list[str]
    signs: list[str]


class _Match(NamedTuple):
    """``start`` in code points of the text without the space before it."""

    row: int
    start: int
    pattern: str


def _matches(column: pl.Series, patterns: list[str]) -> Iterator[_Match]:
    """Every match of every pattern in the column."""
    if not patterns or not len(column):
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
            yield _Match(row, at, word)


def _in_code_points(text: str, places: Iterable[int]) -> list[int]:
    """Byte offsets of ``text`` in UTF-8 as offsets in code points."""
    index: dict[int, int] = {}
    byte = 0
    for point, char in enumerate(text):
        index[byte] = point
        byte += len(char.encode())
    return [index[place] for place in places]


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
    numbered = pattern.replace(NUMBER, _ANY_NUMBER)
    return fold(compose(numbered).text if _UNSETTLED.search(numbered) else numbered).strip()


_UNSETTLED = re.compile(UNSETTLED)


def spaced(folded: str) -> Iterator[str]:
    """A folded pattern as it is and, where a number stands before ``%`` or ``€``, without the space between."""
    yield folded
    if _ANY_NUMBER not in folded:
        return
    close = folded.replace(f"{_ANY_NUMBER} %", f"{_ANY_NUMBER}%").replace(f"{_ANY_NUMBER} €", f"{_ANY_NUMBER}€")
    if close != folded:
        yield close


def shapes(written: str) -> Iterator[str]:
    """What a written pattern looks like where every digit stands as 0: a number below 100 has one digit or two."""
    if not _HAS_DIGIT.search(written):
        yield written
        return
    first, *others = written.translate(_DIGITS).split(_ANY_NUMBER)
    for numbers in product(("0", "00"), repeat=len(others)):
        yield first + "".join(map(add, numbers, others))


@cache
def lexicon() -> Lexicon:
    """The lexicon of every cue in the package."""
    return Lexicon(all_cues())
