"""All cues of all families in one pass over texts, with word boundaries and exact offsets.

The texts are folded and padded with a space; a pattern is stored as ``" publicite "``, so a match of it is a whole
word or group of words. In both every digit stands as 0, and a number is read where its shape was found. Each text
is walked once, from word to word: its word and the one that follows lead to the few patterns that may stand there.
Signs (an emoji) fold to spaces, so they are found in the text as it stands.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise, product
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from perenne.text.beside import Surroundings
from perenne.text.conditions import any_may_stand, settled
from perenne.text.cue import Cue, all_cues
from perenne.text.fold import UNSETTLED, compose, fold_column, fold_each
from perenne.text.hit import Hit

if TYPE_CHECKING:
    import polars as pl

NUMBER = "{n}"
_ANY_NUMBER = "0n0"
_BELOW_100 = "[1-9][0-9]?"
_ALONE = " "
"""Stands in the place of the second word, which no word is, for a pattern of one."""
_HAS_DIGIT = re.compile(r"[0-9]")
_DIGITS = str.maketrans("123456789", "000000000")


class Word(NamedTuple):
    """One folded pattern of a cue; ``joined``: it is one only as a hashtag (``#collaborationcommerciale``);
    ``ways``: how it is written, where it holds digits."""

    cue: Cue
    joined: bool
    ways: tuple[str, ...] = ()


class _Entry(NamedTuple):
    """What stands for a pattern; ``has_ways``: some of its ``words`` are written with digits."""

    pattern: str
    words: tuple[Word, ...]
    has_ways: bool


class Lexicon:
    """A set of cues ready to be found; build it once, use it for every batch."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        cues = tuple(cues)
        self._words: dict[str, tuple[Word, ...]] = {}
        self._signs: dict[str, tuple[Word, ...]] = {}
        folded = iter(folded_patterns(pattern for cue in cues for pattern in cue.patterns))
        for cue in cues:
            whole, joined = (Word(cue, joined=False),), (Word(cue, joined=True),)
            for pattern, said in zip(cue.patterns, folded, strict=False):
                if not said:
                    _add(self._signs, pattern, whole)
                elif _HAS_DIGIT.search(said):
                    self._add_with_digits(cue, said)
                else:
                    _add(self._words, f" {said} ", whole)
                    if " " in said and cue.hashtag != "never":
                        _add(self._words, f" {said.replace(' ', '')} ", joined)
        self._by_words: dict[str, dict[str, list[_Entry]]] = {}
        for pattern, words in self._words.items():
            first, second, *more = pattern[1:].split(" ", 2)
            by_second = self._by_words.setdefault(first, {})
            entry = _Entry(pattern, words, any(word.ways for word in words))
            by_second.setdefault(second if more else _ALONE, []).append(entry)

    def _add_with_digits(self, cue: Cue, folded: str) -> None:
        for written in spaced(folded):
            for shape in shapes(written):
                _add(self._words, f" {shape} ", (Word(cue, joined=False, ways=(written,)),))
        if " " in folded and cue.hashtag != "never" and _ANY_NUMBER not in folded:
            joined = folded.replace(" ", "")
            _add(self._words, f" {joined.translate(_DIGITS)} ", (Word(cue, joined=True, ways=(joined,)),))

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
        for row, line in enumerate(column.shapes.to_list()):
            for start, entry in self._said_in(line):
                words, end = entry.words, start + len(entry.pattern) - 2
                if entry.has_ways:
                    said = column.folded_lines[row][start + 1 : end + 1]
                    words = tuple(word for word in words if not word.ways or _exactly(word.ways).fullmatch(said))
                hits[row] += _hits_at(texts[row], column.original_span(row, start, end), words)
        for row in column.rows_with(list(self._signs)):
            for start, sign in _signs_in(column.settled[row], self._signs):
                span = column.original_span(row, start, start + len(sign))
                hits[row] += _hits_at(texts[row], span, self._signs[sign])
        return {row: each for row, each in hits.items() if each}

    def _said_in(self, line: str) -> list[tuple[int, "_Entry"]]:
        """Every pattern that stands in a line of shapes, and where its first word begins in the text."""
        found: list[tuple[int, _Entry]] = []
        known, start = self._by_words, -1
        words = line.split(" ")
        for word, following in pairwise(words):
            if word in known:
                by_second = known[word]
                for second in (following, _ALONE):
                    for entry in by_second.get(second, ()):
                        if line.startswith(entry.pattern, start):
                            found.append((start, entry))  # noqa: PERF401 (a comprehension would be no shorter)
            start += len(word) + 1
        return found


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


def _add(words: dict[str, tuple[Word, ...]], pattern: str, added: tuple[Word]) -> None:
    """Another way in which a cue is written with the same shape; one that stands as it is needs no hashtag."""
    known = words.setdefault(pattern, added)
    if known is added:
        return
    (word,) = added
    before = next((each for each in known if each.cue.id == word.cue.id), None)
    if before is None:
        words[pattern] = (*known, word)
        return
    now = Word(word.cue, word.joined and before.joined, tuple(dict.fromkeys((*before.ways, *word.ways))))
    words[pattern] = tuple(now if each is before else each for each in known)


@cache
def _exactly(ways: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(way).replace(_ANY_NUMBER, _BELOW_100) for way in ways))


class FoldedColumn:
    """Texts, ready to be matched: ``original``; ``settled``, composed where they need it; ``folded``, with a space at
    both ends; ``shapes``, in which every digit stands as 0."""

    def __init__(self, texts: "Sequence[str] | pl.Series") -> None:
        import polars as pl

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

    def rows_with(self, signs: list[str]) -> list[int]:
        """The texts in which one of ``signs`` stands."""
        return self.settled.str.contains_any(signs).arg_true().to_list() if signs else []

    def say(self, patterns: "Patterns", among: "pl.Series | None" = None) -> "pl.Series":
        """Row by row: whether one of ``patterns`` occurs, whatever its conditions; only ``among`` these rows."""
        if among is not None:
            import polars as pl

            rows = among.arg_true()
            nothing = pl.repeat(value=False, n=len(self.shapes), eager=True)
            return (
                nothing.scatter(rows, _say(self.shapes[rows], self.settled[rows], patterns)) if len(rows) else nothing
            )
        return _say(self.shapes, self.settled, patterns)


def _say(shapes: "pl.Series", settled: "pl.Series", patterns: "Patterns") -> "pl.Series":
    said = shapes.str.contains_any(patterns.words)
    return said | settled.str.contains_any(patterns.signs) if patterns.signs else said


class Patterns(NamedTuple):
    """Folded ``words`` as they stand in a column of shapes, and ``signs`` as they stand in any text."""

    words: list[str]
    signs: list[str]


def _signs_in(text: str, signs: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Every place where one of ``signs`` stands."""
    for sign in signs:
        start = text.find(sign)
        while start >= 0:
            yield start, sign
            start = text.find(sign, start + 1)


def _hits_at(text: str, span: tuple[int, int], words: Sequence[Word]) -> list[Hit]:
    start, end = span
    said, hashtag = text[start:end], _is_hashtag(text, start, end)
    if hashtag:
        return [Hit(word.cue, start, end, said, True) for word in words if word.cue.hashtag != "never"]
    return [
        Hit(word.cue, start, end, said, False) for word in words if not word.joined and word.cue.hashtag != "only"
    ]


def _is_hashtag(text: str, start: int, end: int) -> bool:
    """Whether the words are the whole of a hashtag: ``#pub``, not the first word of ``#pub_et_medias``."""
    if not start or text[start - 1] not in "#＃":
        return False
    return text[end : end + 1] != "_" or not text[end + 1 : end + 2].isalnum()


def folded_patterns(patterns: Iterable[str]) -> list[str]:
    """How each pattern stands in a folded text (a sign in it is any one sign); empty for signs alone."""
    numbered = [pattern.replace(NUMBER, _ANY_NUMBER) for pattern in patterns]
    settled = [compose(each).text if _is_unsettled(each) else each for each in numbered]
    return [folded.strip() for folded in fold_each(settled)]


def _is_unsettled(text: str) -> bool:
    plainly = text.isascii() and text.isprintable() and "  " not in text and "' " not in text
    return not plainly and _UNSETTLED.search(text) is not None


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
