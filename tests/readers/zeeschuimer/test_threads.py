"""The posts here are invented, after the code of programs that read such captures; no real one is at hand."""

from typing import Any

import pytest

from perenne.model.post import Account, Labels, Post, Stats
from perenne.readers.reading import Other, Sensitive
from tests.readers.zeeschuimer import captures
from tests.readers.zeeschuimer.captures import ORIGIN, captured, changed, items_of, kind_of, reject_of
from tests.readers.zeeschuimer.items import THREAD


def post_of(**changes: Any) -> Post:
    return captures.post_of(captured(changed(THREAD, **changes), "threads.net"))


def info(**changes: Any) -> dict[str, Any]:
    return changed(THREAD["text_post_app_info"], **changes)


def test_a_captured_thread_is_a_post_with_all_that_the_page_told() -> None:
    assert post_of() == Post(
        platform="threads",
        post_id="C1filAbc_-d",
        url="https://www.threads.com/@lina.m/post/C1filAbc_-d",
        kind="text",
        published_at="2024-01-01T09:00:00Z",
        account=Account(id="41000000007", handle="lina.m", name="Lina M."),
        text="Le nouveau parfum de @maisonlune est arrivé",
        labels=Labels(paid_partnership=False),
        stats=Stats(likes=12, comments=3, shares=1),
        source=ORIGIN.source("zeeschuimer-threads/1", 1, "2023-10-12T08:15:30.123Z"),
    )


@pytest.mark.parametrize("platform", ["threads.net", "threads.com"])
def test_the_module_has_stood_under_two_names(platform: str) -> None:
    assert captures.post_of(captured(THREAD, platform)).source.reader == "zeeschuimer-threads/1"


@pytest.mark.parametrize(("said", "paid"), [(True, True), (False, False), (None, None), (..., None), (1, True)])
def test_the_paid_partnership_label_is_true_false_or_not_recorded(said: Any, paid: bool | None) -> None:
    assert post_of(is_paid_partnership=said).labels.paid_partnership is paid


def test_hidden_counts_and_counts_that_are_absent_are_not_zero() -> None:
    assert post_of(like_and_view_counts_disabled=True, like_count=0).stats.likes is None
    assert post_of(text_post_app_info=...).stats == Stats(likes=12)
    assert post_of(like_count=0, text_post_app_info=info(repost_count=0)).stats == Stats(
        likes=0, comments=3, shares=0
    )


def test_a_caption_that_is_not_there_is_not_one_that_was_not_recorded() -> None:
    assert post_of(caption=None).text == ""
    assert post_of(caption=...).text is None


def test_a_long_text_that_is_attached_stands_below_the_caption() -> None:
    attached = {"text_fragments": {"fragments": [{"plaintext": "Collaboration avec "}, {"plaintext": "@maisonlune"}]}}
    long = info(snippet_attachment_info=attached)
    assert (
        post_of(caption={"text": "À lire"}, text_post_app_info=long).text
        == "À lire\n\nCollaboration avec @maisonlune"
    )
    assert post_of(caption=None, text_post_app_info=long).text == "Collaboration avec @maisonlune"
    empty = info(snippet_attachment_info={"text_fragments": {"fragments": [{"plaintext": None}]}})
    assert post_of(text_post_app_info=empty).text == THREAD["caption"]["text"]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://maisonlune.example/?ref=lina", "https://maisonlune.example/?ref=lina"),
        ("https://l.threads.com/?u=https%3A%2F%2Fmaisonlune.example%2F%3Fref%3Dlina&e=jeton", "https://maisonlune.example/?ref=lina"),
        ("https://maisonlune.example/?u=https://autre.example", "https://maisonlune.example/?u=https://autre.example"),
        ("https://l.threads.com/?e=jeton", "https://l.threads.com/?e=jeton"),
        ("https://[maisonlune", "https://[maisonlune"),
    ],
)  # fmt: skip
def test_a_link_is_the_address_behind_the_platforms_redirection(url: str, link: str) -> None:
    assert post_of(text_post_app_info=info(link_preview_attachment={"url": url})).links == (link,)
    assert post_of().links is None


def test_the_counts_of_a_repost_and_its_silence_are_its_originals() -> None:
    reposts = info(share_info={"reposted_post": {"code": "C1autre"}})
    assert post_of(caption=None, text_post_app_info=reposts).text is None
    assert post_of(text_post_app_info=reposts).text == THREAD["caption"]["text"]
    assert post_of(text_post_app_info=reposts).stats == Stats()


def test_a_link_loses_what_opens_a_session() -> None:
    link = {"url": "https://maisonlune.example/?ref=lina&access_token=EXEMPLE"}
    post = post_of(text_post_app_info=info(link_preview_attachment=link))
    assert post.links == ("https://maisonlune.example/?ref=lina",)


def test_a_repost_names_its_original() -> None:
    assert post_of(text_post_app_info=info(share_info={"reposted_post": {"code": "C1autre"}})).reshare_of == "C1autre"
    assert post_of(text_post_app_info=info(share_info={"quoted_post": {"code": "C1autre"}})).reshare_of is None


@pytest.mark.parametrize(
    ("media_type", "kind"), [(1, "post"), (2, "video"), (8, "post"), (19, "text"), (None, None), (7, None)]
)
def test_the_kind_is_told_by_the_media(media_type: int | None, kind: str | None) -> None:
    assert post_of(media_type=media_type).kind == kind


def test_a_word_for_ai_is_a_label_where_it_is_known() -> None:
    labelled = post_of(gen_ai_detection_method={"detection_method": "SELF_DISCLOSURE_FLOW"})
    assert labelled.labels.ai is True
    assert labelled.extra == {"threads": {"gen_ai_detection_method": "SELF_DISCLOSURE_FLOW"}}
    assert post_of(gen_ai_detection_method={"detection_method": "NONE"}).labels.ai is None


def test_an_odd_handle_or_shortcode_makes_no_address() -> None:
    assert post_of(user={"username": "../lina"}).url is None
    assert post_of(code="<b>").url is None


@pytest.mark.parametrize("flag", ["is_private", "text_post_app_is_private"])
def test_nothing_of_a_private_account_passes(flag: str) -> None:
    items = items_of(captured(changed(THREAD, user={"username": "anna.exemple", flag: True}), "threads.com"))
    assert items == [Sensitive("private_account"), Sensitive("token"), Other("private account", 1)]


def test_an_advertisement_is_no_post_of_a_page() -> None:
    assert kind_of(captured(changed(THREAD, product_type="ad"), "threads.com")) == "advertisement"


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "data"),
        (changed(THREAD, caption=3), "data.caption"),
        (changed(THREAD, taken_at="hier"), "data.taken_at"),
        (changed(THREAD, text_post_app_info=[]), "data.text_post_app_info"),
        (changed(THREAD, is_paid_partnership="non"), "data.is_paid_partnership"),
    ],
)
def test_a_malformed_post_is_a_reject_that_names_the_field(data: dict[str, Any], path: str) -> None:
    assert reject_of(captured(data, "threads.net")).path == path
