"""Whatever a platform puts where its documentation says something, a record comes of it or the declared error."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perenne.model.comment import Comment
from perenne.model.post import Account, Post, Source
from perenne.model.profile import Profile
from perenne.model.wire import decode, encode
from perenne.readers import bluesky_post, instagram_graph, mastodon_status, tiktok_commercial_api, tiktok_video

Record = Post | Comment | Profile
POST = Post(platform="instagram", post_id="1", account=Account(handle="lina"))
SHAPES: dict[str, tuple[type[msgspec.Struct], Callable[[Any], Record]]] = {
    "mastodon status": (mastodon_status.Status, lambda each: mastodon_status.post_of(each, Source())),
    "mastodon reply": (mastodon_status.Status, lambda each: mastodon_status.comment_of(each, "1", "2", Source())),
    "mastodon account": (mastodon_status.Owner, lambda each: mastodon_status.profile_of(each, Source())),
    "bluesky post": (bluesky_post.Item, lambda each: bluesky_post.post_of(each, Source())),
    "bluesky reply": (bluesky_post.View, lambda each: bluesky_post.comment_of(each, "at://1", "did:x:y", Source())),
    "bluesky account": (bluesky_post.Author, lambda each: bluesky_post.profile_of(each, Source())),
    "instagram media": (instagram_graph.Media, lambda each: instagram_graph.post_of(each, {"views": 1}, Source())),
    "instagram comment": (instagram_graph.Written, lambda each: instagram_graph.comment_of(each, POST, Source())),
    "instagram account": (instagram_graph.Owner, lambda each: instagram_graph.profile_of(each, Source())),
    "tiktok video": (tiktok_video.Video, lambda each: tiktok_video.post_of(each, Account(handle="l"), Source())),
    "tiktok comment": (tiktok_video.Written, lambda each: tiktok_video.comment_of(each, "1", Source())),
    "tiktok account": (tiktok_video.User, lambda each: tiktok_video.profile_of(each, "lina", Source())),
    "tiktok content": (tiktok_commercial_api.Content, lambda each: tiktok_commercial_api.post_of(each, Source())),
}
TEXTS = st.text(max_size=6) | st.sampled_from(
    [
        "2026-11-20T09:00:00Z", "2026-11-20T09:00:00+0000", "9999-99-99", "https://a.example/x", "javascript:x",
        "at://did:plc:x/app.bsky.feed.post/3", "<p><a href='https://a.example'>\u202e</a>", "1", "", "\x1b[2J",
    ]
)  # fmt: skip
NUMBERS = st.sampled_from([0, 1, -1, 2**31, 10**17, 10**18, -(10**18), 1_795_000_000])


def _values(kind: Any) -> st.SearchStrategy[Any]:
    """What JSON may hold where the shape says ``kind``: of the right type, and as odd as it gets."""
    within: tuple[Any, ...] = getattr(kind, "__args__", ())
    if getattr(kind, "__origin__", None) is list:
        return st.lists(_values(within[0]), max_size=2)
    if within:
        return st.one_of(*map(_values, within))
    if kind in (str, int, bool, type(None)):
        return {str: TEXTS, int: NUMBERS, bool: st.booleans(), type(None): st.none()}[kind]
    return _objects(kind)


def _objects(kind: type[msgspec.Struct]) -> st.SearchStrategy[dict[str, Any]]:
    fields = msgspec.structs.fields(kind)
    return st.fixed_dictionaries({}, optional={field.encode_name: _values(field.type) for field in fields})


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=40)
@given(data=st.data())
def test_a_record_comes_of_it_or_the_declared_error(name: str, data: st.DataObject) -> None:
    kind, made_of = SHAPES[name]
    told = msgspec.json.encode(data.draw(_objects(kind)))
    try:
        record = made_of(decode(kind, told))
    except ValueError:  # ``RecordError`` is one: the run counts it and goes on
        return
    assert decode(type(record), encode(record)) == record
