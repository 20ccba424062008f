"""Recorded answers of the YouTube Data API: the numbers are those of the notice that comes with them."""

import os
from collections import Counter
from pathlib import Path

import pytest

from perenne.model.comment import Comment
from perenne.model.errors import UnreadableFile
from perenne.model.post import Labels, Post, Stats
from perenne.model.profile import Profile
from perenne.readers import youtube
from perenne.readers.opening import find_files, open_reading
from perenne.readers.reading import Item, Other, Sensitive

FOLDER = Path(os.environ["PERENNE_SAMPLES"]) / "youtube-data-api"

HELD = {
    "apidata/videos/videos_info_single.json": {"post": 1},
    "apidata/videos/videos_info_multi.json": {"post": 2},
    "apidata/videos/videos_chart_paged_1.json": {"post": 2},
    "modeldata/videos/video_info.json": {"post": 1},
    "modeldata/videos/video_paid_product_placement_details.json": {"youtube part": 1},
    "apidata/channel_info_single.json": {"account": 1},
    "apidata/channels/info_multiple.json": {"account": 2},
    "apidata/search/search_videos_by_channel.json": {"youtube#searchResult": 5},
    "apidata/search/search_by_developer.json": {"youtube#searchResult": 5},
    "apidata/comment_threads/comment_threads_by_video_paged_1.json": {"comment": 5},
    "apidata/comment_threads/comment_threads_by_video_paged_2.json": {"comment": 5},
    "apidata/comment_threads/comment_threads_multi.json": {"comment": 2},
    "modeldata/comments/comment_thread_info.json": {"comment": 2},
    "apidata/comments/comments_by_parent_paged_1.json": {"comment": 2},
}
ERROR = "apidata/error_permission_resp.json"


def items_of(name: str) -> list[Item]:
    reading = open_reading(FOLDER / name, name)
    assert reading.format == youtube.FORMAT
    return list(reading.items())


def posts_of(name: str) -> list[Post]:
    return [item for item in items_of(name) if isinstance(item, Post)]


def test_every_file_of_the_folder_is_told_by_its_notice() -> None:
    names = {found.name for found in find_files([FOLDER])}
    assert names == {*HELD, ERROR, "LICENSE", "NOTICE.md"}


@pytest.mark.parametrize("name", HELD)
def test_every_item_is_accounted_for(name: str) -> None:
    items = items_of(name)
    counted = Counter(kind for item in items if (kind := _name_of(item)))
    assert counted == HELD[name]
    assert (Sensitive("third_person") in items) == ("comment" in name)
    assert len(items) - items.count(Sensitive("third_person")) == counted.total()


def _name_of(item: Item) -> str | None:
    if isinstance(item, Other):
        return item.kind
    kinds: dict[type, str] = {Post: "post", Comment: "comment", Profile: "account"}
    return kinds.get(type(item))


def test_viewers_are_known_by_their_words_alone() -> None:
    comments = [item for name in HELD for item in items_of(name) if isinstance(item, Comment)]
    assert len(comments) == 16
    assert {(comment.author_id, comment.author_handle, comment.by_creator) for comment in comments} == {
        (None, None, None)
    }
    assert all(comment.text and comment.published_at and comment.likes is not None for comment in comments)
    assert "<a" not in "".join(comment.text or "" for comment in comments)


def test_channels_have_the_numbers_of_their_day() -> None:
    first, second = (item for item in items_of("apidata/channels/info_multiple.json") if isinstance(item, Profile))
    assert (first.followers, first.posts, first.views) == (10_700_000, 2678, 3_331_930_783)
    assert (first.account.country, second.account.country, second.account.handle) == (None, "US", "googledevelopers")


def test_the_error_message_is_refused_with_its_code_and_reason() -> None:
    with pytest.raises(UnreadableFile, match=r"\(403, SERVICE_UNAVAILABLE\)"):
        items_of(ERROR)


def test_a_whole_item_is_read_to_the_last_number() -> None:
    (post,) = posts_of("modeldata/videos/video_info.json")
    assert (post.post_id, post.duration_s, post.language) == ("D-lhorsDlUQ", 21 * 60 + 7.0, "en")
    assert post.stats == Stats(views=8087, likes=190, comments=32)
    assert post.labels == Labels()


def test_parts_that_were_not_asked_for_are_not_recorded() -> None:
    for name in ("apidata/videos/videos_info_multi.json", "apidata/videos/videos_chart_paged_1.json"):
        for post in posts_of(name):
            assert (post.stats, post.labels, post.duration_s) == (Stats(), Labels(), None)
            assert post.text
            assert post.published_at
