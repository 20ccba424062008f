"""Whether a sentence says something, or says that it is not so."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.law.relations.words import place_of, places_of
from perenne.text.fold import compose, fold

_NEAR, _FAR = 45, 300
"""How far behind and before it a word may stand that turns it round, in characters."""
_COMMA = re.compile(r"[,;:]")


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of ``denials.yaml``."""

    ne: tuple[str, ...]
    pas: tuple[str, ...]
    without: tuple[str, ...]
    after: tuple[str, ...]
    but: tuple[str, ...]


def denied(sentence: str, start: int, end: int) -> bool:
    """Whether ``sentence`` denies what it says from ``start`` to ``end``."""
    before, after = sentence[max(0, start - _FAR) : start], sentence[end : end + _NEAR]
    while but := place_of(_words().but, before):
        before = before[but[1] :]
    if _negation().search(fold(compose(before).text)):
        return True
    near = _COMMA.split(before)[-1]
    return bool(place_of(_words().without, near)) or place_of(_words().after, after) is not None


def affirmed(words: Sequence[str], sentence: str) -> tuple[int, int] | None:
    """Where ``sentence`` holds one of ``words`` without denying it."""
    return next((place for place in places_of(words, sentence) if not denied(sentence, *place)), None)


def affirming(words: Sequence[str], sentences: Iterable[str]) -> str | None:
    """The first of ``sentences`` that holds one of ``words`` without denying it."""
    return next((sentence for sentence in sentences if affirmed(words, sentence)), None)


@cache
def _words() -> _Words:
    return msgspec.convert(shelf("perenne.contracts.elements")["denials"], _Words)


@cache
def _negation() -> re.Pattern[str]:
    ne, pas = ("|".join(map(re.escape, map(fold, each))) for each in (_words().ne, _words().pas))
    return re.compile(rf"(?<!\w)(?:{ne})\s(?:.{{0,80}}?\s)?(?:{pas})(?!\w)", re.DOTALL)
