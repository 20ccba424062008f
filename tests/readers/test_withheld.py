"""Private files of an owner's archive: told by their place, never opened, never named."""

import json
import os
from pathlib import Path

import pytest

from perenne.model.post import Post
from perenne.readers.formats import ARCHIVES
from perenne.readers.opening import Found, find_files, open_reading
from perenne.readers.reading import Other
from perenne.readers.withheld import shut
from tests.audit.files import audited
from tests.readers.archives import READ_OF_INSTAGRAM, instagram_members, spoilt, zip_of

MESSAGES = "messages/inbox/anna.exemple_17/message_1.json"
PRIVATE = [name for name in instagram_members() if name not in READ_OF_INSTAGRAM]


def stays_shut(name: str, *beside: str, packed: bool = False) -> bool:
    return name in shut([name, *beside], ARCHIVES, packed=packed)


@pytest.mark.parametrize("name", PRIVATE)
@pytest.mark.parametrize("top", ["", "instagram-lina-2026-11-20/", "a/b/"])
def test_a_private_file_of_an_instagram_archive_is_told_by_its_place_alone(top: str, name: str) -> None:
    assert stays_shut(f"{top}{name}")
    assert stays_shut(f"{top}{name}".upper())


@pytest.mark.parametrize("name", READ_OF_INSTAGRAM)
@pytest.mark.parametrize("packed", [True, False])
def test_what_is_read_of_it_is_open_wherever_it_lies(packed: bool, name: str) -> None:
    assert not any(stays_shut(f"{top}{name}", *PRIVATE, packed=packed) for top in ("", "instagram-lina/"))


@pytest.mark.parametrize(
    "name",
    [
        MESSAGES,
        f"votre_activite/{MESSAGES}",
        "votre_activite/messages/message_requests/anna.exemple_17/photos/1.jpg",
        "messages/inbox/media/posts_1.json",
        "contacts/synced_contacts.json",
        "anna.exemple_17/message_12.html",
        "recent_searches/word_or_phrase_searches.json",
        "login_and_account_creation/login_activity.json",
        "connections/followers_and_following/following.json",
        "liked_posts.json",
        "TikTok/Direct Messages/Chat History.txt",
        "Direct Message/Direct Messages.txt",
        "Activity/Login History.txt",
        "Your Activity/Searches.txt",
        "Profile/Profile Information.txt",
        "Comment/Comments.txt",
        "Post/Posts.txt",
    ],
)
def test_another_top_folder_another_year_and_archives_of_text_hide_nothing(name: str) -> None:
    assert stays_shut(name)
    assert stays_shut(f"deux/{name}")


@pytest.mark.parametrize(
    "name",
    [
        "captures/instagram.ndjson", "posts.csv", "comments/comments.csv", "activity/2026.txt", "media/films.json",
        "messages/brief.csv", "connections/table.csv", "Profile/lina.txt", "posts/tableau.txt",
        "user_data_tiktok.json",
    ],
)  # fmt: skip
def test_files_of_ones_own_beside_an_unpacked_archive_are_read(name: str) -> None:
    assert not stays_shut(name, *instagram_members())
    assert not stays_shut(name)


def test_in_a_zip_all_that_lies_below_the_root_of_an_archive_is_its_own() -> None:
    assert stays_shut("something_new.json", MESSAGES, packed=True)
    assert stays_shut("lina/something_new.json", "lina/Activity/Login History.txt", packed=True)
    assert not stays_shut("captures/a.ndjson", "lina/connections/followers_and_following/following.json", packed=True)


# In parts, and unpacked


def unpacked_in(folder: Path) -> Path:
    for name, content in instagram_members().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if name not in READ_OF_INSTAGRAM:  # a pipe without a writer: whoever opened it would wait for ever
            path.unlink()
            os.mkfifo(path)
    return folder


@pytest.mark.parametrize("below", ["", "your_instagram_activity", "your_instagram_activity/messages/inbox/lina_1"])
def test_of_an_unpacked_archive_the_private_files_are_counted_and_not_opened(below: str, tmp_path: Path) -> None:
    found = find_files([unpacked_in(tmp_path / "instagram-lina") / below])
    private = [each for each in found if each.shut]
    assert private == [Found(Path(), "(archive)", shut={"": 5}.get(below, 1))]
    assert not any("lina_1" in each.name or "message" in each.name for each in found)
    posts = [item for each in found if not each.shut for item in open_reading(each.path, each.name).items()]
    assert sum(isinstance(item, Post) for item in posts) == {"": 5, "your_instagram_activity": 5}.get(below, 0)


def test_a_private_file_that_is_named_by_itself_is_not_opened_either(tmp_path: Path) -> None:
    unpacked_in(tmp_path)
    named = tmp_path / PRIVATE[1]
    assert find_files([named, named]) == [Found(Path(), "(archive)", shut=1)]


def test_each_part_of_an_archive_in_several_keeps_its_private_files_shut(tmp_path: Path) -> None:
    members = instagram_members()
    parts = [
        {name: members[name] for name in READ_OF_INSTAGRAM},
        {name: members[name] for name in PRIVATE},
    ]
    for number, part in enumerate(parts, start=1):
        content = zip_of(part)
        for name in part.keys() & set(PRIVATE):
            content = spoilt(content, name)
        (tmp_path / f"instagram-{number}.zip").write_bytes(content)
    found = find_files([tmp_path])
    assert len(found) == len(READ_OF_INSTAGRAM) + 1
    assert not any("lina_1" in each.name for each in found)
    (second,) = (each for each in found if each.member is None)
    counted = list(open_reading(second.path, second.name).items())
    assert counted == [Other("private file not opened", number) for number in range(1, len(PRIVATE) + 1)]


def test_no_name_of_a_correspondent_reaches_an_audit(tmp_path: Path) -> None:
    folder = unpacked_in(tmp_path / "lina")
    (tmp_path / "lina" / "captures.ndjson").write_text(json.dumps({"platform": "instagram", "text": "Merci"}))
    (tmp_path / "lina" / "part-2.zip").write_bytes(zip_of({MESSAGES: b"{}"}))
    found = audited(folder, deals=[folder / "your_instagram_activity" / "messages"]).outcome
    files = {each.file: each.others for each in found.summary.files}
    assert files["(archive)"] == {"private file not opened": 5}
    assert files["part-2.zip"] == {"private file not opened": 1}
    assert found.summary.posts == 6
    assert not any(name in repr(found.summary) for name in ("lina_1", "anna.exemple", "message_1"))
