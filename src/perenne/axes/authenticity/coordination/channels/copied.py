"""The numbers of copied texts, and the words that are nobody's copy: what the law or a brief demands (``copied``)."""

from collections.abc import Iterable
from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.errors import DataError
from perenne.text.cue import all_cues
from perenne.text.fold import KEPT_SIGNS, WORD
from perenne.text.lexicon import folded_patterns

BREAK = "|"
"""Stands for words that were demanded: no passage goes across it, and no folded word is one."""


class _Required(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    families: frozenset[str]
    cues: frozenset[str]


class Copied(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``copied.yaml`` says what each number is."""

    width: int
    most_texts: int
    beside: int
    least_covered: float
    least_covered_at_once: float
    no_phrase: int
    required: _Required


@cache
def copied() -> Copied:
    """The numbers that hold. Raises ``DataError`` where a cue is named that does not exist."""
    found = msgspec.convert(shelf(__package__)["copied"], Copied)
    unknown = found.required.cues - {cue.id for cue in all_cues()}
    if unknown:
        said = ", ".join(sorted(unknown))
        raise DataError(fr=f"copied : indices inconnus ({said})", en=f"copied: unknown cues ({said})")
    return found


@cache
def demanded() -> frozenset[tuple[str, ...]]:
    """The words of every cue that the law or a brief demands, folded, without numbers."""
    required = copied().required
    patterns = [
        pattern
        for cue in all_cues()
        if cue.id in required.cues or cue.family in required.families
        for pattern in cue.patterns
    ]
    said = (tuple(without_numbers(WORD.findall(folded))) for folded in folded_patterns(patterns))
    return frozenset(words for words in said if words)


def without_numbers(words: Iterable[str]) -> list[str]:
    """Numbers and their signs are no copied words: prices, dates and codes differ where the rest is the same."""
    return [word for word in words if word not in KEPT_SIGNS and not any(sign.isdigit() for sign in word)]
