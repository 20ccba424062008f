"""``event/1``: one thing that happened between an advertiser and a creator. A partnership is the fold of its events.

An event is never changed: what turns out otherwise is another event. ``on`` is the civil day on which it happened,
however late it was written down; what nobody recorded is ``None``.
"""

from datetime import date
from typing import Literal

import msgspec

from perenne.model.finding import Verdict
from perenne.model.money import Money
from perenne.model.part import Part
from perenne.model.post import Advertiser, Kind, Platform, Source, check_country
from perenne.model.relation import Agent, ContractForm, DealKind

Choice = Literal["continue", "adjust", "stop", "separate_objectives", "join_objectives", "other"]
SaleKind = Literal["shopify", "awin", "affiliate"]
SaleState = Literal["pending", "approved", "declined"]
Refunded = Literal["none", "part", "whole"]

YEARS = range(1990, 2201)
"""In which years anything of this trade can lie: a day outside is a slip."""
LONGEST = 3_660
"""Days of notice or of payment: ten years, more than anybody agrees on."""


NOT_STATED = "?"
"""A category or a medium that somebody left open: something is reserved or given, and nobody wrote what."""


def check_year(day: date | None, field: str) -> None:
    """Raise ``ValueError`` where ``day`` lies in a year in which nobody made a partnership."""
    if day is not None and day.year not in YEARS:
        raise ValueError(f"{field}: expected a day between 1990 and 2200")


class Creator(Part, frozen=True):
    """``birth_year`` is recorded only where the law asks for it: a minor cannot sign alone."""

    handle: str
    name: str | None = None
    country: str | None = None
    birth_year: int | None = None

    def __post_init__(self) -> None:
        check_country(self.country)


class Deliverable(Part, frozen=True):
    """What the creator is to publish, ``count`` times. ``due`` and ``draft_due`` are the last day for each."""

    id: str
    kind: Kind | None = None
    platform: Platform | None = None
    count: int = 1
    due: date | None = None
    draft_due: date | None = None

    def __post_init__(self) -> None:
        check_year(self.due, "due")
        check_year(self.draft_due, "draft_due")
        if self.count < 1:
            raise ValueError("count: expected a number of days or pieces that can be")


class Exclusivity(Part, frozen=True):
    """For whom else the creator does not work: a category of goods (or ``NOT_STATED``), in countries (empty =
    everywhere), from one day to another. ``against``: competitors by name, where the contract names them."""

    category: str
    against: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    from_: date | None = msgspec.field(default=None, name="from")
    to: date | None = None

    def __post_init__(self) -> None:
        check_year(self.from_, "from")
        check_year(self.to, "to")


class Rights(Part, frozen=True):
    """What the advertiser may do with the content, in which countries (empty = not written), until when."""

    media: str
    territory: tuple[str, ...] = ()
    from_: date | None = msgspec.field(default=None, name="from")
    to: date | None = None

    def __post_init__(self) -> None:
        check_year(self.from_, "from")
        check_year(self.to, "to")


class Terms(Part, frozen=True):
    """What was agreed. ``notice_days``: before ``to``; ``tacit``: whether it renews itself when nobody speaks;
    ``payment_days``: from the invoice; ``document``: the SHA-256 of what was signed; ``codes``: the creator's promo
    codes."""

    title: str | None = None
    objective: str | None = None
    from_: date | None = msgspec.field(default=None, name="from")
    to: date | None = None
    notice_days: int | None = None
    tacit: bool | None = None
    form: ContractForm | None = None
    signed_on: date | None = None
    document: str | None = None
    fee: Money | None = None
    payment_days: int | None = None
    deliverables: tuple[Deliverable, ...] = ()
    exclusivity: tuple[Exclusivity, ...] = ()
    rights: tuple[Rights, ...] = ()
    codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_year(self.from_, "from")
        check_year(self.to, "to")
        for name, days in (("notice_days", self.notice_days), ("payment_days", self.payment_days)):
            if days is not None and not 0 <= days <= LONGEST:
                raise ValueError(f"{name}: expected a number of days or pieces that can be")

    @property
    def notice_by(self) -> date | None:
        """The last day on which either side may say that it will not go on."""
        if self.to is None or self.notice_days is None:
            return None
        return date.fromordinal(self.to.toordinal() - self.notice_days)


class Opened(Part, frozen=True, tag_field="kind", tag="opened"):
    """Two parties know each other: everything else needs this first."""

    creator: Creator
    advertiser: Advertiser
    agent: Agent | None = None
    kept_by: str | None = None


class Agreed(Part, frozen=True, tag_field="kind", tag="agreed"):
    agreement: str
    terms: Terms


class Amended(Part, frozen=True, tag_field="kind", tag="amended"):
    """``terms`` are all the terms that hold from now on, not only those that changed."""

    agreement: str
    terms: Terms


class Renewed(Part, frozen=True, tag_field="kind", tag="renewed"):
    """A new ``agreement`` follows the one called ``after``."""

    after: str
    agreement: str
    terms: Terms


class Ended(Part, frozen=True, tag_field="kind", tag="ended"):
    """One agreement, or (``None``) the whole partnership."""

    agreement: str | None = None


class Given(Part, frozen=True, tag_field="kind", tag="given"):
    """What the creator was given or promised. ``value`` ``None``: nobody valued it, which is not zero. ``value_eur``
    is needed only where ``value`` is in another currency."""

    form: DealKind
    value: Money | None = None
    value_eur: Money | None = None
    objective: str | None = None
    agreement: str | None = None
    requested: bool | None = None
    what: str | None = None


class Valued(Part, frozen=True, tag_field="kind", tag="valued"):
    """What nobody had valued got its value. ``given``: the id of the event that says what was given; ``value_eur`` as
    there."""

    given: str
    value: Money
    value_eur: Money | None = None


class Published(Part, frozen=True, tag_field="kind", tag="published"):
    """A post went out. ``verdict``: by the law of its day, where it was audited; ``None`` = not judged."""

    platform: Platform
    post_id: str
    url: str | None = None
    form: Kind | None = None
    deliverable: str | None = None
    agreement: str | None = None
    verdict: Verdict | None = None


class Corrected(Part, frozen=True, tag_field="kind", tag="corrected"):
    """The creator mended a post; ``asked_on``: when somebody asked for it."""

    platform: Platform
    post_id: str
    asked_on: date | None = None
    verdict: Verdict | None = None

    def __post_init__(self) -> None:
        check_year(self.asked_on, "asked_on")


class Invoiced(Part, frozen=True, tag_field="kind", tag="invoiced"):
    invoice: str
    amount: Money
    due: date | None = None
    agreement: str | None = None
    disputed: bool | None = None

    def __post_init__(self) -> None:
        check_year(self.due, "due")


class Paid(Part, frozen=True, tag_field="kind", tag="paid"):
    """All or a part of an invoice."""

    invoice: str
    amount: Money


class Sold(Part, frozen=True, tag_field="kind", tag="sold"):
    """An order that bears a code of the creator's; told again, it stands as it was told last. ``channel``: the kind
    of file that tells it; ``net``, ``refunded`` and ``state`` as in ``sale/1``. Who bought is not in it."""

    order: str
    channel: SaleKind
    code: str
    net: Money | None = None
    refunded: Refunded | None = None
    state: SaleState | None = None


class Incident(Part, frozen=True, tag_field="kind", tag="incident"):
    what: str


class Decided(Part, frozen=True, tag_field="kind", tag="decided"):
    """A named person decided, and said why. ``about``: an agreement, an objective, or whatever the person names."""

    about: str
    choice: Choice
    reason: str


What = (
    Opened
    | Agreed
    | Amended
    | Renewed
    | Ended
    | Given
    | Valued
    | Published
    | Corrected
    | Invoiced
    | Paid
    | Sold
    | Incident
    | Decided
)


class Event(Part, frozen=True, tag_field="perenne", tag="event/1"):
    """``id`` is unique in the book; ``by`` who says so; ``source`` the file and line that it was imported from."""

    id: str
    partnership: str
    on: date
    what: What
    by: str | None = None
    note: str | None = None
    source: Source = Source()

    def __post_init__(self) -> None:
        check_year(self.on, "on")
        if isinstance(self.what, Decided) and not self.by:
            raise ValueError("by: a decision needs the name of who decided")
