"""The captures here are invented, after the shape of real ones; no real capture with ``isAd`` true is known."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.post import Account, Post, Stats, TimedText
from perenne.model.reject import Reject
from perenne.readers import zeeschuimer_tiktok
from perenne.readers.reading import Item, Origin, Other, Sensitive

ORIGIN = Origin("capture.ndjson", "a" * 64)
SESSION = "jeton-de-session"

ITEM: dict[str, Any] = {
    "id": "7289000000000000123",
    "desc": "Trois semaines avec la bougie @maisonlune #bougie #publicité",
    "createTime": 1697015400,
    "author": {
        "id": "6890000000000000001",
        "uniqueId": "lina.m",
        "nickname": "Lina M.",
        "signature": "Maison et petites bougies",
        "privateAccount": False,
        "secret": False,
    },
    "stats": {"playCount": 12500, "diggCount": 830, "commentCount": 41, "shareCount": 7, "collectCount": 55},
    "video": {"id": "7289000000000000123", "duration": 34, "playAddr": "https://v16.example/video.mp4"},
    "challenges": [{"id": "1", "title": "bougie"}],
    "textExtra": [{"hashtagName": "publicité", "isCommerce": False}],
    "music": {"title": "son original", "original": True},
    "duetInfo": {"duetFromId": "0"},
    "privateItem": False,
    "secret": False,
    "forFriend": False,
    "isAd": False,
    "locationCreated": "FR",
}


def item_with(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in (ITEM | changes).items() if value is not ...}


def captured(data: object, **changes: Any) -> dict[str, Any]:
    envelope = {
        "nav_index": "3:12:1",
        "item_id": "7289000000000000123",
        "timestamp_collected": 1697098530123,
        "source_platform": "tiktok.com",
        "source_platform_url": "https://www.tiktok.com/foryou",
        "source_url": f"https://www.tiktok.com/api/recommend/item_list/?msToken={SESSION}&device_id=71",
        "user_agent": "Mozilla/5.0 (X11; Linux x86_64)",
        "data": data,
        "id": 17,
    }
    return {key: value for key, value in (envelope | changes).items() if value is not ...}


def items_of(*lines: object) -> list[Item]:
    content = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(zeeschuimer_tiktok.read(io.BytesIO(content), ORIGIN))


def post_of(**changes: Any) -> Post:
    (post,) = (item for item in items_of(captured(item_with(**changes))) if not isinstance(item, Sensitive))
    assert isinstance(post, Post)
    return post


def test_a_captured_video_is_a_post_with_all_that_the_page_told() -> None:
    post = post_of()
    assert post.platform == "tiktok"
    assert post.post_id == "7289000000000000123"
    assert post.url == "https://www.tiktok.com/@lina.m/video/7289000000000000123"
    assert post.kind == "video"
    assert post.published_at == "2023-10-11T09:10:00Z"
    assert post.text == "Trois semaines avec la bougie @maisonlune #bougie #publicité"
    assert post.duration_s == 34.0
    assert post.stats == Stats(views=12500, likes=830, comments=41, shares=7, saves=55)
    assert post.account == Account(
        id="6890000000000000001", handle="lina.m", name="Lina M.", bio="Maison et petites bougies"
    )
    assert post.source == ORIGIN.source("zeeschuimer-tiktok/1", 1, "2023-10-12T08:15:30.123Z")


def test_the_item_does_not_carry_the_paid_label_so_it_is_never_said_to_be_off() -> None:
    for change in ({"isAd": False}, {"isAd": True}, {"adAuthorization": True}):
        labels = post_of(**change).labels
        assert labels.paid_partnership is None
        assert labels.promotional is None


def test_advertising_flags_are_kept_where_they_are_on_and_silent_where_they_are_off() -> None:
    assert post_of(isAd=True, adAuthorization=True).extra["tiktok"] == {
        "isAd": True,
        "adAuthorization": True,
        "challenges": ["bougie"],
    }
    off = post_of(isAd=False, adAuthorization=False, challenges=...)
    assert off.extra == {}


def test_a_hashtag_that_the_platform_flags_as_commercial_is_kept() -> None:
    post = post_of(textExtra=[{"hashtagName": "defibougie", "isCommerce": True}, {"userUniqueId": "maisonlune"}])
    assert post.extra["tiktok"]["commerceHashtags"] == ["defibougie"]


@pytest.mark.parametrize(
    ("shown", "paid", "promotional"),
    [
        ("Paid partnership", True, None),
        ("Promotional content", None, True),
        ("Partenariat rémunéré", True, None),
        ("Creator earns commission", None, None),
        ("", None, None),
    ],
)
def test_an_item_of_the_phone_application_shows_its_label(
    shown: str, paid: bool | None, promotional: bool | None
) -> None:
    post = post_of(commerce_info={"bc_label_test_text": shown, "adv_promotable": True})
    assert (post.labels.paid_partnership, post.labels.promotional) == (paid, promotional)
    assert post.extra["tiktok"].get("bc_label_test_text", "") == shown


@pytest.mark.parametrize(
    ("flags", "ai"),
    [
        ({}, None),
        ({"IsAigc": False}, False),
        ({"IsAigc": False, "AIGCDescription": "", "aigcLabelType": 0}, False),
        ({"IsAigc": True}, True),
        ({"IsAigc": False, "AIGCDescription": "Le créateur a étiqueté ce contenu"}, True),
        ({"IsAigc": False, "aigcLabelType": 2}, True),
        ({"aigcLabelType": "0"}, None),
        ({"aigc_info": {"created_by_ai": True}}, True),
    ],
)
def test_made_by_ai_is_known_only_from_a_flag_that_is_there(flags: dict[str, Any], ai: bool | None) -> None:
    assert post_of(**flags).labels.ai is ai


def test_exact_counts_go_before_rounded_ones_and_a_hidden_count_is_not_zero() -> None:
    post = post_of(stats={"playCount": 12500, "diggCount": 0}, statsV2={"playCount": "12483", "diggCount": ""})
    assert post.stats == Stats(views=12483, likes=0)
    assert post_of(stats=...).stats == Stats()


def test_words_on_the_picture_are_read_and_none_is_not_the_same_as_not_recorded() -> None:
    stickers = [{"stickerText": ["PUBLICITÉ", "avec @maisonlune"]}, {"stickerText": None}]
    assert post_of(stickersOnItem=stickers).overlay == (
        TimedText(text="PUBLICITÉ"),
        TimedText(text="avec @maisonlune"),
    )
    assert post_of(stickersOnItem=[]).overlay == ()
    assert post_of().overlay is None


def test_a_caption_that_is_empty_is_not_one_that_was_not_recorded() -> None:
    assert post_of(desc="").text == ""
    assert post_of(desc=...).text is None


def test_an_older_page_gives_the_author_as_a_handle_and_the_time_as_text() -> None:
    post = post_of(author="lina.m", authorId="6890000000000000001", nickname="Lina M.", createTime="1697015400")
    assert post.account == Account(id="6890000000000000001", handle="lina.m", name="Lina M.")
    assert post.published_at == "2023-10-11T09:10:00Z"


def test_a_photo_post_has_no_duration() -> None:
    post = post_of(imagePost={"images": []}, video={"duration": 0})
    assert (post.kind, post.duration_s) == ("post", None)


def test_a_duet_names_its_original_and_everything_else_has_none() -> None:
    assert post_of(duetInfo={"duetFromId": "7280000000000000009"}).reshare_of == "7280000000000000009"
    assert post_of().reshare_of is None


@pytest.mark.parametrize(
    ("code", "language"), [("fr", "fr"), ("un", None), ("", None), ("pt-BR", "pt-BR"), ("?", None)]
)
def test_a_language_counts_if_it_is_one(code: str, language: str | None) -> None:
    assert post_of(textLanguage=code).language == language


def test_where_a_video_was_made_is_not_where_its_author_is_established() -> None:
    assert post_of(locationCreated="FR").account.country is None


@pytest.mark.parametrize("handle", ["../lina", "lina m", "<b>", ""])
def test_an_odd_handle_makes_no_address(handle: str) -> None:
    assert post_of(author={"uniqueId": handle}).url is None


PRIVATE = [
    {"privateItem": True},
    {"secret": True},
    {"forFriend": True},
    {"privateItem": 1},
    {"author": {"uniqueId": "anna.exemple", "privateAccount": True}},
    {"author": {"uniqueId": "anna.exemple", "secret": True}},
]


@pytest.mark.parametrize("change", PRIVATE)
def test_nothing_of_a_private_account_passes(change: dict[str, Any]) -> None:
    items = items_of(captured(item_with(**change)))
    assert items == [Sensitive("private_account"), Sensitive("token"), Other("private account", 1)]


def test_session_tokens_and_browser_never_pass_and_are_said_once() -> None:
    items = items_of(captured(ITEM), captured(ITEM))
    assert items.count(Sensitive("token")) == 1
    assert SESSION not in repr(items)
    assert "Mozilla" not in repr(items)


def test_a_capture_that_was_cleaned_holds_no_token() -> None:
    cleaned = captured(ITEM, user_agent=..., source_url="https://www.tiktok.com/api/recommend/item_list/")
    assert Sensitive("token") not in items_of(cleaned)


def test_a_line_that_could_not_be_read_may_hold_a_token() -> None:
    broken = json.dumps(captured(ITEM)).encode()[:-20]
    token, reject = items_of(broken)
    assert token == Sensitive("token")
    assert isinstance(reject, Reject)
    assert SESSION not in repr(reject)


def test_other_platforms_are_counted_by_name_and_comments_are_of_third_persons() -> None:
    items = items_of(
        captured({"code": "C8xk2"}, source_platform="instagram.com"),
        captured({"cid": "1", "text": "trop belle"}, source_platform="tiktok-comments"),
        captured({}, source_platform="<script>"),
    )
    assert [item for item in items if isinstance(item, Other)] == [
        Other("zeeschuimer instagram.com", 1),
        Other("zeeschuimer tiktok-comments", 2),
        Other("zeeschuimer ?", 3),
    ]
    assert Sensitive("third_person") in items


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (captured(...), "data"),
        (captured(None), "data"),
        (captured([1]), "data"),
        (captured({"liveRoomInfo": {}}), "data"),
        (captured(item_with(desc=5)), "data.desc"),
        (captured(item_with(stats=[])), "data.stats"),
        (captured(item_with(createTime="hier")), "data.createTime"),
        (captured(item_with(createTime=-1)), "data.createTime"),
        (captured(item_with(createTime=10**17)), "data.createTime"),
        (captured(ITEM, timestamp_collected="hier"), "timestamp_collected"),
        (captured(item_with(author={"uniqueId": "lina.m", "privateAccount": "non"})), "data.author.privateAccount"),
        ({"post_id": "1"}, "source_platform"),
    ],
)
def test_a_malformed_capture_is_a_reject_that_names_the_field(line: dict[str, Any], path: str) -> None:
    (reject,) = (item for item in items_of(line) if not isinstance(item, Sensitive))
    assert isinstance(reject, Reject)
    assert reject.path == path


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["id", "title", "duration"]), inside)
    ),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from([*sorted(ITEM), "statsV2", "stickersOnItem", "imagePost", "IsAigc"]), _json, max_size=4
    ),
    st.dictionaries(st.sampled_from(sorted(captured({}))), _json, max_size=2),
)
def test_whatever_the_fields_hold_the_line_gives_one_item(item: dict[str, Any], envelope: dict[str, Any]) -> None:
    items = items_of(captured(ITEM | item) | envelope)
    assert sum(not isinstance(each, Sensitive) for each in items) == 1


@given(st.data())
def test_a_capture_with_any_byte_changed_is_still_accounted_for(data: st.DataObject) -> None:
    content = bytearray(json.dumps(captured(ITEM)).encode())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255))
    records = [line for line in bytes(content).split(b"\n") if line.strip()]
    items = list(zeeschuimer_tiktok.read(io.BytesIO(bytes(content)), ORIGIN))
    assert sum(not isinstance(each, Sensitive) for each in items) == len(records)
