"""What changes people, roles, brands and requests; each act is in the journal in the same transaction."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from perenne.chain import sha256
from perenne.desk.journal.acts import Author, record
from perenne.desk.journal.models import Word
from perenne.desk.people.models import Brand, Invitation, Member, Organisation, Person, Request

LASTS = timedelta(days=30)
"""How long an invitation holds."""


FOUNDER = ("administrator", "counsel")
"""The roles of the first person, who may be alone."""


class Spent(Exception):
    """The link was used a moment ago."""


class Alone(Exception):
    """Without this member nobody would administer the organisation."""


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
    ref = _ref(invitation)
    record(author, "person.invite", ref, {"roles": list(roles)}, {"email": email.lower()}, about=ref)
    return token


@transaction.atomic
def invite_anew(author: Author, invitation: Invitation) -> str:
    """Another link for who was invited; the one before opens nothing any more. Raises ``Spent``."""
    token = secrets.token_urlsafe(32)
    holding = Invitation.objects.filter(pk=invitation.pk, used=None)
    if not holding.update(token=sha256(token.encode()), until=timezone.now() + LASTS):
        raise Spent
    ref = _ref(invitation)
    record(author, "person.invite_anew", ref, {}, {"email": invitation.email}, about=ref)
    return token


@transaction.atomic
def revoke(author: Author, invitation: Invitation) -> None:
    """The link opens nothing any more. Raises ``Spent``."""
    if not Invitation.objects.filter(pk=invitation.pk, used=None).update(until=timezone.now()):
        raise Spent
    ref = _ref(invitation)
    record(author, "person.uninvite", ref, {}, {"email": invitation.email}, about=ref)


def _ref(invitation: Invitation) -> str:
    return f"invitation:{invitation.pk}"


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
    """A membership that ended begins again with the roles of the invitation; what the journal says of the invited
    address is from now on about the person. Other links to them end: one kept for later would undo whatever becomes
    of the membership."""
    begun = {"roles": invitation.roles, "ended": None, "suspended": None}
    member, _ = Member.objects.update_or_create(person=person, organisation=invitation.organisation, defaults=begun)
    member.brands.set(invitation.brands.all())
    others = Invitation.objects.filter(organisation=invitation.organisation, email=invitation.email, used=None)
    others.update(until=timezone.now())
    Word.objects.filter(about=_ref(invitation)).update(about=person.ref)
    author = Author(person.ref, person.name, invitation.organisation_id)
    record(author, "person.join", person.ref, {"roles": invitation.roles})


@transaction.atomic
def change_roles(author: Author, member: Member, roles: Sequence[str], brands: Iterable[Brand] | None = None) -> None:
    """Other roles; other ``brands`` where some, or none, are told. Raises ``Alone``."""
    before, member.roles = member.roles, list(roles)
    member.save(update_fields=("roles",))
    limited: dict[str, list[str]] = {}
    if brands is not None:
        old, new = list(member.brands.all()), list(brands)
        member.brands.set(new)
        limited = {"brands_before": _refs(old), "brands_after": _refs(new)}
    _administered(member.organisation_id)
    _about(author, "person.role", member, {"before": before, "after": member.roles, **limited})


def _refs(brands: Iterable[Brand]) -> list[str]:
    return sorted(f"brand:{each.pk}" for each in brands)


@transaction.atomic
def suspend(author: Author, member: Member) -> None:
    """Nothing is open to the member until they are let in again. Raises ``Alone``."""
    member.suspended = timezone.now()
    member.save(update_fields=("suspended",))
    _administered(member.organisation_id)
    _about(author, "person.suspend", member)


@transaction.atomic
def resume(author: Author, member: Member) -> None:
    member.suspended = None
    member.save(update_fields=("suspended",))
    _about(author, "person.resume", member)


@transaction.atomic
def end(author: Author, member: Member) -> None:
    """End a membership: the person works no more for this organisation; what they did stays. Raises ``Alone``."""
    member.ended = timezone.now()
    member.save(update_fields=("ended",))
    _administered(member.organisation_id)
    _about(author, "person.end", member)


def _about(author: Author, verb: str, member: Member, facts: dict[str, list[str]] | None = None) -> None:
    person = member.person
    record(author, verb, person.ref, facts, {"name": person.name}, about=person.ref)


def _administered(organisation: int) -> None:
    """Two administrators who end each other at once: one of them is refused."""
    Organisation.objects.select_for_update().get(pk=organisation)
    working = Member.objects.filter(organisation=organisation, ended=None, suspended=None, brands=None)
    if not any("administrator" in each.roles for each in working):
        raise Alone


@transaction.atomic
def add_brand(author: Author, organisation: Organisation, name: str, handles: Sequence[str]) -> Brand:
    brand = Brand.objects.create(organisation=organisation, name=name, handles=list(handles))
    record(author, "brand.add", f"brand:{brand.pk}", {"name": name, "handles": list(handles)})
    return brand


@transaction.atomic
def change_brand(author: Author, brand: Brand, name: str, handles: Sequence[str]) -> None:
    was = {"name_before": brand.name, "handles_before": list(brand.handles)}
    brand.name, brand.handles = name, list(handles)
    brand.save(update_fields=("name", "handles"))
    record(author, "brand.change", f"brand:{brand.pk}", {**was, "name": name, "handles": list(handles)})


@transaction.atomic
def ask(author: Author, by: Member, to: Member, verb: str, thing: str, address: str, note: str) -> None:
    """Ask ``to``, who may, to do what ``by`` may not; asked once, however often the button is pressed."""
    told = {"by": by, "to": to, "verb": verb, "thing": thing, "done": None}
    _, new = Request.objects.get_or_create(**told, defaults={"address": address, "note": note, "at": timezone.now()})
    if new:
        named = {"to": to.person.name}
        record(author, "person.ask", thing or to.person.ref, {"verb": verb}, named, about=to.person.ref)


@transaction.atomic
def end_request(author: Author, asked: Request) -> None:
    """The member who was asked has seen to it."""
    if Request.objects.filter(pk=asked.pk, done=None).update(done=timezone.now()):
        record(author, "person.asked", asked.thing or author.ref, {"verb": asked.verb})


@transaction.atomic
def rename(person: Person, name: str) -> None:
    """A person gives themselves another name; what they signed keeps the one of its day."""
    if person.name == name:
        return
    for member in person.memberships.filter(ended=None):
        author = Author(person.ref, person.name, member.organisation_id)
        record(author, "person.rename", person.ref, {}, {"name": name}, about=person.ref)
    person.name = name
    person.save(update_fields=("name",))


def speak(person: Person, language: str) -> None:
    """Keep the language in which pages speak to ``person``: a preference, of which the journal says nothing."""
    if person.language != language:
        Person.objects.filter(pk=person.pk).update(language=language)
