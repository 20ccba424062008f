"""The envelope: which module reads a line, what never passes, and that every line is accounted for."""

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.comment import Comment
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.readers import zeeschuimer
from perenne.readers.lines import BOM
from perenne.readers.reading import Other, Sensitive
from perenne.readers.zeeschuimer import capture
from tests.readers.zeeschuimer.captures import BROWSER, ORIGIN, SESSION, captured, items_of, records_of, reject_of
from tests.readers.zeeschuimer.items import COMMENT, MEDIA, THREAD, TIKTOK, TWEET

DATA: dict[str, dict[str, Any]] = {
    "tiktok.com": TIKTOK,
    "tiktok-comments": COMMENT,
    "instagram.com": MEDIA,
    "threads.net": THREAD,
    "twitter.com": TWEET,
}
"""An item of each platform that is read."""
FORMS = {
    "tiktok.com": "zeeschuimer-tiktok/1",
    "tiktok-comments": "zeeschuimer-tiktok-comments/1",
    "instagram.com": "zeeschuimer-instagram/1",
    "threads.net": "zeeschuimer-threads/1",
    "twitter.com": "zeeschuimer-x/1",
}
LINES = {platform: captured(data, platform) for platform, data in DATA.items()}


def test_a_file_may_mix_platforms_and_each_record_says_which_module_read_it() -> None:
    records = records_of(*LINES.values(), *LINES.values())
    read = [record.source for record in records if isinstance(record, Post | Comment)]
    assert [source.reader for source in read] == [*FORMS.values()] * 2
    assert [source.line for source in read] == [*range(1, 11)]


def test_the_format_of_a_file_is_that_of_its_first_line() -> None:
    for platform, line in LINES.items():
        assert next(card.name for card in zeeschuimer.CARDS if card.holds and card.holds(line)) == FORMS[platform]


@pytest.mark.parametrize("platform", ["linkedin.com", 7, None, ["tiktok.com"]])
def test_a_file_of_a_platform_that_is_not_read_is_a_capture_all_the_same(platform: Any) -> None:
    line = captured({}, source_platform=platform)
    assert [card.name for card in zeeschuimer.CARDS if card.holds and card.holds(line)] == ["zeeschuimer/1"]


def test_what_is_no_envelope_is_no_capture() -> None:
    for record in ({"source_platform": "tiktok.com", "data": {}}, {"item_id": "1"}, {}):
        assert not any(card.holds and card.holds(record) for card in zeeschuimer.CARDS)


def test_other_platforms_are_counted_by_name_and_their_comments_are_of_third_persons() -> None:
    items = items_of(
        captured({"id": "1"}, "linkedin.com"),
        captured({"id": "1", "text": "trop belle"}, "instagram-comments"),
        captured({}, "<script>"),
        captured({}, source_platform=7),
        captured({}, "x" * 50),
    )
    assert [item for item in items if isinstance(item, Other)] == [
        Other("zeeschuimer linkedin.com", 1),
        Other("zeeschuimer instagram-comments", 2),
        Other("zeeschuimer ?", 3),
        Other("zeeschuimer ?", 4),
        Other("zeeschuimer ?", 5),
    ]
    assert Sensitive("third_person") in items


@pytest.mark.parametrize("platform", DATA)
def test_session_tokens_and_browser_never_pass_and_are_said_once(platform: str) -> None:
    items = items_of(LINES[platform], LINES[platform])
    assert items.count(Sensitive("token")) == 1
    assert SESSION not in repr(items)
    assert BROWSER not in repr(items)


def test_a_capture_that_was_cleaned_holds_no_token() -> None:
    address = "https://www.tiktok.com/api/recommend/item_list/"
    cleaned = captured(DATA["tiktok.com"], user_agent=..., source_url=address)
    assert Sensitive("token") not in items_of(cleaned)
    for left in ({"user_agent": "x"}, {"source_url": f"{address}?a"}, {"source_url": [address]}):
        assert Sensitive("token") in items_of(cleaned | left)
        assert Sensitive("token") in items_of(cleaned | left | {"source_platform": "linkedin.com"})


def test_a_line_that_could_not_be_read_may_hold_a_token() -> None:
    broken = json.dumps(LINES["tiktok.com"]).encode()[:-20]
    token, reject = items_of(broken)
    assert token == Sensitive("token")
    assert isinstance(reject, Reject)
    assert SESSION not in repr(reject)


def test_the_order_of_the_keys_does_not_matter_nor_what_a_caption_says_of_platforms() -> None:
    caption = {"desc": '{"source_platform": "instagram.com"}', "source_platform": "instagram.com", "author": "lina.m"}
    line = {
        "data": caption | {"filler": "x" * 4000},
        "timestamp_collected": 1697098530123,
        "source_platform": "tiktok.com",
    }
    (post,) = records_of(line)
    assert isinstance(post, Post)
    assert (post.platform, post.text) == ("tiktok", caption["desc"])


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (b"{", ""),
        (b"[]", ""),
        (b"null", ""),
        (b'"tiktok.com"', ""),
        (b'{"source_platform": "tiktok.com", "data": {"desc": "a"}} {}', ""),
        (b'{"source_platform": "tiktok.com", "data": ' + b"[" * 100_000, ""),
        ({"item_id": "1", "data": {}}, "source_platform"),
        (captured(DATA["tiktok.com"], timestamp_collected="hier"), "timestamp_collected"),
        (captured(DATA["instagram.com"], "instagram.com", timestamp_collected=10**15), "timestamp_collected"),
        (captured(DATA["twitter.com"], "twitter.com", item_id={}), "item_id"),
        (captured(..., "threads.net"), "data"),
        (captured(None, "tiktok-comments"), "data"),
        (captured("x", "instagram.com"), "data"),
    ],
    ids=lambda value: value if isinstance(value, str) else "line",
)
def test_a_broken_line_is_a_reject_that_names_the_field_and_costs_no_other(line: Any, path: str) -> None:
    assert reject_of(line).path == path
    before, broken, after = records_of(LINES["tiktok.com"], line, LINES["twitter.com"])
    assert isinstance(broken, Reject)
    assert isinstance(before, Post)
    assert isinstance(after, Post)
    assert (before.source.line, broken.line, after.source.line) == (1, 2, 3)


def test_half_an_emoji_costs_no_line() -> None:
    half = json.dumps(captured(DATA["twitter.com"], "twitter.com")).replace("chez", r"chez \ud83d").encode()
    (post,) = records_of(BOM + half)
    assert isinstance(post, Post)
    assert post.text == "Bougies & thé <3 chez \ufffd @maisonlune https://t.co/abc"


def test_a_long_file_needs_no_more_memory_than_some_lines() -> None:
    content = b"".join(json.dumps(line).encode() + b"\n" for line in LINES.values()) * 400
    stream = io.BytesIO(content)
    tracemalloc.start()
    try:
        read = sum(1 for item in capture.read(stream, ORIGIN) if not isinstance(item, Sensitive))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert read == 2_000
    assert peak < len(content) / 10


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.sampled_from(["0", "1697015400", "Wed Oct 11 09:10:00 +0000 2023", -1, 10**12, 2**53, 10**15]),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "result", "edges", "node", "count", "username"]), inside)
    ),
    max_leaves=6,
)


@given(st.sampled_from(sorted(DATA)), st.data())
def test_whatever_the_fields_hold_the_line_gives_one_record(platform: str, data: st.DataObject) -> None:
    others = ["statsV2", "stickersOnItem", "edge_media_to_caption", "shortcode", "tweet", "note_tweet", "label_list"]
    item = data.draw(st.dictionaries(st.sampled_from([*sorted(DATA[platform]), *others]), _json, max_size=4))
    around = data.draw(st.dictionaries(st.sampled_from(sorted(LINES[platform])), _json, max_size=1))
    assert len(records_of(captured(DATA[platform] | item, platform) | around)) == 1


@given(st.sampled_from(sorted(DATA)), st.data())
def test_a_capture_with_some_bytes_changed_is_still_accounted_for(platform: str, data: st.DataObject) -> None:
    content = bytearray(json.dumps(LINES[platform]).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    _accounts_for_every_line(bytes(content))


@given(
    st.lists(st.binary(max_size=40) | st.sampled_from([b"{}", b'{"source_platform": "x.com"}', b"\n"]), max_size=6)
)
def test_any_bytes_are_accounted_for(pieces: list[bytes]) -> None:
    _accounts_for_every_line(b"\n".join(pieces))


def _accounts_for_every_line(content: bytes) -> None:
    lines = [line.removesuffix(b"\r").removeprefix(BOM) for line in content.split(b"\n")]
    items = [item for item in capture.read(io.BytesIO(content), ORIGIN) if not isinstance(item, Sensitive)]
    assert len(items) == sum(bool(line.strip()) for line in lines)
