"""A cue found in a text."""

import msgspec

from perenne.text.cue import Cue


class Hit(msgspec.Struct, frozen=True):
    """``text[start:end] == quote`` in code points of the original; ``hashtag``: it stands as one."""

    cue: Cue
    start: int
    end: int
    quote: str
    hashtag: bool
    obfuscated: bool = False

    def __hash__(self) -> int:
        """Without all that the cue holds."""
        return hash((self.cue.id, self.start, self.end))
