"""What the pages of people ask the database."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from perenne.desk.people.models import Brand, Invitation, Member, Request
from perenne.desk.people.permissions import member_brands

_PROVES = ("totp", "webauthn")
"""What a second factor is; recovery codes alone are none."""


def everyone(member: Member) -> "QuerySet[Member]":
    """Every membership of the organisation, also those that ended; with whether a second factor is set up."""
    second = Authenticator.objects.filter(user=OuterRef("person"), type__in=_PROVES)
    here = Member.objects.filter(organisation=member.organisation_id).annotate(second_factor=Exists(second))
    return here.select_related("person").prefetch_related("brands").order_by("ended", "person__name", "pk")


def waiting(member: Member) -> list[Invitation]:
    """Invitations that nobody has used and that still hold."""
    own = Invitation.objects.filter(organisation=member.organisation_id, used=None, until__gt=timezone.now())
    return list(own.select_related("by").prefetch_related("brands").order_by("until", "pk"))


def requests_for(member: Member) -> list[Request]:
    """What others asked ``member`` to do and is still open, the oldest first."""
    return list(Request.objects.filter(to=member, done=None).select_related("by__person"))


def open_brands(member: Member) -> "list[Brand]":
    """The brands to which an administrator may limit somebody: those that they administer."""
    return list(brands(member))


def brands(member: Member) -> "QuerySet[Brand]":
    """The brands of the organisation that the member's role covers."""
    own = Brand.objects.filter(organisation=member.organisation_id)
    limited = member_brands(member)
    return own.filter(pk__in=limited) if limited else own
