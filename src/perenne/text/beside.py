"""What stands beside a hit: the words, handles, names, signs and other cues that a cue needs or that undo it."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from perenne.text.cue import Beside
from perenne.text.fold import KEPT_SIGNS, WORD, Words, words_of
from perenne.text.handles import HANDLE
from perenne.text.hit import Hit

FULL_STOP = r"\.(?=\s|$)|(?<=[a-zß-öø-ÿ])\.(?=[A-ZÀ-ÖØ-Þ])"
_SENTENCE_END = re.compile(rf"[!?…\n\r|·•]|{FULL_STOP}")
_HASHTAG = re.compile(r"[#＃]\w{2,}")
_PROPER_NAME = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][\w’'&-]*")
_CAPITALS = re.compile(r"(?<![\w@#])[A-Z]{5,25}(?!\w)")
_SHAPES = {
    "handle": (HANDLE,),
    "brand": (HANDLE, _HASHTAG),
    "coupon": (re.compile(r"(?<![\w@#])(?=[A-Za-z_-]{2,24}\d)[A-Za-z][\w-]{3,24}(?!\w)"),),
    "email": (re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w"),),
    "number": (re.compile(r"\d"),),
}

_KEPT_SIGN = re.compile(f"[{''.join(sorted(KEPT_SIGNS))}]")
_APART = KEPT_SIGNS | {" "}
_LONGEST = 40

Span = tuple[int, int]


class Anchors:
    """Where the hits that need no neighbour stand, by family."""

    def __init__(self, hits: Iterable[Hit] = ()) -> None:
        self._hits = tuple(hits)

    @cached_property
    def _by_family(self) -> Mapping[str, Sequence[Span]]:
        """Few conditions ask for another cue."""
        by_family: defaultdict[str, list[Span]] = defaultdict(list)
        for hit in self._hits:
            by_family[hit.cue.family].append((hit.start, hit.end))
        return {family: sorted(spans) for family, spans in by_family.items()}

    def within(self, family: str, window: Span) -> bool:
        """Whether a hit of ``family`` lies inside ``window``."""
        spans = self._by_family.get(family, [])
        for index in range(bisect_left(spans, (window[0], 0)), len(spans)):
            start, end = spans[index]
            if start >= window[1]:
                return False
            if end <= window[1]:
                return True
        return False


NOWHERE = Anchors()


class Surroundings:
    """A text, read once for all the hits in it; ``folded``: the same text folded, where its offsets are the same;
    ``alone``: of those hits that need no neighbour, by their identity, whether they stand."""

    def __init__(self, text: str, folded: str | None = None) -> None:
        self.text = text
        self._folded = folded
        self._said: dict[Span, list[str]] = {}
        self.alone: dict[int, bool] = {}

    def hold(self, near: Beside | None, unless: Sequence[Beside], hit: Hit, anchors: Anchors) -> bool:
        """Whether what must stand beside ``hit`` does, and nothing that must not."""
        if near is not None and not self._is_beside(near, hit, anchors):
            return False
        for each in unless:  # noqa: SIM110 (a generator here costs a third of the whole pass)
            if self._is_beside(each, hit, anchors):
                return False
        return True

    def may_hold(self, near: Beside | None, unless: Sequence[Beside], hit: Hit, possible: Anchors) -> bool:
        """The same, where other cues stand at most at the places ``possible``."""
        if near is not None and not self._is_beside(near, hit, possible):
            return False
        return not any(self._is_beside(each, hit, NOWHERE) for each in unless)

    def _is_beside(self, wanted: Beside, hit: Hit, anchors: Anchors) -> bool:
        if wanted.only_words and self._all_words.isdisjoint(wanted.first_words):
            return False  # so it is of nearly every condition
        if wanted.side != "after" and hit.start and self._holds(wanted, self._before(wanted, hit.start), anchors):
            return True
        if wanted.side == "before" or hit.end >= len(self.text):
            return False
        return self._holds(wanted, self._after(wanted, hit.end), anchors)

    def _holds(self, wanted: Beside, window: Span, anchors: Anchors) -> bool:
        """Whether anything that is wanted stands in ``window``."""
        if self._says(wanted, window) or (wanted.signs and self._shows(wanted.signs, window)):
            return True
        if wanted.shapes and any(self._has_shape(shape, window) for shape in wanted.shapes):
            return True
        return bool(wanted.families) and any(anchors.within(family, window) for family in wanted.families)

    def _shows(self, signs: Sequence[str], window: Span) -> bool:
        said = self.text[window[0] : window[1]]
        return any(sign in said for sign in signs)

    def _before(self, wanted: Beside, end: int) -> Span:
        start = max(0, end - wanted.within)
        if wanted.shapes:
            start = self._whole(start, -1)
        if not wanted.across:
            last = bisect_right(self._sentence_ends, end - 1)
            start = max(start, self._sentence_ends[last - 1] + 1 if last else 0)
        return start, end

    def _after(self, wanted: Beside, start: int) -> Span:
        end = min(len(self.text), start + wanted.within)
        if wanted.shapes:
            end = self._whole(end, 1)
        if not wanted.across:
            following = bisect_left(self._sentence_ends, start)
            if following < len(self._sentence_ends):
                end = min(end, self._sentence_ends[following])
        return start, end

    def _whole(self, edge: int, step: int) -> int:
        """``edge`` moved outwards to the blank before or after what it cuts."""
        for _ in range(_LONGEST):
            if not 0 < edge < len(self.text) or self.text[edge - 1].isspace() or self.text[edge].isspace():
                break
            edge += step
        return edge

    def _says(self, wanted: Beside, window: Span) -> bool:
        """Whether one of the words stands in ``window``, which may cut the first and the last one."""
        words, phrases = wanted.words, wanted.phrases
        if not words and not phrases:
            return False
        said = self._words_in(window)
        if not words.isdisjoint(said):
            return True
        for index, word in enumerate(said) if phrases else ():
            for phrase in phrases.get(word, ()):
                if said[index : index + len(phrase)] == phrase:
                    return True
        return False

    @cached_property
    def _all_words(self) -> frozenset[str]:
        plain = self._without_handles
        if plain is None:
            return frozenset(self._words.said)
        return frozenset(plain.split() if _KEPT_SIGN.search(plain) is None else WORD.findall(plain))

    def _words_in(self, window: Span) -> list[str]:
        """The words outside handles that stand in ``window`` with one letter at least: many conditions ask for the
        same window."""
        said = self._said.get(window)
        if said is None:
            said = self._said[window] = self._read(window)
        return said

    def _read(self, window: Span) -> list[str]:
        plain = self._without_handles
        if plain is None:
            starts, ends, said = self._words
            return said[bisect_right(ends, window[0]) : bisect_left(starts, window[1])]
        begin, end = plain.rfind(" ", 0, window[0] + 1) + 1, plain.find(" ", max(window[1] - 1, 0))
        stretch = plain[begin : end if end >= 0 else None]
        if _KEPT_SIGN.search(stretch) is None:
            return stretch.split()
        first, last = window[0] - begin, window[1] - begin
        return [word[0] for word in WORD.finditer(stretch) if word.end() > first and word.start() < last]

    def _has_shape(self, shape: str, window: Span) -> bool:
        if any(pattern.search(self.text, *window) for pattern in _SHAPES[shape]):
            return True
        if shape == "coupon":
            return bool(_CAPITALS.search(self.text, *window)) and not self._shouts(window)
        return shape == "brand" and not self._shouts(window) and self._names(window)

    def _shouts(self, window: Span) -> bool:
        """Whether everything around is in capitals, so that a capital says nothing."""
        around = self.text[max(0, window[0] - 20) : window[1] + 20]
        return around == around.upper()

    def _names(self, window: Span) -> bool:
        """Whether a proper name stands there; the capital of a sentence's first word says nothing."""
        return any(
            not _starts_sentence(self.text, match.start()) for match in _PROPER_NAME.finditer(self.text, *window)
        )

    @cached_property
    def _without_handles(self) -> str | None:
        """The folded text with blanks in the place of its handles."""
        folded = self._folded
        if folded is None or "@" not in self.text:
            return folded
        pieces, position = [], 0
        for handle in HANDLE.finditer(self.text):
            start, end = handle.span()
            while end < len(folded) and folded[end] not in _APART:
                end += 1
            pieces += [folded[position:start], " " * (end - start)]
            position = end
        return "".join([*pieces, folded[position:]])

    @cached_property
    def _words(self) -> Words:
        """The words outside handles, where the folded text does not tell their places."""
        words = words_of(self.text)
        starts = [match.start() for match in HANDLE.finditer(self.text)] if "@" in self.text else []
        if not starts:
            return words
        ends = [match.end() for match in HANDLE.finditer(self.text)]

        def outside(start: int) -> bool:
            before = bisect_right(starts, start)
            return not before or ends[before - 1] <= start

        kept = [word for word in zip(*words, strict=True) if outside(word[0])]
        return Words([word[0] for word in kept], [word[1] for word in kept], [word[2] for word in kept])

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [match.start() for match in _SENTENCE_END.finditer(self.text)]


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(' \t\u00a0\u202f«"“(')
    return not before or not (before[-1].isalnum() or before[-1] in ",:'’&@-)/")
