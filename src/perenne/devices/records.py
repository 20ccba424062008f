"""The records of a register: a device and where it comes from, an app, an exception, a proof, an incident.

Holders are known by their role, never by name. What nobody recorded is ``None``: neither a no nor a yes.
"""

from datetime import date
from typing import Literal

import msgspec

from perenne.chain import sha256
from perenne.model.event import check_year
from perenne.model.finding import Confidence
from perenne.model.part import Part
from perenne.model.possible import check_days
from perenne.model.post import check_country

DeviceClass = Literal["work", "second", "personal", "profile"]
"""``second``: a phone for risky platforms alone; ``profile``: only a separate profile on a phone that does other work
too, which shares its kernel, radios and address, and is weaker."""
Role = Literal["staff", "member", "contractor", "other"]
OwnedBy = Literal["organisation", "holder"]
ProofKind = Literal["android_management", "table", "declaration", "checklist"]
IncidentKind = Literal["lost", "stolen", "compromised", "app_found", "other"]
OriginName = Literal["brand", "assembled_in", "owner_of_maker", "system_built_in"]
LONGEST_DAYS = 366
"""Nothing counts for longer without being looked at again: neither a proof nor an exception."""
ORIGINS: tuple[OriginName, ...] = ("brand", "assembled_in", "owner_of_maker", "system_built_in")


class Sourced(Part, frozen=True):
    """A fact about a country, as a source told it on a day. Brand, assembly, owner and system are four facts: one
    proves nothing of another."""

    country: str
    source: str
    on: date
    confidence: Confidence
    note: str | None = None

    def __post_init__(self) -> None:
        check_country(self.country)
        check_year(self.on, "on")


class Categories(Part, frozen=True):
    """What an app is, as a source told it on a day; ``[]``: looked at, and none."""

    names: tuple[str, ...]
    source: str
    on: date
    confidence: Confidence


class Origin(Part, frozen=True):
    brand: Sourced | None = None
    assembled_in: Sourced | None = None
    owner_of_maker: Sourced | None = None
    system_built_in: Sourced | None = None


class System(Part, frozen=True):
    """``patched_on``: the day of the security patch level."""

    name: str | None = None
    version: str | None = None
    patched_on: date | None = None


class Heading(Part, frozen=True, tag_field="perenne", tag="register/1"):
    """Whose register it is, whose rules its devices are under unless they say otherwise, and until what age a proof
    counts, by its kind."""

    organisation: str
    under: tuple[str, ...] = ()
    max_age_days: dict[ProofKind, int] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        if not all(1 <= days <= LONGEST_DAYS for days in self.max_age_days.values()):
            raise ValueError("max_age_days: expected a number of days from 1 to 366")


class Device(Part, frozen=True, tag_field="perenne", tag="device/1"):
    """``holder``: a function, no name; ``known_as``: how consoles call it, or ``sha256:`` and the hash of that;
    ``keys``: ids of the keys with which its holder signs; ``institution_apps``: whether it carries the institution's
    own applications (mail, calendar)."""

    id: str
    class_: DeviceClass = msgspec.field(name="class")
    label: str | None = None
    holder: str | None = None
    role: Role | None = None
    owned_by: OwnedBy | None = None
    enrolled: bool | None = None
    institution_apps: bool | None = None
    model: str | None = None
    variant: str | None = None
    origin: Origin = Origin()
    under: tuple[str, ...] | None = None
    known_as: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    since: date | None = None
    retired_on: date | None = None

    def __post_init__(self) -> None:
        check_year(self.since, "since")
        check_year(self.retired_on, "retired_on")
        check_days(self.since, self.retired_on, "retired_on")

    @property
    def called(self) -> frozenset[str]:
        """All of its names, as their hashes: a proof goes to the device of its name."""
        return frozenset(map(hashed, (self.id, *self.known_as)))


def hashed(name: str) -> str:
    """The name by which a console knows a device, as its hash, which a register may hold in its place."""
    return name if name.startswith("sha256:") else f"sha256:{sha256(name.encode())}"


class App(Part, frozen=True, tag_field="perenne", tag="device-app/1"):
    """An app by its package ids. ``controlled_from``: the country from which whoever controls it is led."""

    id: str
    name: str
    packages: tuple[str, ...]
    categories: Categories | None = None
    controlled_from: Sourced | None = None

    def __post_init__(self) -> None:
        if not self.packages:
            raise ValueError("packages: an app is known by one package at least")


class Terms(Part, frozen=True):
    """The version of the platform's terms that was in force when an exception was given."""

    app: str
    version: str
    on: date


class Exempted(Part, frozen=True, tag_field="perenne", tag="device-exception/1"):
    """Who lets a device do what a rule forbids, why, and until when: without an end there is none. ``covers``: ids of
    apps or of questions; empty: everything that the rule asks."""

    id: str
    device: str
    rule: str
    reason: str
    approved_by: str
    approved_on: date
    from_: date = msgspec.field(name="from")
    until: date
    covers: tuple[str, ...] = ()
    scope: str | None = None
    asked_of: str | None = None
    terms: Terms | None = None

    def __post_init__(self) -> None:
        check_year(self.until, "until")
        check_days(self.from_, self.until, "until")
        if not self.approved_by.strip():
            raise ValueError("approved_by: an exception needs who approved it")

    def holds_on(self, day: date) -> bool:
        """What nobody has approved yet covers nothing, whatever day it is said to begin."""
        return max(self.from_, self.approved_on) <= day <= self.until


class Incident(Part, frozen=True, tag_field="perenne", tag="device-incident/1"):
    """What went wrong with a device. After it was out of hand, no earlier proof says anything of it."""

    id: str
    device: str
    on: date
    kind: IncidentKind
    what: str
    by: str | None = None
    closed_on: date | None = None

    def __post_init__(self) -> None:
        check_year(self.on, "on")
        check_days(self.on, self.closed_on, "closed_on")

    @property
    def breaks_proofs(self) -> bool:
        return self.kind in ("lost", "stolen", "compromised")


class Original(Part, frozen=True):
    """The file from which a proof was taken, whole, and the line in it where that is one."""

    file: str
    sha256: str
    line: int | None = None


class Signature(Part, frozen=True):
    public_key: str
    signature: str


class Evidence(Part, frozen=True, tag_field="perenne", tag="device-evidence/1"):
    """What was seen on a device on a day: yes or no on packages that rules name, and on questions of the checklist.
    ``signed``: by the holder, where it is a declaration."""

    id: str
    device: str
    kind: ProofKind
    on: date
    original: Original
    apps: dict[str, bool] = msgspec.field(default_factory=dict)
    answers: dict[str, bool] = msgspec.field(default_factory=dict)
    system: System | None = None
    by: str | None = None
    signed: Signature | None = None

    def __post_init__(self) -> None:
        check_year(self.on, "on")


class Declaration(Part, frozen=True, tag_field="perenne", tag="device-declaration/1"):
    """What a holder says of a device, and signs: the record without its signature, as canonical JSON. ``by``: the
    holder's function."""

    device: str
    on: date
    by: str
    apps: dict[str, bool] = msgspec.field(default_factory=dict)
    answers: dict[str, bool] = msgspec.field(default_factory=dict)
    signed: Signature | None = None


Record = Heading | Device | App | Exempted | Incident | Evidence
