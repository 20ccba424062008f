"""A forgotten password: a link once, for a day; and never a way from one organisation into another."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perenne.desk.journal.models import Act
from perenne.desk.people import actions, passwords
from perenne.desk.people.models import Member, PasswordLink, Person
from tests.desk.cast import Cast, by, signed_in

NEW = "cinq nouveaux mots de passe"


def token_for(cast: Cast, member: Member) -> str:
    return passwords.link_for(by(cast.emil), cast.emil, member)


def opens(token: str) -> int:
    return Client().get(reverse("choose_password", args=(token,))).status_code


def choose(token: str, password: str = NEW) -> int:
    return Client().post(reverse("choose_password", args=(token,)), {"password": password}).status_code


def signs_in(member: Member, password: str = NEW) -> bool:
    told = {"login": member.person.email, "password": password}
    return Client().post(reverse("account_login"), told)["Location"] == "/"


def test_an_administrator_makes_a_link_that_is_used_once(cast: Cast) -> None:
    page = signed_in(cast.emil).post(reverse("password_link", args=(cast.alma.pk,))).content.decode()
    token = page.split("testserver/password/")[1].split("/")[0]
    assert choose(token) == 302
    assert signs_in(cast.alma)
    assert (opens(token), choose(token)) == (410, 410)


def test_only_the_hash_of_a_link_is_kept(cast: Cast) -> None:
    token = token_for(cast, cast.alma)
    kept = PasswordLink.objects.get().token
    assert token not in kept
    assert not any(token in act.line for act in Act.objects.all())


def test_a_new_password_signs_every_browser_out(cast: Cast) -> None:
    alma = signed_in(cast.alma)
    assert alma.get("/").status_code == 200
    choose(token_for(cast, cast.alma))
    assert alma.get("/").status_code == 302


def test_a_link_lasts_a_day_and_the_newest_alone_holds(cast: Cast) -> None:
    first, second = token_for(cast, cast.alma), token_for(cast, cast.alma)
    assert (opens(first), opens(second)) == (410, 200)
    PasswordLink.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert opens(second) == 410
    assert timedelta(hours=24) == passwords.LASTS


def test_the_second_factor_is_still_asked_for(cast: Cast) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(cast.alma.person, generate_totp_secret())
    choose(token_for(cast, cast.alma))
    told = {"login": cast.alma.person.email, "password": NEW}
    assert Client().post(reverse("account_login"), told)["Location"].startswith(reverse("mfa_authenticate"))


def test_on_the_machine_itself_a_lost_second_factor_goes_too(cast: Cast) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(cast.alma.person, generate_totp_secret())
    choose(passwords.link_here(cast.alma.person, second_factor=True))
    assert not Authenticator.objects.exists()
    assert signs_in(cast.alma)


def test_an_administrator_makes_none_for_who_works_elsewhere_too(cast: Cast) -> None:
    joint = Member.objects.create(person=cast.gil.person, organisation=cast.agency, roles=["analyst"])
    answer = signed_in(cast.emil).post(reverse("password_link", args=(joint.pk,)))
    assert answer.status_code == 409
    assert "/password/" not in answer.content.decode().replace(reverse("password_link", args=(joint.pk,)), "")
    assert not PasswordLink.objects.exists()


def test_nor_for_who_worked_elsewhere_once(cast: Cast) -> None:
    """They may be called back there at any time, with the account that somebody here would hold the key of."""
    Member.objects.create(
        person=cast.alma.person, organisation=cast.gil.organisation, roles=["counsel"], ended=timezone.now()
    )
    with pytest.raises(passwords.Elsewhere):
        token_for(cast, cast.alma)


def test_a_link_closes_when_the_person_joins_another_organisation(cast: Cast) -> None:
    token = token_for(cast, cast.alma)
    Member.objects.create(person=cast.alma.person, organisation=cast.gil.organisation, roles=["counsel"])
    assert (opens(token), choose(token)) == (410, 410)


def test_a_link_closes_between_its_page_and_its_form(cast: Cast) -> None:
    token = token_for(cast, cast.alma)
    link = passwords.open_link(token)
    assert link is not None
    Member.objects.create(person=cast.alma.person, organisation=cast.gil.organisation, roles=["counsel"])
    with pytest.raises(actions.Spent), transaction.atomic():
        passwords.choose(link, NEW)
    assert not Person.objects.get(pk=cast.alma.person.pk).check_password(NEW)


@pytest.mark.parametrize("who", ["alma", "emil"])
def test_a_link_closes_when_either_leaves(cast: Cast, who: str) -> None:
    token = token_for(cast, cast.alma)
    Member.objects.filter(pk=getattr(cast, who).pk).update(ended=timezone.now())
    assert opens(token) == 410


@pytest.mark.parametrize("who", ["alma", "bruno", "chloe", "dina", "farid", "gil"])
def test_nobody_else_makes_a_link(cast: Cast, who: str) -> None:
    assert signed_in(getattr(cast, who)).post(reverse("password_link", args=(cast.chloe.pk,))).status_code == 404


def test_a_member_of_another_organisation_is_not_there(cast: Cast) -> None:
    assert signed_in(cast.emil).post(reverse("password_link", args=(cast.gil.pk,))).status_code == 404


def test_both_acts_are_in_the_journal_of_every_organisation_of_the_person(cast: Cast) -> None:
    Member.objects.create(person=cast.gil.person, organisation=cast.agency, roles=["analyst"])
    choose(passwords.link_here(cast.gil.person))
    told = set(Act.objects.values_list("verb", "organisation"))
    both = {cast.agency.pk, cast.gil.organisation_id}
    assert told == {(verb, of) for verb in ("password.link", "password.chosen") for of in both}


@pytest.mark.parametrize("password", ["court", "password1234", "alma@exemple.invalid"])
def test_a_weak_password_is_refused_and_the_link_stays_open(cast: Cast, password: str) -> None:
    token = token_for(cast, cast.alma)
    assert choose(token, password) == 422
    assert opens(token) == 200
