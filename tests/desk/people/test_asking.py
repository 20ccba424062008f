"""Why may I not? The rule, what is missing, who may; and asking one of them."""

import pytest
from django.urls import reverse

from perenne.desk.journal.models import Act
from perenne.desk.people import actions
from perenne.desk.people.kinds import KINDS
from perenne.desk.people.models import Request
from perenne.desk.people.permissions import can, roles
from perenne.desk.people.queries import requests_for
from tests.desk.cast import Cast, by, signed_in


def why(verb: str, on: str = "") -> str:
    return reverse("why") + f"?do={verb}" + (f"&on={on}" if on else "")


def test_the_page_says_the_rule_ones_roles_what_is_missing_and_who_may(cast: Cast) -> None:
    post = cast.post()
    page = signed_in(cast.chloe).get(why("post.decide", f"post:{post.pk}")).content.decode()
    assert "Responsable d’influence" in page, "the rule names every role that may"
    assert "Analyste ou observatoire" in page
    assert "Bruno" in page
    assert reverse("post", args=(post.pk,)) in page


def test_a_refusal_itself_says_the_same_and_asks_at_the_same_place(cast: Cast) -> None:
    post = cast.post()
    answer = signed_in(cast.chloe).post(reverse("decide", args=(post.pk,)), {})
    assert answer.status_code == 403
    address = f"{reverse('why')}?do=post.decide&amp;on=post%3A{post.pk}"
    assert f'action="{address}"' in answer.content.decode()


def test_an_escalated_post_names_the_condition_that_is_missing(cast: Cast) -> None:
    post = cast.post()
    post.state = "escalated"
    post.save()
    page = signed_in(cast.alma).get(why("post.decide", f"post:{post.pk}")).content.decode()
    assert "transmise à la conformité" in page


def test_whoever_may_is_told_so_and_asks_nobody(cast: Cast) -> None:
    page = signed_in(cast.bruno).get(why("post.decide")).content.decode()
    assert "Vous le pouvez" in page
    assert signed_in(cast.bruno).post(why("post.decide"), {"to": cast.alma.pk}).status_code in {200, 422}
    assert not Request.objects.exists()


def test_asking_makes_one_open_request_for_somebody_who_may(cast: Cast) -> None:
    post, chloe = cast.post(), signed_in(cast.chloe)
    address = can(cast.chloe, "post.decide", post).address
    for _ in range(2):
        answer = chloe.post(address, {"to": cast.bruno.pk, "note": "Cela presse <b>"})
        assert (answer.status_code, answer["Location"]) == (302, address)
    (asked,) = requests_for(cast.bruno)
    assert (asked.by, asked.verb, asked.thing) == (cast.chloe, "post.decide", f"post:{post.pk}")
    assert asked.address == reverse("post", args=(post.pk,))
    assert Act.objects.filter(verb="person.ask").count() == 1
    assert requests_for(cast.alma) == []


@pytest.mark.parametrize("who", ["alma", "gil", "former", "chloe"])
def test_nobody_is_asked_who_may_not_do_it(cast: Cast, who: str) -> None:
    """A manager may decide but not on everything, so nobody is sent there."""
    told = {"to": getattr(cast, who).pk}
    assert signed_in(cast.chloe).post(why("post.decide"), told).status_code == 422
    assert not Request.objects.exists()


def test_what_one_does_not_see_is_not_explained(cast: Cast) -> None:
    post = cast.post()
    on = f"post:{post.pk}"
    assert signed_in(cast.farid).get(why("post.decide", on)).status_code == 404
    assert signed_in(cast.gil).get(why("post.decide", on)).status_code == 404
    for nonsense in ("post:", "post:x", f"post:{10**30}", "person:1", "x", "post:1:2", "post:²"):
        assert signed_in(cast.chloe).get(why("post.decide", nonsense)).status_code == 404
    assert signed_in(cast.chloe).get(why("post.invent")).status_code == 404
    assert signed_in(cast.chloe).get(reverse("why")).status_code == 404


def test_the_one_who_was_asked_closes_the_request_and_nobody_else(cast: Cast) -> None:
    actions.ask(by(cast.chloe), cast.chloe, cast.bruno, "post.decide", "post:1", "/posts/1/", "")
    done = reverse("request_done", args=(Request.objects.get().pk,))
    assert signed_in(cast.chloe).post(done).status_code == 404
    assert signed_in(cast.bruno).post(done).status_code == 302
    assert requests_for(cast.bruno) == []


@pytest.mark.parametrize("verb", sorted(roles().verbs))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_verb_has_its_page_in_both_languages(cast: Cast, verb: str, language: str) -> None:
    client = signed_in(cast.dina)
    client.cookies["language"] = language
    assert client.get(why(verb)).status_code == 200


def test_every_kind_of_thing_has_a_table_and_a_page() -> None:
    from django.apps import apps

    for name, kind in KINDS.items():
        assert apps.get_model(kind.model).__name__.lower() == name
        assert kind.see in roles().verbs
        value = 1 if kind.by == "pk" else "x"
        assert reverse(kind.page, args=(value,))
