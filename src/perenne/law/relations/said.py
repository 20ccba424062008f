"""What a text says of a subject: the sentences that speak of it, and what they leave unsaid."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from perenne.law.relations.words import has_amount, place_of, without

_SENTENCE_END = re.compile(
    r"(?<!\bM\.)(?<!\bMr\.)(?<!\bart\.)(?<!\bNo\.)(?<!Inc\.)(?<!Ltd\.)(?<=[.;!?])\s+(?=[A-ZÀ-ÖØ-Þ«“\d\[(])"
)
_NUMBER = re.compile(
    r"\W{0,2}(?:(?:article|art|clause|section)\b\.?\s*)?[\dIVXivx]{1,5}(?:\.\d{1,2})*[.)]\s+", re.IGNORECASE
)
"""At the beginning of a line: the stop behind it ends no sentence."""
_LINE = re.compile(r"[^\n]+")
_PART = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_STOPS = (".", ";", ",", "!", "?")
LONGEST_HEADING = 120

Subject = Mapping[str, Any]
"""How a rule's YAML describes a subject: ``words`` that speak of it, ``together``: lists of which each must have a
word in one sentence, ``unless``: phrases that use the same words of something else, ``not_with``: words of a
sentence about something else, ``settled``: words after which nothing more is to be said, ``says``: what is wanted,
each with its words."""


class Said(NamedTuple):
    """``text`` stands at ``start``; ``about``: with it, the sentences that go on about the same."""

    start: int
    text: str
    about: str


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of ``text``, each with its place; a line's end is one too."""
    for line in _LINE.finditer(text):
        start = line.start()
        number = _NUMBER.match(text, start)
        for end in _SENTENCE_END.finditer(text, number.end() if number else start, line.end()):
            yield start, text[start : end.start()]
            start = end.end()
        if start < line.end():
            yield start, text[start : line.end()]


def speaking(text: str, subject: Subject, goes_on: Sequence[str] = ()) -> Iterator[Said]:
    """The sentences of ``text`` that speak of ``subject``. A part (blank lines stand between two) whose heading names
    it is wholly about it; a sentence that begins with a word of ``goes_on`` is about what the one before is about."""
    for part, said in _parts(text):
        heading = said[0][1]
        if len(said) > 1 and _is_heading(heading) and speaks(heading, subject):
            yield Said(*said[1], about=part)
        else:
            yield from _one_by_one(said, subject, goes_on)


@lru_cache(maxsize=32)
def _parts(text: str) -> tuple[tuple[str, tuple[tuple[int, str], ...]], ...]:
    """Each part of ``text`` with its sentences: many subjects are looked for in one text."""
    return tuple(
        (part[0], tuple((part.start() + start, sentence) for start, sentence in sentences(part[0])))
        for part in _PART.finditer(text)
    )


def _one_by_one(said: Sequence[tuple[int, str]], subject: Subject, goes_on: Sequence[str]) -> Iterator[Said]:
    for number, (start, sentence) in enumerate(said):
        if speaks(sentence, subject):
            about = [sentence]
            for _, following in said[number + 1 :]:
                if not _begins_with(goes_on, following):
                    break
                about.append(following)
            yield Said(start, sentence, "\n".join(about))


def speaks(text: str, subject: Subject) -> bool:
    if place_of(subject.get("not_with", ()), text):
        return False
    meant = without(subject.get("unless", ()), text)
    if place_of(subject.get("words", ()), meant):
        return True
    together = subject.get("together", ())
    return bool(together) and all(place_of(words, meant) for words in together)


def unsaid(texts: Sequence[str], subject: Subject, money: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """The names of what ``subject`` should say and none of ``texts`` does."""
    if any(place_of(subject.get("settled", ()), text) for text in texts):
        return
    for each in subject.get("says", ()):
        if not any(_states(text, each, money) for text in texts):
            yield each["name"]


def _states(text: str, wanted: Subject, money: Mapping[str, Sequence[str]]) -> bool:
    meant = without(wanted.get("unless", ()), text)
    if place_of(wanted["words"], meant):
        return True
    return bool(wanted.get("amount")) and any(
        has_amount(sentence, money) for _, sentence in sentences(meant) if not place_of(money["aside"], sentence)
    )


def _is_heading(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not line.endswith(_STOPS)


def _begins_with(words: Sequence[str], text: str) -> bool:
    place = place_of(words, text[:40])
    return place is not None and place[0] == 0
