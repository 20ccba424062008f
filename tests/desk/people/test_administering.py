"""People, invitations and brands, as an administrator keeps them; an organisation is never left without one."""

import pytest
from django.test import Client
from django.urls import reverse

from perenne.desk.journal.models import Act
from perenne.desk.people import actions
from perenne.desk.people.models import Brand, Invitation, Member
from tests.desk.cast import Cast, a_person, by, signed_in


@pytest.fixture
def emil(cast: Cast) -> Client:
    return signed_in(cast.emil)


def page_of(client: Client, name: str = "people", *args: int) -> str:
    return client.get(reverse(name, args=args)).content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def second_administrator(cast: Cast) -> Member:
    return Member.objects.create(person=a_person("Odile"), organisation=cast.agency, roles=["administrator"])


def test_the_table_says_who_has_a_second_factor(cast: Cast, emil: Client) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    assert page_of(emil).count(">actif<") == 0
    TOTP.activate(cast.alma.person, generate_totp_secret())
    assert page_of(emil).count(">actif<") == 1


def test_the_table_asks_the_database_no_more_often_where_more_people_work(
    cast: Cast, emil: Client, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for n in range(2):
        with CaptureQueriesContext(connection) as asked:
            page_of(emil)
        counts.append(len(asked))
        for each in range(8):
            actions.invite(by(cast.emil), cast.agency, cast.emil.person, f"x{n}{each}@exemple.invalid", ["analyst"])
            Member.objects.create(person=a_person(f"P{n}{each}"), organisation=cast.agency, roles=["counsel"])
            Brand.objects.create(organisation=cast.agency, name=f"B{n}{each}")
    assert counts[1] - counts[0] <= 1, "the brands of invitations, once there are some"
    assert counts[1] <= 12


def test_an_invitation_may_be_for_one_brand(cast: Cast, emil: Client) -> None:
    told = {"email": "ines@exemple.invalid", "roles": ["manager"], "brands": [str(cast.lune.pk)]}
    assert "/join/" in emil.post(reverse("people"), told).content.decode()
    assert list(Invitation.objects.get().brands.all()) == [cast.lune]


def test_a_brand_of_another_organisation_is_no_choice(cast: Cast, emil: Client) -> None:
    other = Brand.objects.create(organisation=cast.gil.organisation, name="Ailleurs")
    told = {"email": "ines@exemple.invalid", "roles": ["manager"], "brands": [str(other.pk)]}
    assert emil.post(reverse("people"), told).status_code == 422
    assert not Invitation.objects.exists()


def invited(cast: Cast) -> tuple[str, Invitation]:
    token = actions.invite(by(cast.emil), cast.agency, cast.emil.person, "ines@exemple.invalid", ["analyst"])
    return token, Invitation.objects.get()


def test_a_revoked_invitation_opens_nothing(cast: Cast, emil: Client) -> None:
    token, invitation = invited(cast)
    assert "ines@exemple.invalid" in page_of(emil)
    assert emil.post(reverse("revoke_invitation", args=(invitation.pk,))).status_code == 302
    assert "ines@exemple.invalid" not in page_of(emil)
    assert Client().get(reverse("join", args=(token,))).status_code == 410


def test_an_invitation_made_anew_closes_the_link_before(cast: Cast, emil: Client) -> None:
    token, invitation = invited(cast)
    answer = emil.post(reverse("invite_anew", args=(invitation.pk,))).content.decode()
    new = answer.split("/join/")[1].split("/")[0]
    assert Client().get(reverse("join", args=(token,))).status_code == 410
    assert Client().get(reverse("join", args=(new,))).status_code == 200


def test_a_used_invitation_is_neither_revoked_nor_made_anew(cast: Cast, emil: Client) -> None:
    token, invitation = invited(cast)
    Client().post(reverse("join", args=(token,)), {"name": "Inès", "password": "quatre-mots-de-passe"})
    for name in ("revoke_invitation", "invite_anew"):
        assert emil.post(reverse(name, args=(invitation.pk,))).status_code == 404


@pytest.mark.parametrize(
    ("name", "told"), [("end_access", {}), ("suspend_access", {}), ("change_roles", {"roles": ["counsel"]})]
)
def test_the_last_administrator_stays(cast: Cast, emil: Client, name: str, told: dict[str, list[str]]) -> None:
    odile = second_administrator(cast)
    other = signed_in(odile)
    actions.suspend(by(cast.emil), odile)
    actions.resume(by(cast.emil), odile)
    Member.objects.filter(pk=odile.pk).update(roles=["counsel", "administrator"])
    assert other.post(reverse(name, args=(cast.emil.pk,)), told).status_code == 302, "there is another"
    Member.objects.filter(pk=cast.emil.pk).update(ended=None, suspended=None, roles=["administrator"])
    Member.objects.filter(pk=odile.pk).update(roles=["counsel"])
    with pytest.raises(actions.Alone):
        {
            "end_access": lambda: actions.end(by(odile), cast.emil),
            "suspend_access": lambda: actions.suspend(by(odile), cast.emil),
            "change_roles": lambda: actions.change_roles(by(odile), cast.emil, ["counsel"]),
        }[name]()
    emil_now = Member.objects.get(pk=cast.emil.pk)
    assert (emil_now.ended, emil_now.suspended, emil_now.roles) == (None, None, ["administrator"])


def test_whoever_administers_one_brand_alone_does_not_count_as_the_last(cast: Cast) -> None:
    odile = second_administrator(cast)
    odile.brands.add(cast.lune)
    with pytest.raises(actions.Alone):
        actions.end(by(cast.alma), cast.emil)


def test_nobody_changes_their_own_access(cast: Cast, emil: Client) -> None:
    second_administrator(cast)
    for name in ("end_access", "suspend_access", "password_link"):
        assert emil.post(reverse(name, args=(cast.emil.pk,))).status_code == 409
    assert emil.post(reverse("change_roles", args=(cast.emil.pk,)), {"roles": ["counsel"]}).status_code == 409
    assert Member.objects.get(pk=cast.emil.pk).roles == ["administrator"]


def test_who_is_suspended_finds_nothing_until_they_are_let_in_again(cast: Cast, emil: Client) -> None:
    alma = signed_in(cast.alma)
    emil.post(reverse("suspend_access", args=(cast.alma.pk,)))
    assert alma.get("/").status_code == 404
    assert alma.post(reverse("draft"), {"text": "x"}).status_code == 404
    assert "accès suspendu" in page_of(emil)
    emil.post(reverse("resume_access", args=(cast.alma.pk,)))
    assert alma.get("/").status_code == 200


def test_a_suspended_person_is_named_nowhere_as_somebody_who_may(cast: Cast, emil: Client) -> None:
    emil.post(reverse("suspend_access", args=(cast.bruno.pk,)))
    refused = signed_in(cast.chloe).post(reverse("decide", args=(cast.post().pk,)), {})
    assert "Bruno" not in refused.content.decode()


def test_roles_and_brands_are_changed_together_and_told_in_the_journal(cast: Cast, emil: Client) -> None:
    told = {"roles": ["counsel", "analyst"], "brands": [str(cast.lune.pk)]}
    assert emil.post(reverse("change_roles", args=(cast.alma.pk,)), told).status_code == 302
    alma = Member.objects.get(pk=cast.alma.pk)
    assert (alma.roles, list(alma.brands.all())) == (["counsel", "analyst"], [cast.lune])
    assert Act.objects.filter(verb="person.role", thing=alma.person.ref).count() == 1
    assert "Alma" in page_of(emil, "journal")


def test_roles_that_somebody_changed_meanwhile_are_shown_and_not_overwritten(cast: Cast, emil: Client) -> None:
    opened = page_of(emil, "member", cast.alma.pk)
    was = opened.split('name="was" value="')[1].split('"')[0]
    actions.change_roles(by(cast.emil), cast.alma, ["security"])
    answer = emil.post(reverse("change_roles", args=(cast.alma.pk,)), {"roles": ["counsel"], "was": was})
    assert answer.status_code == 409
    assert Member.objects.get(pk=cast.alma.pk).roles == ["security"]


def test_a_role_that_does_not_exist_is_refused(cast: Cast, emil: Client) -> None:
    for roles in ([], ["emperor"]):
        assert emil.post(reverse("change_roles", args=(cast.alma.pk,)), {"roles": roles}).status_code == 422


def test_brands_are_added_and_renamed_with_the_accounts_that_name_them(cast: Cast, emil: Client) -> None:
    told = {"brand-name": "Vivaro", "brand-handles": "@vivaro, vivaro.fr\n@vivaro"}
    assert emil.post(reverse("add_brand"), told).status_code == 302
    made = Brand.objects.get(name="Vivaro")
    assert (made.organisation, made.handles) == (cast.agency, ["vivaro", "vivaro.fr"])
    emil.post(reverse("brand", args=(made.pk,)), {"name": "Vivaro Paris", "handles": "vivaro"})
    made.refresh_from_db()
    assert (made.name, made.handles) == ("Vivaro Paris", ["vivaro"])
    assert Act.objects.filter(thing=f"brand:{made.pk}").count() == 2


def test_two_brands_do_not_share_a_name(cast: Cast, emil: Client) -> None:
    assert emil.post(reverse("add_brand"), {"brand-name": "maison lune"}).status_code == 422
    answer = emil.post(reverse("brand", args=(cast.lune.pk,)), {"name": "Belorso"})
    assert answer.status_code == 422
    assert 'href="#id_name"' in answer.content.decode()


def test_who_administers_one_brand_keeps_no_brands(cast: Cast, emil: Client) -> None:
    cast.emil.brands.add(cast.lune)
    assert emil.post(reverse("add_brand"), {"brand-name": "Vivaro"}).status_code == 404
    assert emil.get(reverse("brand", args=(cast.lune.pk,))).status_code == 404


def test_a_day_on_which_somebody_comes_is_kept_once(cast: Cast) -> None:
    from datetime import timedelta

    from django.utils import timezone

    alma = signed_in(cast.alma)
    cast.alma.person.last_login = timezone.now() - timedelta(days=9)
    cast.alma.person.save()
    alma.get("/law/")
    alma.get("/law/")
    assert Member.objects.get(pk=cast.alma.pk).last_seen == timezone.localdate()


def test_a_brand_that_somebody_changed_meanwhile_is_shown_and_not_overwritten(cast: Cast, emil: Client) -> None:
    opened = page_of(emil, "brand", cast.lune.pk)
    was = opened.split('name="was" value="')[1].split('"')[0]
    actions.change_brand(by(cast.emil), cast.lune, "Maison Lune", ["maisonlune"])
    address = reverse("brand", args=(cast.lune.pk,))
    answer = emil.post(address, {"name": "Lune", "handles": "lune", "was": was})
    assert answer.status_code == 409
    assert "maisonlune" in answer.content.decode()
    cast.lune.refresh_from_db()
    assert (cast.lune.name, cast.lune.handles) == ("Maison Lune", ["maisonlune"])
