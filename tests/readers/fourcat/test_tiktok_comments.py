import pytest

from perenne.model.comment import Comment
from perenne.model.reject import Reject
from perenne.readers.fourcat import tiktok_comments
from perenne.readers.reading import Sensitive
from tests.readers.tool_tables import ORIGIN, items_of, table_of

SHAPE = "fourcat-tiktok-comments/1"
ROW = {
    "id": "7573500000000000456",
    "thread_id": "7573000000000000123",
    "author": "une.spectatrice",
    "author_full": "Aline Vertecourt",
    "body": "C’est sponsorisé ?",
    "timestamp": "2026-11-03 18:00:00",
    "unix_timestamp": "1793721600",
    "likes": "0",
    "replies": "2",
    "post_id": "7573000000000000123",
    "post_url": "https://m.tiktok.com/v/7573000000000000123",
    "is_liked_by_post_author": "no",
    "is_sticky": "no",
    "is_comment_on_comment": "no",
    "language_guess": "fr",
}
THIRD_PERSON = Sensitive("third_person")


def comment_of(**changes: str) -> Comment:
    sensitive, comment = items_of(tiktok_comments.read, table_of(SHAPE, ROW | changes))
    assert sensitive == THIRD_PERSON
    assert isinstance(comment, Comment), comment
    return comment


def test_a_row_is_a_comment_with_its_words_and_a_handle_and_no_name() -> None:
    assert comment_of() == Comment(
        platform="tiktok",
        comment_id="7573500000000000456",
        post_id="7573000000000000123",
        published_at="2026-11-03T16:00:00Z",
        author_handle="une.spectatrice",
        pinned=None,
        text="C’est sponsorisé ?",
        language="fr",
        likes=0,
        replies=2,
        source=ORIGIN.source(SHAPE, 2),
    )


def test_a_reply_names_the_comment_that_it_answers() -> None:
    reply = comment_of(is_comment_on_comment="yes", thread_id="7573400000000000444")
    assert (reply.parent_id, reply.post_id) == ("7573400000000000444", "7573000000000000123")


def test_no_replies_is_what_4cat_writes_where_nobody_counted() -> None:
    assert comment_of(replies="0").replies is None
    assert comment_of(likes="").likes is None


@pytest.mark.parametrize(
    ("post_url", "by_creator"),
    [
        ("https://www.tiktok.com/@Une.Spectatrice/video/7573000000000000123", True),
        ("https://www.tiktok.com/@lina.m/video/7573000000000000123", False),
        ("https://m.tiktok.com/v/7573000000000000123", None),
        ("", None),
    ],
)
def test_the_creator_is_told_where_the_address_of_the_video_names_one(post_url: str, by_creator: bool | None) -> None:
    assert comment_of(post_url=post_url).by_creator is by_creator


def test_a_time_without_seconds_since_1970_is_that_of_a_server_somewhere() -> None:
    assert comment_of(unix_timestamp="").published_at == "2026-11-03T18:00:00"


@pytest.mark.parametrize(("guess", "language"), [("un", None), ("", None), ("pt-BR", "pt-BR"), ("?", None)])
def test_a_language_that_nobody_knows_is_not_recorded(guess: str, language: str | None) -> None:
    assert comment_of(language_guess=guess).language == language


def test_third_persons_are_told_once_and_a_bad_row_costs_only_itself() -> None:
    items = items_of(tiktok_comments.read, table_of(SHAPE, ROW, ROW | {"id": ""}, ROW | {"is_sticky": ""}))
    assert items.count(THIRD_PERSON) == 1
    first, reject, third = (item for item in items if item != THIRD_PERSON)
    assert isinstance(first, Comment)
    assert isinstance(reject, Reject)
    assert isinstance(third, Comment)
    assert (reject.line, third.pinned) == (3, None)
