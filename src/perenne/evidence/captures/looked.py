"""What was found out about a capture: facts, each with its state, in plain words."""

from dataclasses import dataclass
from typing import Literal

from perenne.model.bilingual import Bilingual

State = Literal["holds", "broken", "unchecked"]
"""``unchecked``: it is not stated, or cannot be checked without the network; never the same as ``holds``."""
Kind = Literal["warc", "wacz", "c2pa"]


@dataclass(frozen=True, slots=True)
class Fact:
    """``what``: a word for programs; ``about``: the part of the file that it is about, as that names itself."""

    state: State
    what: str
    says: Bilingual
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    kind: Kind
    facts: tuple[Fact, ...]

    @property
    def is_broken(self) -> bool:
        return any(each.state == "broken" for each in self.facts)
