"""The comments here are invented, after the code of programs that read such captures; no real one is at hand."""

from typing import Any

import pytest

from perenne.model.comment import Comment
from perenne.readers.reading import Sensitive
from tests.readers.zeeschuimer import captures
from tests.readers.zeeschuimer.captures import ORIGIN, captured, changed, items_of, reject_of
from tests.readers.zeeschuimer.items import COMMENT


def comment_of(**changes: Any) -> Comment:
    return captures.comment_of(captured(changed(COMMENT, **changes), "tiktok-comments"))


def test_a_comment_is_read_with_the_post_it_stands_under() -> None:
    assert comment_of() == Comment(
        platform="tiktok",
        comment_id="7290000000000000777",
        post_id="7289000000000000123",
        published_at="2023-10-11T09:20:00Z",
        author_handle="anna.exemple",
        pinned=False,
        text="Trop belle, cette bougie !",
        language="fr",
        likes=4,
        replies=1,
        source=ORIGIN.source("zeeschuimer-tiktok-comments/1", 1, "2023-10-12T08:15:30.123Z"),
    )


def test_a_reply_names_the_comment_that_it_answers() -> None:
    assert comment_of(reply_id="0").parent_id is None
    assert comment_of(reply_id="7290000000000000555").parent_id == "7290000000000000555"
    deeper = comment_of(reply_id="7290000000000000555", reply_to_reply_id="7290000000000000666")
    assert deeper.parent_id == "7290000000000000666"


@pytest.mark.parametrize(
    ("labels", "by_creator"),
    [
        ({}, None),
        ({"label_type": 1, "label_text": "Creator"}, True),
        ({"label_list": [{"type": 1, "text": "Créateur"}]}, True),
        ({"label_list": [{"type": 12, "text": "Ami"}, {"type": "1"}]}, True),
        ({"label_list": [{"type": 12, "text": "Creator"}], "label_text": "Creator"}, None),
        ({"label_list": []}, None),
        ({"label_type": 0}, None),
    ],
)
def test_only_the_label_says_that_the_creator_wrote_it_and_nothing_says_that_not(
    labels: dict[str, Any], by_creator: bool | None
) -> None:
    assert comment_of(**labels).by_creator is by_creator


@pytest.mark.parametrize(
    ("fields", "pinned"),
    [
        ({"author_pin": True}, True),
        ({"author_pin": False, "stick_position": 1}, True),
        ({"author_pin": False, "stick_position": ...}, False),
        ({"author_pin": ..., "stick_position": 1}, True),
        ({"author_pin": ..., "stick_position": 0}, False),
        ({"author_pin": ..., "stick_position": ...}, None),
    ],
)
def test_pinned_is_known_where_one_of_two_fields_says_it(fields: dict[str, Any], pinned: bool | None) -> None:
    assert comment_of(**fields).pinned is pinned


def test_what_is_not_recorded_is_none_and_what_is_zero_is_zero() -> None:
    bare = comment_of(digg_count=..., reply_comment_total=..., user=..., comment_language="un", create_time=0)
    assert (bare.likes, bare.replies, bare.author_handle, bare.language, bare.published_at) == (None,) * 5
    assert comment_of(digg_count=0, reply_comment_total=0).likes == 0
    assert comment_of(user={"uid": "1", "nickname": "Anna"}).author_handle is None


def test_the_number_of_an_account_is_kept_of_the_creator_alone() -> None:
    assert comment_of().author_id is None
    assert comment_of(label_list=[{"type": 1}]).author_id == "6700000000000000009"


def test_comments_are_the_words_of_third_persons_unless_the_creator_wrote_them() -> None:
    line = captured(COMMENT, "tiktok-comments")
    assert items_of(line, line).count(Sensitive("third_person")) == 1
    own = captured(changed(COMMENT, label_type=1), "tiktok-comments")
    assert Sensitive("third_person") not in items_of(own)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "data"),
        ({"cid": None, "aweme_id": "1"}, "data"),
        (changed(COMMENT, text=["a"]), "data.text"),
        (changed(COMMENT, create_time="hier"), "data.create_time"),
        (changed(COMMENT, user="anna"), "data.user"),
        (changed(COMMENT, label_list={"type": 1}), "data.label_list"),
    ],
)
def test_a_malformed_comment_is_a_reject_that_names_the_field(data: dict[str, Any], path: str) -> None:
    assert reject_of(captured(data, "tiktok-comments")).path == path
