"""The posts here are invented, after the code of programs that read such captures; no real one is at hand."""

from typing import Any

import pytest

from perenne.model.post import Account, Labels, Post, Stats
from perenne.readers.reading import Other, Sensitive
from tests.readers.zeeschuimer import captures
from tests.readers.zeeschuimer.captures import ORIGIN, captured, changed, items_of, reject_of
from tests.readers.zeeschuimer.items import AUTHOR, LEGACY, TWEET


def post_of(**changes: Any) -> Post:
    return captures.post_of(captured(changed(TWEET, **changes), "twitter.com"))


def told(**changes: Any) -> Post:
    """The post where ``legacy`` says something else."""
    return post_of(legacy=changed(LEGACY, **changes))


def by(**changes: Any) -> Post:
    return post_of(core={"user_results": {"result": changed(AUTHOR, **changes)}})


def test_a_captured_post_is_read_with_all_that_the_page_told() -> None:
    assert post_of() == Post(
        platform="x",
        post_id="1712000000000000123",
        url="https://x.com/lina_m/status/1712000000000000123",
        kind="text",
        published_at="2023-10-11T09:10:00Z",
        account=Account(id="1490000000000000007", handle="lina_m", name="Lina M.", bio="Maison et bougies"),
        text="Bougies & thé <3 chez @maisonlune https://t.co/abc",
        language="fr",
        links=("https://maisonlune.example/?ref=lina",),
        stats=Stats(views=12483, likes=12, comments=0, shares=1, saves=2),
        source=ORIGIN.source("zeeschuimer-x/1", 1, "2023-10-12T08:15:30.123Z"),
    )


@pytest.mark.parametrize("platform", ["twitter.com", "x.com"])
def test_the_module_has_stood_under_two_names(platform: str) -> None:
    assert captures.post_of(captured(TWEET, platform)).source.reader == "zeeschuimer-x/1"


def test_older_pages_name_the_author_in_legacy_and_newer_ones_describe_it_apart() -> None:
    older = by(core=..., privacy=..., legacy={"name": "Lina M.", "screen_name": "lina_m", "description": "Bougies"})
    assert older.account == Account(id="1490000000000000007", handle="lina_m", name="Lina M.", bio="Bougies")
    assert by(legacy=..., profile_bio={"description": "Thé"}).account.bio == "Thé"
    assert post_of(core={"user_results": {}}).account == Account(id="1490000000000000007")


def test_a_long_post_is_whole_in_its_note_with_the_links_of_the_note() -> None:
    note = {"text": "Un long récit, en collaboration avec @maisonlune", "entity_set": {"urls": []}}
    post = post_of(note_tweet={"note_tweet_results": {"result": note}})
    assert (post.text, post.links) == ("Un long récit, en collaboration avec @maisonlune", ())
    assert post_of(note_tweet={"note_tweet_results": {}}).text == post_of().text


def test_a_post_with_a_notice_is_nested_once_more() -> None:
    wrapped = {"__typename": "TweetWithVisibilityResults", "tweet": TWEET, "id": None, "promoted": True}
    post = captures.post_of(captured(wrapped, "twitter.com"))
    assert post.post_id == "1712000000000000123"
    assert post.extra == {"x": {"promoted": True}}


def test_the_adaptive_search_results_of_older_versions_are_read() -> None:
    user = {"id_str": "1490000000000000007", "screen_name": "lina_m", "name": "Lina M.", "protected": False}
    legacy = LEGACY | {"ext_views": {"count": "77"}}
    item = {"id": 1712000000000000000, "type": "adaptive", "legacy": legacy, "user": user}
    post = captures.post_of(captured(item, "twitter.com"))
    assert (post.post_id, post.account.handle, post.stats.views) == ("1712000000000000123", "lina_m", 77)
    assert "1712000000000000000" not in repr(post)


ORIGINAL = changed(TWEET, rest_id="1711", legacy=changed(LEGACY, id_str="1711", full_text="Publicité &amp; thé"))


@pytest.mark.parametrize("result", [ORIGINAL, {"tweet": ORIGINAL}])
def test_what_a_repost_shows_is_never_the_accounts_own(result: dict[str, Any]) -> None:
    post = told(
        full_text="RT @lina_m: Publ…", retweet_count=4000, retweeted_status_result={"result": result}, lang="fr"
    )
    assert (post.text, post.language, post.links, post.stats) == (None, None, None, Stats())
    assert post.reshare_of == "1711"
    assert post.extra == {"x": {"reposted": "RT @lina_m: Publicité & thé"}}


def test_a_repost_whose_original_is_gone_is_known_by_what_stands_before_its_words() -> None:
    gone = told(full_text="RT @lina_m: Publ…", retweeted_status_result={"result": {"__typename": "Tombstone"}})
    assert (gone.text, gone.reshare_of, gone.stats) == (None, "@lina_m", Stats())
    older = told(full_text="RT @lina_m: Publ…", retweeted_status_id_str="1711")
    assert (older.text, older.reshare_of, older.extra) == (None, "1711", {"x": {"reposted": "RT @lina_m: Publ…"}})
    by_hand = told(full_text="RT @lina_m: comme elle dit")
    assert (by_hand.text, by_hand.reshare_of) == ("RT @lina_m: comme elle dit", None)


def test_nothing_of_a_private_account_passes_in_a_repost() -> None:
    hidden = changed(ORIGINAL, core={"user_results": {"result": changed(AUTHOR, privacy={"protected": True})}})
    legacy = changed(LEGACY, full_text="RT @lina_m: Publ…", retweeted_status_result={"result": hidden})
    first, *items = items_of(captured(changed(TWEET, legacy=legacy), "twitter.com"))
    post = items[-1]
    assert first == Sensitive("private_account")
    assert isinstance(post, Post)
    assert (post.text, post.reshare_of, post.extra) == (None, None, {})


def test_a_link_keeps_what_names_the_partner_and_loses_what_opens_a_session() -> None:
    urls = [{"expanded_url": "https://maisonlune.example/?ref=lina&access_token=EXEMPLE"}]
    assert told(entities={"urls": urls}).links == ("https://maisonlune.example/?ref=lina",)


@pytest.mark.parametrize(
    ("disclosure", "labels"),
    [
        (..., Labels()),
        (None, Labels()),
        ({}, Labels()),
        ({"advertising_disclosure": {"is_paid_promotion": True}}, Labels(paid_partnership=True)),
        ({"advertising_disclosure": {"is_paid_promotion": False}}, Labels(paid_partnership=False)),
        (
            {"advertising_disclosure": {}, "ai_generated_disclosure": {"has_ai_generated_media": True}},
            Labels(ai=True),
        ),
        ({"ai_generated_disclosure": {"has_ai_generated_media": False}}, Labels(ai=False)),
    ],
)
def test_the_platforms_labels_are_known_only_where_they_are_sent(disclosure: Any, labels: Labels) -> None:
    assert post_of(content_disclosure=disclosure).labels == labels


def test_that_the_platform_was_paid_to_show_a_post_is_no_label_of_its_author() -> None:
    post = post_of(promoted=True)
    assert post.extra == {"x": {"promoted": True}}
    assert post.labels == Labels()
    assert post_of(promoted=False).extra == post_of(promoted=...).extra == {}


def test_counts_that_are_absent_are_not_zero() -> None:
    assert post_of(views={"state": "Enabled"}).stats.views is None
    assert told(favorite_count=..., bookmark_count=None).stats == Stats(views=12483, comments=0, shares=1)
    assert told(favorite_count=0).stats.likes == 0


@pytest.mark.parametrize(
    ("media", "kind"),
    [([{"type": "photo"}], "post"), ([{"type": "photo"}, {"type": "video"}], "video"),
     ([{"type": "animated_gif"}], "post"), ([], "text")],
)  # fmt: skip
def test_the_kind_is_told_by_the_media(media: list[dict[str, str]], kind: str) -> None:
    assert told(extended_entities={"media": media}).kind == kind


@pytest.mark.parametrize("code", ["und", "zxx", "qme", "qht", None])
def test_a_code_for_no_language_is_none(code: str | None) -> None:
    assert told(lang=code).language is None


def test_links_that_were_not_recorded_are_not_none_at_all() -> None:
    assert told(entities=...).links is None
    assert told(entities={"urls": []}).links == ()


def test_an_id_is_read_from_text_alone_and_an_odd_handle_makes_no_address() -> None:
    assert post_of(rest_id=1712000000000000000).post_id == "1712000000000000123"
    assert by(core={"screen_name": "../lina"}).url is None


@pytest.mark.parametrize("change", [{"privacy": {"protected": True}}, {"legacy": {"protected": True}}])
def test_nothing_of_a_protected_account_passes(change: dict[str, Any]) -> None:
    item = changed(TWEET, core={"user_results": {"result": changed(AUTHOR, **change)}})
    items = items_of(captured(item, "twitter.com"))
    assert items == [Sensitive("private_account"), Sensitive("token"), Other("private account", 1)]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "data"),
        ({"__typename": "TweetTombstone"}, "data"),
        ({"tweet": {"tweet": TWEET}}, "data"),
        (changed(TWEET, legacy=[]), "data.legacy"),
        (changed(TWEET, legacy=changed(LEGACY, full_text=5)), "data.legacy.full_text"),
        (changed(TWEET, legacy=changed(LEGACY, created_at="2023-10-11")), "data.legacy.created_at"),
        (
            changed(TWEET, legacy=changed(LEGACY, created_at="Wed Foo 11 09:10:00 +0000 2023")),
            "data.legacy.created_at",
        ),
        (
            changed(TWEET, legacy=changed(LEGACY, created_at="Wed Feb 31 09:10:00 +0000 2023")),
            "data.legacy.created_at",
        ),
        (
            changed(TWEET, legacy=changed(LEGACY, created_at="Wed Feb 11 29:10:00 +0000 2023")),
            "data.legacy.created_at",
        ),
    ],
)
def test_a_malformed_post_is_a_reject_that_names_the_field(data: dict[str, Any], path: str) -> None:
    assert reject_of(captured(data, "twitter.com")).path == path
