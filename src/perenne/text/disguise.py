"""A text as it reads once its disguises are undone, with the place of every character in the original.

Only what gives a known word is undone: ``p.u.8`` reads *pub*, ``v@pe`` *vape*; ``S.N.C.F`` and ``10ans`` read as they
stand. Which letters look alike and which signs stand for letters is data (``letters/disguises.yaml``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice, pairwise, product
from typing import NamedTuple

import msgspec

from perenne.dated.shelf import shelf
from perenne.text.fold import compose, fold

Span = tuple[int, int]


class Disguises(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the data file lists."""

    about: str
    checked_on: date
    source: str
    look_alikes: dict[str, str]
    digits_and_signs: dict[str, tuple[str, ...]]
    unseen: str
    overlays: str
    hyphens_unseen: str
    whole: tuple[str, ...]
    glued: tuple[str, ...]
    not_glued: tuple[str, ...]


@cache
def disguises() -> Disguises:
    """The lists of ``letters/disguises.yaml``."""
    return msgspec.convert(shelf("perenne.text.letters")["disguises"], Disguises)


class _Change(NamedTuple):
    """``text[start:end]`` reads ``says``; ``at``: for each letter of ``says``, the one of the text that it is."""

    start: int
    end: int
    says: str
    at: Sequence[int]
    disguised: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """``text``, with the span of each of its characters in the original; ``disguised`` and ``ordinary``: the spans in
    which something was undone that hides a word, or that only is in its way (a soft hyphen)."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    disguised: tuple[Span, ...] = ()
    ordinary: tuple[Span, ...] = ()

    def original_span(self, start: int, end: int) -> Span:
        """``text[start:end]`` (not empty) in offsets of the original."""
        return min(self.starts[start:end]), max(self.ends[start:end])

    @property
    def undone(self) -> bool:
        return bool(self.disguised or self.ordinary)

    def changed(self, changes: Iterable[_Change]) -> "Reading":
        """The same reading with ``changes``, which do not overlap, by place."""
        pieces: list[str] = []
        at: list[int] = []
        disguised, ordinary = list(self.disguised), list(self.ordinary)
        position = 0
        for change in changes:
            pieces += [self.text[position : change.start], change.says]
            at += [*range(position, change.start), *change.at]
            kind = disguised if change.disguised else ordinary
            kind.append(self.original_span(change.start, change.end))
            position = change.end
        if not position:
            return self
        at += range(position, len(self.text))
        return Reading(
            "".join([*pieces, self.text[position:]]),
            tuple(self.starts[index] for index in at),
            tuple(self.ends[index] for index in at),
            tuple(disguised),
            tuple(ordinary),
        )


def overlap(span: Span, others: Iterable[Span]) -> bool:
    """Whether ``span`` shares a character with one of ``others``."""
    return any(start < span[1] and span[0] < end for start, end in others)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The folded words that may be hidden. ``words`` of any cue; ``phrases``: those of several words, joined → as
    they are written; ``short``: the words of three letters that a digit may stand in."""

    words: frozenset[str]
    phrases: dict[str, str]
    short: frozenset[str]


_RUN = re.compile(r"(?<![^\W_])[^\W\d_](?:[.\-_*·•/\\|~+= \u00a0\u202f]{1,2}[^\W_](?![^\W_])){2,}")
_TOKEN = re.compile(r"(?<![@\w])(?=[^\W\d_]*[\d@$€!|])[\w$€!|][\w@$€!|]{2,39}")
_MIXED = re.compile(r"[^\W\d_]{2,40}")
_MOST_READINGS = 16
_HASHTAG = re.compile(r"[#＃](?P<word>\w{5,60})")
_LEAST_NAME = 4
_LONGEST_RUN = 80
_LEAST_WITH_SIGNS = 4
_LEAST_AFTER_DIGIT = 6
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def read(text: str, known: Vocabulary) -> Reading:
    """``text`` with every disguise undone that hides a word of ``known``."""
    composed = compose(text)
    reading = Reading(composed.text, composed.starts, composed.ends)
    for undo in (_unseen, _look_alikes, _set_apart, _cut, _backwards, _digits, _glued):
        reading = reading.changed(undo(reading.text, known))
    return reading


def _unseen(text: str, known: Vocabulary) -> Iterator[_Change]:
    """Characters without a form, or strokes over letters, inside words."""
    for match in _unseen_pattern().finditer(text):
        yield _Change(*match.span(), "", (), disguised=set(match[0]) != set(disguises().hyphens_unseen))


@cache
def _unseen_pattern() -> re.Pattern[str]:
    lists = disguises()
    hidden = f"[{lists.unseen}{lists.hyphens_unseen}]"
    return re.compile(rf"(?<=[^\W_]){hidden}+(?=[^\W_{lists.unseen}])|(?<=[^\W_])[{lists.overlays}]+")


@cache
def _latin() -> dict[int, str]:
    return {ord(char): letter for letter, chars in disguises().look_alikes.items() for char in chars}


def _look_alikes(text: str, known: Vocabulary) -> Iterator[_Change]:
    """Words in which Latin letters stand beside letters of another alphabet, or that are set in signs."""
    for match in _alien_pattern().finditer(text):
        if match["signs"]:
            at = [index for index in range(*match.span()) if not text[index].isspace() and text[index] != "\ufe0f"]
            letters = fold("".join(text[index] for index in at).translate(_latin()))
            if ends := _cut_into_words(letters, known, least=3):
                yield _as_words(letters, at, match.span(), ends, known)
        else:
            yield _Change(*match.span(), match[0].translate(_latin()), range(*match.span()))


@cache
def _alien_pattern() -> re.Pattern[str]:
    alien = "".join(chr(point) for point in _latin() if chr(point).isalpha() and point < 0x10000)
    signs = "".join(chr(point) for point in _latin() if point >= 0x10000)
    mixed = rf"(?=[^\W\d_]*[{alien}])(?=[^\W\d_]*[A-Za-zÀ-ɏ]|[ᴀ-ᴢɢɪʟɴʀʏʙʜꜰꜱ])[^\W\d_]{{2,40}}"
    return re.compile(
        rf"(?<![^\W_])(?:{mixed})(?![^\W_])|(?P<signs>[{signs}](?: ?\uFE0F? ?[{signs}A-Za-z]){{2,40}}\uFE0F?)"
    )


def _set_apart(text: str, known: Vocabulary) -> Iterator[_Change]:
    """Letters with signs or spaces between them."""
    for run in _RUN.finditer(text):
        at = [index for index in range(*run.span()) if text[index].isalnum()]
        letters = "".join(text[index] for index in at)
        if len(letters) > _LONGEST_RUN:
            continue
        for reading in _readings(letters):
            ends = _cut_into_words(reading, known, least=3 if letters.isalpha() else _LEAST_WITH_SIGNS)
            if ends:
                yield _as_words(reading, at, run.span(), ends, known)
                break


def _as_words(letters: str, at: Sequence[int], span: Span, ends: Sequence[int], known: Vocabulary) -> _Change:
    says: list[str] = []
    places: list[int] = []
    for start, end in pairwise([0, *ends]):
        word = letters[start:end]
        index = start
        for char in known.phrases.get(word, word):
            says.append(char)
            places.append(at[min(index, end - 1)])
            index += char != " "
        says.append(" ")
        places.append(at[end - 1])
    return _Change(*span, "".join(says[:-1]), places[:-1])


def _cut_into_words(letters: str, known: Vocabulary, least: int) -> list[int]:
    """Where the words of ``letters`` end, if they are made of known words of ``least`` letters; a letter at either
    edge may be another word (*à*, *y*). Empty where they are not."""
    best: list[list[int] | None] = [None] * (len(letters) + 1)
    best[0] = []
    for end in range(1, len(letters) + 1):
        for start in range(end):
            before = best[start]
            if before is None:
                continue
            edge = start == 0 or end == len(letters)
            if (edge and end - start == 1) or _is_word(letters[start:end], known, least):
                candidate = [*before, end]
                if best[end] is None or len(candidate) < len(best[end] or ()):
                    best[end] = candidate
    found = best[-1] or []
    return found if any(end - start > 1 for start, end in pairwise([0, *found])) else []


def _is_word(letters: str, known: Vocabulary, least: int) -> bool:
    if letters in known.phrases or letters in known.short:
        return True
    return len(letters) >= least and letters in known.words


def _cut(text: str, known: Vocabulary) -> Iterator[_Change]:
    """The words of the law cut in two: ``publi cité``."""
    for match in _cut_pattern().finditer(text):
        at = [index for index in range(*match.span()) if text[index].isalpha()]
        if len(at) < len(match[0]):
            yield _Change(*match.span(), "".join(text[index] for index in at), at)


@cache
def _cut_pattern() -> re.Pattern[str]:
    words = {word for phrase in disguises().whole for word in phrase.split()}
    inside = r"[\s.\-_*·•/\\|~+=]{0,2}"
    return _alternatives(inside.join(_in_any_case(char) for char in word) for word in words)


def _backwards(text: str, known: Vocabulary) -> Iterator[_Change]:
    """The words of the law written from their end."""
    for match in _backwards_pattern().finditer(text):
        yield _Change(*match.span(), match[0][::-1], range(match.end() - 1, match.start() - 1, -1))


@cache
def _backwards_pattern() -> re.Pattern[str]:
    return _alternatives("".join(_in_any_case(char) for char in phrase[::-1]) for phrase in disguises().whole)


def _in_any_case(char: str) -> str:
    plain = fold(char)
    return f"[{plain}{char}{plain.upper()}{char.upper()}]"


def _alternatives(patterns: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(patterns, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?![^\W_])")


def _digits(text: str, known: Vocabulary) -> Iterator[_Change]:
    """Digits and signs in the place of letters: ``c4s1n0``, ``p.u.8`` once joined."""
    for match in _TOKEN.finditer(text):
        token = match[0].rstrip("!|€$@")
        start = match.start()
        if not _may_be_letters(token):
            continue
        for says in _readings(token):
            if says in known.words and (len(says) >= _LEAST_WITH_SIGNS or says in known.short):
                yield _Change(start, start + len(token), says, range(start, start + len(token)))
                break


def _glued(text: str, known: Vocabulary) -> Iterator[_Change]:
    """A hashtag that begins with a mention and goes on with a name: read with a space between them."""
    for match in _HASHTAG.finditer(text):
        word = fold(match["word"])
        if word in known.phrases or word in known.words:
            continue
        begins = max((len(each) for each in _glued_words("glued") if word.startswith(each)), default=0)
        other = any(word.startswith(each) for each in _glued_words("not_glued") if len(each) > begins)
        if begins and len(word) - begins >= _LEAST_NAME and not other:
            cut = match.start("word") + begins
            yield _Change(cut - 1, cut, f"{text[cut - 1]} ", (cut - 1, cut - 1), disguised=False)


@cache
def _glued_words(name: str) -> tuple[str, ...]:
    return tuple(fold(each) for each in getattr(disguises(), name))


def _may_be_letters(token: str) -> bool:
    """Whether signs stand among letters; a number before a word (*10ans*), and a 5 after it (*code5*), are none."""
    signs = disguises().digits_and_signs
    among = [char for char in token if not char.isalpha()]
    if not among or len(among) * 2 > len(token) or any(char not in signs for char in among):
        return False
    first, last = token[0], token[-1]
    if first.isdigit() and (token[1].isdigit() or len(token) < _LEAST_AFTER_DIGIT):
        return False
    return not (last.isdigit() and (last in "1257" or not token[-2].isalpha()))


def _readings(letters: str) -> Iterator[str]:
    """``letters`` folded, with its signs read as every letter that they may stand for: a few readings at most."""
    signs = disguises().digits_and_signs
    choices = [signs.get(char, (char,)) for char in letters]
    for reading in islice(product(*choices), _MOST_READINGS):
        yield fold("".join(reading))
