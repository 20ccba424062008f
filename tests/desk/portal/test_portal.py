"""The creator's side: their own posts by a signed link, their words beside the findings, nothing of anybody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perenne.desk.journal.acts import shred, verify
from perenne.desk.journal.models import Act, Word
from perenne.desk.portal.actions import make_link, revoke
from perenne.desk.portal.models import Link, Reply
from tests.desk.cast import Cast, by, signed_in

GIFTED = {"consideration": "yes", "forms": ["product"], "advertiser": {"name": "Belorso"}}


def link_for(cast: Cast, creator: str = "@lina.m") -> str:
    return reverse("portal", args=(make_link(by(cast.alma), cast.alma, "instagram", creator),))


def test_a_creator_sees_their_own_posts_and_no_others(cast: Cast) -> None:
    own = cast.post("Mes lunettes de l’été, merci @belorso")
    cast.post("Une autre personne, un autre secret", account={"handle": "noe.q", "country": "FR"})
    page = Client().get(link_for(cast)).content.decode()
    assert "Mes lunettes" in page
    assert "un autre secret" not in page
    assert f"p{own.pk}" in page


def test_what_a_creator_says_stands_beside_the_findings_and_waits_to_be_read(cast: Cast) -> None:
    post = cast.post()
    link = link_for(cast)
    answer = Client().post(
        f"{link}posts/{post.pk}/", {f"{post.pk}-text": "L’étiquette était cochée.", f"{post.pk}-contests": "on"}
    )
    assert answer.status_code == 302
    assert "L’étiquette était cochée." in Client().get(link).content.decode()
    alma = signed_in(cast.alma)
    assert "L’étiquette était cochée." in alma.get("/").content.decode()
    assert "L’étiquette était cochée." in alma.get(reverse("post", args=(post.pk,))).content.decode()
    assert Reply.objects.get().read is None, "to look at a page changes nothing"
    alma.post(reverse("reply_read", args=(post.pk,)))
    assert Reply.objects.get().read is not None
    assert [act.verb for act in Act.objects.order_by("n")] == ["link.make", "post.contest", "reply.read"]
    assert verify().holds


def test_an_answer_of_the_creator_judges_the_post_anew(cast: Cast) -> None:
    post = cast.post("Ces gélules changent mes matins, merci Belorso", deal=GIFTED)
    assert post.verdict == "needs_human"
    told = {f"{post.pk}-answer-{n}": "yes" for n in range(4)}
    Client().post(f"{link_for(cast)}posts/{post.pk}/", told)
    post.refresh_from_db()
    assert post.verdict == "non_compliant"
    assert {each.by_creator for each in post.answers.all()} == {"@lina.m"}


def test_an_empty_answer_is_said_at_its_field(cast: Cast) -> None:
    post = cast.post()
    answer = Client().post(f"{link_for(cast)}posts/{post.pk}/", {})
    assert answer.status_code == 422
    assert f'href="#id_{post.pk}-text"' in answer.content.decode()


def test_a_creator_cannot_answer_for_the_post_of_another(cast: Cast) -> None:
    other = cast.post(account={"handle": "noe.q", "country": "FR"})
    answer = Client().post(f"{link_for(cast)}posts/{other.pk}/", {f"{other.pk}-text": "x"})
    assert answer.status_code == 404
    assert not Reply.objects.exists()


@pytest.mark.parametrize("how", ["revoked", "late", "invented"])
def test_a_link_that_does_not_hold_reveals_nothing(cast: Cast, how: str) -> None:
    cast.post()
    link = link_for(cast) if how != "invented" else reverse("portal", args=("x" * 43,))
    if how == "revoked":
        revoke(by(cast.alma), Link.objects.get())
    elif how == "late":
        Link.objects.update(until=timezone.now())
    answer = Client().get(link)
    assert answer.status_code == 410
    assert "lina" not in answer.content.decode()


def test_the_words_of_a_creator_are_erased_and_the_fact_stays(cast: Cast) -> None:
    post = cast.post()
    Client().post(f"{link_for(cast)}posts/{post.pk}/", {f"{post.pk}-text": "Mon histoire à moi"})
    shred(by(cast.emil), Link.objects.get().ref)
    assert not Word.objects.filter(text__contains="Mon histoire").exists()
    assert verify().holds


def test_markup_of_a_creator_stays_text(cast: Cast) -> None:
    post = cast.post()
    Client().post(f"{link_for(cast)}posts/{post.pk}/", {f"{post.pk}-text": "<script>x</script>"})
    assert "<script>x" not in signed_in(cast.alma).get(reverse("post", args=(post.pk,))).content.decode()
    assert "<script>x" not in signed_in(cast.bruno).get(reverse("journal")).content.decode()


def test_the_link_is_made_from_a_post_and_shown_once(cast: Cast) -> None:
    page = signed_in(cast.alma).post(reverse("portal_link", args=(cast.post().pk,))).content.decode()
    assert "/c/" in page
    assert Link.objects.get().token not in page


def test_a_link_of_a_role_for_one_brand_opens_the_posts_of_that_brand_alone(cast: Cast) -> None:
    theirs = cast.post("Un été avec la Lune", brand=cast.lune)
    other = cast.post("Un secret de Belorso", brand=cast.belorso)
    made = signed_in(cast.farid).post(reverse("portal_link", args=(theirs.pk,))).content.decode()
    link = made[made.index("/c/") : made.index("</code>", made.index("/c/"))]
    page = Client().get(link).content.decode()
    assert "Un été avec la Lune" in page
    assert "Un secret de Belorso" not in page
    assert Client().post(f"{link}posts/{other.pk}/", {f"{other.pk}-text": "x"}).status_code == 404


def test_the_same_name_elsewhere_is_somebody_else(cast: Cast) -> None:
    cast.post("Un été ici")
    cast.post("Une homonyme ailleurs", platform="tiktok")
    assert "Une homonyme ailleurs" not in Client().get(link_for(cast)).content.decode()


def test_a_button_that_is_pressed_twice_answers_once(cast: Cast) -> None:
    post, link = cast.post(), link_for(cast)
    for _ in range(2):
        assert Client().post(f"{link}posts/{post.pk}/", {f"{post.pk}-text": "Une fois"}).status_code == 302
    assert Reply.objects.count() == 1


def test_a_name_that_others_may_bear_is_given_no_link(cast: Cast) -> None:
    post = cast.post(account={"name": "Marie", "country": "FR"})
    assert post.creator == "Marie"
    assert signed_in(cast.alma).post(reverse("portal_link", args=(post.pk,))).status_code == 404
    assert "/link/" not in signed_in(cast.alma).get(reverse("post", args=(post.pk,))).content.decode()
