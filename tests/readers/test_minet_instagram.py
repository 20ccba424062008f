from perenne.model.post import Account, Labels, Post, Stats
from perenne.readers import minet_instagram
from tests.readers.tool_tables import ORIGIN, columns, csv_of, items_of

OF_A_USER, OF_A_HASHTAG = columns("minet-instagram/1"), columns("minet-instagram/1 by hashtag")
ROW = {
    "username": "ines.baudrelle",
    "full_name": "Inès Baudrelle",
    "id": "3700000000000000123",
    "media_type": "GraphSidecar",
    "shortcode": "ExInsta0001",
    "url": "https://www.instagram.com/p/ExInsta0001/",
    "caption": "Routine du soir @peau.douce",
    "mentioned_names": "peau.douce",
    "like_and_view_counts_disabled": "false",
    "like_count": "812",
    "comment_count": "0",
    "usertags_medias": "peau.douce",
    "taken_at_timestamp": "1793721600",
    "utc_time": "2026-11-03T16:00:00",
    "coauthor_usernames": "peau.douce|lina.m",
}


def post_of(header: list[str] = OF_A_USER, **changes: str) -> Post:
    cells = ROW | changes
    (post,) = items_of(minet_instagram.read, csv_of(header, [cells.get(name, "") for name in header]))
    assert isinstance(post, Post), post
    return post


def test_a_row_of_a_user_is_a_post_without_label() -> None:
    assert post_of() == Post(
        platform="instagram",
        post_id="ExInsta0001",
        url="https://www.instagram.com/p/ExInsta0001/",
        kind="post",
        published_at="2026-11-03T16:00:00Z",
        account=Account(handle="ines.baudrelle", name="Inès Baudrelle"),
        text="Routine du soir @peau.douce",
        coauthors=("peau.douce", "lina.m"),
        labels=Labels(),
        stats=Stats(likes=812, comments=0),
        extra={"instagram": {"usertags": ["peau.douce"]}},
        source=ORIGIN.source("minet-instagram/1", 2),
    )


def test_a_row_found_by_hashtag_has_its_owners_number() -> None:
    post = post_of(
        OF_A_HASHTAG, owner_id="6890000000000000001", liked_by_count="31", video_view_count="900",
        media_type="GraphVideo",
    )  # fmt: skip
    assert post.account == Account(id="6890000000000000001")
    assert (post.stats, post.kind) == (Stats(views=900, likes=31, comments=0), "video")


def test_likes_that_the_owner_hides_are_not_recorded() -> None:
    assert post_of(like_and_view_counts_disabled="true", like_count="3").stats == Stats(comments=0)


def test_empty_cells_are_not_recorded() -> None:
    post = post_of(caption="", coauthor_usernames="", usertags_medias="", like_count="", media_type="8")
    assert (post.text, post.coauthors, post.extra, post.stats.likes, post.kind) == (None, None, {}, None, None)
