"""Mentions written so that a machine, or a reader in a hurry, does not see them.

Capitals and missing or decomposed accents are ordinary spelling (position R34). What counts here: letters set apart
(``P.U.B``, ``p u b l i c i t é``) and letters borrowed from elsewhere (mathematical, circled, fullwidth).
"""

import re
import unicodedata
from collections.abc import Iterable

from perenne.text.cue import Cue
from perenne.text.fold import fold
from perenne.text.hit import Hit

_SET_APART = re.compile(r"(?<![^\W_])[^\W_](?:[.\-_*·•/\\| ]{1,2}[^\W_](?![^\W_])){2,}")
_DISCLOSING = frozenset({"statutory", "equivalent"})


def borrowed_letters(quote: str) -> bool:
    """Whether ``quote`` holds letters that only look like the letters they stand for."""
    composed = unicodedata.normalize("NFC", "".join(quote.split()))
    return unicodedata.normalize("NFKC", composed) != composed


def letters_set_apart(text: str, cues: Iterable[Cue]) -> tuple[Hit, ...]:
    """The statutory and equivalent mentions in ``text`` whose letters are set apart by signs or spaces."""
    runs = list(_SET_APART.finditer(text))
    if not runs:
        return ()
    words = {
        fold(pattern).replace(" ", ""): cue
        for cue in cues
        if cue.family == "mention" and cue.strength in _DISCLOSING
        for pattern in cue.patterns
    }
    hits = []
    for run in runs:
        cue = words.get("".join(fold(run[0]).split()))
        if cue is not None:
            hits.append(Hit(cue, run.start(), run.end(), run[0], hashtag=False, obfuscated=True))
    return tuple(hits)
