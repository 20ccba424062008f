import pytest

from perenne.model.post import Account, Labels, Post, Stats
from perenne.readers.fourcat import twitter
from tests.readers.tool_tables import ORIGIN, items_of, table_of

SHAPE = "fourcat-twitter/1"
ROW = {
    "id": "1980000000000000123",
    "thread_id": "1980000000000000123",
    "timestamp": "2026-11-03 16:00:00",
    "unix_timestamp": "1793721600",
    "link": "https://x.com/noe_quillard/status/1980000000000000123",
    "body": "Deux jours à vélo avec @nordvolt",
    "author": "noe_quillard",
    "author_fullname": "Noé Quillard",
    "author_id": "1110000000000000123",
    "language_guess": "fr",
    "retweet_count": "0",
    "reply_count": "2",
    "like_count": "31",
    "impression_count": "",
    "is_retweet": "no",
    "is_quote_tweet": "no",
    "urls": "https://nordvolt.example/a,b?aff=noe,https://noe.example/",
}


def post_of(**changes: str) -> Post:
    (post,) = items_of(twitter.read, table_of(SHAPE, ROW | changes))
    assert isinstance(post, Post), post
    return post


def test_a_row_is_a_post_with_the_addresses_behind_its_short_ones() -> None:
    assert post_of() == Post(
        platform="x",
        post_id="1980000000000000123",
        url="https://x.com/noe_quillard/status/1980000000000000123",
        kind="text",
        published_at="2026-11-03T16:00:00Z",
        account=Account(id="1110000000000000123", handle="noe_quillard", name="Noé Quillard"),
        text="Deux jours à vélo avec @nordvolt",
        language="fr",
        links=("https://nordvolt.example/a,b?aff=noe", "https://noe.example/"),
        stats=Stats(likes=31, comments=2, shares=0),
        source=ORIGIN.source(SHAPE, 2),
    )


def test_the_words_of_a_repost_are_never_those_of_the_account() -> None:
    post = post_of(is_retweet="yes", retweeted_user="nordvolt", body="RT @nordvolt: 20 % avec le code NOE20 #pub")
    assert (post.text, post.reshare_of) == (None, "@nordvolt")
    assert (post.language, post.links, post.stats) == (None, None, Stats())
    assert post.extra == {"x": {"reposted": "RT @nordvolt: 20 % avec le code NOE20 #pub"}}


def test_labels_that_4cat_drops_are_not_recorded() -> None:
    assert post_of().labels == Labels()


def test_a_time_without_seconds_since_1970_is_utc() -> None:
    assert post_of(unix_timestamp="").published_at == "2026-11-03T16:00:00Z"


@pytest.mark.parametrize(("guess", "language"), [("und", None), ("qme", None), ("zxx", None), ("ca", "ca")])
def test_codes_for_no_language_are_not_recorded(guess: str, language: str | None) -> None:
    assert post_of(language_guess=guess).language == language


def test_pictures_and_films_are_told() -> None:
    assert post_of(images="https://pbs.example/a.jpg").kind == "post"
    assert post_of(videos="https://video.example/a.mp4").kind == "video"
    assert post_of(urls="").links is None
