"""A form sent after the session ended, refused, or too old: what was typed in it comes back."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from perenne.desk.people.models import Person
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Decision
from tests.desk.cast import Cast, by, signed_in
from tests.desk.posts.test_decisions import REASON

PASSWORD = "quatre-mots-de-passe"  # noqa: S105  # of an invented person


@pytest.fixture
def sent(cast: Cast) -> dict[str, str]:
    """A decision on a post, as a browser sends it."""
    person = Person.objects.get(pk=cast.bruno.person.pk)
    person.set_password(PASSWORD)
    person.save()
    return {"version": "1", "kind": "ask", "reason": REASON, "answer:x": "no"}


def held_in(page: str) -> str:
    found = re.search(r'name="held" value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def test_a_decision_sent_after_the_session_ended_is_offered_again_after_signing_in(
    cast: Cast, sent: dict[str, str]
) -> None:
    post, browser = cast.post(), Client(headers={"accept-language": "fr"})
    address = reverse("decide", args=(post.pk,))
    answer = browser.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Votre session a pris fin" in page
    assert 'class="language"' not in page, "changing the language would leave the page, and what it holds"
    signing = {"login": "bruno@exemple.invalid", "next": reverse("sent_before"), "held": held_in(page)}
    wrong = browser.post(reverse("account_login"), {**signing, "password": "faux-mot-de-passe"}).content.decode()
    assert held_in(wrong) == signing["held"], "a wrong password loses nothing"
    entered = browser.post(reverse("account_login"), {**signing, "password": PASSWORD})
    assert entered["Location"] == reverse("sent_before")
    offered = browser.get(reverse("sent_before")).content.decode()
    assert REASON in unescape(offered)
    assert f'action="{address}"' in offered
    again = dict(re.findall(r'type="hidden" name="((?!csrf)[^"]+)" value="([^"]*)"', offered.split("<h1>")[1]))
    assert {name: unescape(value) for name, value in again.items()} == sent
    assert browser.post(address, {**sent, **again}).status_code == 302
    assert Decision.objects.get().reason == REASON


def test_what_was_held_is_of_whoever_signed_in_and_leads_to_no_other_site(cast: Cast, sent: dict[str, str]) -> None:
    browser = Client()
    told = {"login": "bruno@exemple.invalid", "password": PASSWORD}
    elsewhere = '["https://exemple.invalid/decide/",[["reason","x y"]],false]'
    assert browser.post(reverse("account_login"), {**told, "held": elsewhere}).status_code == 302
    assert browser.get(reverse("sent_before")).status_code == 302
    assert signed_in(cast.alma).get(reverse("sent_before")).status_code == 302
    for broken in ("{", '["/",1]', '"x"'):
        assert Client().post(reverse("account_login"), {**told, "held": broken}).status_code == 302


def test_no_password_is_held(cast: Cast, sent: dict[str, str]) -> None:
    page = (
        Client()
        .post(reverse("decide", args=(1,)), {"password": "tres-secret", "reason": "Parce que"})
        .content.decode()
    )
    assert "tres-secret" not in page
    assert "Parce que" in held_in(page)


def test_a_file_has_to_be_chosen_again_and_the_page_says_so(cast: Cast, sent: dict[str, str]) -> None:
    held = '["/contracts/new/",[["title","Deux mots"]],true]'
    browser = Client(headers={"accept-language": "fr"})
    browser.post(reverse("account_login"), {"login": "bruno@exemple.invalid", "password": PASSWORD, "held": held})
    page = browser.get(reverse("sent_before")).content.decode()
    assert "Les fichiers sont à choisir de nouveau" in page
    assert "Envoyer maintenant" not in page
    assert "Deux mots" in page


def test_what_a_refused_form_said_stands_on_the_page_that_refuses(cast: Cast, sent: dict[str, str]) -> None:
    post = cast.post()
    decide(by(cast.alma), cast.alma.person, post, 1, Choice("escalate", "À voir"), {})
    answer = signed_in(cast.alma).post(reverse("decide", args=(post.pk,)), sent)
    assert answer.status_code == 403
    assert REASON in unescape(answer.content.decode())


def test_a_page_too_old_shows_what_was_typed_and_never_the_words_of_another_site(
    cast: Cast, sent: dict[str, str]
) -> None:
    post, browser = cast.post(), Client(enforce_csrf_checks=True, headers={"accept-language": "fr"})
    browser.force_login(cast.bruno.person)
    address = reverse("decide", args=(post.pk,))
    own = browser.post(address, sent, headers={"origin": "http://testserver"})
    assert own.status_code == 403
    assert REASON in unescape(own.content.decode())
    foreign = browser.post(address, sent, headers={"origin": "http://exemple.invalid"})
    assert foreign.status_code == 403
    assert REASON not in unescape(foreign.content.decode())
