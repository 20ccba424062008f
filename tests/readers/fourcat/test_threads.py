import pytest

from perenne.model.post import Account, Labels, Post, Stats
from perenne.readers.fourcat import threads
from perenne.readers.reading import Sensitive
from tests.readers.tool_tables import ORIGIN, items_of, table_of

SHAPE = "fourcat-threads/1"
ROW = {
    "id": "ExThread001",
    "thread_id": "ExThread001",
    "url": "https://www.threads.com/@ines.baudrelle/post/ExThread001",
    "body": "Merci @peau.douce",
    "timestamp": "2026-11-03 17:00:00",
    "author": "ines.baudrelle",
    "author_is_verified": "no",
    "image_url": "https://cdn.example/a.jpg",
    "link_url": "https://peaudouce.example/?ref=ines",
    "is_paid_partnership": "yes",
    "likes": "12",
    "reposts": "0",
    "replies": "3",
    "quotes": "1",
    "unix_timestamp": "1793721600",
}


def post_of(**changes: str) -> Post:
    (post,) = items_of(threads.read, table_of(SHAPE, ROW | changes))
    assert isinstance(post, Post), post
    return post


def test_a_row_is_a_post_with_the_platforms_label() -> None:
    assert post_of() == Post(
        platform="threads",
        post_id="ExThread001",
        url="https://www.threads.com/@ines.baudrelle/post/ExThread001",
        kind="post",
        published_at="2026-11-03T16:00:00Z",
        account=Account(handle="ines.baudrelle"),
        text="Merci @peau.douce",
        links=("https://peaudouce.example/?ref=ines",),
        labels=Labels(paid_partnership=True),
        stats=Stats(likes=12, comments=3, shares=0),
        source=ORIGIN.source(SHAPE, 2),
    )


@pytest.mark.parametrize(("cell", "label"), [("yes", True), ("no", None), ("", None), ("1.5", None)])
def test_a_no_is_not_recorded_for_4cat_writes_it_where_nothing_was_sent(cell: str, label: bool | None) -> None:
    assert post_of(is_paid_partnership=cell).labels == Labels(paid_partnership=label)


def test_its_card_does_not_promise_a_label_in_each_post() -> None:
    assert threads.CARD.says.paid_label == "sometimes"


def test_a_link_loses_what_opens_a_session_and_keeps_what_names_the_partner() -> None:
    link = "https://peaudouce.example/?ref=ines&access_token=EXEMPLE"
    sensitive, post = items_of(threads.read, table_of(SHAPE, ROW | {"link_url": link}))
    assert isinstance(post, Post)
    assert (sensitive, post.links) == (Sensitive("token"), ("https://peaudouce.example/?ref=ines",))


def test_words_alone_are_a_text_and_a_film_is_a_video() -> None:
    assert post_of(image_url="").kind == "text"
    assert post_of(video_url="https://cdn.example/v.mp4").kind == "video"


def test_a_time_without_seconds_since_1970_is_that_of_a_server_somewhere() -> None:
    assert post_of(unix_timestamp="").published_at == "2026-11-03T17:00:00"


def test_no_link_is_not_recorded() -> None:
    assert post_of(link_url="").links is None
