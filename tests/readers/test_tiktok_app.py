"""The posts here are invented, after the code of programs that read such files; no real one is at hand."""

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Labels, Post, Stats, TimedText
from perenne.model.reject import Reject
from perenne.readers import tiktok_app
from perenne.readers.lines import BOM
from perenne.readers.reading import Item, Origin, Other, Sensitive

ORIGIN = Origin("aweme.json", "a" * 64)
AWEME: dict[str, Any] = {
    "aweme_id": "7289000000000000123",
    "desc": "Trois semaines avec la bougie @maisonlune #bougie",
    "create_time": 1697015400,
    "author": {
        "uid": "6890000000000000001",
        "unique_id": "lina.m",
        "nickname": "Lina M.",
        "signature": "Maison et petites bougies",
        "secret": 0,
    },
    "statistics": {
        "play_count": 12500, "digg_count": 830, "comment_count": 41, "share_count": 7, "collect_count": 55,
    },
    "status": {"private_status": 0, "is_private": False},
    "video": {"duration": 34034},
    "desc_language": "fr",
    "is_ads": False,
    "commerce_info": {"bc_label_test_text": "", "branded_content_type": 0, "adv_promotable": True},
    "aigc_info": {"aigc_label_type": 0, "created_by_ai": False},
}  # fmt: skip


def aweme(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in (AWEME | changes).items() if value is not ...}


def read(content: bytes) -> list[Item]:
    return list(tiktok_app.read(io.BytesIO(content), ORIGIN))


def as_bytes(value: object, indent: int | None = None) -> bytes:
    return json.dumps(value, indent=indent).encode()


def post_of(**changes: Any) -> Post:
    (post,) = read(as_bytes(aweme(**changes)))
    assert isinstance(post, Post), post
    return post


def numbers(content: bytes) -> list[int | None]:
    """The line or the place of each post."""
    return [item.source.line for item in read(content) if isinstance(item, Post)]


def test_a_post_is_read_with_all_that_the_application_was_told() -> None:
    assert post_of() == Post(
        platform="tiktok",
        post_id="7289000000000000123",
        url="https://www.tiktok.com/@lina.m/video/7289000000000000123",
        kind="video",
        published_at="2023-10-11T09:10:00Z",
        account=Account(id="6890000000000000001", handle="lina.m", name="Lina M.", bio="Maison et petites bougies"),
        text="Trois semaines avec la bougie @maisonlune #bougie",
        language="fr",
        duration_s=34.034,
        stats=Stats(views=12500, likes=830, comments=41, shares=7, saves=55),
        source=ORIGIN.source("tiktok-app/1", 1),
    )


@pytest.mark.parametrize(
    ("shown", "labels"),
    [
        ("Paid partnership", Labels(paid_partnership=True)),
        ("Partenariat rémunéré", Labels(paid_partnership=True)),
        (" Promotional content ", Labels(promotional=True)),
        ("Contenu promotionnel", Labels(promotional=True)),
        ("Creator earns commission", Labels()),
        ("Un libellé nouveau", Labels()),
        ("", Labels()),
        (None, Labels()),
    ],
)
def test_the_label_is_what_the_screen_shows_and_no_words_are_no_proof_of_none(
    shown: str | None, labels: Labels
) -> None:
    post = post_of(commerce_info={"bc_label_test_text": shown, "branded_content_type": 0})
    assert post.labels == labels
    assert post.extra == ({"tiktok": {"bc_label_test_text": shown}} if shown else {})


def test_raw_signs_of_commerce_are_kept_and_make_no_label() -> None:
    signs = {"branded_content_type": 2001, "brand_organic_type": 1, "ad_source": 1, "adv_promotable": True}
    post = post_of(commerce_info=signs, is_ads=True)
    assert post.labels == Labels()
    assert post.extra == {
        "tiktok": {"isAd": True, "branded_content_type": 2001, "brand_organic_type": 1, "ad_source": 1}
    }


@pytest.mark.parametrize(
    ("info", "ai"),
    [
        (..., None),
        (None, None),
        ({"aigc_label_type": 0, "created_by_ai": False}, None),
        ({"aigc_label_type": 2}, True),
        ({"created_by_ai": True}, True),
    ],
)
def test_made_by_ai_is_known_only_where_it_is_said(info: Any, ai: bool | None) -> None:
    assert post_of(aigc_info=info).labels.ai is ai


def test_what_is_not_recorded_is_none_and_what_is_zero_is_zero() -> None:
    bare = post_of(statistics=..., video=..., desc_language="un", author={"nickname": "Lina M."})
    assert (bare.stats, bare.duration_s, bare.language, bare.url) == (Stats(), None, None, None)
    assert post_of(statistics={"play_count": 0, "digg_count": -1}).stats == Stats(views=0)
    assert post_of(desc="").text == ""
    assert post_of(desc=...).text is None


def test_words_of_stickers_are_read_and_what_feeds_a_widget_is_not() -> None:
    stickers = [{"text_info": "PUBLICITÉ"}, {"text_info": '{"poll": 1}'}, {"type": 4}, {"text_info": ""}]
    assert post_of(interaction_stickers=stickers).overlay == (TimedText(text="PUBLICITÉ"),)
    assert post_of(interaction_stickers=[]).overlay is None


def test_a_photo_post_has_no_duration() -> None:
    post = post_of(image_post_info={"images": []}, video={"duration": 0})
    assert (post.kind, post.duration_s) == ("post", None)


@pytest.mark.parametrize("aweme_id", [7289000000000000123, 7.289e18, "0"])
def test_an_id_that_was_a_number_is_none(aweme_id: Any) -> None:
    assert post_of(aweme_id=aweme_id).post_id is None


PRIVATE = [
    {"author": {"unique_id": "anna.exemple", "secret": 1}},
    {"author": {"unique_id": "anna.exemple", "private_account": True}},
    {"status": {"private_status": 1}},
    {"status": {"private_status": 2}},
    {"status": {"is_private": True}},
]


@pytest.mark.parametrize("change", PRIVATE)
def test_nothing_of_a_private_account_passes_and_it_is_said_once(change: dict[str, Any]) -> None:
    items = read(as_bytes([aweme(**change)] * 2))
    assert items == [Sensitive("private_account"), Other("private account", 1), Other("private account", 2)]


def test_that_its_addresses_are_signed_is_told_once() -> None:
    film = {"play_addr": {"url_list": ["https://v16.example/v/?a=1233&x-signature=EXEMPLE"]}, "duration": 9000}
    items = read(as_bytes([AWEME, AWEME | {"video": film}, AWEME | {"video": film}]))
    assert [type(item) for item in items] == [Post, Sensitive, Post, Post]
    assert "EXEMPLE" not in repr(items)


PAGE = {"status_code": 0, "aweme_list": [AWEME, AWEME], "has_more": 1}
LINE = as_bytes(AWEME)


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (LINE, [1]),
        (as_bytes(AWEME, indent=2), [1]),
        (BOM + as_bytes([AWEME, AWEME]), [1, 2]),
        (as_bytes([AWEME, AWEME], indent=2), [1, 2]),
        (as_bytes(PAGE), [1, 2]),
        (as_bytes(PAGE, indent=2), [1, 2]),
        (as_bytes([PAGE, PAGE]), [1, 2, 3, 4]),
        (as_bytes(PAGE | {"aweme_list": None}), []),
        (b"[]", []),
        (LINE + b"\n" + LINE, [1, 2]),
        (BOM + b"\n" + LINE + b"\r\n\n" + LINE + b"\n", [2, 4]),
        (as_bytes(PAGE) + b"\n" + LINE + b"\n" + as_bytes(PAGE), [1, 1, 2, 3, 3]),
    ],
    ids=[
        "one", "one over lines", "list", "list over lines", "page", "page over lines", "pages in a list",
        "page without posts", "empty list", "lines", "lines with blanks", "pages by line",
    ],
)  # fmt: skip
def test_a_file_is_one_document_a_list_or_lines(content: bytes, places: list[int]) -> None:
    assert numbers(content) == places


def test_a_broken_line_costs_that_line_alone_also_where_it_is_the_first() -> None:
    for content in (LINE + b"\n{oops\n" + LINE, b"{oops\n" + LINE + b"\n" + LINE):
        items = read(content)
        assert len(items) == 3
        (reject,) = (item for item in items if isinstance(item, Reject))
        assert reject.reason.en == "this is not JSON"


def test_a_broken_page_on_a_line_costs_that_page() -> None:
    first, page, last = read(LINE + b"\n" + as_bytes(PAGE)[:-5] + b"\n" + LINE)
    assert isinstance(page, Reject)
    assert page.line == 2
    assert isinstance(first, Post)
    assert isinstance(last, Post)


def test_half_an_emoji_costs_no_line() -> None:
    _, half = read(LINE + b"\n" + LINE.replace(b"bougie", rb"\ud83d"))
    assert isinstance(half, Post)
    assert half.text == "Trois semaines avec la \ufffd @maisonlune #\ufffd"


@pytest.mark.parametrize(
    ("content", "said"),
    [(as_bytes(PAGE)[:-9], "truncated"), (as_bytes(PAGE, indent=2)[:-9], "truncated"), (b"[1,, 2]", "malformed")],
)
def test_a_document_that_is_cut_or_malformed_is_refused_as_a_whole(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(content)


def test_a_document_that_is_too_long_is_refused_and_lines_have_no_such_limit() -> None:
    with pytest.raises(UnreadableFile, match="split it"):
        list(tiktok_app.read(io.BytesIO(as_bytes([AWEME] * 3)), ORIGIN, limit=1_000))
    lines = io.BytesIO(b"\n".join([LINE] * 3))
    assert len(list(tiktok_app.read(lines, ORIGIN, limit=1_000))) == 3


@pytest.mark.parametrize(
    ("item", "path"),
    [
        (5, ""),
        ({}, ""),
        ({"aweme_id": "1"}, ""),
        (aweme(aweme_id=...), ""),
        (aweme(desc=5), "desc"),
        (aweme(author="lina.m"), "author"),
        (aweme(create_time="hier"), "create_time"),
        (aweme(statistics={"play_count": []}), "statistics.play_count"),
    ],
)
def test_a_malformed_post_is_a_reject_that_names_the_field(item: Any, path: str) -> None:
    before, reject, after = read(as_bytes([AWEME, item, AWEME]))
    assert isinstance(reject, Reject)
    assert (reject.line, reject.path) == (2, path)
    assert isinstance(before, Post)
    assert isinstance(after, Post)


def test_bytes_that_are_no_text_cost_the_post_they_stand_in() -> None:
    before, reject = read(as_bytes([AWEME, AWEME | {"desc": "@"}]).replace(b'"@"', b'"\xff"'))
    assert isinstance(before, Post)
    assert isinstance(reject, Reject)


def test_a_post_with_the_key_of_a_page_in_it_is_a_post() -> None:
    odd = as_bytes(aweme(mix_info={"aweme_list": [1]}, aweme_list=5))
    assert numbers(odd) == [1]
    assert numbers(odd + b"\n" + odd) == [1, 2]


@pytest.mark.parametrize(
    ("record", "held"),
    [
        (AWEME, True),
        (PAGE, True),
        ({"aweme_id": "1", "cid": "2", "text": "trop belle", "create_time": 1}, False),
        ({"aweme_id": "1"}, False),
        ({"aweme_list": None}, False),
        ({"id": "1", "desc": "web"}, False),
    ],
)
def test_the_card_takes_posts_and_pages_and_no_comments(record: dict[str, Any], held: bool) -> None:
    assert tiktok_app.CARD.holds is not None
    assert tiktok_app.CARD.holds(record) is held


def test_lines_need_no_more_memory_than_some_of_them() -> None:
    content = (LINE + b"\n") * 4_000
    stream = io.BytesIO(content)
    tracemalloc.start()
    try:
        read = sum(1 for _ in tiktok_app.read(stream, ORIGIN))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert read == 4_000
    assert peak < len(content) / 10


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["uid", "duration"]), inside),
    max_leaves=5,
)


@given(
    st.dictionaries(st.sampled_from([*sorted(AWEME), "interaction_stickers", "image_post_info"]), _json, max_size=4)
)
def test_whatever_the_fields_hold_a_post_gives_one_item(item: dict[str, Any]) -> None:
    for content in (as_bytes([AWEME | item]), as_bytes(AWEME | item) + b"\n" + LINE):
        items = [each for each in read(content) if not isinstance(each, Sensitive)]
        assert len(items) == 1 + content.count(b"\n")


@given(st.data())
def test_lines_with_any_byte_changed_are_accounted_for_or_the_file_is_refused(data: st.DataObject) -> None:
    content = bytearray(
        data.draw(st.sampled_from([LINE + b"\n" + LINE, as_bytes(PAGE), as_bytes([AWEME], indent=1)]))
    )
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        items = read(bytes(content))
    except UnreadableFile:
        return
    if bytes(content).startswith(b'{"aweme_id"') and b"\n" in content:
        lines = [line for line in bytes(content).split(b"\n") if line.strip()]
        assert sum(not isinstance(item, Sensitive) for item in items) == len(lines)


@given(
    st.binary(max_size=200)
    | st.lists(st.sampled_from([b"{}", b"[", b"]", b"\n", b",", b'"aweme_list"', b":"])).map(b"".join)
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        items = read(content)
    except UnreadableFile:
        return
    assert all(isinstance(item, Reject) for item in items)
