"""A former member as they are after their erasure: nobody signs in as them, and their acts are of nobody by name."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from perenne.desk.api.models import Token
from perenne.desk.people.models import Invitation, Member, PasswordLink, Person


def depart(member: Member, mark: str) -> int:
    """Every access of the person goes, and their name and address; returns how many accesses there were."""
    person = Person.objects.select_for_update().get(pk=member.person_id)
    browsers = list(UserSession.objects.filter(user=person))
    for browser in browsers:
        browser.end()
    opened = (
        Authenticator.objects.filter(user=person),
        EmailAddress.objects.filter(user=person),
        PasswordLink.objects.filter(person=person),
        Invitation.objects.filter(email=person.email),
        Token.objects.filter(member__person=person),
    )
    n = len(browsers) + sum(found.delete()[0] for found in opened)
    person.name, person.email = mark, f"effacee-{person.pk}@exemple.invalid"
    person.is_active, person.last_login = False, None
    person.set_unusable_password()
    person.save()
    Member.objects.filter(person=person).update(seen=None)
    return n
