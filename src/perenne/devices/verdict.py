"""What a check finds of one device and one rule, with its proof: the rule's version and source, what was seen, when,
in which file."""

from datetime import date
from typing import Literal

from perenne.devices.records import ProofKind
from perenne.devices.rule import Force
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Confidence
from perenne.model.part import Part

Word = Literal["compliant", "non_compliant", "exception", "unknown"]
WORST_FIRST: tuple[Word, ...] = ("non_compliant", "unknown", "exception", "compliant")
Advice = Literal["followed", "not_followed", "unknown"]
Held = Literal["held", "broken", "excepted", "unknown"]


class Proof(Part, frozen=True):
    """A proof that a point rests on; ``max_age_days``: until what age it counts here."""

    evidence: str
    kind: ProofKind
    on: date
    age_days: int
    max_age_days: int
    file: str
    sha256: str
    line: int | None = None


class Point(Part, frozen=True):
    """One thing that a rule asks of a device. ``what``: an app, a question of the checklist, ``patch``, an origin
    fact, or a field of the device that decides whether the rule concerns it; ``ask``: what would settle it."""

    what: str
    state: Held
    because: Bilingual
    proofs: tuple[Proof, ...] = ()
    ask: Bilingual | None = None


class Granted(Part, frozen=True):
    """The exception on which a verdict rests; ``days_left``: 0 on its last day."""

    exception: str
    approved_by: str
    approved_on: date
    until: date
    days_left: int
    reason: str


class Verdict(Part, frozen=True, tag_field="perenne", tag="device-verdict/1"):
    """``verdict`` is ``None`` where the rule is advice: then ``advice`` says whether it is followed."""

    device: str
    rule: str
    rule_version: str
    force: Force
    on: date
    verdict: Word | None
    because: Bilingual
    source: str
    confidence: Confidence
    checked_on: date
    points: tuple[Point, ...]
    advice: Advice | None = None
    exception: Granted | None = None
    official_id: str | None = None


def worst(words: list[Word]) -> Word | None:
    """The word for a device of which several rules speak; ``None`` where none does."""
    return next((each for each in WORST_FIRST if each in words), None)
