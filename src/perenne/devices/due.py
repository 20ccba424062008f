"""The days that matter to a register: exceptions that end, proofs that become stale, devices to give back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from perenne.chain import sha256
from perenne.devices.judge import Checked
from perenne.model.bilingual import Bilingual

DueKind = Literal["exception_ends", "proof_stale", "given_back"]


@dataclass(frozen=True, slots=True)
class Due:
    """One day to remember; ``on`` is the last day on which the exception or the proof still counts."""

    on: date
    kind: DueKind
    device: str
    of: str
    says: Bilingual

    @property
    def uid(self) -> str:
        """Stable: the same day of the same thing is the same entry of a calendar, however often it is sent."""
        told = "\n".join((self.device, self.kind, self.of, self.on.isoformat()))
        return f"{sha256(told.encode())[:32]}@perenne"


def coming(checked: Checked) -> list[Due]:
    """Everything that falls on the day of the check or later, by day."""
    found = [*_exceptions(checked), *_proofs(checked), *_returns(checked)]
    return sorted((each for each in found if each.on >= checked.on), key=lambda each: (each.on, each.device, each.of))


def called(checked: Checked, device: str) -> str:
    """How people call a device."""
    return checked.register.devices[device].label or device


def _exceptions(checked: Checked) -> Iterator[Due]:
    for each in checked.register.exceptions:
        if each.device in checked.by_device:
            name = called(checked, each.device)
            yield Due(
                each.until,
                "exception_ends",
                each.device,
                each.id,
                Bilingual(
                    fr=f"{name} : dernier jour de l’exception {each.id}, approuvée par {each.approved_by}",
                    en=f"{name}: last day of the exception {each.id}, approved by {each.approved_by}",
                ),
            )


def _proofs(checked: Checked) -> Iterator[Due]:
    """Of each device, the first of the proofs on which its verdicts rest to become stale, by rule."""
    for device, verdicts in checked.by_device.items():
        for verdict in verdicts:
            last = min(
                (
                    proof.on + timedelta(days=proof.max_age_days)
                    for point in verdict.points
                    for proof in point.proofs
                    if proof.age_days <= proof.max_age_days
                ),
                default=None,
            )
            if last is not None:
                name, rule = called(checked, device), checked.rules.rule(verdict.rule).name
                yield Due(
                    last,
                    "proof_stale",
                    device,
                    verdict.rule,
                    Bilingual(
                        fr=f"{name} : dernier jour de la preuve ({rule.fr})",
                        en=f"{name}: last day of the proof ({rule.en})",
                    ),
                )


def _returns(checked: Checked) -> Iterator[Due]:
    for device in checked.by_device:
        day = checked.register.devices[device].retired_on
        if day is not None:
            name = called(checked, device)
            says = Bilingual(fr=f"{name} : à rendre et à remettre à zéro", en=f"{name}: to be given back and wiped")
            yield Due(day, "given_back", device, "retired_on", says)
