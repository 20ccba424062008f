"""Partnerships of the agency, written through the desk's own action. Every name is invented."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from perenne.desk.partnerships import writing
from perenne.desk.partnerships.models import Partnership
from perenne.desk.people.models import Brand
from perenne.model.event import (
    Agreed,
    Creator,
    Deliverable,
    Event,
    Exclusivity,
    Given,
    Invoiced,
    Opened,
    Published,
    Terms,
    What,
)
from perenne.model.money import Money
from perenne.model.post import Advertiser
from perenne.partnerships.book import Written
from tests.desk.cast import Cast


def event(what: What, on: date, partnership: str) -> Event:
    return Event(id=writing.new_id(), partnership=partnership, on=on, what=what, by="Alma")


def opened(brand: Brand, creator: str, on: date, kept_by: str | None = "Alma") -> Opened:
    return Opened(
        creator=Creator(handle=creator, name=f"Créa {creator}", country="FR"),
        advertiser=Advertiser(name=brand.name, handles=(brand.name.lower().replace(" ", ""),), country="FR"),
        kept_by=kept_by,
    )


def gift(euros: str | None, objective: str | None = "Printemps") -> Given:
    value = None if euros is None else Money(Decimal(euros))
    return Given(form="money", value=value, objective=objective, requested=True)


def whole_year(today: date) -> Terms:
    return Terms(
        title="Ambassade",
        objective="Ambassade",
        from_=date(today.year, 1, 1),
        to=today + timedelta(days=40),
        notice_days=30,
        form="signed_document",
        signed_on=date(today.year, 1, 1),
        payment_days=30,
        deliverables=(
            Deliverable(id="reels", kind="reel", platform="instagram", count=2, due=today + timedelta(days=5)),
        ),
        exclusivity=(
            Exclusivity(category="lunettes", from_=today - timedelta(days=3), to=today + timedelta(days=3)),
        ),
    )


def story(brand: Brand, creator: str, today: date, name: str) -> list[Event]:
    """A partnership of three years that has something of everything."""
    first, past = date(today.year - 2, 3, 14), date(today.year - 1, 5, 2)
    return [
        event(opened(brand, creator, first), first, name),
        event(Agreed(agreement="C-1", terms=whole_year(today)), date(today.year, 1, 1), name),
        event(gift("900", "Fêtes"), date(today.year, 1, 1), name),
        event(gift("180.50", "Ambassade"), date(today.year, 1, 1), name),
        event(gift(None, None), past, name),
        event(Published(platform="instagram", post_id="C77", verdict="compliant"), past, name),
        event(Invoiced(invoice="F-9", amount=Money(Decimal("900")), due=today - timedelta(days=2)), past, name),
    ]


def write(cast: Cast, events: Sequence[Event], brand: Brand | None = None) -> Partnership:
    done = writing.write(cast.agency.pk, events, Written(by="Alma"), brand)
    return done.rows[0]


def partnership(cast: Cast, creator: str = "lina.m", brand: Brand | None = None) -> Partnership:
    """A partnership of the agency for ``brand`` (Belorso where none is named)."""
    brand = brand or cast.belorso
    return write(cast, story(brand, creator, timezone.localdate(), f"P-{creator}-{brand.pk}"))
