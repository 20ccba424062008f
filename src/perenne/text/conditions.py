"""Which of the raw hits mean what their cue means here: place, neighbours, vetoes, and the longer cue before the
shorter one that it covers.

Everything looks at a bounded stretch around a hit, so that a text of any length costs no more than its hits.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from perenne.text.cue import Beside, Cue, Place
from perenne.text.fold import fold
from perenne.text.handles import HANDLE
from perenne.text.hit import Hit

_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W_]+")
_HASHTAG = re.compile(r"[#＃]\w{2,}")
_PROPER_NAME = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][\w’'&-]*")
_COUPON = re.compile(r"(?<![\w@#])(?:(?=[A-Za-z_-]{2,24}\d)[A-Za-z][\w-]{3,24}|[A-Z]{5,25})(?!\w)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w")
_SHAPES = {"handle": HANDLE, "coupon": _COUPON, "email": _EMAIL, "number": re.compile(r"\d")}
_CONNECTORS = frozenset({"avec", "pour", "par", "with", "for", "by", "x", "mes", "mon", "ma", "je", "voici"})
_HYPHENS = frozenset("-‐‑_")
_NO_LABEL_EDGE = frozenset("'’,;\"«»“”")
_FULL_STOP = r"\.(?=\s|$|[A-ZÀ-ÖØ-Þ])"
_SENTENCE_END = re.compile(rf"[!?…\n\r|·•]|{_FULL_STOP}")
_CLAUSE_END = re.compile(rf"[,;:()\[\]{{}}—–!?…\n\r|·•]|\s-\s|{_FULL_STOP}")
_TURNS = frozenset(
    {"mais", "sauf", "seulement", "simple", "simplement", "juste", "uniquement", "que"}
    | {"but", "except", "just", "only", "merely", "simply"}
)
_NARROWNESS: dict[Place, int] = {"anywhere": 0, "sentence": 1, "marked": 2, "opening": 3}
_WORD_CUT = 40
_ADDRESS_REACH = 200
_DOMAIN = r"\.(?:fr|com|net|org|eu|be|ch|ca|io|co|shop|store)(?![\w@])"
_IN_LINK = re.compile(r"://|(?<!\w)www\.|(?<!\w)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*$|[\w.+-]@[\w.-]*$")
_TO_DOMAIN = re.compile(rf"(?:(?:[\w.+-]*\w)?@[\w-]+)?(?:\.[\w-]+)*{_DOMAIN}")


class _Stretch(NamedTuple):
    """What is looked at on both sides of a hit, in offsets of the text."""

    before: tuple[int, int]
    after: tuple[int, int]


def settled(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits whose conditions hold, by place; of one family, a hit inside a longer one falls away, and of two on
    the same words the one whose cue asks for the narrower place stands. A negation
    that only prepares a denial stands where a mention follows that it negates."""
    first = _LETTER.search(text)
    opening = first.start() if first else 0
    placed = [hit for hit in hits if _in_place(text, hit, hit.cue.place, opening)]
    placed = [hit for hit in placed if not in_address(text, hit.start, hit.end)]
    anchors = _Anchors(())
    kept = [hit for hit in placed if not hit.cue.needs_neighbour and _stands(text, hit, opening, anchors)]
    if len(kept) < len(placed):
        anchors = _Anchors(kept)
        kept += [hit for hit in placed if hit.cue.needs_neighbour and _stands(text, hit, opening, anchors)]
    kept = _with_something_to_negate(text, kept)
    return tuple(sorted(_uncovered(kept), key=lambda hit: (hit.start, -hit.end, hit.cue.id)))


def _stands(text: str, hit: Hit, opening: int, anchors: "_Anchors") -> bool:
    cue = hit.cue
    return _beside_right(text, hit, cue.near, cue.unless, anchors) and (
        not cue.either
        or any(
            _in_place(text, hit, each.place, opening) and _beside_right(text, hit, each.near, each.unless, anchors)
            for each in cue.either
        )
    )


def _uncovered(hits: Sequence[Hit]) -> Iterator[Hit]:
    narrowest: dict[tuple[str, int, int], int] = {}
    for hit in hits:
        at = (hit.cue.family, hit.start, hit.end)
        narrowest[at] = max(narrowest.get(at, 0), _NARROWNESS[hit.cue.place])
    furthest: dict[str, tuple[int, int]] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        covering = furthest.get(hit.cue.family, (-1, -1))
        if hit.end > covering[1]:
            furthest[hit.cue.family] = (hit.start, hit.end)
        elif covering != (hit.start, hit.end):
            continue
        if _NARROWNESS[hit.cue.place] == narrowest[hit.cue.family, hit.start, hit.end]:
            yield hit


def _with_something_to_negate(text: str, hits: Sequence[Hit]) -> list[Hit]:
    if not any(hit.cue.reach for hit in hits):
        return list(hits)
    mentions = sorted((hit for hit in hits if hit.cue.family == "mention"), key=lambda hit: hit.start)
    starts = [hit.start for hit in mentions]

    def negates_any(negation: Hit) -> bool:
        first = bisect_left(starts, negation.start)
        last = bisect_left(starts, negation.end + _WORD_CUT * negation.cue.reach)
        return any(negates(text, negation, mention) for mention in mentions[first:last])

    return [hit for hit in hits if not hit.cue.reach or negates_any(hit)]


def _in_place(text: str, hit: Hit, place: Place, opening: int) -> bool:
    match place:
        case "anywhere":
            return True
        case "sentence":
            return hit.hashtag or begins(text, hit.start)
        case "marked":
            return hit.hashtag or stands_as_label(text, hit.start, hit.end)
        case "opening":
            return hit.start <= opening and (hit.hashtag or stands_as_label(text, hit.start, hit.end))


def opens(text: str, start: int) -> bool:
    """Whether no letter or digit stands before ``start``."""
    return _LETTER.search(text, 0, start) is None


def begins(text: str, start: int) -> bool:
    """Whether nothing, a sign or a line end stands before ``start``; a comma, a quotation mark, an apostrophe or a
    hyphen inside a word is no such sign."""
    sign = start - 1
    while sign >= 0 and (text[sign] in "#＃" or _is_blank(text[sign])):
        sign -= 1
    return sign < 0 or _sets_off(text, sign, sign - 1 if sign == start - 1 else None)


def stands_as_label(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is set off like a label: it begins as one, and after it comes nothing, a sign, a
    line end, or a word such as *avec*."""
    if not begins(text, start):
        return False
    sign = end
    while sign < len(text) and _is_blank(text[sign]):
        sign += 1
    if sign == len(text) or _sets_off(text, sign, sign + 1 if sign == end else None):
        return True
    word = _WORD.match(text, sign)
    return word is not None and word[0].lower() in _CONNECTORS


def _is_blank(char: str) -> bool:
    return char not in "\n\r" and (char.isspace() or unicodedata.category(char) in {"Cf", "Mn"})


def _sets_off(text: str, sign: int, beyond: int | None) -> bool:
    """Whether the character at ``sign`` sets off what stands beside it; ``beyond``: what is on its other side, where
    the sign is attached."""
    char = text[sign]
    if char in "\n\r":
        return True
    if char in _NO_LABEL_EDGE or _LETTER.match(char):
        return False
    joined = char in _HYPHENS and beyond is not None and 0 <= beyond < len(text) and _LETTER.match(text[beyond])
    return not joined


def in_address(text: str, start: int, end: int) -> bool:
    """Whether the first word of ``text[start:end]`` is part of a handle, an e-mail address or a link."""
    begin = start
    while begin and start - begin < _ADDRESS_REACH and not text[begin - 1].isspace():
        begin -= 1
    before = text[begin:start]
    if before and _IN_LINK.search(before):
        return True
    word = _WORD.match(text, start, end)
    word_end = word.end() if word else end
    if text[word_end : word_end + 1] in {".", "@", "-", "_", "+"}:
        return bool(_TO_DOMAIN.match(text, word_end, word_end + _ADDRESS_REACH))
    return "@" in before and any(begin + match.end() >= word_end for match in HANDLE.finditer(text[begin:word_end]))


class _Anchors:
    """The hits that need no neighbour, by family and place."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        by_family: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for hit in hits:
            by_family[hit.cue.family].append((hit.start, hit.end))
        self._by_family = {family: sorted(spans) for family, spans in by_family.items()}

    def within(self, family: str, window: tuple[int, int]) -> bool:
        spans = self._by_family.get(family, [])
        for start, end in spans[bisect_left(spans, (window[0], 0)) :]:
            if start >= window[1]:
                return False
            if end <= window[1]:
                return True
        return False


def _beside_right(text: str, hit: Hit, near: Beside | None, unless: Sequence[Beside], anchors: _Anchors) -> bool:
    """Whether what must stand beside ``hit`` does, and nothing that must not."""
    if near is not None and not _is_beside(near, text, hit, anchors):
        return False
    return not any(_is_beside(each, text, hit, anchors) for each in unless)


def _is_beside(wanted: Beside, text: str, hit: Hit, anchors: _Anchors) -> bool:
    stretch = _stretch(wanted, text, hit)
    said = [_spoken(text[start:end]) for start, end in stretch]
    return any(_is_there(each, text, stretch, said, anchors) for each in wanted.any)


def _spoken(passage: str) -> str:
    """The words of ``passage``, folded, those of handles left out."""
    return f" {' '.join(fold(unicodedata.normalize('NFC', HANDLE.sub('@', passage))).split())} "


def _stretch(wanted: Beside, text: str, hit: Hit) -> _Stretch:
    begin, end = hit.start, hit.end
    if wanted.side != "after":
        begin = _whole_word(text, max(0, hit.start - wanted.within), -1)
    if wanted.side != "before":
        end = _whole_word(text, min(len(text), hit.end + wanted.within), 1)
    if not wanted.across:
        for sentence_end in _SENTENCE_END.finditer(text, begin, hit.start):
            begin = sentence_end.end()
        if following := _SENTENCE_END.search(text, hit.end, end):
            end = following.start()
    return _Stretch((begin, hit.start), (hit.end, end))


def _whole_word(text: str, edge: int, step: int) -> int:
    """``edge`` moved outwards to where the word that it cuts begins or ends."""
    for _ in range(_WORD_CUT):
        if not 0 < edge < len(text) or not (text[edge - 1].isalnum() or text[edge - 1] in "@#_"):
            break
        if not text[edge].isalnum() and text[edge] != "_":
            break
        edge += step
    return edge


def _is_there(wanted: str, text: str, stretch: _Stretch, said: Sequence[str], anchors: _Anchors) -> bool:
    if wanted == "brand":
        return _matches((HANDLE, _HASHTAG), text, stretch) or _names(text, stretch)
    if wanted in _SHAPES:
        return _matches((_SHAPES[wanted],), text, stretch)
    if wanted.startswith("family:"):
        family = wanted.removeprefix("family:")
        return any(anchors.within(family, window) for window in stretch)
    words = _folded_words(wanted)
    if not words:
        return any(wanted in text[start:end] for start, end in stretch)
    return any(f" {words} " in each for each in said)


def _matches(patterns: Sequence[re.Pattern[str]], text: str, stretch: _Stretch) -> bool:
    return any(pattern.search(text, start, end) for pattern in patterns for start, end in stretch)


def _names(text: str, stretch: _Stretch) -> bool:
    """Whether a proper name stands there; the capital of a sentence's first word, or of words all in capitals, says
    nothing."""
    around = text[stretch.before[0] : stretch.after[1]]
    if around == around.upper():
        return False
    return any(
        not _starts_sentence(text, match.start())
        for start, end in stretch
        for match in _PROPER_NAME.finditer(text, start, end)
    )


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(' \t\u00a0\u202f«"“(')
    return not before or not (before[-1].isalnum() or before[-1] in ",:'’&@-)/")


@cache
def _folded_words(words: str) -> str:
    return " ".join(fold(words).split())


def negates(text: str, negation: Hit, hit: Hit) -> bool:
    """Whether ``negation`` covers the beginning of ``hit``, or the hit starts in the same clause within the reach of
    the negation: 1 is the next word."""
    if negation.start <= hit.start < negation.end:
        return True
    if not negation.cue.reach or hit.start < negation.end:
        return False
    if hit.start - negation.end > _WORD_CUT * negation.cue.reach:
        return False
    between = text[negation.end : hit.start]
    if _ends_clause(between):
        return False
    words = fold(unicodedata.normalize("NFC", between)).split()
    return len(words) < negation.cue.reach and _TURNS.isdisjoint(words)


def _ends_clause(between: str) -> bool:
    return bool(_CLAUSE_END.search(between)) or any(unicodedata.category(char) == "So" for char in between)


def cue_words(cue: Cue) -> str:
    """The cue's first pattern: how a person would say which cue it is."""
    return cue.patterns[0]
