"""``relation/1``: what a creator and an advertiser exchanged and signed."""

from typing import Literal

import msgspec

from perenne.model.part import Part
from perenne.model.possible import check_amount, check_birth_year, check_days
from perenne.model.post import Advertiser, Source, check_country, check_moment

DealKind = Literal["money", "product", "trip", "service", "commission", "discount", "loan"]
ContractForm = Literal["signed_document", "email_exchange", "message_exchange", "oral", "none"]


class DealLine(Part, frozen=True):
    """One exchange. ``value_eur`` is excluding VAT, ``None`` = not valued; dates are civil dates."""

    creator: str
    advertiser: str
    date: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    kind: DealKind | None = None
    requested: bool | None = None
    value_eur: float | None = None
    objective: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        check_moment(self.date, "date")
        check_moment(self.from_, "from")
        check_moment(self.to, "to")
        check_days(self.from_, self.to, "to")
        check_amount(self.value_eur, "value_eur")


class RelationCreator(Part, frozen=True):
    """``birth_year`` is recorded only where the law asks for it: a minor does not sign alone."""

    handle: str | None = None
    country: str | None = None
    birth_year: int | None = None

    def __post_init__(self) -> None:
        check_country(self.country)
        check_birth_year(self.birth_year)


class Party(Part, frozen=True):
    name: str | None = None
    postal_address: str | None = None
    email: str | None = None
    tax_country: str | None = None

    def __post_init__(self) -> None:
        check_country(self.tax_country, "tax_country")


class Parties(Part, frozen=True):
    creator: Party | None = None
    advertiser: Party | None = None


class Clauses(Part, frozen=True):
    """The text of each clause of a contract that was read; ``None``: it has none. Nothing at all: it was not read."""

    mission: str | None = None
    consideration: str | None = None
    in_kind: str | None = None
    rights_and_ip: str | None = None
    french_law: str | None = None
    practice: str | None = None


class Contract(Part, frozen=True):
    form: ContractForm
    date_signed: str | None = None
    first_service: str | None = None
    governing_law: str | None = None
    parties: Parties | None = None
    clauses: Clauses | None = None

    def __post_init__(self) -> None:
        check_moment(self.date_signed, "date_signed")
        check_moment(self.first_service, "first_service")
        check_country(self.governing_law, "governing_law")


class Representative(Part, frozen=True):
    name: str | None = None
    country: str | None = None
    designated_in_writing: bool | None = None
    date: str | None = None

    def __post_init__(self) -> None:
        check_country(self.country)
        check_moment(self.date, "date")


class Insurance(Part, frozen=True):
    insurer: str | None = None
    insurer_country: str | None = None
    valid_until: str | None = None

    def __post_init__(self) -> None:
        check_country(self.insurer_country, "insurer_country")
        check_moment(self.valid_until, "valid_until")


class Agent(Part, frozen=True):
    name: str | None = None
    represents: tuple[Literal["creator", "advertiser"], ...] = ()
    conflict_declared: bool | None = None
    written_mandate: bool | None = None


class Relation(Part, frozen=True, tag_field="perenne", tag="relation/1"):
    """One creator, one advertiser, their deals and their contract (``None`` = not recorded)."""

    id: str
    as_of: str | None = None
    creator: RelationCreator = RelationCreator()
    advertiser: Advertiser | None = None
    targets_french_public: bool | None = None
    deals: tuple[DealLine, ...] = ()
    contract: Contract | None = None
    representative: Representative | None = None
    insurance: Insurance | None = None
    agent: Agent | None = None
    source: Source = Source()

    def __post_init__(self) -> None:
        check_moment(self.as_of, "as_of")
