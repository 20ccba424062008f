"""What speaks for an exchange behind a post, graded, each clue with its proof."""

from functools import cached_property
from typing import Literal

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.finding import Evidence
from perenne.model.post import Advertiser, Form

Grade = Literal["strong", "medium", "weak", "none"]
STRONGEST_FIRST: tuple[Grade, ...] = ("strong", "medium", "weak", "none")


class Clue(msgspec.Struct, frozen=True):
    """One piece of evidence of a deal. ``kind`` names it (``deal``, ``label``, ``code``, ``gift_words``, …)."""

    grade: Grade
    kind: str
    says: Bilingual
    evidence: Evidence


class DealEvidence(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All clues of one post, strongest first; they do not add up: the grade is that of the strongest.

    ``denied``: someone who can know said that there was no exchange (an answer, the record itself, or the post's
    own words). ``requested``, ``forms``, ``advertiser``: what the deal says, ``None`` or empty where it does not.
    """

    clues: tuple[Clue, ...] = ()
    denied: Clue | None = None
    answered: str | None = None
    requested: bool | None = None
    forms: tuple[Form, ...] = ()
    advertiser: Advertiser | None = None

    @cached_property
    def grade(self) -> Grade:
        return min((clue.grade for clue in self.clues), key=STRONGEST_FIRST.index, default="none")

    @property
    def in_kind_only(self) -> bool:
        """A product, a service or a trip, and no money: was a post expected in return?"""
        return bool(self.forms) and not set(self.forms) & {"money", "commission", "own_brand"}

    def of_grade(self, grade: Grade) -> tuple[Clue, ...]:
        return tuple(clue for clue in self.clues if clue.grade == grade)

    def of_kind(self, *kinds: str) -> tuple[Clue, ...]:
        return tuple(clue for clue in self.clues if clue.kind in kinds)
