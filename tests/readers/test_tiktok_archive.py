import contextlib
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Labels, Post, Stats
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.model.wire import encode
from perenne.readers import tiktok_archive as reader
from perenne.readers.reading import Item, Origin, Other, Sensitive
from perenne.readers.sniff import HEAD, recognise
from tests.readers.archives import tiktok_archive, video

ORIGIN = Origin("user_data_tiktok.json", "a" * 64)


def read(document: object) -> list[Item]:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return list(reader.read(io.BytesIO(content), ORIGIN))


def posts_of(document: object) -> list[Post]:
    return [item for item in read(document) if isinstance(item, Post)]


def with_videos(*videos: object) -> dict[str, Any]:
    return {"Post": {"Posts": {"VideoList": list(videos)}}}


def post_of(**changes: Any) -> Post:
    (post,) = posts_of(with_videos(video("7512345678901234567", "Bonjour") | changes))
    return post


def test_a_video_is_a_post_of_the_owner_in_utc_with_its_likes() -> None:
    first, second = posts_of(tiktok_archive())
    owner = Account(handle="lina.m", bio="Beauté et bord de mer")
    assert (first.platform, first.kind, first.post_id, first.account) == (
        "tiktok",
        "video",
        "7512345678901234567",
        owner,
    )
    assert first.url == "https://www.tiktok.com/@lina.m/video/7512345678901234567"
    assert first.published_at == "2026-04-03T18:30:00Z"
    assert first.text == "Collaboration commerciale avec @maisonlune"
    assert first.stats == Stats(likes=812)
    assert (first.source, second.source.line) == (ORIGIN.source("tiktok-archive/1", 1), 2)


def test_the_profile_comes_first_with_its_new_followers_by_day() -> None:
    (profile,) = (item for item in read(tiktok_archive()) if isinstance(item, Profile))
    assert profile.account == Account(handle="lina.m", bio="Beauté et bord de mer")
    assert profile.followers_by_day == {"2026-04-02": 2, "2026-04-05": 1}
    assert profile.followers is None


def test_the_sections_had_other_names_before() -> None:
    new = tiktok_archive()
    old = {
        "Activity": {"Follower List": new["Your Activity"]["Follower"], "Video Browsing History": {}},
        "Video": {"Videos": new["Post"]["Posts"]},
        "Profile": {"Profile Information": new["Profile"]["Profile Info"]},
    }
    kept = [item for item in read(new) if not isinstance(item, Other)]
    assert read(old) == kept
    moved = {
        "Profile And Settings": {
            "Profile Info": new["Profile"]["Profile Info"],
            "Follower": new["Your Activity"]["Follower"],
        }
    }
    assert read(moved | {"Post": {"Posts": new["Post"]["Posts"]}}) == kept


def test_nothing_is_taken_of_messages_searches_log_ins_and_other_people() -> None:
    items = read(tiktok_archive())
    written = b"".join(encode(item) for item in items if isinstance(item, (Post, Profile))).decode()
    for private in (
        "mot privé",
        "cadeau secret",
        "192.0.2.7",
        "une.personne",
        "example.org",
        "+33",
        "1996",
        "video/1/",
    ):
        assert private not in written
    assert items[0] == Sensitive("own_archive")


def test_deleted_and_private_posts_are_counted_and_not_read() -> None:
    kinds = [item.kind for item in read(tiktok_archive()) if isinstance(item, Other)]
    assert kinds == ["deleted post"]
    assert read(with_videos(video("1", "Pour moi", WhoCanView="Only me")))[1:] == [Other("private post", 1)]
    assert post_of(WhoCanView="Friends").extra["tiktok"]["WhoCanView"] == "Friends"


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("Paid partnership", Labels(paid_partnership=True)),
        ("Branded content", Labels(paid_partnership=True)),
        ("Promotional content", Labels(promotional=True)),
        ("Yes", Labels(promotional=True)),
        ("on", Labels(promotional=True)),
        (True, Labels(promotional=True)),
        ("No", Labels(paid_partnership=False, promotional=False)),
        ("Off", Labels(paid_partnership=False, promotional=False)),
        (False, Labels(paid_partnership=False, promotional=False)),
        ("", Labels()),
        ("N/A", Labels()),
        (None, Labels()),
        ("Not set", Labels()),
        ("0", Labels()),
        ("No longer available", Labels()),
        ("Yes, since 2025", Labels()),
    ],
)
def test_a_label_is_what_plain_words_say_and_nothing_else(said: object, labels: Labels) -> None:
    post = post_of(ContentDisclosure=said)
    assert post.labels == labels
    kept = post.extra["tiktok"].get("ContentDisclosure")
    assert kept == (said if said not in ("", "N/A", None) else None)


@pytest.mark.parametrize(
    ("said", "ai"),
    [
        ("Yes", True),
        ("AI-generated", True),
        (True, True),
        ("No", False),
        ("Off", False),
        ("", None),
        ("Unknown", None),
    ],
)
def test_ai_is_what_plain_words_say(said: object, ai: bool | None) -> None:
    assert post_of(AIGeneratedContent=said).labels.ai is ai


def test_what_is_absent_is_not_recorded() -> None:
    (post,) = posts_of(with_videos({"Date": "2026-04-03 18:30:00"}))
    assert (post.text, post.stats.likes, post.labels, post.extra, post.account) == (
        None,
        None,
        Labels(),
        {},
        Account(),
    )


@pytest.mark.parametrize("title", ["", " ", "N/A", None, 7])
def test_a_title_that_tiktok_does_not_give_is_no_text_that_was_seen(title: object) -> None:
    assert post_of(Title=title).text is None
    assert post_of(Title=" Bonjour ").text == " Bonjour "


ODD: tuple[Any, ...] = ("illisible", 7, ["x"], True)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("section", ["Your Activity", "Direct Message", "Activity", "Profile And Settings"])
def test_an_odd_section_costs_none_of_the_posts(section: str, odd: object) -> None:
    whole = tiktok_archive()
    items = read(whole | {section: odd})
    assert [item for item in items if isinstance(item, Post)] == posts_of(whole)
    rejects = [item for item in items if isinstance(item, Reject)]
    assert [item.path for item in rejects] == ([] if section == "Direct Message" else [section])
    assert {item.line for item in rejects} <= {4}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_list_costs_only_itself(odd: object) -> None:
    document = tiktok_archive()
    document["Your Activity"]["Follower"] = odd
    document["Post"]["Recently Deleted Posts"] = odd
    document["Video"] = {"Videos": {"VideoList": {}}}
    items = read(document)
    assert sum(isinstance(item, Post) for item in items) == 2
    assert [item.path for item in items if isinstance(item, Reject)] == [
        "Post.Recently Deleted Posts",
        "Video.Videos.VideoList",
        "Your Activity.Follower",
    ]


def test_a_follower_of_an_odd_shape_is_not_counted() -> None:
    document = tiktok_archive()
    document["Your Activity"]["Follower"]["FansList"] += ["x", {"Date": 7}, None]
    (profile,) = (item for item in read(document) if isinstance(item, Profile))
    assert profile.followers_by_day == {"2026-04-02": 2, "2026-04-05": 1}


def test_posts_in_the_sections_of_two_years_have_numbers_of_their_own() -> None:
    both = with_videos(video("7512345678901234567", "un")) | {
        "Video": {"Videos": {"VideoList": [video("1", "deux")]}}
    }
    assert [post.source.line for post in posts_of(both)] == [1, 2]


def test_half_an_emoji_in_the_profile_costs_nothing() -> None:
    document = json.dumps(tiktok_archive()).encode().replace(b"bord de mer", b"mer \\ud83d")
    assert {post.account.bio for post in posts_of(document)} == {"Beauté et mer \ufffd"}


def test_a_link_to_a_file_is_not_kept() -> None:
    signed = "https://v16m.tiktokcdn.example/x/video.mp4?expires=1&signature=SECRET"
    post = post_of(Link=signed)
    assert (post.post_id, post.url) == (None, None)
    assert b"SECRET" not in encode(post)


@pytest.mark.parametrize("date", ["hier", "2026-04-03", "03/04/2026 18:30:00", "2026-13-03 18:30:00"])
def test_a_date_that_cannot_be_read_is_a_reject(date: str) -> None:
    (reject,) = (item for item in read(with_videos(video("1", "x", Date=date))) if isinstance(item, Reject))
    assert (reject.line, reject.path) == (1, "Date")


def test_empty_sections_give_nothing() -> None:
    nothings: list[Any] = [
        {},
        {"Post": None},
        {"Post": {"Posts": {"VideoList": None}}},
        {"Profile": {"Profile Info": {}}},
    ]
    for nothing in nothings:
        assert all(isinstance(item, Sensitive) for item in read(nothing))


def test_an_archive_is_recognised_by_any_of_its_sections_even_cut_off() -> None:
    document = tiktok_archive()
    for name in ("Your Activity", "Direct Message", "Post", "Profile"):
        assert recognise(json.dumps({name: document[name]}).encode()) == "tiktok-archive/1"
    long = {"Your Activity": {"Watch History": {"VideoList": [{"Link": "x" * 80}] * 20_000}}} | document
    assert recognise(json.dumps(long, indent=1).encode()[:HEAD]) == "tiktok-archive/1"


def test_a_document_that_is_cut_or_no_json_is_refused() -> None:
    content = json.dumps(tiktok_archive()).encode()
    with pytest.raises(UnreadableFile, match="truncated"):
        read(content[:-20])
    with pytest.raises(UnreadableFile, match="malformed"):
        read(b'{"Post": oops}')


def test_a_section_of_another_shape_is_a_reject() -> None:
    (reject,) = (item for item in read({"Post": {"Posts": []}}) if isinstance(item, Reject))
    assert reject.path == "Post.Posts"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    JSON, st.sampled_from(["Date", "Link", "Likes", "Title", "WhoCanView", "ContentDisclosure", "AIGeneratedContent"])
)
def test_a_video_with_anything_in_it_is_a_post_a_reject_or_private(value: Any, name: str) -> None:
    (item,) = read(with_videos(video("1", "x") | {name: value}))[1:]
    assert isinstance(item, (Post, Reject, Other))


@given(st.data())
def test_a_document_with_any_byte_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(json.dumps(tiktok_archive()).encode())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableFile):
        read(bytes(content))
