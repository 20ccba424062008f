"""What an importer takes from a file: what was seen of a device, on which day, and nothing that no rule asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import msgspec

from perenne.chain import canonical, sha256
from perenne.devices.records import Device, Evidence, Original, ProofKind, System, hashed
from perenne.devices.register import Register
from perenne.devices.rule import Rules
from perenne.devices.scope import packages_asked, questions_asked


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a proof may speak of: packages that rules of the register name, questions that they ask, of any device
    and of each."""

    packages: frozenset[str]
    questions: frozenset[str]
    of_device: Mapping[str, tuple[frozenset[str], frozenset[str]]]

    @classmethod
    def by(cls, register: Register, rules: Rules) -> "Asked":
        of_device = {
            each.id: (packages_asked(register, each, rules), questions_asked(register, each, rules))
            for each in register.devices.values()
        }
        packages = frozenset[str]().union(*(each[0] for each in of_device.values()))
        questions = frozenset[str]().union(*(each[1] for each in of_device.values()))
        return cls(packages, questions, of_device)

    def of_inventory(self, installed: Iterable[str], *, whole: bool) -> dict[str, bool]:
        """Yes for each named package among the ``installed``; no for the others where the inventory is ``whole``. The
        rest of it goes nowhere."""
        here = self.packages.intersection(installed)
        looked_for = self.packages if whole else here
        return {package: package in here for package in sorted(looked_for)}

    def of_answers(self, said: Mapping[str, bool]) -> dict[str, bool]:
        return {question: said[question] for question in sorted(self.questions.intersection(said))}

    def about(self, device: Device, seen: "Seen") -> "Seen":
        """What of ``seen`` the rules that concern ``device`` ask for."""
        packages, questions = self.of_device[device.id]
        return replace(
            seen,
            apps={name: said for name, said in seen.apps.items() if name in packages},
            answers={name: said for name, said in seen.answers.items() if name in questions},
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """``called``: the names by which the file calls the device; ``on``: ``None`` where it does not say when."""

    called: tuple[str, ...]
    on: date | None
    apps: dict[str, bool] = field(default_factory=dict)
    answers: dict[str, bool] = field(default_factory=dict)
    system: System | None = None
    by: str | None = None
    line: int | None = None

    @property
    def tells(self) -> bool:
        return bool(self.apps or self.answers or self.system)


@dataclass(frozen=True, slots=True)
class Imported:
    """``strangers``: devices that are not in the register; ``undated``: without a day; ``silent``: that say nothing
    of what is asked; ``beside``: lines about something that no rule asks."""

    evidence: tuple[Evidence, ...]
    strangers: int = 0
    undated: int = 0
    silent: int = 0
    beside: int = 0


class Names:
    """The devices of a register by the names that consoles give them, or by the hash of such a name."""

    def __init__(self, register: Register) -> None:
        self._named: dict[str, Device] = {}
        for device in register.devices.values():
            for name in (device.id, *device.known_as):
                self._named.setdefault(name, device)

    def device(self, called: Iterable[str]) -> Device | None:
        names = [name for each in called if each for name in (each, hashed(each))]
        return next((self._named[name] for name in names if name in self._named), None)


def imported(
    found: Iterable[Seen], kind: ProofKind, register: Register, asked: Asked, file: str, content: str
) -> Imported:
    """The proofs in ``found``; ``content`` is the hash of the file."""
    names, evidence = Names(register), []
    strangers = undated = silent = 0
    for each in found:
        device = names.device(each.called)
        if device is None:
            strangers += 1
            continue
        kept = asked.about(device, each)
        if not kept.tells:
            silent += 1
        elif kept.on is None:
            undated += 1
        else:
            evidence.append(_evidence(kept, kept.on, device, kind, Original(file, content, kept.line)))
    return Imported(tuple(evidence), strangers, undated, silent)


def _evidence(seen: Seen, on: date, device: Device, kind: ProofKind, original: Original) -> Evidence:
    proof = Evidence("", device.id, kind, on, original, seen.apps, seen.answers, seen.system, seen.by)
    said = msgspec.to_builtins(proof)
    said.get("original", {}).pop("file", None)
    return msgspec.structs.replace(proof, id=f"e-{sha256(canonical(said))[:16]}")
