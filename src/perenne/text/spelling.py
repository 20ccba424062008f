"""Words that are nearly one of the statutory words: a slip of the finger, not another word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from perenne.text.fold import fold
from perenne.text.passage import Passage

_WORD = re.compile(r"[^\W\d_]{7,}")
_STATUTORY = ("publicite", "collaboration", "commerciale", "collaborationcommerciale")
_NEAR = 0.85
"""The share of letters in common order (difflib) from which two words are near: two slips in nine letters."""


def near_statutory(content: Iterator[Passage]) -> Iterator[tuple[Passage, int, int]]:
    """Every word of ``content`` that is nearly a statutory word."""
    for passage in content:
        for match in _WORD.finditer(passage.text):
            word = fold(match[0]).replace(" ", "")
            if any(_near(word, known) for known in _STATUTORY):
                yield passage, *match.span()


def _near(word: str, known: str) -> bool:
    if abs(len(word) - len(known)) > 3:
        return False
    return SequenceMatcher(None, word, known, autojunk=False).ratio() >= _NEAR
