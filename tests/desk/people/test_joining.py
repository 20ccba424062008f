"""An invitation gives a role, never somebody's account; it is used once."""

from django.test import Client
from django.urls import reverse

from perenne.desk.people.actions import invite, suspend
from perenne.desk.people.models import Invitation, Member, Person
from tests.desk.cast import Cast, by, signed_in

TOLD = {"name": "Quelqu’un", "password": "quatre-mots-de-passe"}


def link_to(cast: Cast, email: str, role: str = "analyst") -> str:
    return reverse("join", args=(invite(by(cast.emil), cast.agency, cast.emil.person, email, [role]),))


def test_a_link_to_a_person_of_another_organisation_does_not_open_their_account(cast: Cast) -> None:
    link, thief = link_to(cast, "Gil@exemple.invalid"), Client()
    assert thief.get(link)["Location"].startswith(reverse("account_login"))
    assert thief.post(link, TOLD)["Location"].startswith(reverse("account_login"))
    assert thief.get("/").status_code == 302
    assert Person.objects.get(pk=cast.gil.person.pk).name == "Gil"
    assert not Member.objects.filter(person=cast.gil.person, organisation=cast.agency).exists()


def test_nobody_who_is_signed_in_uses_the_link_of_another(cast: Cast) -> None:
    link = link_to(cast, "gil@exemple.invalid")
    assert signed_in(cast.emil).post(link).status_code == 403
    assert Invitation.objects.get().used is None


def test_a_person_with_an_account_joins_with_it_and_works_there_from_then_on(cast: Cast) -> None:
    link, gil = link_to(cast, "gil@exemple.invalid"), signed_in(cast.gil)
    assert gil.get(link).status_code == 200
    assert gil.post(link).status_code == 302
    assert "Agence Méridienne" in gil.get("/").content.decode()
    assert gil.post(link).status_code == 410


def test_a_person_whose_access_ended_comes_back_by_invitation(cast: Cast) -> None:
    link = link_to(cast, "former@exemple.invalid")
    assert signed_in(cast.former).post(link).status_code == 302
    former = Member.objects.get(pk=cast.former.pk)
    assert (former.ended, former.roles) == (None, ["analyst"])


def test_whoever_is_a_member_already_is_not_invited_again(cast: Cast) -> None:
    told = {"email": "Alma@exemple.invalid", "roles": ["administrator"]}
    answer = signed_in(cast.emil).post(reverse("people"), told)
    assert answer.status_code == 422
    assert 'href="#id_email"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_administrator_of_one_brand_invites_for_that_brand_alone_and_ends_nobody(cast: Cast) -> None:
    cast.emil.brands.add(cast.lune)
    emil = signed_in(cast.emil)
    emil.post(reverse("people"), {"email": "ines@exemple.invalid", "roles": ["counsel"]})
    assert list(Invitation.objects.get().brands.all()) == [cast.lune]
    assert emil.post(reverse("end_access", args=(cast.alma.pk,))).status_code == 404
    assert emil.post(reverse("change_roles", args=(cast.alma.pk,)), {"roles": ["analyst"]}).status_code == 404


def test_a_password_is_kept_as_it_was_typed(cast: Cast) -> None:
    spaced = " quatre mots de passe "
    Client().post(link_to(cast, "ines@exemple.invalid"), {"name": "Inès", "password": spaced})
    assert Person.objects.get(email="ines@exemple.invalid").check_password(spaced)


def test_a_password_that_is_the_address_is_refused(cast: Cast) -> None:
    told = {"name": "Inès", "password": "ines@exemple.invalid"}
    assert Client().post(link_to(cast, "ines@exemple.invalid"), told).status_code == 422


def test_a_second_link_does_not_lift_a_suspension_nor_give_back_a_role(cast: Cast) -> None:
    first, kept_for_later = (link_to(cast, "gil@exemple.invalid", role) for role in ("analyst", "administrator"))
    gil = signed_in(cast.gil)
    assert gil.post(first).status_code == 302
    member = Member.objects.get(person=cast.gil.person, organisation=cast.agency)
    suspend(by(cast.emil), member)
    assert gil.post(kept_for_later).status_code == 410
    member.refresh_from_db()
    assert (member.works_here, member.roles) == (False, ["analyst"])
