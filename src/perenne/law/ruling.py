"""What a check says of one post: an outcome code with its proof, or that it cannot judge for want of a field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from perenne.law.facts import Facts
from perenne.law.rulebook import Version
from perenne.model.finding import Evidence


class Ruling(msgspec.Struct, frozen=True):
    """``code`` is one of the rule's outcomes; ``words`` fill the placeholders of its sentences; ``part`` tells apart
    several rulings of one rule; ``depends_on`` the facts that the verdict rests on."""

    code: str
    evidence: tuple[Evidence, ...] = ()
    depends_on: tuple[str, ...] = ()
    words: Mapping[str, str | date] = msgspec.field(default_factory=dict)
    notices: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Unjudged:
    """The rule woke and the source does not record ``field``, which it needs (position R27)."""

    field: str


Said = Ruling | Unjudged | None
"""What a check says once: ``None`` where nothing woke it."""

Check = Callable[[Facts, Version], Said | tuple[Ruling | Unjudged, ...]]
"""One rule's function; several rulings, each on its own ``part``, where the rule is made of parts."""


def as_parts(said: Said | tuple[Ruling | Unjudged, ...]) -> tuple[Ruling | Unjudged, ...]:
    """What a check says, as a tuple whatever it gave."""
    if said is None:
        return ()
    return said if isinstance(said, tuple) else (said,)
