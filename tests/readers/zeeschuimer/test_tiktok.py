"""The items here are invented, after the shape of real ones; no real capture with ``isAd`` true is known."""

from typing import Any

import pytest

from perenne.model.post import Account, Labels, Post, Stats, TimedText
from perenne.readers.reading import Other, Sensitive
from tests.readers.zeeschuimer import captures
from tests.readers.zeeschuimer.captures import ORIGIN, captured, changed, items_of, reject_of
from tests.readers.zeeschuimer.items import TIKTOK


def post_of(**changes: Any) -> Post:
    return captures.post_of(captured(changed(TIKTOK, **changes)))


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
    assert post_of(isECVideo=1, challenges=...).extra == {"tiktok": {"isECVideo": True}}
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


EMBEDDED: dict[str, Any] = {
    "id": "6980000000000000123",
    "desc": "Ma routine du matin #routine",
    "createTime": "1625131800",
    "author": "lina.m",
    "authorId": "6890000000000000001",
    "authorSecId": "MS4wLjABAAAA",
    "nickname": "Lina M.",
    "stats": {"playCount": 900, "diggCount": 0, "commentCount": 2, "shareCount": 0},
    "video": {"id": "6980000000000000123", "duration": 15},
    "duetInfo": {"duetFromId": "0"},
    "isAd": False,
}
"""An item of ``ItemModule`` in a page's ``SIGI_STATE``."""


def test_an_older_page_gives_the_author_as_a_handle_and_the_time_as_text() -> None:
    post = captures.post_of(captured(EMBEDDED))
    assert post.account == Account(id="6890000000000000001", handle="lina.m", name="Lina M.")
    assert post.published_at == "2021-07-01T09:30:00Z"
    assert post.stats == Stats(views=900, likes=0, comments=2, shares=0)
    assert post.labels == Labels()


def test_an_id_that_was_a_number_gives_way_to_the_text_of_the_envelope() -> None:
    assert post_of(id=7289000000000000123).post_id == "7289000000000000123"
    rounded = captured(changed(TIKTOK, id=7289000000000000123), item_id=7289000000000000123)
    assert captures.post_of(rounded).post_id is None


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
    items = items_of(captured(changed(TIKTOK, **change)))
    assert items == [Sensitive("private_account"), Sensitive("token"), Other("private account", 1)]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (captured(...), "data"),
        (captured(None), "data"),
        (captured([1]), "data"),
        (captured({"liveRoomInfo": {}}), "data"),
        (captured(changed(TIKTOK, desc=5)), "data.desc"),
        (captured(changed(TIKTOK, stats=[])), "data.stats"),
        (captured(changed(TIKTOK, createTime="hier")), "data.createTime"),
        (captured(changed(TIKTOK, createTime=-1)), "data.createTime"),
        (captured(changed(TIKTOK, createTime=10**17)), "data.createTime"),
        (captured(TIKTOK, timestamp_collected="hier"), "timestamp_collected"),
        (
            captured(changed(TIKTOK, author={"uniqueId": "lina.m", "privateAccount": "non"})),
            "data.author.privateAccount",
        ),
    ],
)
def test_a_malformed_capture_is_a_reject_that_names_the_field(line: dict[str, Any], path: str) -> None:
    assert reject_of(line).path == path
