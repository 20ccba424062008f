"""What is asked wrongly, of purpose or not: an answer in words, and nothing of the machine."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from perenne.desk.web.guards import POLICY
from perenne.desk.web.logs import Closed
from tests.desk.cast import Cast, signed_in

HUGE = 10**30


@pytest.mark.parametrize(
    "asked",
    ["q=%00", "state=%00", "verdict=%00", "page=%00", "page=-1", "page=9e99", f"page={HUGE}", "q=" + "é" * 5_000],
)
def test_whatever_is_asked_of_the_list_it_is_a_page(cast: Cast, asked: str) -> None:
    cast.post()
    for name in ("posts", "journal", "law"):
        assert signed_in(cast.bruno).get(f"{reverse(name)}?{asked}").status_code == 200


@pytest.mark.parametrize(
    "address", [f"/posts/{HUGE}/", f"/imports/{HUGE}/", f"/evidence/{HUGE}/", "/law/%00/", "/c/%00/x/", "/posts/-1/"]
)
def test_what_cannot_be_there_is_not_there(cast: Cast, address: str) -> None:
    assert signed_in(cast.bruno).get(address).status_code == 404


@pytest.mark.parametrize("name", ["decide", "bundle_make", "portal_link", "reply_read"])
def test_the_address_of_an_act_leads_back_to_its_page(cast: Cast, name: str) -> None:
    post = cast.post()
    answer = signed_in(cast.alma).get(reverse(name, args=(post.pk,)))
    assert (answer.status_code, answer["Location"]) == (302, reverse("post", args=(post.pk,)))


def signed_in_as(cast: Cast, language: str) -> Client:
    client = signed_in(cast.alma)
    client.cookies["language"] = language
    return client


@pytest.mark.parametrize(("language", "said"), [("fr", "Demande refusée"), ("en", "Request refused")])
def test_refusals_of_the_framework_are_pages_of_ours(cast: Cast, language: str, said: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(cast.alma.person)
    client.cookies["language"] = language
    answers = {
        403: client.post(reverse("draft"), {"text": "x"}),
        405: signed_in_as(cast, language).put(reverse("posts")),
        400: client.get("/", headers={"host": "evil.example"}),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert said in answer.content.decode()
        assert f'lang="{language}"' in answer.content.decode()
        assert answer["Content-Security-Policy"] == POLICY


def test_a_fault_of_ours_shows_nothing_of_the_machine(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from perenne.desk.posts import queries

    def fails(*_: object) -> object:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr(queries, "filtered", fails)
    client = Client(raise_request_exception=False)
    client.force_login(cast.alma.person)
    answer = client.get(reverse("posts"))
    assert answer.status_code == 500
    assert "/secret/path" not in answer.content.decode()
    assert "Erreur interne" in answer.content.decode()


@pytest.mark.parametrize("path", ["/c/tok3n/posts/9/", "/join/tok3n/", "/account/login/?next=/join/tok3n/"])
def test_no_line_of_the_console_opens_a_link(path: str) -> None:
    line = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    assert Closed().filter(line)
    assert "tok3n" not in line.getMessage()


def test_the_token_of_a_fault_stays_out_of_its_trace() -> None:
    try:
        raise ValueError("at /c/tok3n/")
    except ValueError as problem:
        fault = (type(problem), problem, problem.__traceback__)
    line = logging.LogRecord("django.request", logging.ERROR, "", 0, "x", (), fault)
    Closed().filter(line)
    assert line.exc_text is not None
    assert "tok3n" not in line.exc_text


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x", "\n", "/" + "a" * 9_000]
)
def test_the_language_leads_nowhere_else(db: None, back: str) -> None:
    answer = Client().post(reverse("language"), {"language": "en", "next": back})
    assert answer.status_code in {302, 400}
    assert "evil" not in answer.headers.get("Location", "")
