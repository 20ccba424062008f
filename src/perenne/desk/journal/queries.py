"""Pages of the journal: those acts that a member sees, the newest first, found by their number and never counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from perenne.desk.journal.models import Act
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import Grant, grant, member_brands

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Page:
    """``older``: the number before which the next page begins; ``newer``: after which the page before does."""

    acts: tuple[Act, ...]
    older: int | None
    newer: int | None


def sees_all(member: Member) -> bool:
    """Whether the journal of the organisation is open; whoever is limited to some brands sees their own acts, since
    others may be about other brands."""
    return grant(member, "journal.read") is Grant.YES and not member_brands(member)


def acts_for(member: Member) -> "QuerySet[Act]":
    own = Act.objects.filter(organisation=member.organisation_id).prefetch_related("words")
    return own if sees_all(member) else own.filter(actor=member.person.ref)


def asked(acts: "QuerySet[Act]", told: Mapping[str, Any]) -> "QuerySet[Act]":
    """Those of ``acts`` that the filter asks for; a part of it that was not understood asks for nothing."""
    if told.get("who"):
        acts = acts.filter(words__name="actor", words__text__icontains=told["who"])
    if told.get("verb"):
        acts = acts.filter(verb=told["verb"])
    if told.get("thing"):
        acts = acts.filter(thing=told["thing"])
    if told.get("since"):
        acts = acts.filter(at__gte=_midnight(told["since"]))
    if told.get("until"):
        acts = acts.filter(at__lt=_midnight(told["until"] + timedelta(days=1)))
    return acts


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def page_of(acts: "QuerySet[Act]", before: int | None, after: int | None) -> Page:
    """The page before the act of that number, or after it; else the newest."""
    if after is not None:
        found = list(acts.filter(n__gt=after).order_by("n")[: ON_A_PAGE + 1])
        more, shown = len(found) > ON_A_PAGE, found[:ON_A_PAGE][::-1]
        return Page(tuple(shown), shown[-1].n if shown else None, shown[0].n if more else None)
    older = acts.filter(n__lt=before) if before is not None else acts
    found = list(older.order_by("-n")[: ON_A_PAGE + 1])
    more, shown = len(found) > ON_A_PAGE, found[:ON_A_PAGE]
    return Page(tuple(shown), shown[-1].n if more else None, shown[0].n if before is not None and shown else None)
