import pytest

from perenne.model.post import Account, Labels, Post, Stats, TimedText
from perenne.model.reject import Reject
from perenne.readers import minet_tiktok
from perenne.readers.reading import Item, Other, Sensitive
from tests.readers.tool_tables import ORIGIN, columns, csv_of, items_of

HEADER = columns("minet-tiktok/1")
ROW = {
    "id": "7573000000000000123",
    "description": "Trois semaines avec la bougie @maisonlune",
    "timestamp": "1793721600",
    "utc_time": "2026-11-03T16:00:00",
    "video_duration": "34",
    "author_id": "6890000000000000001",
    "author_unique_id": "lina.m",
    "author_nickname": "Lina M.",
    "author_signature": "Maison et bougies",
    "author_secret": "false",
    "digg_count": "830",
    "share_count": "0",
    "comment_count": "",
    "play_count": "12500",
    "challenges_titles": "bougie|automne",
    "stickers_texts": "Offert|Maison Lune",
    "is_ad": "false",
}


def read(*rows: dict[str, str]) -> list[Item]:
    return items_of(minet_tiktok.read, csv_of(HEADER, *([row.get(name, "") for name in HEADER] for row in rows)))


def post_of(**changes: str) -> Post:
    (post,) = read(ROW | changes)
    assert isinstance(post, Post), post
    return post


def test_a_row_is_a_video_with_all_that_minet_kept() -> None:
    assert post_of() == Post(
        platform="tiktok",
        post_id="7573000000000000123",
        url="https://www.tiktok.com/@lina.m/video/7573000000000000123",
        kind="video",
        published_at="2026-11-03T16:00:00Z",
        account=Account(id="6890000000000000001", handle="lina.m", name="Lina M.", bio="Maison et bougies"),
        text="Trois semaines avec la bougie @maisonlune",
        overlay=(TimedText(text="Offert"), TimedText(text="Maison Lune")),
        duration_s=34.0,
        stats=Stats(views=12500, likes=830, shares=0),
        extra={"tiktok": {"challenges": ["bougie", "automne"]}},
        source=ORIGIN.source("minet-tiktok/1", 2),
    )


@pytest.mark.parametrize(("cell", "kept"), [("true", {"isAd": True}), ("false", {}), ("", {})])
def test_an_advertisement_is_a_clue_and_never_the_label(cell: str, kept: dict[str, bool]) -> None:
    post = post_of(is_ad=cell, challenges_titles="")
    assert (post.labels, post.extra) == (Labels(), {"tiktok": kept} if kept else {})


def test_a_private_account_never_passes() -> None:
    sensitive, private, post = read(ROW | {"author_secret": "true"}, ROW)
    assert (sensitive, private) == (Sensitive("private_account"), Other("private account", 2))
    assert isinstance(post, Post)


def test_empty_cells_are_not_recorded() -> None:
    post = post_of(description="", stickers_texts="", video_duration="0", play_count="", author_unique_id="")
    assert (post.text, post.overlay, post.kind, post.duration_s, post.url) == (None, None, None, None, None)
    assert post.stats == Stats(likes=830, shares=0)


def test_the_utc_time_stands_in_for_the_seconds() -> None:
    assert post_of(timestamp="").published_at == "2026-11-03T16:00:00Z"


def test_a_duet_is_a_reshare() -> None:
    assert post_of(duet_from_video_id="7572000000000000111").reshare_of == "7572000000000000111"


@pytest.mark.parametrize(("cells", "path"), [({"id": "7.57E+18"}, "id"), ({"timestamp": "bientôt"}, "timestamp")])
def test_a_rounded_id_and_an_odd_date_are_rejects(cells: dict[str, str], path: str) -> None:
    (reject,) = read(ROW | cells)
    assert isinstance(reject, Reject)
    assert (reject.line, reject.path) == (2, path)
