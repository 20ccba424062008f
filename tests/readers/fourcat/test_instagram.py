import pytest

from perenne.model.post import Account, Labels, Post, Stats
from perenne.model.reject import Reject
from perenne.readers.fourcat import instagram
from perenne.readers.reading import Sensitive
from tests.readers.tool_tables import ORIGIN, items_of, table_of

NEW, OLD = "fourcat-instagram/1", "fourcat-instagram/1 before 2024"
ROW = {
    "collected_from_url": "https://www.instagram.com/ines.baudrelle/",
    "partial_item": "no",
    "id": "ExInsta0001",
    "timestamp": "2026-11-03 17:00:00",
    "thread_id": "ExInsta0001",
    "parent_id": "ExInsta0001",
    "url": "https://www.instagram.com/p/ExInsta0001",
    "body": "Routine du soir\nen trois gestes",
    "author_id": "6890000000000000001",
    "author": "ines.baudrelle",
    "author_fullname": "Inès Baudrelle",
    "verified": "False",
    "coauthors": "peau.douce,lina.m",
    "media_type": "mixed",
    "num_media": "3",
    "usertags": "peau.douce",
    "play_count": "",
    "likes_hidden": "no",
    "num_likes": "812",
    "num_comments": "-1",
    "unix_timestamp": "1793721600",
}


def post_of(shape: str = NEW, **changes: str) -> Post:
    (post,) = items_of(instagram.read, table_of(shape, ROW | changes if shape == NEW else changes))
    assert isinstance(post, Post), post
    return post


def test_a_row_is_a_post_with_all_that_4cat_kept() -> None:
    assert post_of() == Post(
        platform="instagram",
        post_id="ExInsta0001",
        url="https://www.instagram.com/p/ExInsta0001",
        kind="post",
        published_at="2026-11-03T16:00:00Z",
        account=Account(id="6890000000000000001", handle="ines.baudrelle", name="Inès Baudrelle"),
        text="Routine du soir\nen trois gestes",
        coauthors=("peau.douce", "lina.m"),
        stats=Stats(likes=812),
        extra={"instagram": {"usertags": ["peau.douce"]}},
        source=ORIGIN.source("fourcat-instagram/1", 2),
    )


def test_the_label_that_4cat_drops_is_not_recorded() -> None:
    assert post_of().labels == Labels()
    assert instagram.CARD.says.paid_label == "no"


@pytest.mark.parametrize("number", ["0", "-1", "3", ""])
def test_likes_and_views_that_the_owner_hides_are_not_recorded_whatever_stands_there(number: str) -> None:
    post = post_of(likes_hidden="yes", num_likes=number, play_count=number, num_comments="4")
    assert post.stats == Stats(comments=4)


def test_a_post_seen_in_a_grid_lacks_its_caption_and_its_date() -> None:
    cells = {"partial_item": "yes", "body": "", "timestamp": "", "unix_timestamp": "", "coauthors": ""}
    post = post_of(**cells, num_likes="-1", usertags="")
    assert (post.text, post.published_at, post.coauthors, post.stats) == (None, None, None, Stats())
    assert post.extra == {"instagram": {"partial": True}}
    counted = post_of(**cells, num_likes="0", num_comments="0", play_count="12")
    assert counted.stats == Stats(views=12)
    assert post_of(num_likes="0").stats.likes == 0


@pytest.mark.parametrize(("said", "kind"), [("photo", "post"), ("video", "video"), ("unknown", None), ("", None)])
def test_what_stands_in_the_post_says_its_kind(said: str, kind: str | None) -> None:
    assert post_of(media_type=said).kind == kind


def test_the_columns_of_before_2024_are_read_too() -> None:
    post = post_of(
        OLD, id="ExInsta0002", thread_id="ExInsta0002", author="ines.baudrelle", type="video", num_likes="0",
        num_comments="4", timestamp="2022-11-03 17:00:00", body="Essai",
    )  # fmt: skip
    assert (post.kind, post.stats, post.published_at) == ("video", Stats(likes=0, comments=4), "2022-11-03T17:00:00")


def test_the_page_that_the_collector_was_on_may_tell_who_that_was() -> None:
    page = {"collected_from_url": "https://www.instagram.com/?theme=dark"}
    sensitive, post = items_of(instagram.read, table_of(NEW, ROW | page))
    assert (sensitive, type(post)) == (Sensitive("token"), Post)


def test_a_row_without_shortcode_is_a_reject() -> None:
    (reject,) = items_of(instagram.read, table_of(NEW, ROW | {"id": " "}))
    assert isinstance(reject, Reject)
    assert (reject.line, reject.path) == (2, "id")
