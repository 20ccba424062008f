"""One's own account: name, language, second factor, browsers."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from perenne.desk.people.models import Person
from tests.desk.cast import Cast, signed_in

PASSWORD = "quatre-mots-de-passe"  # noqa: S105  # of an invented person


@pytest.fixture
def alma(cast: Cast) -> Client:
    return browser_of(cast, "Papier/1")


def browser_of(cast: Cast, name: str) -> Client:
    person = Person.objects.get(pk=cast.alma.person.pk)
    if not person.has_usable_password() or not person.check_password(PASSWORD):
        person.set_password(PASSWORD)
        person.save()
    client = Client(headers={"accept-language": "fr", "user-agent": name})
    assert client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD}).status_code == 302
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_a_person_gives_themselves_a_name(cast: Cast, alma: Client) -> None:
    assert alma.post(reverse("account_name"), {"name": "Alma Ferré"}).status_code == 302
    assert "Alma Ferré" in alma.get(reverse("account")).content.decode()
    assert alma.post(reverse("account_name"), {"name": " "}).status_code == 422


def test_the_language_goes_with_the_person_to_other_browsers(cast: Cast, alma: Client) -> None:
    alma.post(reverse("language"), {"language": "en", "next": "/"})
    other = browser_of(cast, "Autre/1")
    assert '<html lang="en"' in other.get(reverse("account")).content.decode()


def test_a_browser_is_signed_out_from_another(cast: Cast, alma: Client) -> None:
    other = browser_of(cast, "Crayon/2")
    page = alma.get(reverse("account")).content.decode()
    assert "Papier/1" in page
    assert "Crayon/2" in page
    pk = UserSession.objects.get(user_agent="Crayon/2").pk
    assert alma.post(reverse("end_browser", args=(pk,))).status_code == 302
    assert other.get("/").status_code == 302
    assert alma.get("/").status_code == 200


def test_nobody_signs_out_the_browser_of_another_person(cast: Cast, alma: Client) -> None:
    pk = UserSession.objects.get(user_agent="Papier/1").pk
    for stranger in (cast.bruno, cast.gil):
        assert signed_in(stranger).post(reverse("end_browser", args=(pk,))).status_code == 404
    assert alma.get("/").status_code == 200


def test_an_account_without_an_organisation_has_its_page_too(cast: Cast) -> None:
    assert signed_in(cast.hana).get(reverse("account")).status_code == 200
    assert Client().get(reverse("account")).status_code == 302


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_second_factor_is_set_up_from_end_to_end_in_pages_of_ours(
    cast: Cast, alma: Client, language: str
) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    alma.cookies["language"] = language
    activate = alma.get(reverse("mfa_activate_totp"))
    page = activate.content.decode()
    assert f'<html lang="{language}"' in page
    assert 'src="data:image/svg+xml' in page
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page)
    assert secret is not None
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret[1], counter))
    assert alma.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        shown = alma.get(reverse(name))
        assert shown.status_code == 200, name
        assert f'<html lang="{language}"' in shown.content.decode()
        assert 'class="desk' in shown.content.decode(), name
    assert Authenticator.objects.filter(user=cast.alma.person).count() == 2


PAGES = (
    "account", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "usersessions_list",
    "account_logout", "account_change_password", "account_reauthenticate", "account_inactive",
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_an_account_is_ours(cast: Cast, alma: Client, name: str, language: str) -> None:
    alma.cookies["language"] = language
    answer = alma.get(reverse(name))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in page
    assert page.count("<h1>") == 1
    assert 'href="#main"' in page
    assert " style=" not in page
    assert re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", page) is None


def test_a_wrong_old_password_is_said_in_a_summary(cast: Cast, alma: Client) -> None:
    told = {"oldpassword": "faux", "password1": "x" * 20, "password2": "x" * 20}
    page = alma.post(reverse("account_change_password"), told).content.decode()
    assert 'role="alert"' in page
    assert "Il y a un problème" in page


def test_the_security_of_an_account_is_changed_only_after_a_password_of_late(cast: Cast) -> None:
    """A browser that was left open for hours does not set up another second factor."""
    forced = signed_in(cast.alma)
    answer = forced.get(reverse("mfa_activate_totp"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
