"""A cue found in a text."""

from dataclasses import dataclass

from perenne.text.cue import Cue


@dataclass(frozen=True, slots=True)
class Hit:
    """``text[start:end] == quote`` in code points of the original; ``hashtag``: it stands as one."""

    cue: Cue
    start: int
    end: int
    quote: str
    hashtag: bool
    obfuscated: bool = False
