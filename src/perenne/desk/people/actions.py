"""What changes people and roles; each act is in the journal in the same transaction."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from perenne.chain import sha256
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Invitation, Member, Organisation, Person

LASTS = timedelta(days=30)
"""How long an invitation holds."""


FOUNDER = ("administrator", "counsel")
"""The roles of the first person, who may be alone."""


class Spent(Exception):
    """The link was used a moment ago."""


@transaction.atomic
def found(name: str, email: str) -> str:
    """A new organisation, and the token of the link by which its first person joins."""
    organisation = Organisation.objects.create(name=name)
    author = Author("desk", "Pérenne", organisation.pk, "job")
    record(author, "organisation.found", f"organisation:{organisation.pk}", words={"name": name})
    return invite(author, organisation, None, email, FOUNDER)


@transaction.atomic
def invite(
    author: Author,
    organisation: Organisation,
    by: Person | None,
    email: str,
    roles: Sequence[str],
    brands: Iterable[int] = (),
) -> str:
    """Invite ``email``, for ``brands`` alone where some are named; returns the token of the link, of which only the
    hash is kept."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email.lower(),
        roles=list(roles),
        by=by,
        token=sha256(token.encode()),
        until=timezone.now() + LASTS,
    )
    invitation.brands.set(brands)
    record(author, "person.invite", f"invitation:{invitation.pk}", {"roles": list(roles)}, {"email": email.lower()})
    return token


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind a link that still holds."""
    waiting = Invitation.objects.filter(token=sha256(token.encode()), used=None, until__gt=timezone.now())
    return waiting.select_related("organisation").first()


def invited(invitation: Invitation) -> Person | None:
    """The person of the invited address who has an account already: nobody but they themselves may use the link."""
    return Person.objects.filter(email=invitation.email).first()


@transaction.atomic
def join(invitation: Invitation, name: str, password: str) -> Person:
    """Make the invited person, who had no account, and their role. Raises ``Spent``."""
    _spend(invitation)
    person = Person.objects.create_user(invitation.email, password, name=name)
    _enter(invitation, person)
    return person


@transaction.atomic
def join_as(invitation: Invitation, person: Person) -> None:
    """Give ``person``, who is signed in, the role that they were invited to. Raises ``Spent``."""
    _spend(invitation)
    _enter(invitation, person)


def _spend(invitation: Invitation) -> None:
    if not Invitation.objects.filter(pk=invitation.pk, used=None).update(used=timezone.now()):
        raise Spent


def _enter(invitation: Invitation, person: Person) -> None:
    """A membership that ended begins again with the roles of the invitation."""
    member, _ = Member.objects.update_or_create(
        person=person, organisation=invitation.organisation, defaults={"roles": invitation.roles, "ended": None}
    )
    member.brands.set(invitation.brands.all())
    author = Author(person.ref, person.name, invitation.organisation_id)
    record(author, "person.join", person.ref, {"roles": invitation.roles})


@transaction.atomic
def change_roles(author: Author, member: Member, roles: Sequence[str]) -> None:
    before, member.roles = member.roles, list(roles)
    member.save(update_fields=("roles",))
    record(author, "person.role", member.person.ref, {"before": before, "after": member.roles})


@transaction.atomic
def end(author: Author, member: Member) -> None:
    """End a membership: the person signs in no more for this organisation; what they did stays."""
    member.ended = timezone.now()
    member.save(update_fields=("ended",))
    record(author, "person.end", member.person.ref)
