"""TikTok's other commercial content, Romania: the numbers are those of the notice that comes with it."""

import os
from collections import Counter
from pathlib import Path

import pytest

from perenne.model.post import Labels, Post
from perenne.readers import tiktok_commercial
from perenne.readers.opening import open_reading

FOLDER = Path(os.environ["PERENNE_SAMPLES"]) / "tiktok-commercial-content"
NAME = "romania-20241106-20241206-ocr.csv"


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    reading = open_reading(FOLDER / NAME, NAME)
    assert reading.format == tiktok_commercial.FORMAT
    items = list(reading.items())
    read = [item for item in items if isinstance(item, Post)]
    assert len(read) == len(items) == 7459
    return read


def test_every_video_carries_what_its_creator_declared(posts: list[Post]) -> None:
    assert Counter(post.labels.promotional for post in posts) == {True: 3957, None: 3502}
    for post in posts:
        promotional = Labels(promotional=True, paid_partnership=False)
        assert post.labels == (promotional if post.labels.promotional else Labels(paid_partnership=True))


def test_covers_are_read_empty_or_not_seen(posts: list[Post]) -> None:
    assert sum(bool(post.overlay) for post in posts) == 4620
    assert sum(post.overlay is None for post in posts) == 1082
    assert sum(post.overlay == () for post in posts) == 7459 - 4620 - 1082
    assert all(post.text is None for post in posts)


def test_views_are_bands(posts: list[Post]) -> None:
    bands = Counter(post.stats.views for post in posts)
    assert all(isinstance(band, tuple) for band in bands)
    assert (bands[(0, 1_000)], bands[(10_000_000, 20_000_000)]) == (4747, 7)


def test_times_and_ids_are_those_of_the_file(posts: list[Post]) -> None:
    assert (posts[0].post_id, posts[0].published_at) == ("v0f025gc0000ct9n107og65q6luumu10", "2024-12-06T21:51:23Z")
    assert len({post.post_id for post in posts}) == 7459
    days = [(post.published_at or "")[:10] for post in posts]
    assert (min(days), max(days)) == ("2024-11-05", "2024-12-06")
    assert all((post.source.observed_at or "2025-05").startswith("2025-05") for post in posts)
