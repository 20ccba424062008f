"""A forgotten password, without mail: a link that is used once, passed on by whoever made it.

Whoever holds such a link holds the account. So an administrator makes one only for somebody who works nowhere else:
else one organisation could enter another by it. On the machine itself whoever runs the desk makes one for anybody.
"""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from perenne.chain import sha256
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.actions import Spent
from perenne.desk.people.models import Member, PasswordLink, Person

LASTS = timedelta(hours=24)
"""How long a link holds."""


class Elsewhere(Exception):
    """The person has an account that is not of this organisation alone."""


@transaction.atomic
def link_for(author: Author, by: Member, member: Member) -> str:
    """The token of a link that ``by``, an administrator, passes on to ``member``. Raises ``Elsewhere``."""
    person = _locked(member.person_id)
    if not _of_one_alone(person, by.organisation_id):
        raise Elsewhere
    return _made([author], person, by, second_factor=False)


@transaction.atomic
def link_here(person: Person, *, second_factor: bool = False) -> str:
    """The token of a link made on the machine itself; ``second_factor``: whether that is taken away with it."""
    authors = [Author("desk", "Pérenne", organisation, "job") for organisation in _organisations(person)]
    return _made(authors, _locked(person.pk), None, second_factor=second_factor)


def _made(authors: Iterable[Author], person: Person, by: Member | None, *, second_factor: bool) -> str:
    """Only the newest link of a person opens anything."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    person.password_links.filter(used=None).delete()
    PasswordLink.objects.create(
        person=person, by=by, token=sha256(token.encode()), second_factor=second_factor, until=now + LASTS
    )
    for author in authors:
        record(author, "password.link", person.ref, {}, {"name": person.name}, about=person.ref)
    return token


def open_link(token: str) -> PasswordLink | None:
    """The link behind ``token`` that still holds: one that an administrator made holds while they work there, and
    the person works there and nowhere else."""
    holding = PasswordLink.objects.filter(token=sha256(token.encode()), used=None, until__gt=timezone.now())
    found = holding.select_related("person", "by").first()
    return found if found and found.person.is_active and _still(found) else None


def _still(link: PasswordLink) -> bool:
    return link.by is None or (link.by.works_here and _of_one_alone(link.person, link.by.organisation_id))


def _of_one_alone(person: Person, organisation: int) -> bool:
    """Whether ``person`` works in ``organisation`` and never worked in another here."""
    memberships = list(person.memberships.all())
    return [each.organisation_id for each in memberships] == [organisation] and memberships[0].ended is None


@transaction.atomic
def choose(link: PasswordLink, password: str) -> None:
    """Keep the new password and end every signed-in browser of the person. Raises ``Spent``."""
    person = _locked(link.person_id)
    if not _still(link) or not PasswordLink.objects.filter(pk=link.pk, used=None).update(used=timezone.now()):
        raise Spent
    person.set_password(password)
    person.save(update_fields=("password",))
    if link.second_factor:
        Authenticator.objects.filter(user=person).delete()
    for browser in UserSession.objects.filter(user=person):
        browser.end()
    for organisation in _organisations(person):
        record(Author(person.ref, person.name, organisation), "password.chosen", person.ref)


def _locked(pk: int) -> Person:
    """A person joins an organisation or gets a link, one after the other."""
    return Person.objects.select_for_update().get(pk=pk)


def _organisations(person: Person) -> list[int | None]:
    """Those in whose journal it stands: where the person works."""
    return [each.organisation_id for each in person.memberships.filter(ended=None).order_by("pk")] or [None]
