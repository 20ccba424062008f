"""Archives made for tests: of files, and as platforms give them to the owner of an account. All of it is invented."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

ENCRYPTED = 0x1


def zip_of(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with one member a name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def locked(archive: bytes) -> bytes:
    """``archive`` with every member said to be encrypted."""
    content = bytearray(archive)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + at] |= ENCRYPTED
            start = content.find(mark, start + 4)
    return bytes(content)


def spoilt(archive: bytes, name: str) -> bytes:
    """``archive`` with the bytes of the member ``name`` replaced: whoever unpacks them sees that they are wrong."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        info = opened.getinfo(name)
    at = info.header_offset + 30
    return archive[:at] + b"\xff" * (len(name) + info.compress_size) + archive[at + len(name) + info.compress_size :]


def as_instagram_writes(value: Any) -> bytes:
    """JSON in which each byte of the UTF-8 of a text is a letter of its own."""

    def spelt(inner: Any) -> Any:
        match inner:
            case str():
                return inner.encode().decode("latin-1")
            case list():
                return [spelt(each) for each in inner]
            case dict():
                return {key: spelt(each) for key, each in inner.items()}
        return inner

    return json.dumps(spelt(value), indent=1).encode()


def medium(name: str, at: int, title: str = "") -> dict[str, Any]:
    return {
        "uri": f"media/posts/202604/{name}.jpg",
        "creation_timestamp": at,
        "media_metadata": {"photo_metadata": {"exif_data": [{"latitude": 48.1, "longitude": -1.6}]}},
        "title": title,
        "cross_post_source": {"source_app": "FB"},
    }


def instagram_members() -> dict[str, bytes]:
    """The files of an Instagram archive: those that are read, and those that nobody may open."""
    activity = "your_instagram_activity"
    posts = [
        {"media": [medium("a", 1775030400, "Collaboration commerciale avec @maisonlune ✨ déjà adorée")]},
        {
            "media": [medium("b", 1775116800), medium("c", 1775116801)],
            "title": "Été à Lorient",
            "creation_timestamp": 1775116900,
        },
    ]
    followers = [
        {
            "title": "",
            "media_list_data": [],
            "string_list_data": [{"href": "https://www.instagram.com/x", "value": "x", "timestamp": at}],
        }
        for at in (1775030400, 1775030500, 1775203200)
    ]
    return {
        f"{activity}/media/posts_1.json": as_instagram_writes(posts),
        f"{activity}/media/reels.json": as_instagram_writes(
            {"ig_reels_media": [{"media": [medium("d", 1775300000, "Mon rituel du soir")]}]}
        ),
        f"{activity}/media/stories.json": as_instagram_writes({"ig_stories": [medium("e", 1775400000)]}),
        f"{activity}/media/archived_posts.json": as_instagram_writes(
            {"ig_archived_post_media": [{"media": [medium("f", 1775500000, "Ancienne publication")]}]}
        ),
        "connections/followers_and_following/followers_1.json": as_instagram_writes(followers),
        "connections/followers_and_following/following.json": as_instagram_writes({"relationships_following": []}),
        f"{activity}/messages/inbox/lina_1/message_1.json": as_instagram_writes(
            {"participants": [{"name": "Lina M."}], "messages": [{"sender_name": "Lina M.", "content": "à bientôt"}]}
        ),
        "security_and_login_information/login_and_profile_creation/login_activity.json": b'{"account_history": []}',
        "logged_information/recent_searches/word_or_phrase_searches.json": b'{"searches_keyword": []}',
        "personal_information/personal_information/personal_information.json": b'{"profile_user": []}',
    }


READ_OF_INSTAGRAM = tuple(list(instagram_members())[:5])
"""The members that are read; the others are left shut."""


def tiktok_archive() -> dict[str, Any]:
    """The document of a TikTok archive, with what must never be taken from it."""
    return {
        "Your Activity": {
            "Watch History": {"VideoList": [{"Date": "2026-04-01 10:00:00", "Link": "https://www.tiktokv.com/video/1/"}]},
            "Login History": {"LoginHistoryList": [{"Date": "2026-04-01 10:00:00", "IP": "192.0.2.7"}]},
            "Searches": {"SearchList": [{"Date": "2026-04-01 10:00:00", "SearchTerm": "cadeau secret"}]},
            "Follower": {
                "FansList": [
                    {"Date": "2026-04-02 08:00:00", "UserName": "une.personne"},
                    {"Date": "2026-04-02 09:00:00", "UserName": "une.autre"},
                    {"Date": "2026-04-05 09:00:00", "UserName": "un.tiers"},
                ]
            },
        },
        "Direct Message": {
            "Direct Messages": {"ChatHistory": {"Chat History with ami:": [{"Content": "mot privé"}]}}
        },
        "Post": {
            "Posts": {
                "VideoList": [
                    video("7512345678901234567", "Collaboration commerciale avec @maisonlune", "Yes", "No"),
                    video("7512345678901234568", "Un dimanche à Lorient", "No"),
                ]
            },
            "Recently Deleted Posts": {"PostList": [video("7512345678901234569", "Effacée")]},
        },
        "Profile": {
            "Profile Info": {
                "ProfileMap": {
                    "userName": "lina.m",
                    "bioDescription": "Beauté et bord de mer",
                    "birthDate": "1996-01-01",
                    "emailAddress": "lina@example.org",
                    "telephoneNumber": "+33 6 00 00 00 00",
                }
            }
        },
    }  # fmt: skip


def video(number: str, title: str, disclosure: Any = "", ai: Any = "", **more: Any) -> dict[str, Any]:
    return {
        "Date": "2026-04-03 18:30:00",
        "Link": f"https://www.tiktokv.com/share/video/{number}/",
        "Likes": "812",
        "WhoCanView": "Public",
        "AllowComments": "Yes",
        "ContentDisclosure": disclosure,
        "AIGeneratedContent": ai,
        "Sound": "Original sound",
        "Title": title,
    } | more
