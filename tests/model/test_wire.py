"""JSON in, records out: what is absent stays absent, what is wrong is named, nothing crashes."""

import json
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.answer import Answer, Decision
from perenne.model.post import Post, Sector
from perenne.model.relation import Relation
from perenne.model.wire import RecordError, as_builtins, convert, decode, encode
from tests.model.records import objects, posts, words


def a_post(**fields: Any) -> bytes:
    return json.dumps({"perenne": "post/1", "platform": "instagram", **fields}).encode()


def refusal(kind: type[msgspec.Struct], line: bytes) -> tuple[str, str, str]:
    """Where a record is wrong, and why, in French and in English."""
    with pytest.raises(RecordError) as refused:
        decode(kind, line)
    assert str(refused.value) == refused.value.reason.en
    return refused.value.path, refused.value.reason.fr, refused.value.reason.en


@given(posts)
def test_a_post_comes_back_as_it_went_out(post: Post) -> None:
    line = encode(post)
    assert b"\n" not in line
    assert decode(Post, line) == post
    assert encode(decode(Post, line)) == line
    assert convert(Post, as_builtins(post)) == post


def with_nulls(kind: type[msgspec.Struct], record: dict[str, Any]) -> dict[str, Any]:
    """``record`` with an explicit ``null`` for every field of it and of its parts that it does not state."""
    full: dict[str, Any] = dict.fromkeys(field.encode_name for field in msgspec.structs.fields(kind)) | record
    for field in msgspec.structs.fields(kind):
        if isinstance(full[field.encode_name], dict) and isinstance(field.type, type(Post)):
            full[field.encode_name] = with_nulls(field.type, full[field.encode_name])
    return full


@given(posts)
def test_null_says_the_same_as_an_absent_key_at_every_depth(post: Post) -> None:
    spelled_out = with_nulls(Post, as_builtins(post))
    assert list(spelled_out.values()).count(None) + len(as_builtins(post)) >= len(msgspec.structs.fields(Post))
    assert decode(Post, json.dumps(spelled_out).encode()) == post


@given(objects)
def test_extra_and_facts_pass_through_untouched_nulls_included(inside: dict[str, Any]) -> None:
    line = a_post(text=None, extra=inside, deal={"value_eur": None, "advertiser": {"facts": inside}})
    post = decode(Post, line)
    assert post.extra == inside
    assert post.deal.advertiser is not None
    assert post.deal.advertiser.facts == inside
    assert as_builtins(post).get("extra", {}) == inside


def test_what_the_source_does_not_record_is_none_and_what_it_saw_empty_is_empty() -> None:
    post = decode(Post, a_post(text="", overlay=[], links=None))
    assert (post.text, post.overlay) == ("", ())
    assert (post.links, post.title, post.labels.paid_partnership, post.stats.views) == (None, None, None, None)
    assert post.deal.consideration == "unknown"
    assert b'"text":""' in encode(post)
    assert b'"overlay":[]' in encode(post)
    assert b'"links"' not in encode(post)


def test_only_the_platform_is_required() -> None:
    assert decode(Post, b'{"platform":"tiktok"}').platform == "tiktok"
    assert refusal(Post, b"{}") == ("platform", "clé obligatoire absente", "required key missing")


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"captoin": "x"}, "captoin"),
        ({"account": {"city": "Lyon"}}, "account.city"),
        ({"overlay": [{"text": "a"}, {"text": "b", "at": 1}]}, "overlay[1].at"),
        ({"deal": {"advertiser": {"sector": "toys"}}}, "deal.advertiser.sector"),
        ({"captoin": "x", "title": None}, "captoin"),
    ],
)
def test_an_unknown_key_is_named_with_its_place(fields: dict[str, Any], path: str) -> None:
    assert refusal(Post, a_post(**fields)) == (path, "clé inconnue", "unknown key")


@given(words.filter(lambda key: key not in msgspec.structs.asdict(Post(platform="other")) and key != "perenne"))
def test_whatever_the_unknown_key_is_it_is_named(key: str) -> None:
    path, _, english = refusal(Post, a_post(**{key: 1}))
    assert english == "unknown key"
    assert path == key[:120]


def test_a_huge_key_does_not_make_a_huge_refusal() -> None:
    path, _, _ = refusal(Post, a_post(**{"k" * 10_000: 1}))
    assert len(path) == 120


@pytest.mark.parametrize(
    ("fields", "path", "french", "english"),
    [
        (
            {"text": 12},
            "text",
            "attendu : un texte, trouvé : un nombre entier",
            "expected a text, found a whole number",
        ),
        (
            {"duration_s": "12"},
            "duration_s",
            "attendu : un nombre, trouvé : un texte",
            "expected a number, found a text",
        ),
        (
            {"stats": {"views": "10K"}},
            "stats.views",
            "attendu : un nombre entier, trouvé : un texte",
            "expected a whole number, found a text",
        ),
        (
            {"overlay": {"text": "a"}},
            "overlay",
            "attendu : une liste, trouvé : un objet",
            "expected a list, found an object",
        ),
        ({"account": []}, "account", "attendu : un objet, trouvé : une liste", "expected an object, found a list"),
        (
            {"overlay": [{"text": "a", "from_s": True}]},
            "overlay[0].from_s",
            "attendu : un nombre, trouvé : vrai ou faux",
            "expected a number, found true or false",
        ),
        ({"overlay": [None]}, "overlay[0]", "attendu : un objet, trouvé : null", "expected an object, found null"),
        (
            {"kind": "poem"},
            "kind",
            "valeur hors de la liste (live, post, reel, short, story, text, video)",
            "value not in the list (live, post, reel, short, story, text, video)",
        ),
        (
            {"deal": {"advertiser": {"sectors": ["toys", "weapons"]}}},
            "deal.advertiser.sectors[1]",
            f"valeur hors de la liste ({', '.join(sorted(get_args(Sector)))})",
            f"value not in the list ({', '.join(sorted(get_args(Sector)))})",
        ),
    ],
)
def test_a_wrong_value_is_explained_in_both_languages(
    fields: dict[str, Any], path: str, french: str, english: str
) -> None:
    assert refusal(Post, a_post(**fields)) == (path, french, english)


@pytest.mark.parametrize("field", ["text", "kind", "published_at", "perenne", "platform"])
def test_a_refusal_never_quotes_what_the_record_says(field: str) -> None:
    path, french, english = refusal(Post, a_post(**{field: ["Léa Private"] if field == "text" else "Léa Private"}))
    assert path == field
    assert "Private" not in french + english
    assert "`" not in french + english


@pytest.mark.parametrize(
    ("fields", "path", "english"),
    [
        ({"stats": {"likes": -5}}, "stats.likes", "expected a number from zero up, or a band from low to high"),
        ({"stats": {"views": [5, 1]}}, "stats.views", "expected a number from zero up, or a band from low to high"),
        ({"stats": {"shares": 10**20}}, "stats.shares", "expected a number from zero up, or a band from low to high"),
        ({"duration_s": -1}, "duration_s", "expected seconds from zero up, the end not before the start"),
        (
            {"promotion": [{"from_s": 9, "to_s": 3}]},
            "promotion[0].to_s",
            "expected seconds from zero up, the end not before the start",
        ),
        (
            {"speech": [{"text": "a", "from_s": -2}]},
            "speech[0].to_s",
            "expected seconds from zero up, the end not before the start",
        ),
        ({"media": {"children": [7, -1]}}, "media.children", "expected ages from 0 to 17"),
        ({"account": {"birth_year": 98}}, "account.birth_year", "expected a year such as 1998"),
        (
            {"audience": {"countries": {"FR": 0.9, "BE": 0.9}}},
            "audience.countries",
            "expected shares that are one whole at most together",
        ),
        ({"deal": {"value_eur": -0.01}}, "deal.value_eur", "expected an amount from zero to a trillion"),
        ({"series": {"index": 6, "of": 5}}, "series.index", "expected a place from zero up, within the series"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name_in_both_languages(
    fields: dict[str, Any], path: str, english: str
) -> None:
    where, french, said = refusal(Post, a_post(**fields))
    assert (where, said) == (path, english)
    assert french not in (english, "valeur refusée")


@pytest.mark.parametrize(
    "fields",
    [
        {"stats": {"likes": 0, "views": [0, 0]}},
        {"audience": {"countries": {"FR": 0.67, "BE": 0.34}}},
        {"promotion": [{"from_s": 3, "to_s": 3}], "duration_s": 0},
        {"series": {"index": 5, "of": 5}},
        {"deal": {"value_eur": 0}},
    ],
)
def test_a_value_at_the_end_of_what_can_be_is_taken(fields: dict[str, Any]) -> None:
    assert as_builtins(decode(Post, a_post(**fields)))[next(iter(fields))]


def test_a_number_beyond_counting_and_a_record_too_deep_have_their_own_sentences() -> None:
    for number in (b"1e400", b"1" * 400):
        assert refusal(Post, b'{"platform":"x","duration_s":' + number + b"}")[2].startswith("a number is beyond all")
    assert refusal(Post, b'{"platform":"x","extra":{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}}")[2].startswith(
        "values lie within each other over a thousand levels deep"
    )


def test_a_band_is_two_numbers() -> None:
    assert decode(Post, a_post(stats={"views": [10_000, 100_000]})).stats.views == (10_000, 100_000)
    path, french, english = refusal(Post, a_post(stats={"views": [1, 2, 3]}))
    assert path == "stats.views"
    assert french == "attendu : une liste de 2, trouvé : une liste de 3"
    assert english == "expected a list of 2, found a list of 3"


@pytest.mark.parametrize("country", ["France", "fr", "F", "FRA", "F1", "FR\n", "ÉÀ"])
def test_a_country_is_two_capitals(country: str) -> None:
    path, french, english = refusal(Post, a_post(account={"country": country}))
    assert path == "account.country"
    assert french == "code de pays attendu en deux capitales, comme FR"
    assert english == "expected a country code of two capitals, such as FR"


@pytest.mark.parametrize(
    "moment",
    [
        "20261120",
        "20261120T0900",
        "2026-W47-5",
        "2026-11-20T09",
        "yesterday",
        "",
        "2026-13-01",
        "2026-02-30",
        "20/11/2026",
        "2026-11-20T25:00Z",
        "7",
    ],
)
def test_a_moment_is_a_date_or_a_time(moment: str) -> None:
    path, french, english = refusal(Post, a_post(source={"observed_at": moment}))
    assert path == "source.observed_at"
    assert french == "date ou heure attendue, comme 2026-11-20T09:00:00Z"
    assert english == "expected a date or a time such as 2026-11-20T09:00:00Z"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b" ",
        b"caption",
        b'{"platform":"instagram"',
        b'{"platform":"instagram"} x',
        b'{"platform":"instagram","text":"\xff"}',
        b'{"platform":"instagram","text":"\\ud83d"}',
        b"\xef\xbb\xbf{}",
        b"\x00\x01\x02",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_json_is_said_to_be_none(line: bytes) -> None:
    assert refusal(Post, line) == ("", "ce n’est pas du JSON", "this is not JSON")


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        a_post()[:-1] + b',"extra":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        a_post()[:-1] + b',"overlay":' + b"[" * 900 + b"]" * 900 + b"}",
        a_post()[:-1] + b',"extra":{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}}",
        a_post()[:-1] + b',"duration_s":1e400}',
        a_post()[:-1] + b',"duration_s":NaN}',
        a_post()[:-1] + b',"account":{"birth_year":1' + b"0" * 5_000 + b"}}",
    ],
    ids=["lists", "objects", "extra", "overlay", "inside extra", "huge number", "not a number", "endless number"],
)
def test_a_bomb_is_a_refusal_and_no_crash(line: bytes) -> None:
    _, french, english = refusal(Post, line)
    assert french
    assert english


def is_read_or_refused(line: bytes) -> bool:
    try:
        return decode(Post, line) is not None
    except RecordError as refused:
        return bool(refused.reason.fr and refused.reason.en)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_decoder(line: bytes) -> None:
    assert is_read_or_refused(line)


@given(st.integers(0, 300))
def test_a_line_cut_short_anywhere_is_refused(length: int) -> None:
    whole = a_post(text="é" * 20, account={"handle": "lina.m", "bio": None}, overlay=[{"text": "pub", "from_s": 0.5}])
    if length < len(whole):
        assert refusal(Post, whole[:length])[0] == ""


@given(st.dictionaries(st.sampled_from([*Post.__struct_fields__, "perenne"]), objects | words | st.integers()))
def test_no_json_object_crashes_the_decoder(record: dict[str, Any]) -> None:
    assert is_read_or_refused(json.dumps(record).encode())


@pytest.mark.parametrize("kind", [Post, Relation, Answer, Decision])
def test_a_record_of_another_kind_is_refused(kind: type[msgspec.Struct]) -> None:
    path, _, _ = refusal(kind, b'{"perenne":"finding/1","platform":"x","id":"r"}')
    assert path == "perenne"


def test_a_record_says_what_it_is() -> None:
    said = {json.loads(encode(each))["perenne"] for each in (Post(platform="x"), Relation(id="r1"))}
    assert said == {"post/1", "relation/1"}


def test_the_same_record_gives_the_same_bytes_whatever_the_order_of_its_keys() -> None:
    one = decode(Post, a_post(extra={"b": 1, "a": {"d": 2, "c": 3}}))
    other = decode(Post, b'{"extra":{"a":{"c":3,"d":2},"b":1},"platform":"instagram","perenne":"post/1"}')
    assert one == other
    assert encode(one) == encode(other)


def test_a_post_that_knows_nothing_writes_nothing_but_what_it_is() -> None:
    assert encode(Post(platform="tiktok")) == b'{"perenne":"post/1","platform":"tiktok"}'
