"""Signing in, the second factor, the browsers that are signed in."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.desk.cast import Cast, signed_in

PASSWORD = "quatre-mots-de-passe"  # noqa: S105  # of an invented person


@pytest.fixture
def alma(cast: Cast) -> Client:
    cast.alma.person.set_password(PASSWORD)
    cast.alma.person.save()
    return Client(headers={"accept-language": "fr"})


def test_a_person_signs_in_with_address_and_password_and_lands_where_they_wanted(cast: Cast, alma: Client) -> None:
    told = {"login": "alma@exemple.invalid", "password": PASSWORD, "next": "/law/"}
    answer = alma.post(reverse("account_login"), told)
    assert (answer.status_code, answer["Location"]) == (302, "/law/")


def test_a_wrong_password_is_said_and_says_nothing_of_whether_the_address_is_known(cast: Cast, alma: Client) -> None:
    pages = [
        alma.post(reverse("account_login"), {"login": who, "password": "faux-mot-de-passe"}).content.decode()
        for who in ("alma@exemple.invalid", "personne@exemple.invalid")
    ]
    assert all('role="alert"' in page for page in pages)
    said = [page[page.index('role="alert"') : page.index("</div>", page.index('role="alert"'))] for page in pages]
    assert said[0] == said[1]


def test_nobody_makes_an_account_without_an_invitation(cast: Cast) -> None:
    Client().post(reverse("account_signup"), {"email": "x@exemple.invalid", "password1": PASSWORD})
    from perenne.desk.people.models import Person

    assert not Person.objects.filter(email="x@exemple.invalid").exists()


@pytest.mark.parametrize("name", ["mfa_index", "usersessions_list", "account_logout", "account_change_password"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pages_of_an_account_have_a_language_a_title_and_no_inline_style(
    cast: Cast, alma: Client, name: str, language: str
) -> None:
    client = signed_in(cast.alma)
    client.cookies["language"] = language
    page = client.get(reverse(name)).content.decode()
    assert f'<html lang="{language}">' in page
    assert "<title> –" not in page.replace("\n", "")
    assert " style=" not in page


def test_whoever_has_a_second_factor_is_asked_for_it(cast: Cast, alma: Client) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(cast.alma.person, generate_totp_secret())
    codes = RecoveryCodes.activate(cast.alma.person).generate_codes()
    told = {"login": "alma@exemple.invalid", "password": PASSWORD}
    asked = alma.post(reverse("account_login"), told)
    assert asked["Location"].startswith(reverse("mfa_authenticate"))
    assert alma.get("/").status_code == 302
    assert alma.get(reverse("mfa_authenticate")).status_code == 200
    assert alma.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert alma.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert alma.get("/").status_code == 200
    assert Authenticator.objects.filter(user=cast.alma.person).count() == 2


@pytest.mark.parametrize(
    "address", ["signup", "email", "password/reset", "password/set", "confirm-email", "login/code/confirm"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_would_write_mail_or_open_an_account_is_closed(cast: Cast, address: str, method: str) -> None:
    told = {"email": "alma@exemple.invalid"}
    for client in (Client(), signed_in(cast.alma)):
        assert getattr(client, method)(f"/account/{address}/", told).status_code == 404
