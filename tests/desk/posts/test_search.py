"""Posts found by words, and the pages of long lists."""

import re

import pytest
from django.core.paginator import EmptyPage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from perenne.desk.posts.models import Post
from perenne.desk.posts.queries import filtered, worst_first
from perenne.desk.posts.search import words_of
from perenne.desk.web.paging import Long, Sought
from tests.desk.cast import Cast, signed_in


def _found(words: str, **beside: str) -> set[int]:
    return set(filtered(Post.objects.all(), {"q": words, **beside}).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "words",
    [
        "crème",
        "CREME",
        "creme   solaire",
        "crème, solaire",
        "crème solai",
        "#crème",
        "@lina.orval",
        "Lina Orval",
        "belorse",
    ],
)
def test_a_post_is_found_without_its_accents_capitals_and_signs(cast: Cast, words: str) -> None:
    brand = {"advertiser": {"name": "Bélorse"}}
    post = cast.post("Ma Crème  solaire !", account={"handle": "lina.orval"}, deal=brand)
    cast.post("Un autre jour, une autre chose", account={"handle": "x"})
    assert _found(words) == {post.pk}


@pytest.mark.parametrize("words", ["solaire creme", "100 % creme", "cr_me", "%", "cr%me", "\\", "zzz"])
def test_what_does_not_stand_there_is_not_found(cast: Cast, words: str) -> None:
    cast.post("Ma crème solaire")
    assert _found(words) == set()


def test_signs_alone_are_looked_for_as_they_are_written(cast: Cast) -> None:
    post = cast.post("Quelle chaleur 🔥")
    cast.post("Quelle chaleur")
    assert _found("🔥") == {post.pk}
    assert _found(" ") == _found("") == set(Post.objects.values_list("pk", flat=True))


def test_a_verdict_is_asked_for_as_the_list_shows_it(cast: Cast) -> None:
    every = [cast.post("Avec mon code LINA15 chez @belorso"), cast.post("Une balade")]
    by_verdict = {verdict: _found("", verdict=verdict) for verdict in {each.held for each in every}}
    assert by_verdict == {each.held: {other.pk for other in every if other.held == each.held} for each in every}
    assert _found("", verdict="nothing of ours") == set()


@given(st.lists(st.text(max_size=200), max_size=3))
def test_what_a_post_is_found_by_always_fits(texts: list[str]) -> None:
    assert len(words_of(*texts)) <= (Post._meta.get_field("sought").max_length or 0)


@pytest.mark.parametrize("many", [0, 1, 7, 20])
def test_pages_from_either_end_hold_each_post_once_in_the_order_of_the_list(cast: Cast, many: int) -> None:
    for n in range(many):
        cast.post(f"Une balade, la {n}e", published_at=f"2024-01-{n % 5 + 1:02}T10:00:00Z")
    rows = worst_first(Post.objects.all())
    for pages in (Long(rows, 3), Sought(rows, 3)):
        walked = [each.pk for number in pages.page_range for each in pages.page(number)]
        assert walked == [each.pk for each in rows]
        assert pages.count == many
        assert not pages.cut
        with pytest.raises(EmptyPage):
            pages.page(pages.num_pages + 1)


def test_a_search_that_finds_too_much_says_so_and_shows_the_worst(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        cast.post(f"Une balade, la {n}e")
    monkeypatch.setattr(Sought, "MOST", 3)
    page = signed_in(cast.alma).get(reverse("posts"), {"q": "balade"}).content.decode()
    assert "Plus de 3 publications : voici les 3 plus graves" in re.sub("[\xa0\u202f]", " ", page)
    assert page.count('<th scope="row">') == 3


def test_a_search_walks_the_list_once_and_a_page_reads_only_its_rows(cast: Cast) -> None:
    for n in range(60):
        cast.post(f"Une balade, la {n}e")
    client = signed_in(cast.alma)
    client.get(reverse("posts"), {"q": "balade"})
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("posts"), {"q": "balade", "page": "2"})
    of_posts = [each["sql"] for each in asked if 'FROM "posts_post"' in each["sql"]]
    assert sum("LIKE" in each and '"record"' not in each for each in of_posts) == 1
    assert not any("COUNT(" in each for each in of_posts)
