"""Which of the raw hits mean what their cue means here: place, neighbours, vetoes, and the longer cue before the
shorter one that it covers."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from perenne.text.beside import FULL_STOP, NOWHERE, Anchors, Surroundings
from perenne.text.cue import Cue, Place
from perenne.text.fold import said_in
from perenne.text.hit import Hit
from perenne.text.label import begins, first_letter, in_address, stands_as_label

_NARROWNESS: dict[Place, int] = {"anywhere": 0, "sentence": 1, "marked": 2, "opening": 3}
_CLAUSE_END = re.compile(rf"[,;:()\[\]{{}}—–!?…\n\r|·•]|\s-\s|{FULL_STOP}")
_PARTED = re.compile(rf"[·•|\n\r]|[!?…]\s|{FULL_STOP}")
"""What no denial runs across: *Pas · pub* is no *pas de pub*."""
_TURNS = frozenset(
    {"mais", "sauf", "seulement", "simple", "simplement", "juste", "uniquement", "que"}
    | {"but", "except", "just", "only", "merely", "simply"}
)
_LONGEST_WORD = 40


def settled(text: str, hits: Sequence[Hit], around: Surroundings | None = None) -> tuple[Hit, ...]:
    """The hits whose conditions hold, by place; of one family, a hit inside a longer one falls away, and of two on
    the same words the one whose cue asks for the narrower place stands. A negation that only prepares a denial
    stands where a mention follows that it negates. ``around``: the text, where it was read before."""
    hits = [hit for hit in hits if hit.cue.family != "negation" or not _PARTED.search(text, hit.start, hit.end)]
    if not any(hit.cue.family == "mention" for hit in hits):
        hits = [hit for hit in hits if not hit.cue.reach]
    around = around or Surroundings(text)
    opening = first_letter(text)
    kept: list[Hit] = []
    waiting: list[Hit] = []
    for hit in hits:
        if hit.cue.needs_neighbour:
            if _is_placed(text, hit, opening):
                waiting.append(hit)
        elif _stands_alone(around, hit, opening):
            kept.append(hit)
    if waiting:
        anchors = Anchors(kept)
        kept += [hit for hit in waiting if _stands(around, hit, opening, anchors)]
    standing = _with_something_to_negate(text, list(_uncovered(kept)))
    return tuple(sorted(standing, key=_by_place))


def any_may_stand(around: Surroundings, hits: Iterable[Hit], every: Iterable[Hit]) -> bool:
    """Whether the conditions of one of ``hits`` may hold, ``every`` being all raw hits in the text: less work than to
    settle them all, never a no where one of them does stand, and what was found out is not asked again."""
    opening = first_letter(around.text)
    possible = Anchors(hit for hit in every if not hit.cue.needs_neighbour)
    for hit in hits:
        if not hit.cue.needs_neighbour:
            if _stands_alone(around, hit, opening):
                return True
        elif around.may_hold(hit.cue.near, hit.cue.unless, hit, possible) and _is_placed(around.text, hit, opening):
            return True
    return False


def _is_placed(text: str, hit: Hit, opening: int) -> bool:
    place = hit.cue.place
    return (place == "anywhere" or _in_place(text, hit, place, opening)) and not in_address(text, hit.start, hit.end)


def _stands_alone(around: Surroundings, hit: Hit, opening: int) -> bool:
    """Whether a hit that needs no neighbour stands."""
    stands = around.alone.get(id(hit))
    if stands is None:
        stands = _is_placed(around.text, hit, opening) and _stands(around, hit, opening, NOWHERE)
        around.alone[id(hit)] = stands
    return stands


def _by_place(hit: Hit) -> tuple[int, int, str]:
    return hit.start, -hit.end, hit.cue.id


def _stands(around: Surroundings, hit: Hit, opening: int, anchors: Anchors) -> bool:
    cue = hit.cue
    if (cue.near is not None or cue.unless) and not around.hold(cue.near, cue.unless, hit, anchors):
        return False
    return not cue.either or any(
        _in_place(around.text, hit, each.place, opening) and around.hold(each.near, each.unless, hit, anchors)
        for each in cue.either
    )


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


def _uncovered(hits: Sequence[Hit]) -> Iterator[Hit]:
    if len({hit.cue.family for hit in hits}) == len(hits):
        yield from hits
        return
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


def _with_something_to_negate(text: str, hits: Sequence[Hit]) -> Sequence[Hit]:
    if not any(hit.cue.reach for hit in hits):
        return hits
    mentions = sorted((hit for hit in hits if hit.cue.family == "mention"), key=lambda hit: hit.start)
    starts = [hit.start for hit in mentions]

    def negates_any(negation: Hit) -> bool:
        first = bisect_left(starts, negation.start)
        last = bisect_left(starts, negation.end + _LONGEST_WORD * negation.cue.reach)
        return any(negates(text, negation, mention) for mention in mentions[first:last])

    return [hit for hit in hits if not hit.cue.reach or negates_any(hit)]


def negates(text: str, negation: Hit, hit: Hit) -> bool:
    """Whether ``negation`` covers the beginning of ``hit``, or the hit starts in the same clause within the reach of
    the negation: 1 is the next word."""
    if negation.start <= hit.start < negation.end:
        return True
    distance = hit.start - negation.end
    if not 0 <= distance <= _LONGEST_WORD * negation.cue.reach:
        return False
    between = text[negation.end : hit.start]
    words = said_in(between)
    return len(words) < negation.cue.reach and _TURNS.isdisjoint(words) and not _ends_clause(between)


def _ends_clause(between: str) -> bool:
    return bool(_CLAUSE_END.search(between)) or any(unicodedata.category(char) == "So" for char in between)


def cue_words(cue: Cue) -> str:
    """The cue's first pattern: how a person would say which cue it is."""
    return cue.patterns[0]
