"""Answers of the Commercial Content API, invented after its documentation."""

import contextlib
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Labels, Post, Stats
from perenne.model.reject import Reject
from perenne.readers import tiktok_commercial_api
from perenne.readers.reading import Item, Origin, Sensitive
from perenne.readers.sniff import recognise

ORIGIN = Origin("reponse.json", "a" * 64)

CONTENT: dict[str, Any] = {
    "id": "7573000000000000123",
    "create_timestamp": 1793721600,
    "create_date": "20261103",
    "label": "1",
    "brand_names": ["Maison Lune", "Belorso"],
    "creator": {"username": "lina.m"},
    "videos": [
        {"id": "v1", "url": "https://v.example/a.mp4?x-expires=1", "cover_image_url": "https://p.example/a.jpg"}
    ],
}
OK = {"code": "ok", "message": "", "log_id": "EXEMPLE"}


def answer(*contents: object, **more: Any) -> dict[str, Any]:
    return {"data": {"commercial_contents": contents, "has_more": False, "search_id": "1"}, "error": OK} | more


def items_of(document: object) -> list[Item]:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    items = list(tiktok_commercial_api.read(io.BytesIO(content), ORIGIN))
    return [item for item in items if item != Sensitive("token")]


def post_of(**changes: Any) -> Post:
    content = {name: value for name, value in (CONTENT | changes).items() if value is not ...}
    (post,) = items_of(answer(content))
    assert isinstance(post, Post), post
    return post


def test_an_item_is_a_video_without_caption_and_without_views() -> None:
    assert post_of() == Post(
        platform="tiktok",
        post_id="7573000000000000123",
        kind="video",
        published_at="2026-11-03T16:00:00Z",
        account=Account(handle="lina.m"),
        labels=Labels(paid_partnership=True, sponsors=("Maison Lune", "Belorso")),
        stats=Stats(),
        extra={
            "label": "1",
            "video_urls": "https://v.example/a.mp4",
            "video_cover_image_urls": "https://p.example/a.jpg",
        },
        source=ORIGIN.source("tiktok-commercial-content-api/1", 1),
    )


def test_that_its_addresses_are_signed_is_told_once() -> None:
    content = json.dumps(answer(CONTENT, CONTENT)).encode()
    items = list(tiktok_commercial_api.read(io.BytesIO(content), ORIGIN))
    assert [type(item) for item in items] == [Sensitive, Post, Post]


@pytest.mark.parametrize(
    ("label", "paid", "promotional"),
    [
        ("1", True, None),
        (1, True, None),
        ("Paid Partnership", True, None),
        ("2", False, True),
        ("promotional content", False, True),
        ("3", None, None),
        ("", None, None),
        (None, None, None),
        (..., None, None),
    ],
)
def test_the_label_says_what_the_library_says_and_no_more(
    label: object, paid: bool | None, promotional: bool | None
) -> None:
    labels = post_of(label=label).labels
    assert (labels.paid_partnership, labels.promotional) == (paid, promotional)


@pytest.mark.parametrize(
    ("changes", "moment"),
    [
        ({"create_timestamp": ...}, "2026-11-03"),
        ({"create_timestamp": 0, "create_date": 20261103}, "2026-11-03"),
        ({"create_timestamp": "1793721600"}, "2026-11-03T16:00:00Z"),
        ({"create_timestamp": None, "create_date": None}, None),
    ],
)
def test_the_day_stands_in_for_the_seconds(changes: dict[str, Any], moment: str | None) -> None:
    assert post_of(**changes).published_at == moment


def test_fields_that_were_not_asked_for_are_not_recorded() -> None:
    (post,) = items_of(answer({"id": 7573000000000000123, "label": "1"}))
    assert isinstance(post, Post)
    assert (post.post_id, post.account, post.published_at) == ("7573000000000000123", Account(), None)
    assert post.labels == Labels(paid_partnership=True)


def test_answers_items_and_lists_and_lines_of_them_are_read_alike() -> None:
    two = [answer(CONTENT, CONTENT), answer()]
    for document in (answer(CONTENT, CONTENT), two, [CONTENT, CONTENT], [CONTENT, answer(CONTENT)]):
        assert [post.source.line for post in items_of(document) if isinstance(post, Post)] == [1, 2]
        assert recognise(json.dumps(document, indent=1).encode()) == "tiktok-commercial-content-api/1"
    lines = b"\n".join(json.dumps(each).encode() for each in (answer(CONTENT, CONTENT), CONTENT)) + b"\n{cut"
    *posts, cut = items_of(lines)
    assert [post.source.line for post in posts if isinstance(post, Post)] == [1, 1, 2]
    assert isinstance(cut, Reject)


def test_an_answer_without_result_holds_no_record() -> None:
    assert items_of(answer()) == []
    assert items_of({"data": {}, "error": OK}) == []


def test_a_refusal_is_said_with_its_code() -> None:
    refused = {"data": {}, "error": OK | {"code": "access_token_invalid", "message": "<b>no</b>"}}
    with pytest.raises(UnreadableFile, match=r"\(access_token_invalid\)"):
        items_of(refused)
    assert recognise(json.dumps(refused).encode()) == "tiktok-commercial-content-api/1"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"id": ...}, "id"),
        ({"id": 7.573e18}, "id"),
        ({"id": "7573000000000000000"}, "id"),
        ({"create_timestamp": "bientôt"}, "create_timestamp"),
        ({"brand_names": "Maison Lune"}, "brand_names"),
    ],
)
def test_an_item_that_is_not_what_it_should_be_costs_only_itself(changes: dict[str, Any], path: str) -> None:
    wrong = {name: value for name, value in (CONTENT | changes).items() if value is not ...}
    reject, post = items_of(answer(wrong, CONTENT))
    assert isinstance(reject, Reject)
    assert isinstance(post, Post)
    assert (reject.line, reject.path) == (1, path)


@given(st.data())
def test_an_answer_with_any_byte_changed_is_refused_or_accounted_for(data: st.DataObject) -> None:
    content = bytearray(json.dumps([answer(CONTENT), CONTENT]).encode())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableFile):
        items = items_of(bytes(content))
        assert len(items) in {1, 2}
        assert all(isinstance(item, Post | Reject) for item in items)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        items_of(content)
