"""An answer that repeats the token does not go inside, in whatever way a platform writes it."""

import base64
import html
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.handset.calling import Given, Refusal
from perenne.handset.echo import without_token

TOKEN = "canary/token+93e1|x=&y"  # noqa: S105  # of an invented platform


def _based(token: str, before: bytes, after: bytes = b"") -> str:
    return base64.b64encode(before + token.encode() + after).decode()


WAYS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "percent": lambda token: quote(token, safe=""),
    "percent in small letters": lambda token: quote(token, safe="").lower(),
    "percent for every letter": lambda token: "".join(f"%{ord(each):02X}" for each in token),
    "percent twice": lambda token: quote(quote(token, safe=""), safe=""),
    "u in JSON": lambda token: "".join(f"\\u{ord(each):04X}" for each in token),
    "u in JSON for some": lambda token: token.replace("/", "\\u002f").replace("&", "\\u0026"),
    "slash in JSON": lambda token: token.replace("/", "\\/"),
    "HTML": lambda token: html.escape(token),
    "HTML by numbers": lambda token: "".join(f"&#x{ord(each):x};" for each in token),
    "HTML in JSON": lambda token: html.escape(token).replace("&", "\\u0026"),
    "base64": lambda token: _based(token, b""),
    "base64, one further": lambda token: _based(token, b"u", b":more"),
    "base64, two further": lambda token: _based(token, b"u:", b"!"),
    "base64 of a header": lambda token: _based(token, b"Authorization: Bearer "),
    "base64 for addresses": lambda token: base64.urlsafe_b64encode(b"??>" + token.encode()).decode(),
    "base64 in an address": lambda token: quote(_based(token, b"?>"), safe=""),
}


@pytest.mark.parametrize("blots", [False, True])
@pytest.mark.parametrize("way", WAYS)
def test_a_token_written_in_any_way_does_not_go_inside(way: str, blots: bool) -> None:
    said = WAYS[way](TOKEN)
    assert way == "plain" or said != TOKEN
    seen = b""
    with suppress(Refusal):
        seen = without_token(Given(200, {}, f'{{"x":"{said}"}}'.encode()), TOKEN, blots=blots).body
    assert not seen or blots, "only where it is blotted out does the rest go inside"
    assert said.encode() not in seen
    with pytest.raises(Refusal, match="echo"):
        without_token(Given(200, {"link": said}, b"{}"), TOKEN, blots=blots)


def test_what_a_platform_is_known_to_repeat_is_blotted_out_and_the_rest_stays() -> None:
    body = f'{{"next":"https://x.example/?access_token={quote(TOKEN, safe="")}&after=QVF"}}'.encode()
    given_ = without_token(Given(200, {}, body), TOKEN, blots=True)
    assert b"after=QVF" in given_.body
    assert len(given_.body) == len(body)


@given(st.text(max_size=200), st.sampled_from(sorted(WAYS)))
def test_what_does_not_hold_it_goes_inside_as_it_came(text: str, way: str) -> None:
    body = msgspec.json.encode({"text": text, "of another": WAYS[way]("other-token-5510/x")})
    assert without_token(Given(200, {"etag": "5"}, body), TOKEN, blots=False).body == body


def test_bytes_that_are_no_text_are_looked_through_too() -> None:
    with pytest.raises(Refusal, match="echo"):
        without_token(Given(200, {}, b"\xff\xfe" + TOKEN.encode() + b"\x80"), TOKEN, blots=False)
    assert without_token(Given(200, {}, b"\xff%zz\\u12&#;&"), TOKEN, blots=False).status == 200
    assert without_token(Given(200, {}, TOKEN.encode()), None, blots=False).status == 200
