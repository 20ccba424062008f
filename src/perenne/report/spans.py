"""A text and the passages that findings rest on: cut into pieces that never nest and give the text back whole."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from perenne.model.finding import WORST_FIRST, Verdict
from perenne.report.visible import between_letters, room_taken

WHOLE = 700
"""A text up to this length is shown whole."""
HEAD, AROUND, LONGEST_PASSAGE, MOST, MOST_PASSAGES = 160, 70, 400, 1_400, 40
ROOM = 9_000
"""The most bytes that one text takes on the page, its markup aside."""


class Passage(NamedTuple):
    """``text[start:end]`` rests under the finding ``number`` of its post."""

    start: int
    end: int
    number: int
    verdict: Verdict


class Piece(NamedTuple):
    """A stretch of the text under the same passages; ``skipped`` stands for what is left out before it.

    ``opens`` and ``closes``: the passages that begin and end with this piece.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    opens: tuple[Passage, ...] = ()
    closes: tuple[Passage, ...] = ()
    skipped: bool = False

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict that rests on this piece."""
        return min((each.verdict for each in self.passages), key=WORST_FIRST.index, default=None)


def pieces(text: str, passages: Iterable[Passage]) -> tuple[Piece, ...]:
    """The whole ``text``, cut wherever a passage begins or ends; joined, the pieces are ``text``.

    Passages outside the text are dropped; those of one finding that touch or overlap are one.
    """
    return _cut(text, _joined(text, passages), 0, len(text))


def excerpt(text: str, passages: Iterable[Passage]) -> tuple[Piece, ...]:
    """Like ``pieces``, but a long text is shortened: its beginning, and each passage with the words around it,
    worst first as long as there is room."""
    joined = _joined(text, passages)
    windows = _windows(text, joined)
    shown: list[Piece] = []
    end = 0
    for window in windows:
        cut = _cut(text, joined, *window)
        shown += [cut[0]._replace(skipped=window[0] > end), *cut[1:]] if cut else []
        end = window[1]
    if end < len(text):
        shown.append(Piece("", skipped=True))
    return tuple(shown)


def _joined(text: str, passages: Iterable[Passage]) -> list[Passage]:
    joined: dict[int, list[Passage]] = {}
    inside = (each for each in set(passages) if 0 <= each.start < each.end <= len(text))
    for passage in sorted(inside):
        known = joined.setdefault(passage.number, [])
        if known and passage.start <= known[-1].end:
            known[-1] = known[-1]._replace(end=max(known[-1].end, passage.end))
        else:
            known.append(passage)
    return sorted(each for known in joined.values() for each in known)


def _cut(text: str, passages: Sequence[Passage], start: int, end: int) -> tuple[Piece, ...]:
    """``text[start:end]`` in pieces; a passage that reaches beyond is cut with it."""
    inside = [
        each._replace(start=max(each.start, start), end=min(each.end, end))
        for each in passages
        if each.start < end and each.end > start
    ]
    borders = sorted({start, end, *(each.start for each in inside), *(each.end for each in inside)})
    return tuple(
        Piece(
            text[left:right],
            tuple(each for each in inside if each.start <= left and each.end >= right),
            tuple(each for each in inside if each.start == left),
            tuple(each for each in inside if each.end == right),
        )
        for left, right in pairwise(borders)
    )


def _windows(text: str, passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """The stretches of ``text`` to show, in order, none touching another."""
    if len(text) <= WHOLE and room_taken(text) <= ROOM:
        return [(0, len(text))] if text else []
    wanted = [(0, HEAD)]
    worst_first = sorted(passages, key=lambda each: (WORST_FIRST.index(each.verdict), each))
    wanted += [
        (each.start - AROUND, min(each.end, each.start + LONGEST_PASSAGE) + AROUND)
        for each in worst_first[:MOST_PASSAGES]
    ]
    windows: list[tuple[int, int]] = []
    for start, end in wanted:
        window = (_word_before(text, max(0, start)), _word_after(text, min(len(text), end)))
        with_it = _merged([*windows, window])
        shown = sum(last - first for first, last in with_it)
        if windows and (shown > MOST or sum(room_taken(text[slice(*each)]) for each in with_it) > ROOM):
            continue
        windows = with_it
    return windows


def _merged(windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


_NEAR = 24


def _word_before(text: str, place: int) -> int:
    """The beginning of the word in which ``place`` falls, if it is near."""
    for start in range(place, max(0, place - _NEAR), -1):
        if text[start - 1].isspace():
            return start
    return between_letters(text, place) if place > _NEAR else 0


def _word_after(text: str, place: int) -> int:
    """The end of the word in which ``place`` falls, if it is near."""
    for end in range(place, min(len(text), place + _NEAR)):
        if text[end].isspace():
            return end
    return between_letters(text, place) if place + _NEAR < len(text) else len(text)
