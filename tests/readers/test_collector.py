"""What a file tells of whoever collected it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.readers.collector import has_traces, holds_token, is_signed, names_a_place, without_tokens
from perenne.readers.headers import addresses

SIGNED = (
    "https://v16.example/v.mp4?msToken=EXEMPLE",
    "https://s.example/a.jpg?X-Amz-Algorithm=A&X-Amz-Signature=EXEMPLE",
    "https://d.example/a.jpg?Expires=1793721600&Key-Pair-Id=EXEMPLE",
    "https://p16.example/a.jpg?x-expires=1793721600&x-signature=EXEMPLE",
    "https://scontent.example/a.jpg?stp=dst&oh=EXEMPLE&oe=EXEMPLE",
    "https://g.example/v1?api_key=EXEMPLE",
    "https://g.example/cb#access_token=EXEMPLE",
    "https://lina:EXEMPLE@g.example/",
)
PLAIN = (
    "https://maisonlune.example/?ref=lina&code=LINA20",
    "https://www.youtube.com/watch?v=ExVid000001",
    "Tu viens ? https://maisonlune.example/",
    "sig=EXEMPLE",
    "",
)


@pytest.mark.parametrize("address", SIGNED)
def test_an_address_that_is_signed_is_told_wherever_it_stands(address: str) -> None:
    for text in (address, f"voir {address} !", f"{PLAIN[0]},{address}", f"{PLAIN[0]}|{address}"):
        assert holds_token(text)
    assert is_signed(json.dumps({"a": [{"url": address}]}).encode())
    assert is_signed(json.dumps({"url": address}).replace("/", r"\/").replace("&", r"\u0026").encode())
    assert "EXEMPLE" not in without_tokens(address)
    assert "EXEMPLE" not in without_tokens(f"{PLAIN[0]}|{address}")


@pytest.mark.parametrize("text", PLAIN)
def test_an_address_with_a_query_of_its_own_stays_as_it_is(text: str) -> None:
    assert not holds_token(text)
    assert without_tokens(text) == text


@pytest.mark.parametrize("key", ["_filename", "filename", "filepath", "infojson_filename"])
def test_where_a_download_was_kept_is_told_at_any_depth(key: str) -> None:
    assert names_a_place(json.dumps({"a": [{key: "films/a.mp4"}]}).encode())
    assert not names_a_place(json.dumps({"a": [{key: None}], "title": f'"{key}"'}).encode())


@given(
    st.sampled_from(sorted(addresses.tokens())),
    st.sampled_from(["?", "&", "#", ";", "\\u0026"]),
    st.text(st.sampled_from('ab=?&#;@/\n" '), max_size=12),
)
def test_no_token_goes_without_a_trace(name: str, sign: str, around: str) -> None:
    assert has_traces(f"{around}{sign}{name.upper()}=1{around}")
    assert has_traces(f"{around}https://lina:secret@example.org/{around}")
