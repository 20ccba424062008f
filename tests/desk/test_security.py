"""What a stranger meets: headers on every answer, limits, and error pages that say nothing of the machine."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

from perenne.desk.urls import handler400, handler404, handler429, handler500, urlpatterns
from perenne.desk.web.guards import POLICY
from tests.desk.cast import Cast, signed_in

SECRET = "/secret/path"  # noqa: S105  # of an invented machine


def test_the_frameworks_own_check_for_deployment_finds_nothing(tmp_path: Path) -> None:
    told = {
        **os.environ,
        "PERENNE_DESK_DATA": str(tmp_path),
        "PERENNE_DESK_HTTPS": "yes",
        "PERENNE_DESK_HOSTS": "bureau.exemple.invalid",
        "PERENNE_DESK_SECRET": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "perenne.desk.settings",
    }
    told.pop("PERENNE_DESK_DATABASE", None)
    ran = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def every_address() -> list[str]:
    """One address of every pattern, allauth's too, with something in place of what it asks for."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> list[str]:
        found = []
        for each in patterns:
            inside = prefix + str(each.pattern)
            found += walk(each.url_patterns, inside) if isinstance(each, URLResolver) else [inside]
        return found

    raw = walk(get_resolver().url_patterns, "/")
    plain = (re.sub(r"\(\?P<\w+>[^()]*\)", "x", re.sub(r"<[^>]+>", "1", each)) for each in raw)
    return sorted({re.sub(r"[\^$\\]|\(.*\)", "", each) for each in plain})


def keeps_to_itself(answer: Any) -> bool:
    return bool(
        answer["Content-Security-Policy"] == POLICY
        and answer["X-Content-Type-Options"] == "nosniff"
        and answer["X-Frame-Options"] == "DENY"
        and answer["Referrer-Policy"] == "same-origin"
        and answer["Cross-Origin-Opener-Policy"] == "same-origin"
        and answer["Cross-Origin-Resource-Policy"] == "same-origin"
        and "camera=()" in answer["Permissions-Policy"]
    )


def test_every_address_answers_with_the_headers_and_never_by_a_fault(cast: Cast) -> None:
    """Asked for by nobody, by an administrator and by a manager; by a method that it does not know, too."""
    addresses = every_address()
    assert len(addresses) > 40
    for client in (Client(), signed_in(cast.emil), signed_in(cast.alma)):
        for address in addresses:
            for answer in (client.get(address), client.put(address)):
                assert answer.status_code < 500, address
                assert keeps_to_itself(answer), address


def test_files_of_ours_carry_the_headers_that_matter_to_a_file(db: None) -> None:
    for name in ("report/page.css", "desk/desk.css", "mfa/js/webauthn.js"):
        answer = Client().get(f"/static/{name}")
        assert answer.status_code == 200, name
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["Content-Security-Policy"] == POLICY
        answer.close()
    missing = Client().get("/static/../settings.py")
    assert missing.status_code == 404
    assert keeps_to_itself(missing)


def test_the_policy_lets_no_script_or_style_in_but_ours() -> None:
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'; script-src 'self';")
    assert "report" not in POLICY


def test_cookies_are_closed_to_scripts_and_to_other_sites(cast: Cast) -> None:
    cast.alma.person.set_password("quatre-mots-de-passe")
    cast.alma.person.save()
    client = Client()
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": "alma@exemple.invalid", "password": "quatre-mots-de-passe"})
    client.post(reverse("language"), {"language": "fr"})
    assert {"sessionid", "csrftoken", "language"} <= set(client.cookies)
    for cookie in client.cookies.values():
        if cookie.value:
            assert cookie["httponly"], cookie.key
            assert cookie["samesite"] == "Lax", cookie.key


@pytest.fixture
def without_attempts() -> None:
    cache.clear()


@pytest.mark.usefixtures("without_attempts")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_password_is_guessed_five_times_and_no_more(cast: Cast, language: str) -> None:
    cast.alma.person.set_password("quatre-mots-de-passe")
    cast.alma.person.save()
    wrong = {"login": "alma@exemple.invalid", "password": "faux"}
    for _ in range(5):
        assert Client().post(reverse("account_login"), wrong).status_code == 200
    right = {**wrong, "password": "quatre-mots-de-passe"}
    client = Client(headers={"accept-language": language})
    answer = client.post(reverse("account_login"), right)
    assert answer.status_code != 302, "even the right one has to wait"
    assert client.get("/").status_code == 302
    cache.clear()


@pytest.mark.usefixtures("without_attempts")
def test_one_machine_does_not_try_many_accounts(cast: Cast) -> None:
    statuses = []
    for each in range(25):
        wrong = {"login": f"p{each}@exemple.invalid", "password": "faux"}
        client = Client(headers={"accept-language": "en"})
        statuses.append("Too many" in client.post(reverse("account_login"), wrong).content.decode())
    cache.clear()
    assert (statuses[0], statuses[-1]) == (False, True)


def _fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(f"{SECRET} of the machine")


class Failing:
    """The desk's addresses, and views that fail."""

    handler400, handler404, handler429, handler500 = handler400, handler404, handler429, handler500
    urlpatterns = (path("fails/", _fails), *urlpatterns)


FAILURES = {
    400: lambda client: client.get("/", headers={"host": "ailleurs.exemple.invalid"}),
    403: lambda client: client.post("/drafts/check/", {"text": "x"}),
    404: lambda client: client.get("/nulle-part/"),
    405: lambda client: client.put("/posts/"),
    413: lambda client: client.post(
        "/imports/",
        {"dropped": SimpleUploadedFile("a.csv", b"x" * 2_000)},
    ),
    500: lambda client: client.get("/fails/"),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("status", FAILURES)
def test_an_error_page_says_nothing_of_the_machine(cast: Cast, status: int, language: str) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=status == 403)
    client.force_login(cast.alma.person)
    client.cookies["language"] = language
    with override_settings(ROOT_URLCONF=Failing, UPLOAD_AT_MOST=1_000):
        answer = FAILURES[status](client)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f'<html lang="{language}"' in page
    assert keeps_to_itself(answer)
    told = [SECRET, "Traceback", "RuntimeError", ".py", "/site-packages/", "django", str(settings.TOLD.data)]
    assert [each for each in told if each in page] == []


@pytest.mark.parametrize(("language", "said"), [("fr", "Trop d’essais"), ("en", "Too many attempts")])
def test_whoever_tries_too_often_is_told_in_a_page_of_ours(rf: RequestFactory, language: str, said: str) -> None:
    from allauth.core.internal.ratelimit import respond_429

    rf.cookies["language"] = language
    answer = respond_429(rf.get("/account/login/"))
    assert answer.status_code == 429
    assert said in answer.content.decode()


def test_more_than_the_desk_takes_at_once_is_refused_before_it_is_read(cast: Cast) -> None:
    with override_settings(UPLOAD_AT_MOST=1_000):
        answer = signed_in(cast.alma).post(reverse("imports"), {"dropped": SimpleUploadedFile("a.csv", b"x" * 2_000)})
    assert answer.status_code == 413
    assert "1" in answer.content.decode()


def test_more_files_or_fields_than_a_form_has_are_refused(cast: Cast) -> None:
    many = {"text": "x", **{f"f{each}": "x" for each in range(600)}}
    assert signed_in(cast.alma).post(reverse("draft"), many).status_code == 400
    assert signed_in(cast.alma).post(reverse("draft"), {"text": "x" * 5_000_000}).status_code == 413


def test_no_setting_of_ours_holds_a_secret() -> None:
    source = (Path(__file__).parents[2] / "src" / "perenne" / "desk" / "settings.py").read_text(encoding="utf-8")
    assert re.search(r"(KEY|PASSWORD|SECRET)\w*\s*=\s*[\"']", source) is None
