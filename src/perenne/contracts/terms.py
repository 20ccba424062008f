"""What a creator and an advertiser agree on, as plain values: the terms from which a contract is drafted."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Side = Literal["creator", "advertiser"]
Given = Literal["product", "trip", "service", "discount", "loan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """``role``: what the party does, or in which capacity somebody signs for it."""

    name: str
    postal_address: str
    email: str
    tax_country: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatorParty(Signatory):
    """``born`` says whether the creator may commit alone."""

    born: dt.date
    handle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentParty:
    name: str
    email: str
    represents: tuple[Side, ...]
    written_mandate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    network: str
    kind: str
    count: int
    by: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class InKind:
    """``value`` excludes VAT, in the currency of the consideration."""

    kind: Given
    what: str
    value: Decimal
    conditions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusivity:
    category: str
    territory: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """``fee``: excluding VAT; zero where the consideration is in kind alone. ``exclusivity``: ``None``, the contract
    says that there is none; ``ai_use``: ``None``, likeness and voice may not be used by an artificial intelligence;
    ``ads_days``: 0, no advertising from the creator's account."""

    date: dt.date
    ends: dt.date
    creator: CreatorParty
    advertiser: Signatory
    agent: AgentParty | None
    objective: str
    targets_french_public: bool
    deliverables: tuple[Deliverable, ...]
    fee: Decimal
    currency: str
    payment_days: int
    cancellation_percent: int
    in_kind: tuple[InKind, ...]
    media: tuple[str, ...]
    territory: str
    rights_months: int
    ads_days: int
    exclusivity: Exclusivity | None
    approval_days: int
    take_down_days: int
    ai_use: str | None
    mention: str
    law: str
    notice_days: int
    evidence_months: int
