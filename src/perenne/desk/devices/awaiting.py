"""What the register asks of whoever keeps it: devices to settle, exceptions and proofs that end soon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from perenne.desk.devices import queries
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.devices.due import called, coming
from perenne.devices.judge import Checked
from perenne.model.bilingual import Bilingual

Kind = Literal["device_bad", "device_unknown", "device_exception", "device_proof"]
_WITHIN: dict[str, tuple[Kind, timedelta]] = {
    "exception_ends": ("device_exception", timedelta(days=14)),
    "proof_stale": ("device_proof", timedelta(days=7)),
}
"""How long before its last day an exception or a proof is recalled."""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """``of``: what it is about besides the device, so that each thing has a key of its own."""

    kind: Kind
    device: str
    of: str
    name: str
    says: Bilingual
    due: date | None = None


def awaiting(member: Member, today: date) -> list[Awaiting]:
    """In one query; nothing where the member does not keep the register."""
    if not can(member, queries.WRITE):
        return []
    checked = queries.standing(member, today)
    return [*_to_settle(checked), *_ending(checked)]


def _to_settle(checked: Checked) -> Iterator[Awaiting]:
    for device, verdicts in checked.by_device.items():
        word = checked.word(device)
        if word in ("non_compliant", "unknown"):
            kind: Kind = "device_bad" if word == "non_compliant" else "device_unknown"
            because = next(each.because for each in verdicts if each.verdict == word)
            yield Awaiting(kind, device, "", called(checked, device), because)


def _ending(checked: Checked) -> Iterator[Awaiting]:
    for each in coming(checked):
        if each.kind in _WITHIN:
            kind, within = _WITHIN[each.kind]
            if each.on <= checked.on + within:
                yield Awaiting(kind, each.device, each.of, called(checked, each.device), each.says, each.on)
