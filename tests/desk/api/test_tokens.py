"""A person's accesses: opened for what they may, shown once, kept as a hash, closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perenne.chain import sha256
from perenne.desk.api.models import Token
from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from tests.desk.api.programs import Program, access
from tests.desk.cast import Cast, signed_in


def _told(days: int = 30, /, **more: object) -> dict[str, object]:
    until = timezone.localdate() + timedelta(days=days)
    return {"name": "Tableau de bord", "verbs": ["post.read"], "until": until.isoformat(), **more}


def test_the_secret_is_shown_once_and_only_its_hash_is_kept(cast: Cast) -> None:
    alma = signed_in(cast.alma)
    page = alma.post(reverse("tokens"), _told()).content.decode()
    secret = page[page.index("perenne_") :].split("<")[0]
    token = Token.objects.get()
    assert (token.hash, token.verbs, token.member) == (sha256(secret.encode()), ["post.read"], cast.alma)
    assert secret not in alma.get(reverse("tokens")).content.decode()
    assert Program(secret).get("/posts").status_code == 200
    assert Program(secret).get("/imports").status_code == 403
    act = Act.objects.get()
    assert (act.verb, secret in act.line, verify().holds) == ("token.make", False, True)


def test_one_gives_no_more_than_one_has(cast: Cast) -> None:
    chloe = signed_in(cast.chloe)
    page = chloe.get(reverse("tokens")).content.decode()
    assert f'value="{timezone.localdate() + timedelta(days=90)}"' in page
    assert 'value="post.read"' in page
    assert 'value="post.decide"' not in page
    assert chloe.post(reverse("tokens"), _told(verbs=["post.decide"])).status_code == 422
    assert not Token.objects.exists()


@pytest.mark.parametrize("days", [-1, 0, 366, 40_000])
def test_an_access_ends_within_a_year(cast: Cast, days: int) -> None:
    answer = signed_in(cast.alma).post(reverse("tokens"), _told(days))
    assert answer.status_code == 422
    assert "dans un an au plus tard" in answer.content.decode()
    assert not Token.objects.exists()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"verbs": []}, {"until": "demain"}, {"name": "x" * 81}])
def test_what_is_missing_is_said_beside_its_field(cast: Cast, wrong: dict[str, object]) -> None:
    answer = signed_in(cast.alma).post(reverse("tokens"), _told(**wrong))
    assert answer.status_code == 422
    assert f'href="#id_{next(iter(wrong))}"' in answer.content.decode()


def test_a_revoked_access_stays_in_the_list_and_opens_nothing(cast: Cast) -> None:
    token, secret = access(cast.alma)
    alma = signed_in(cast.alma)
    assert alma.post(reverse("token_revoke", args=(token.pk,))).status_code == 302
    alma.post(reverse("token_revoke", args=(token.pk,)))
    assert "révoqué" in alma.get(reverse("tokens")).content.decode()
    assert Program(secret).get("/posts").status_code == 401
    assert [act.verb for act in Act.objects.order_by("n")] == ["token.make", "token.revoke"]


def test_nobody_sees_or_closes_the_access_of_another(cast: Cast) -> None:
    token, secret = access(cast.alma)
    for member in (cast.bruno, cast.emil, cast.gil):
        other = signed_in(member)
        assert "Tableau" not in other.get(reverse("tokens")).content.decode()
        assert other.post(reverse("token_revoke", args=(token.pk,))).status_code == 404
    assert Program(secret).get("/posts").status_code == 200


def test_the_list_says_when_an_access_was_last_used(cast: Cast) -> None:
    _, secret = access(cast.alma)
    assert "jamais" in signed_in(cast.alma).get(reverse("tokens")).content.decode()
    Program(secret).get("/posts")
    used = Token.objects.get().last_used
    assert used is not None
    assert "jamais" not in signed_in(cast.alma).get(reverse("tokens")).content.decode()
    Program(secret).get("/posts")
    assert Token.objects.get().last_used == used, "not at every request"


def test_a_name_full_of_markup_is_only_a_name(cast: Cast) -> None:
    alma = signed_in(cast.alma)
    alma.post(reverse("tokens"), _told(name="<b>x</b>"))
    assert "<b>x</b>" not in alma.get(reverse("tokens")).content.decode()
    assert "<b>x</b>" not in alma.get(reverse("journal")).content.decode()
