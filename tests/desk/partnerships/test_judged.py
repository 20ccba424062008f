"""What the desk judged of the posts that a book tells of stands where the book itself says nothing."""

from datetime import date

import pytest
from django.urls import reverse

from perenne.desk.partnerships.judged import filled, shares, verdicts
from perenne.desk.partnerships.models import Partnership
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Decision, Post
from perenne.model.event import Published
from perenne.model.finding import Verdict
from tests.desk.cast import Cast, by, signed_in
from tests.desk.partnerships.made import event, opened, write

CLEAR = "Collaboration commerciale avec @belorso. Mes lunettes de l’été."
DAY = date(2026, 11, 20)


def _told_of(cast: Cast, *posts: Post, verdict: Verdict | None = None) -> Partnership:
    published = [Published(platform="instagram", post_id=each.post_id, verdict=verdict) for each in posts]
    first = event(opened(cast.belorso, "lina.m", DAY), DAY, "P-1")
    return write(cast, [first, *(event(each, DAY, "P-1") for each in published)])


def _decided(cast: Cast, post: Post, *kinds: str) -> Post:
    for kind in kinds:
        post.refresh_from_db()
        decide(by(cast.alma), cast.alma.person, post, post.version, Choice(kind, "Relu ce matin."), {})
    return post


def _held(cast: Cast, post: Post) -> str:
    key = ("instagram", post.post_id)
    return verdicts(Post.objects.filter(organisation=cast.agency), [key])[key]


def test_what_awaits_a_person_counts_for_nothing_yet(cast: Cast) -> None:
    post = cast.post()
    assert post.verdict == "non_compliant"
    assert _held(cast, post) == "needs_human"
    row = _told_of(cast, post)
    assert shares([row], Post.objects.all()) == {row.key: (0, 0)}


@pytest.mark.parametrize(
    ("kinds", "verdict"),
    [
        ((Decision.COMPLIANT,), "compliant"),
        ((Decision.ASK,), "non_compliant"),
        ((Decision.ASK, Decision.COMPLIANT), "non_compliant"),
        ((Decision.ESCALATE,), "needs_human"),
    ],
)
def test_a_person_has_the_last_word_on_what_was_published(cast: Cast, kinds: tuple[str, ...], verdict: str) -> None:
    assert _held(cast, _decided(cast, cast.post(), *kinds)) == verdict


def test_the_list_and_the_page_tell_the_same_share(cast: Cast) -> None:
    posts = [cast.post(CLEAR, labels={"paid_partnership": True}) for _ in range(4)]
    asked = _decided(cast, cast.post(), Decision.ASK)
    row = _told_of(cast, *posts, asked)
    assert shares([row], Post.objects.all()) == {row.key: (4, 5)}
    alma = signed_in(cast.alma)
    for address in (reverse("partnerships"), reverse("partnership", args=(row.ref,))):
        assert "80 %" in alma.get(address).content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_what_the_book_says_itself_stands(cast: Cast) -> None:
    post = _decided(cast, cast.post(), Decision.ASK)
    told = event(Published(platform="instagram", post_id=post.post_id, verdict="compliant"), DAY, "P-1")
    assert list(filled([told], Post.objects.all())) == [told]


def test_posts_that_the_reader_may_not_see_say_nothing(cast: Cast) -> None:
    row = _told_of(cast, _decided(cast, cast.post(), Decision.ASK))
    assert shares([row], Post.objects.none()) == {row.key: (0, 0)}
