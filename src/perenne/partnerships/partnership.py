"""A partnership as it stands: what the fold of its events says, in frozen values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

import msgspec

from perenne.model.event import (
    Corrected,
    Creator,
    Decided,
    Deliverable,
    Given,
    Incident,
    Invoiced,
    Opened,
    Published,
    Sold,
    Terms,
)
from perenne.model.post import Advertiser
from perenne.model.relation import Agent

T = TypeVar("T")


def handle_key(handle: str) -> str:
    return handle.strip().removeprefix("@").casefold()


@dataclass(frozen=True, slots=True)
class Version:
    """The terms that hold since ``since``, and the event that says so."""

    terms: Terms
    since: date
    event: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One contract in all its versions. ``after``: the agreement that it renews; ``renewed_by``: the one after it."""

    id: str
    versions: tuple[Version, ...]
    after: str | None = None
    renewed_by: str | None = None
    ended_on: date | None = None

    @property
    def terms(self) -> Terms:
        """The terms in force: those of the last version."""
        return self.versions[-1].terms

    @property
    def began_on(self) -> date:
        """The day from which it runs or, where that is not written, the day it was agreed."""
        return self.terms.from_ or self.versions[0].since

    @property
    def last_day(self) -> date | None:
        return self.ended_on or self.terms.to

    def runs_on(self, day: date) -> bool:
        return self.began_on <= day and (self.last_day is None or day <= self.last_day)


class Dated(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """What happened, on which day, told by which event of whom. A struct, since a book holds millions of them."""

    what: T
    on: date
    event: str
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """A post, with the corrections that followed it."""

    published: Dated[Published]
    corrections: tuple[Dated[Corrected], ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.published.what.platform, self.published.what.post_id


@dataclass(frozen=True, slots=True)
class Payment:
    """A sum that came in on a day, in the currency of its invoice."""

    amount: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice and what was paid of it. ``paid_on``: the day on which nothing was open any more."""

    invoiced: Dated[Invoiced]
    payments: tuple[Payment, ...] = ()

    @property
    def open(self) -> Decimal:
        return self.invoiced.what.amount.amount - sum((each.amount for each in self.payments), Decimal())

    @property
    def paid_on(self) -> date | None:
        return None if self.open else max((each.on for each in self.payments), default=self.invoiced.on)


@dataclass(frozen=True, slots=True)
class Partnership:
    """Everything that the book knows of one advertiser and one creator. Lists are in the order of recording."""

    id: str
    opened: Dated[Opened]
    agreements: tuple[Agreement, ...] = ()
    given: tuple[Dated[Given], ...] = ()
    publications: tuple[Publication, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    sales: tuple[Dated[Sold], ...] = ()
    incidents: tuple[Dated[Incident], ...] = ()
    decisions: tuple[Dated[Decided], ...] = ()
    ended_on: date | None = None

    @property
    def creator(self) -> Creator:
        return self.opened.what.creator

    @property
    def creator_key(self) -> str:
        """The creator's account as it is compared: people write it with and without its sign."""
        return handle_key(self.creator.handle)

    @property
    def advertiser(self) -> Advertiser:
        return self.opened.what.advertiser

    @property
    def agent(self) -> Agent | None:
        return self.opened.what.agent

    def has_an_agreement_on(self, day: date) -> bool:
        goes_on = self.ended_on is None or day <= self.ended_on
        return goes_on and any(each.runs_on(day) for each in self.agreements)

    def delivered(self, agreement: str, deliverable: Deliverable) -> tuple[Publication, ...]:
        """The posts that fill ``deliverable`` of ``agreement``."""
        return tuple(
            each
            for each in self.publications
            if (each.published.what.agreement, each.published.what.deliverable) == (agreement, deliverable.id)
        )
