"""The items here are invented, after the shape of real ones; none with ``is_paid_partnership`` true is known."""

from typing import Any

import pytest

from perenne.model.post import Account, Labels, Post, Stats
from perenne.readers.reading import Other, Sensitive
from tests.readers.zeeschuimer import captures
from tests.readers.zeeschuimer.captures import ORIGIN, captured, changed, items_of, kind_of, reject_of
from tests.readers.zeeschuimer.items import GRID, MEDIA, NODE, USER

LUNE = {"username": "maisonlune"}


def read(item: dict[str, Any], **changes: Any) -> Post:
    return captures.post_of(captured(changed(item, **changes), "instagram.com"))


def test_a_whole_item_is_a_post_with_all_that_the_page_told() -> None:
    assert read(MEDIA) == Post(
        platform="instagram",
        post_id="C1abcDEfgh-",
        url="https://www.instagram.com/p/C1abcDEfgh-/",
        kind="reel",
        published_at="2024-01-01T09:00:00Z",
        account=Account(id="41000000007", handle="lina.m", name="Lina M."),
        text="Une semaine avec @maisonlune",
        duration_s=34.034,
        coauthors=(),
        labels=Labels(paid_partnership=False),
        stats=Stats(views=12500, likes=830, comments=41, shares=7),
        source=ORIGIN.source("zeeschuimer-instagram/1", 1, "2023-10-12T08:15:30.123Z"),
    )


def test_a_node_of_the_older_api_says_the_same_under_other_names() -> None:
    assert read(NODE) == Post(
        platform="instagram",
        post_id="CKancien_01",
        url="https://www.instagram.com/p/CKancien_01/",
        kind="post",
        published_at="2021-01-01T09:20:00Z",
        account=Account(id="41000000007", handle="lina.m"),
        text="Bonne année !",
        labels=Labels(paid_partnership=False),
        stats=Stats(likes=120, comments=9),
        source=ORIGIN.source("zeeschuimer-instagram/1", 1, "2023-10-12T08:15:30.123Z"),
    )


def test_an_item_of_a_grid_says_little_and_nothing_that_is_false_or_zero() -> None:
    post = read(GRID)
    assert (post.post_id, post.kind, post.account.id) == ("C1grilleXYZ", "reel", "41000000007")
    assert (post.text, post.published_at, post.coauthors) == (None, None, None)
    assert post.labels == Labels()
    assert post.stats == Stats(views=13860)


@pytest.mark.parametrize("partial", [{"_zs_partial": True}, {"__typename": "XIGPolarisImageMedia"}])
def test_false_zero_and_empty_in_a_partial_item_are_not_recorded(partial: dict[str, Any]) -> None:
    post = read(MEDIA, **partial, like_count=0, comment_count=0, play_count=0, reshare_count=None, caption=None)
    assert (post.text, post.coauthors, post.labels, post.stats) == (None, None, Labels(), Stats())


def test_what_a_partial_item_does_say_is_kept() -> None:
    post = read(GRID, caption={"text": "Avec @maisonlune"}, taken_at=1704099600, is_paid_partnership=True)
    assert (post.text, post.published_at) == ("Avec @maisonlune", "2024-01-01T09:00:00Z")
    assert post.labels == Labels(paid_partnership=True)


@pytest.mark.parametrize(
    ("item", "change", "text"),
    [
        (MEDIA, {"caption": None}, ""),
        (MEDIA, {"caption": {"text": ""}}, ""),
        (MEDIA, {"caption": "mot"}, "mot"),
        (MEDIA, {"caption": {"text": None}}, None),
        (MEDIA, {"caption": ...}, None),
        (NODE, {"edge_media_to_caption": {"edges": []}}, ""),
        (NODE, {"edge_media_to_caption": {"edges": [{"node": None}]}}, None),
        (NODE, {"edge_media_to_caption": {}}, None),
        (NODE, {"edge_media_to_caption": ...}, None),
    ],
)
def test_a_caption_that_is_not_there_is_not_one_that_was_not_recorded(
    item: dict[str, Any], change: dict[str, Any], text: str | None
) -> None:
    assert read(item, **change).text == text


@pytest.mark.parametrize(
    ("flags", "paid", "sponsors"),
    [
        ({"is_paid_partnership": True}, True, ()),
        ({"is_paid_partnership": False}, False, ()),
        ({"is_paid_partnership": None}, None, ()),
        ({"is_paid_partnership": ...}, None, ()),
        ({"is_paid_partnership": True, "sponsor_tags": [{"sponsor": LUNE}]}, True, ("maisonlune",)),
        ({"is_paid_partnership": True, "sponsor_tags": [LUNE]}, True, ("maisonlune",)),
        ({"is_paid_partnership": ..., "sponsor_tags": [LUNE]}, True, ("maisonlune",)),
        ({"sponsor_tags": [LUNE, {"sponsor": LUNE}]}, True, ("maisonlune",)),
        ({"sponsor_tags": [{"permission": True}]}, True, ()),
        ({"sponsor_tags": []}, False, ()),
    ],
)  # fmt: skip
def test_the_paid_partnership_label_is_true_false_or_not_recorded_and_names_sponsors_in_both_nestings(
    flags: dict[str, Any], paid: bool | None, sponsors: tuple[str, ...]
) -> None:
    assert read(MEDIA, **flags).labels == Labels(paid_partnership=paid, sponsors=sponsors)


@pytest.mark.parametrize("node", [LUNE, {"sponsor": LUNE}, {"user": LUNE}])
def test_an_older_node_names_its_sponsors_as_edges(node: dict[str, Any]) -> None:
    labels = read(NODE, is_paid_partnership=..., edge_media_to_sponsor_user={"edges": [{"node": node}]}).labels
    assert labels == Labels(paid_partnership=True, sponsors=("maisonlune",))


@pytest.mark.parametrize(
    ("flags", "ai", "kept"),
    [
        ({"gen_ai_detection_method": {"detection_method": "NONE"}}, None, None),
        ({"gen_ai_detection_method": None}, None, None),
        ({"gen_ai_detection_method": "NONE"}, None, None),
        ({"gen_ai_detection_method": {"detection_method": "SELF_DISCLOSURE_FLOW"}}, True, "SELF_DISCLOSURE_FLOW"),
        ({"gen_ai_detection_method": "C2PA_METADATA"}, True, "C2PA_METADATA"),
        ({"gen_ai_detection_method": {"detection_method": "C2PA_METADATA_EDITED"}}, None, "C2PA_METADATA_EDITED"),
        ({"gen_ai_detection_method": {"detection_method": "UN_MOT_NOUVEAU"}}, None, "UN_MOT_NOUVEAU"),
        ({"has_high_risk_gen_ai_inform_treatment": True}, True, None),
    ],
)
def test_no_word_for_ai_is_no_proof_of_none_and_an_unknown_word_is_kept(
    flags: dict[str, Any], ai: bool | None, kept: str | None
) -> None:
    post = read(MEDIA, **flags)
    assert post.labels.ai is ai
    assert post.extra.get("instagram", {}).get("gen_ai_detection_method") == kept


def test_hidden_counts_are_not_recorded_whatever_number_stands_there() -> None:
    assert read(MEDIA, like_and_view_counts_disabled=True, like_count=3).stats == Stats(comments=41, shares=7)
    assert read(NODE, edge_media_preview_like={"count": -1}).stats.likes is None


def test_a_count_of_zero_is_zero_in_a_whole_item() -> None:
    assert read(MEDIA, like_count=0, comment_count=0).stats == Stats(views=12500, likes=0, comments=0, shares=7)
    assert read(MEDIA, play_count=None, view_count=None, ig_play_count=640).stats.views == 640


@pytest.mark.parametrize("caption", [None, {"text": ""}])
def test_a_story_without_caption_says_nothing_of_its_words(caption: dict[str, str] | None) -> None:
    assert read(MEDIA, product_type="story", caption=caption).text is None
    assert read(MEDIA, product_type="story", caption={"text": "Merci @maisonlune"}).text == "Merci @maisonlune"
    assert read(MEDIA, caption=caption).text == ""


HIDDEN = LUNE | {"username": "anna.exemple", "is_private": True}


@pytest.mark.parametrize(
    ("named", "coauthors", "sponsors"),
    [
        ({"coauthor_producers": [LUNE, HIDDEN]}, ("maisonlune",), ()),
        ({"coauthor_producers": [HIDDEN]}, None, ()),
        ({"sponsor_tags": [HIDDEN, LUNE]}, (), ("maisonlune",)),
        ({"sponsor_tags": [{"sponsor": HIDDEN}]}, (), ()),
    ],
)
def test_a_private_account_beside_the_author_is_never_named(
    named: dict[str, Any], coauthors: tuple[str, ...] | None, sponsors: tuple[str, ...]
) -> None:
    first, *items = items_of(captured(changed(MEDIA, **named), "instagram.com"))
    post = items[-1]
    assert isinstance(post, Post)
    assert (first, post.coauthors, post.labels.sponsors) == (Sensitive("private_account"), coauthors, sponsors)
    assert "anna.exemple" not in repr(post)


def test_coauthors_are_those_who_accepted_and_none_is_not_the_same_as_not_recorded() -> None:
    post = read(MEDIA, coauthor_producers=[LUNE], invited_coauthor_producers=[{"username": "x"}])
    assert post.coauthors == ("maisonlune",)
    assert read(MEDIA, coauthor_producers=[]).coauthors == ()
    assert read(MEDIA, coauthor_producers=None).coauthors is None


def test_an_id_never_comes_from_a_number_that_javascript_rounded() -> None:
    assert "3263000000000000000" not in repr(read(MEDIA))
    assert read(MEDIA, code=...).post_id == "3263000000000000123"
    assert read(MEDIA, code=..., id=..., strong_id__="3263000000000000123").post_id == "3263000000000000123"
    assert read(MEDIA, code=..., id=3263000000000000000).post_id is None
    assert read(MEDIA, user={"pk": 2**60, "username": "lina.m"}).account.id is None


@pytest.mark.parametrize(
    ("item", "change", "kind"),
    [
        (MEDIA, {"product_type": "feed", "media_type": 1}, "post"),
        (MEDIA, {"product_type": "carousel_container", "media_type": 8}, "post"),
        (MEDIA, {"product_type": "feed", "media_type": "2"}, "video"),
        (MEDIA, {"product_type": "igtv"}, "video"),
        (MEDIA, {"product_type": "story"}, "story"),
        (MEDIA, {"product_type": ..., "media_type": ...}, None),
        (GRID, {"product_type": ...}, "video"),
        (GRID, {"product_type": ..., "__typename": "XIGPolarisImageMedia"}, "post"),
        (NODE, {"__typename": "GraphVideo"}, "video"),
        (NODE, {"__typename": "GraphImage"}, "post"),
    ],
)
def test_the_kind_of_a_post_is_told_by_its_product_and_its_media(
    item: dict[str, Any], change: dict[str, Any], kind: str | None
) -> None:
    assert read(item, **change).kind == kind


def test_a_story_has_no_address_that_lasts_and_an_odd_shortcode_none_at_all() -> None:
    assert read(MEDIA, product_type="story").url is None
    assert read(MEDIA, code="../lina").url is None


@pytest.mark.parametrize("who", ["user", "owner"])
def test_nothing_of_a_private_account_passes(who: str) -> None:
    items = items_of(captured(changed(MEDIA, **{who: USER | {"is_private": True}}), "instagram.com"))
    assert items == [Sensitive("private_account"), Sensitive("token"), Other("private account", 1)]


def test_an_advertisement_that_the_platform_places_is_no_post_of_a_page() -> None:
    for change in ({"product_type": "ad"}, {"link": "https://www.facebook.com/ads/ig_redirect/?d=x"}):
        assert kind_of(captured(changed(MEDIA, **change), "instagram.com")) == "advertisement"


def test_signs_of_commerce_are_kept_under_the_platforms_names_where_they_say_something() -> None:
    assert read(NODE, is_affiliate=True, is_ad=True).extra == {"instagram": {"is_affiliate": True, "is_ad": True}}
    assert read(MEDIA, commerciality_status="commercial").extra == {
        "instagram": {"commerciality_status": "commercial"}
    }
    assert read(MEDIA).extra == {}


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "data"),
        ({"user": USER}, "data"),
        (changed(MEDIA, caption={"text": 5}), "data.caption.text"),
        (changed(MEDIA, caption=[]), "data.caption"),
        (changed(MEDIA, taken_at="hier"), "data.taken_at"),
        (changed(NODE, taken_at_timestamp=-5), "data.taken_at_timestamp"),
        (changed(MEDIA, user={"username": "lina.m", "is_private": "non"}), "data.user.is_private"),
        (changed(MEDIA, sponsor_tags={"username": "x"}), "data.sponsor_tags"),
        (changed(MEDIA, is_paid_partnership="yes"), "data.is_paid_partnership"),
    ],
)
def test_a_malformed_item_is_a_reject_that_names_the_field(data: dict[str, Any], path: str) -> None:
    assert reject_of(captured(data, "instagram.com")).path == path
