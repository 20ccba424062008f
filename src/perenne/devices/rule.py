"""Rules on devices, dated: what an institution asks of which devices, from which day, on what ground, how sure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from perenne.dated import strict_yaml
from perenne.dated.period import Period
from perenne.dated.shelf import shelf
from perenne.devices import catalogue
from perenne.devices.records import DeviceClass, OriginName, OwnedBy, ProofKind, Role
from perenne.model import wire
from perenne.model.bilingual import Bilingual
from perenne.model.errors import DataError, UsageError
from perenne.model.finding import Confidence
from perenne.model.possible import check_days
from perenne.model.refused import why

Force = Literal["obligation", "practice", "advice"]
"""``practice``: binds whoever made it theirs. Advice never makes a device non-compliant."""
OWN = "own"
"""The institution of an organisation's own rules: all of its devices are under them."""


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class Concerned(_Data, frozen=True, kw_only=True):
    """Devices that a rule is about: every field that is stated must fit. What is left out does not matter."""

    classes: tuple[DeviceClass, ...] = ()
    roles: tuple[Role, ...] = ()
    owned_by: OwnedBy | None = None
    enrolled: bool | None = None
    institution_apps: bool | None = None


class AppsOf(_Data, frozen=True, kw_only=True):
    """Apps that a rule is about: by name, by what they are, or by the country from which they are controlled."""

    ids: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    controlled_from: tuple[str, ...] = ()


class Exceptions(_Data, frozen=True, kw_only=True):
    """Whether the rule provides for exceptions: a word that nobody knows is ``not_known``."""

    provided: Literal["yes", "no", "not_known"]
    procedure: Bilingual | None = None
    longest_days: int | None = None


class ProofAsked(_Data, frozen=True, kw_only=True):
    """Which kinds of proof a rule takes (empty: every kind), and until what age."""

    kinds: tuple[ProofKind, ...] = ()
    max_age_days: int | None = None


class Version(_Data, frozen=True, kw_only=True):
    """What the rule says from ``start`` to ``end``, both days included. ``answers``: what each question of the
    checklist must be answered with; ``origin``: in which countries each of the four facts must lie; ``missing``: what
    the source leaves open."""

    start: date = msgspec.field(name="from")
    end: date | None = msgspec.field(name="to", default=None)
    force: Force
    source: str
    official_id: str | None = None
    confidence: Confidence
    summary: Bilingual
    concerns: tuple[Concerned, ...]
    apps: AppsOf | None = None
    answers: dict[str, bool] = {}
    patch_max_age_days: int | None = None
    origin: dict[OriginName, tuple[str, ...]] = {}
    proof: ProofAsked = ProofAsked()
    exceptions: Exceptions
    missing: Bilingual | None = None

    def __post_init__(self) -> None:
        check_days(self.start, self.end, "to")
        if not self.concerns:
            raise ValueError("concerns: a version says which devices it concerns, all of them with [{}]")
        if not (self.apps or self.answers or self.patch_max_age_days or self.origin):
            raise ValueError("apps: a version asks for something: apps, answers, patch_max_age_days or origin")

    @property
    def id(self) -> str:
        return self.start.isoformat()

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)


class Rule(_Data, frozen=True, kw_only=True):
    """One rule of one institution; ``checked_on``: the day somebody last compared it with its source."""

    id: str
    institution: str
    body: Bilingual
    name: Bilingual
    checked_on: date
    versions: tuple[Version, ...]

    def __post_init__(self) -> None:
        pairs = zip(self.versions, self.versions[1:], strict=False)
        if not self.versions or any(
            earlier.start >= later.start or earlier.period.overlaps(later.period) for earlier, later in pairs
        ):
            raise ValueError("versions: a rule has a version, and its versions follow each other by their days")

    def on(self, day: date) -> Version | None:
        return next((each for each in self.versions if each.period.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules by id, and the hash of what they say."""

    by_id: Mapping[str, Rule]
    sha256: str

    def rule(self, rule_id: str) -> Rule:
        """Raises ``UsageError`` where there is none."""
        if rule_id in self.by_id:
            return self.by_id[rule_id]
        near = ", ".join(get_close_matches(rule_id, self.by_id, n=3, cutoff=0.4)) or ", ".join(sorted(self.by_id))
        raise UsageError(
            fr=f"la règle « {rule_id} » n’existe pas ; proches : {near} ; voir `perenne devices rules`",
            en=f"there is no rule “{rule_id}”; near it: {near}; see `perenne devices rules`",
        )


@cache
def institutional() -> Rules:
    """The rules that ship; raises ``DataError`` where a file is not as it should be."""
    return with_own(())


def with_own(files: Iterable[Path]) -> Rules:
    """The rules that ship and those of an organisation in ``files`` (YAML). Raises ``DataError``, ``UsageError``."""
    own = [(file.name, strict_yaml.load(_text(file), file.name)) for file in files]
    return _rules([*shelf("perenne.devices.rules").items(), *own])


def _rules(shelved: list[tuple[str, Any]]) -> Rules:
    rules: dict[str, Rule] = {}
    for name, content in shelved:
        rule = _converted(name, content)
        if rule.id in rules:
            raise DataError(
                fr=f"{name} : la règle {rule.id} existe déjà, donnez-lui un autre nom",
                en=f"{name}: the rule {rule.id} exists already, give it another name",
            )
        rules[rule.id] = rule
    said = json.dumps([content for _, content in shelved], sort_keys=True, ensure_ascii=False).encode()
    return Rules(dict(sorted(rules.items())), hashlib.sha256(said).hexdigest())


def _converted(name: str, content: object) -> Rule:
    try:
        rule = wire.convert(Rule, deepcopy(content))
    except wire.RecordError as problem:
        at = f" ({problem.path})" if problem.path else ""
        raise DataError(fr=f"{name} : {problem.reason.fr}{at}", en=f"{name}: {problem.reason.en}{at}") from None
    for question in (each for version in rule.versions for each in version.answers):
        if question not in catalogue.questions():
            raise _no_question(name, question)
    return rule


def _no_question(name: str, said: str) -> DataError:
    known = catalogue.questions()
    near = ", ".join(get_close_matches(said, known, n=3, cutoff=0.4) or known)
    return DataError(
        fr=f"{name} : la question « {said} » est inconnue ; proches : {near}",
        en=f"{name}: the question “{said}” is unknown; near it: {near}",
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as problem:
        raise UsageError(
            fr=f"impossible de lire « {file} » ({why(problem).fr})", en=f"cannot read “{file}” ({why(problem).en})"
        ) from None
    except UnicodeDecodeError:
        raise UsageError(
            fr=f"{file.name} : enregistrez ce fichier en UTF-8", en=f"{file.name}: save this file as UTF-8"
        ) from None
