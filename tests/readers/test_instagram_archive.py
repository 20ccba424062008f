import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.model.post import Labels, Post, Stats
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.model.wire import encode
from perenne.readers import instagram_archive as reader
from perenne.readers.opening import find_files, open_reading
from perenne.readers.reading import Item, Origin, Other, Sensitive
from perenne.readers.sniff import recognise
from tests.readers.archives import READ_OF_INSTAGRAM, as_instagram_writes, instagram_members, medium, spoilt, zip_of

ORIGIN = Origin("posts_1.json", "a" * 64)
FILES = {name.rpartition("/")[2]: content for name, content in instagram_members().items()}


def read(content: bytes) -> list[Item]:
    """The items of a file of an archive, which is first said to be one."""
    first, *items = reader.read(io.BytesIO(content), ORIGIN)
    assert first == Sensitive("own_archive")
    return items


def posts_of(value: object) -> list[Post]:
    return [item for item in read(as_instagram_writes(value)) if isinstance(item, Post)]


def caption(*media: dict[str, Any], **outer: Any) -> str | None:
    (post,) = posts_of([{"media": list(media), **outer}])
    return post.text


def test_the_posts_of_a_list_are_posts_with_their_time_and_caption() -> None:
    first, second = read(FILES["posts_1.json"])
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert (first.platform, first.kind, first.published_at) == ("instagram", "post", "2026-04-01T08:00:00Z")
    assert first.text == "Collaboration commerciale avec @maisonlune ✨ déjà adorée"
    assert (second.text, second.published_at) == ("Été à Lorient", "2026-04-02T08:01:40Z")
    assert [post.source.line for post in (first, second)] == [1, 2]


def test_labels_counts_ids_and_the_account_are_not_recorded() -> None:
    (post, _) = read(FILES["posts_1.json"])
    assert isinstance(post, Post)
    assert (post.labels, post.stats, post.post_id, post.url, post.account.handle) == (
        Labels(),
        Stats(),
        None,
        None,
        None,
    )


def test_where_a_picture_was_taken_is_not_kept() -> None:
    assert b"48.1" not in b"".join(encode(item) for item in read(FILES["posts_1.json"]) if isinstance(item, Post))


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("reels.json", "reel", "Mon rituel du soir"),
        ("stories.json", "story", None),
        ("archived_posts.json", "post", "Ancienne publication"),
    ],
)
def test_reels_stories_and_archived_posts_stand_below_a_key(name: str, kind: str, text: str | None) -> None:
    (post,) = read(FILES[name])
    assert isinstance(post, Post)
    assert (post.kind, post.text) == (kind, text)
    assert post.extra["instagram"].get("archived") == (True if name == "archived_posts.json" else None)


def test_the_caption_is_the_title_outside_else_that_of_the_one_medium() -> None:
    assert caption(medium("a", 1, "dedans"), title="dehors") == "dehors"
    assert caption(medium("a", 1, "dedans"), title="") == "dedans"
    assert caption(medium("a", 1, "dedans")) == "dedans"
    assert caption(medium("a", 1, "une"), medium("b", 1, "deux"), title="") == ""
    assert caption(medium("a", 1, "une"), medium("b", 1, "deux")) is None
    assert caption({"uri": "a.jpg", "creation_timestamp": 1}) is None


@given(st.text())
def test_whatever_was_published_is_mended_to_what_it_was(text: str) -> None:
    assert (
        reader.mended(text.encode("utf-8", "replace").decode("latin-1")) == text.encode("utf-8", "replace").decode()
    )


@pytest.mark.parametrize("text", ["Été", "déjà ✨", "naïf", "plain", "£", ""])
def test_what_was_written_well_is_left_alone(text: str) -> None:
    assert reader.mended(text) == text


def test_followers_are_counted_by_day_and_never_named() -> None:
    (profile,) = read(FILES["followers_1.json"])
    assert isinstance(profile, Profile)
    assert profile.followers_by_day == {"2026-04-01": 2, "2026-04-03": 1}
    assert b"instagram.com" not in encode(profile)


def test_followers_below_a_key_are_counted_too() -> None:
    listed = {"relationships_followers": json.loads(FILES["followers_1.json"])}
    assert read(json.dumps(listed).encode()) == read(FILES["followers_1.json"])


def test_an_entry_that_cannot_be_read_is_a_reject_or_no_post() -> None:
    entries = [{"media": "x"}, {"media": [medium("a", 1)], "creation_timestamp": "hier"}, {"title": "vide"}, 7]
    kinds = [type(item) for item in read(json.dumps(entries).encode())]
    assert kinds == [Reject, Reject, Other, Reject]


def test_each_file_of_the_archive_is_recognised_alone_and_the_private_ones_are_refused(tmp_path: Path) -> None:
    for name, content in instagram_members().items():
        if name in READ_OF_INSTAGRAM:
            assert recognise(content) == "instagram-archive/1"
            continue
        with pytest.raises(UnreadableFile, match="no known format"):
            recognise(content)


# The archive as a ZIP


def opened(path: Path) -> dict[str, list[Item]]:
    readings = [open_reading(found.path, found.name, member=found.member) for found in find_files([path])]
    return {reading.file: list(reading.items()) for reading in readings}


@pytest.mark.parametrize("root", ["", "instagram-lina-2026-11-20/"])
def test_only_the_posts_and_the_followers_of_an_archive_are_opened(root: str, tmp_path: Path) -> None:
    path = tmp_path / "instagram.zip"
    path.write_bytes(zip_of({f"{root}{name}": content for name, content in instagram_members().items()}))
    files = opened(path)
    assert list(files) == ["instagram.zip", *sorted(f"instagram.zip/{root}{name}" for name in READ_OF_INSTAGRAM)]
    assert [item for item in files["instagram.zip"] if isinstance(item, Other)] == [
        Other("private file not opened", number) for number in range(1, 6)
    ]
    assert sum(isinstance(item, Post) for items in files.values() for item in items) == 5


def test_the_bytes_of_messages_log_ins_and_searches_are_never_read(tmp_path: Path) -> None:
    """They are spoilt here: to unpack a single one would raise."""
    content = zip_of(instagram_members())
    for name in instagram_members():
        if name not in READ_OF_INSTAGRAM:
            content = spoilt(content, name)
    path = tmp_path / "instagram.zip"
    path.write_bytes(content)
    assert sum(isinstance(item, Post) for items in opened(path).values() for item in items) == 5
    path.write_bytes(spoilt(content, READ_OF_INSTAGRAM[0]))
    with pytest.raises(UnreadableFile, match="damaged"):
        opened(path)


def test_an_archive_in_html_is_not_opened_either(tmp_path: Path) -> None:
    members = {name.replace(".json", ".html"): b"<html>" for name in instagram_members()}
    path = tmp_path / "instagram.zip"
    path.write_bytes(zip_of(members))
    assert {found.name for found in find_files([path])} == {
        "instagram.zip",
        *(f"instagram.zip/{name}".replace(".json", ".html") for name in READ_OF_INSTAGRAM),
    }


@given(st.data())
def test_a_file_with_any_byte_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(FILES[data.draw(st.sampled_from(["posts_1.json", "stories.json", "followers_1.json"]))])
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableFile):
        read(bytes(content))
