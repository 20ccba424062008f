"""What the proofs of a device say of one package or one question on a day, and which of them say so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from perenne.devices import catalogue
from perenne.devices.records import Evidence, ProofKind
from perenne.devices.rule import ProofAsked

State = Literal["yes", "no", "missing", "stale", "contradicted"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Until what age a proof counts, and from which day on: none from before the device was out of hand."""

    on: date
    since: date | None
    by_register: dict[ProofKind, int]
    asked: ProofAsked

    def days(self, kind: ProofKind) -> int:
        """The age in days until which a proof of ``kind`` counts."""
        own = self.by_register.get(kind, catalogue.kinds_of_proof()[kind].max_age_days)
        return own if self.asked.max_age_days is None else min(own, self.asked.max_age_days)

    def age(self, proof: Evidence) -> int:
        return (self.on - proof.on).days

    def takes(self, proof: Evidence) -> bool:
        return proof.on <= self.on and (not self.asked.kinds or proof.kind in self.asked.kinds)

    def counts(self, proof: Evidence) -> bool:
        """Whether ``proof``, which is taken, is recent enough."""
        after = self.since is None or proof.on > self.since
        return after and self.age(proof) <= self.days(proof.kind)


@dataclass(frozen=True, slots=True)
class Answer:
    state: State
    proofs: tuple[Evidence, ...] = ()


def answer(proofs: Iterable[Evidence], says: Callable[[Evidence], bool | None], limits: Limits) -> Answer:
    """The answer of the latest proofs. What a person said does not outweigh what a console saw as long as both are
    recent: where they differ, nobody knows. Two proofs of one strength and one day that differ tell nothing either.
    """
    spoken = [each for each in proofs if limits.takes(each) and says(each) is not None]
    recent = [each for each in spoken if limits.counts(each)]
    if not recent:
        latest = sorted(spoken, key=lambda each: each.on)[-1:]
        return Answer("stale", tuple(latest)) if latest else Answer("missing")
    machine = _latest(each for each in recent if catalogue.kinds_of_proof()[each.kind].by_machine)
    person = _latest(each for each in recent if not catalogue.kinds_of_proof()[each.kind].by_machine)
    leading = machine or person
    if machine and person and person[0].on >= machine[0].on:
        leading = machine + person
    said = {says(each) for each in leading}
    if len(said) > 1:
        return Answer("contradicted", tuple(leading))
    return Answer("yes" if said.pop() else "no", tuple(leading))


def _latest(proofs: Iterable[Evidence]) -> list[Evidence]:
    """The proofs of the latest day."""
    found = list(proofs)
    last = max((each.on for each in found), default=None)
    return [each for each in found if each.on == last]
