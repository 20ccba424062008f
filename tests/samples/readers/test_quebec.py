"""Québec media on TikTok, Instagram and Facebook: the numbers are those of the notice that comes with them."""

import os
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from perenne.model.post import Post
from perenne.readers import table
from perenne.readers.mapping import Mapping, Options
from perenne.readers.opening import open_reading
from perenne.readers.reading import Item, Other

FOLDER = Path(os.environ["PERENNE_SAMPLES"]) / "quebec-media"
TIKTOK = "TikTok_medias_quebec_2019-2023.csv"
DISCLOSED = ("#publicité", "#pub", "#ad", "#partenariatrémunéré")


def items_of(name: str, mapping: Mapping | None = None) -> list[Item]:
    reading = open_reading(FOLDER / name, name, mapping)
    assert reading.format == table.FORMAT
    return list(reading.items())


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    return [item for item in items_of(TIKTOK) if isinstance(item, Post)]


def test_every_row_is_a_post_of_one_of_twenty_two_media(posts: list[Post]) -> None:
    assert len(items_of(TIKTOK)) == len(posts) == 3479
    assert len({post.account.handle for post in posts}) == 22
    assert len({post.post_id for post in posts}) == 3479
    assert {post.platform for post in posts} == {"tiktok"}
    assert all(post.url and f"@{post.account.handle}/" in post.url for post in posts)


def test_lines_lead_back_to_the_file_although_618_records_span_several(posts: list[Post]) -> None:
    lines = (FOLDER / TIKTOK).read_text(encoding="utf-8").split("\n")
    assert all(lines[(post.source.line or 0) - 1].startswith(f"{post.account.handle},") for post in posts)
    several = [post for post, later in pairwise(posts) if _line(later) - _line(post) > 1]
    assert len(several) == 618


def _line(post: Post) -> int:
    return post.source.line or 0


def test_an_empty_caption_or_overlay_is_not_recorded(posts: list[Post]) -> None:
    assert sum(post.text is None for post in posts) == 48
    assert sum(post.overlay is not None for post in posts) == 2205
    assert all(post.text != "" and post.overlay != () for post in posts)


def test_counts_are_whole_numbers_and_seconds_are_seconds(posts: list[Post]) -> None:
    first = posts[0]
    assert (first.stats.comments, first.stats.likes, first.stats.views, first.stats.shares) == (3, 63, 1577, 2)
    assert (first.duration_s, set(first.extra)) == (12.0, {"chanson", "artiste"})
    assert all(isinstance(post.stats.views, int) and isinstance(post.duration_s, float) for post in posts)


def test_the_captions_with_a_disclosure_tag_are_all_there(posts: list[Post]) -> None:
    tagged = Counter(
        post.account.handle
        for post in posts
        if any(word.casefold() in DISCLOSED for word in (post.text or "").replace("#", " #").split())
    )
    assert sorted(tagged.values()) == [4, 9]


def test_local_times_stay_local_and_a_mapping_makes_them_exact(posts: list[Post]) -> None:
    assert posts[0].published_at == "2019-11-13T15:04:58"
    exact = [
        item for item in items_of(TIKTOK, Mapping((), Options(timezone="America/Toronto"))) if isinstance(item, Post)
    ]
    away = [abs((datetime.fromisoformat(post.published_at or "") - _instant(post)).total_seconds()) for post in exact]
    assert sum(seconds < 60 for seconds in away) == 3409
    assert sum(60 <= seconds <= 600 for seconds in away) == 38
    assert sum(seconds > 600 for seconds in away) == 32


def _instant(post: Post) -> datetime:
    """The moment that a TikTok id holds in its upper half."""
    return datetime.fromtimestamp(int(post.post_id or "") >> 32, UTC)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Instagram_medias_quebec_2022-2023.csv", 81),
        ("Facebook_medias_quebec_2022-2023.csv", 306),
        ("2021-23-medias.csv", 301),
    ],
)
def test_tables_of_accounts_are_recognised_and_hold_no_post(name: str, rows: int) -> None:
    assert items_of(name) == [Other("account table", line) for line in range(2, rows + 2)]
