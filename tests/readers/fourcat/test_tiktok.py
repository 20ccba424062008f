import pytest

from perenne.model.post import Account, Labels, Post, Stats, TimedText
from perenne.model.reject import Reject
from perenne.readers.fourcat import tiktok
from perenne.readers.reading import Sensitive
from tests.readers.tool_tables import ORIGIN, csv_of, items_of, table_of

ROW = {
    "collected_from_url": "https://www.tiktok.com/@lina.m",
    "id": "7573000000000000123",
    "thread_id": "7573000000000000123",
    "author": "lina.m",
    "author_full": "Lina M.",
    "author_followers": "12000",
    "body": "Trois semaines avec la bougie @maisonlune,\nje vous dis tout #bougie",
    "timestamp": "2026-11-03 16:00:00",
    "unix_timestamp": "1793721600",
    "is_duet": "no",
    "is_ad": "no",
    "is_paid_partnership": "no",
    "music_name": "son original",
    "video_url": "https://v16.example/video.mp4",
    "tiktok_url": "https://www.tiktok.com/@lina.m/video/7573000000000000123",
    "likes": "830",
    "comments": "0",
    "shares": "7",
    "plays": "12500",
    "hashtags": "bougie",
    "challenges": "bougie,automne",
}
OLD = "fourcat-tiktok/1 before 2023"


def post_of(shape: str = "fourcat-tiktok/1", **changes: str) -> Post:
    (post,) = items_of(tiktok.read, table_of(shape, ROW | changes if shape == "fourcat-tiktok/1" else changes))
    assert isinstance(post, Post), post
    return post


def test_a_row_is_a_video_with_all_that_4cat_kept() -> None:
    assert post_of() == Post(
        platform="tiktok",
        post_id="7573000000000000123",
        url="https://www.tiktok.com/@lina.m/video/7573000000000000123",
        kind="video",
        published_at="2026-11-03T16:00:00Z",
        account=Account(handle="lina.m", name="Lina M."),
        text="Trois semaines avec la bougie @maisonlune,\nje vous dis tout #bougie",
        stats=Stats(views=12500, likes=830, comments=0, shares=7),
        extra={"tiktok": {"challenges": ["bougie", "automne"]}},
        source=ORIGIN.source("fourcat-tiktok/1", 2),
    )


def test_its_paid_partnership_is_no_label_but_a_leave_to_advertise() -> None:
    post = post_of(is_paid_partnership="yes", is_ad="yes")
    assert post.labels == Labels()
    assert post.extra["tiktok"] == {"isAd": True, "adAuthorization": True, "challenges": ["bougie", "automne"]}


@pytest.mark.parametrize("cell", ["no", "", "peut-être"])
def test_no_leave_to_advertise_says_nothing(cell: str) -> None:
    post = post_of(is_paid_partnership=cell, is_ad=cell, challenges="")
    assert (post.labels, post.extra) == (Labels(), {})


def test_the_columns_of_before_2023_are_read_too() -> None:
    post = post_of(
        OLD,
        id="6900000000000000123",
        author="lina.m",
        body="Essai",
        timestamp="1607958123",
        tiktok_url="https://tiktok.com/@lina.m/video/6900000000000000123",
        amount_likes="12",
        amount_plays="-1",
    )
    assert (post.published_at, post.kind) == ("2020-12-14T15:02:03Z", None)
    assert post.stats == Stats(likes=12)


def test_an_empty_cell_is_not_recorded() -> None:
    post = post_of(body="", stickers="  ", plays="", likes="-1", author_full="", video_url="")
    assert (post.text, post.overlay, post.kind, post.account.name) == (None, None, None, None)
    assert post.stats == Stats(comments=0, shares=7)


def test_stickers_are_words_on_the_picture() -> None:
    assert post_of(stickers="Offert par\nMaison Lune").overlay == (TimedText(text="Offert par\nMaison Lune"),)


def test_the_time_without_seconds_since_1970_is_utc() -> None:
    assert post_of(unix_timestamp="").published_at == "2026-11-03T16:00:00Z"
    assert post_of(unix_timestamp="1793721600.0").published_at == "2026-11-03T16:00:00Z"
    assert post_of(unix_timestamp="", timestamp="").published_at is None


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"id": ""}, "id"),
        ({"id": "7.573E+18"}, "id"),
        ({"unix_timestamp": "hier"}, "unix_timestamp"),
        ({"unix_timestamp": "", "timestamp": "hier"}, "timestamp"),
    ],
)
def test_a_row_without_id_or_with_an_odd_date_is_a_reject(changes: dict[str, str], path: str) -> None:
    reject, post = items_of(tiktok.read, table_of("fourcat-tiktok/1", ROW | changes, ROW))
    assert isinstance(reject, Reject)
    assert isinstance(post, Post)
    assert (reject.line, reject.path) == (2, path)


def test_a_number_in_words_stays_as_it_is() -> None:
    post = post_of(plays="beaucoup", challenges="")
    assert (post.stats.views, post.extra) == (None, {"plays": "beaucoup"})


def test_an_address_that_tells_what_was_searched_is_a_token_and_never_kept() -> None:
    searched = ROW | {"collected_from_url": "https://www.tiktok.com/search?q=bougie&t=EXEMPLE"}
    first, sensitive, second, third = items_of(tiktok.read, table_of("fourcat-tiktok/1", ROW, searched, searched))
    assert sensitive == Sensitive("token")
    assert all(isinstance(post, Post) for post in (first, second, third))
    assert "EXEMPLE" not in repr((second, third))


@pytest.mark.parametrize(
    "address",
    [
        "https://v16.example/v.mp4?msToken=EXEMPLE",
        "https://v16.example/v.mp4?a=1&X-Amz-Signature=EXEMPLE",
        "https://v16.example/v.mp4?Expires=1793721600&Signature=EXEMPLE",
        "https://v16.example/a.jpg,https://v16.example/b.jpg?sig=EXEMPLE",
    ],
)
@pytest.mark.parametrize("column", ["video_url", "music_url", "likes"])
def test_a_signed_address_in_any_column_is_told_and_never_kept(column: str, address: str) -> None:
    sensitive, post = items_of(tiktok.read, table_of("fourcat-tiktok/1", ROW | {column: address}))
    assert sensitive == Sensitive("token")
    assert isinstance(post, Post)
    assert "EXEMPLE" not in repr(post)


def test_the_address_of_the_video_loses_what_follows_people_around() -> None:
    shared = "https://www.tiktok.com/@lina.m/video/7573000000000000123?_r=1&sender_device=pc"
    assert post_of(tiktok_url=shared).url == ROW["tiktok_url"]
    assert post_of(tiktok_url="javascript:alert(1)").url is None


def test_the_order_of_the_columns_and_others_beside_do_not_matter() -> None:
    names = [*reversed(ROW), "added by hand"]
    (post,) = items_of(tiktok.read, csv_of(names, [ROW.get(name, "x") for name in names]))
    assert isinstance(post, Post)
    assert post == post_of()
