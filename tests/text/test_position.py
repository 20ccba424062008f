"""Before or after the platform's fold, behind how many hashtags."""

from datetime import date

import pytest

from perenne.dated.shelf import shelf
from perenne.text.position import caption_fold, hashtag_ends

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("platform", "characters"), [("instagram", 125), ("tiktok", 100), ("mastodon", None), ("x", None)]
)
def test_the_fold_is_where_the_platform_puts_it(platform: str, characters: int | None) -> None:
    assert caption_fold(platform, TODAY) == characters


def test_the_fold_of_a_day_that_is_not_known_is_the_newest() -> None:
    assert caption_fold("instagram", None) == caption_fold("instagram", TODAY)


def test_before_the_first_number_that_was_observed_there_is_no_fold() -> None:
    assert caption_fold("instagram", date(2016, 2, 29)) is None
    assert caption_fold("instagram", date(2016, 3, 1)) == 125


def test_the_numbers_of_each_platform_stand_in_their_order() -> None:
    for platform, values in shelf("perenne.text.platforms")["caption_fold"]["platforms"].items():
        starts = [each["from"] for each in values]
        assert starts == sorted(set(starts)), platform
        assert all(each["characters"] > 0 for each in values), platform


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#lampe #soir", ["#lampe", "#soir"]),
        ("#été2026, #a_b !", ["#été2026", "#a_b"]),
        ("＃lampe", ["＃lampe"]),
        ("# lampe", []),
        ("##lampe", ["#lampe"]),
        ("sans", []),
        ("", []),
    ],
)
def test_a_hashtag_ends_where_its_word_ends(text: str, tags: list[str]) -> None:
    ends = hashtag_ends(text)
    assert [text[end - len(tag) : end] for end, tag in zip(ends, tags, strict=True)] == tags
