import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model import wire
from perenne.model.comment import Comment
from perenne.model.post import Post, Source
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.readers import post_ndjson
from perenne.readers.lines import BOM
from perenne.readers.reading import Item, Origin, Other, Sensitive

ORIGIN = Origin("posts.ndjson", "a" * 64)


def items_of(*lines: object) -> list[Item]:
    content = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(post_ndjson.read(io.BytesIO(content), ORIGIN))


def test_a_post_is_read_with_the_place_where_it_stands() -> None:
    (post,) = items_of(
        {"perenne": "post/1", "platform": "instagram", "post_id": "C8xk2", "text": "Merci @maisonlune"}
    )
    assert isinstance(post, Post)
    assert (post.post_id, post.text) == ("C8xk2", "Merci @maisonlune")
    assert post.source == Source(file="posts.ndjson", sha256="a" * 64, line=1, reader="post/1")


def test_the_tag_may_be_left_out_and_null_is_the_same_as_absent() -> None:
    bare, nulls = items_of(
        {"platform": "tiktok"}, {"perenne": None, "platform": "tiktok", "account": None, "text": None}
    )
    assert isinstance(bare, Post)
    assert isinstance(nulls, Post)
    assert bare.account == nulls.account


def test_where_a_record_says_it_came_from_gives_way_but_when_it_was_seen_stays() -> None:
    source = {"file": "elsewhere.csv", "line": 900, "reader": "table/1", "observed_at": "2026-11-20T08:00:00Z"}
    (post,) = items_of({"platform": "x", "source": source})
    assert isinstance(post, Post)
    assert post.source == ORIGIN.source("post/1", 1, "2026-11-20T08:00:00Z")


def test_an_unknown_key_is_named_with_its_line_and_the_rest_is_read() -> None:
    reject, post = items_of(
        {"platform": "youtube", "account": {"handel": "lina.m"}},
        {"platform": "youtube", "extra": {"handel": "anything goes here"}},
    )
    assert isinstance(reject, Reject)
    assert (reject.line, reject.path, reject.reason.en) == (1, "account.handel", "unknown key")
    assert isinstance(post, Post)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"perenne": "comment/1", "by_creator": True}, []),
        ({"perenne": "comment/1", "by_creator": False}, ["third_person"]),
        ({"perenne": "comment/1"}, ["third_person"]),
        ({"perenne": "account/1", "private": True}, ["private_account"]),
        ({"perenne": "account/1", "private": False}, ["third_person"]),
    ],
)
def test_what_other_people_wrote_and_who_they_are_is_told_once(record: dict[str, Any], told: list[str]) -> None:
    items = items_of(*[record | {"platform": "tiktok"}] * 2, {"platform": "tiktok", "text": "Bonjour"})
    assert [item.what for item in items if isinstance(item, Sensitive)] == told
    assert len(items) == 3 + len(told)


def test_comments_and_accounts_are_read_with_the_place_where_they_stand() -> None:
    comment, told, account, reject = items_of(
        {"perenne": "comment/1", "platform": "tiktok", "text": "Merci", "by_creator": True, "likes": [10, 20]},
        {
            "perenne": "account/1",
            "platform": "tiktok",
            "account": {"handle": "lina.m"},
            "followers_by_day": {"2026-11-20": 3},
        },
        {"perenne": "comment/1", "platform": "tiktok", "txt": "?"},
    )
    assert isinstance(comment, Comment)
    assert (comment.text, comment.by_creator, comment.likes) == ("Merci", True, (10, 20))
    assert comment.source == Source(file="posts.ndjson", sha256="a" * 64, line=1, reader="post/1")
    assert told == Sensitive("third_person")
    assert isinstance(account, Profile)
    assert (account.account.handle, account.followers_by_day, account.source.line) == ("lina.m", {"2026-11-20": 3}, 2)
    assert isinstance(reject, Reject)
    assert (reject.line, reject.path) == (3, "txt")


def test_objects_too_deep_are_rejects_wherever_they_stand() -> None:
    nested: object = 1
    for _ in range(200):
        nested = {"a": nested}
    reject, post = items_of({"platform": "x", "extra": nested}, {"platform": "x", "text": "[{" * 200})
    assert isinstance(reject, Reject)
    assert "nested" in reject.reason.en
    assert isinstance(post, Post)


def test_a_key_that_is_written_twice_counts_as_it_stands_last() -> None:
    (post,) = items_of(b'{"platform": "x", "text": "first", "text": "last", "platform": "tiktok"}')
    assert isinstance(post, Post)
    assert (post.text, post.platform) == ("last", "tiktok")


def test_other_records_of_ours_are_counted_as_what_they_are() -> None:
    tags = ["relation/1", "answer/1", "decision/1", "finding/1", "summary/1"]
    assert items_of(*({"perenne": tag, "anything": 1} for tag in tags)) == [
        Other(tag, line) for line, tag in enumerate(tags, start=1)
    ]


def test_a_record_of_another_version_is_refused_by_name_of_the_field() -> None:
    (reject,) = items_of({"perenne": "post/2", "platform": "instagram"})
    assert isinstance(reject, Reject)
    assert reject.path == "perenne"
    assert "version" in reject.reason.en


def test_a_reject_never_quotes_the_record() -> None:
    rejects = items_of(
        b'{"platform": "instagram", "text": "Anna Exemple, 12 rue',
        {"platform": "Anna Exemple"},
        {"platform": "instagram", "text": {"Anna Exemple": 1}},
        {"perenne": "Anna Exemple"},
        {"platform": "instagram", "published_at": "Anna Exemple"},
    )
    assert all(isinstance(reject, Reject) for reject in rejects)
    assert "Anna" not in repr(rejects)


@given(st.lists(st.one_of(st.binary(max_size=40), st.just(b'{"platform": "x"}')), max_size=8))
def test_every_line_of_any_bytes_gives_one_item(lines: list[bytes]) -> None:
    content = b"\n".join(lines)
    records = [line for line in content.split(b"\n") if line.removeprefix(BOM).strip()]
    items = list(post_ndjson.read(io.BytesIO(content), ORIGIN))
    assert len(items) == len(records)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(Post.__struct_encode_fields__), _json, max_size=4))
def test_any_json_under_the_right_names_is_a_post_that_can_be_written_again_or_a_reject(
    fields: dict[str, object],
) -> None:
    (item,) = items_of({"platform": "other"} | fields)
    if isinstance(item, Post):
        again = wire.decode(Post, wire.encode(item))
        assert again == item
    else:
        assert isinstance(item, Reject)
