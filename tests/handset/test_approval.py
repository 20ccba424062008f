"""What is about to be published says what people approved, or does not leave."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from perenne.chain import sha256
from perenne.handset.approval import check, sent_medium
from perenne.handset.calling import Refusal
from perenne.handset.frames import Request
from perenne.handset.manifest import Route
from perenne.handset.message import Medium, Publish

PICTURE = b"\xff\xd8\xff a picture"
SHA = sha256(PICTURE)
MEDIUM = Medium(SHA, len(PICTURE), "image/jpeg", "Une bougie")
APPROVED = Publish("i", "x", "main", "lina", "", "Ma bougie https://a.example #pub", "fr", "#pub", media=(MEDIUM,))
ROUTE = Route(
    "POST", "/p", body=True, publishes=True,
    says={"text": "text", "lang": "language"}, within=("links.*.uri", "alts.*"), fields=("made_at",),
    values={"kind": ("note",)}, uploaded=("media.*",),
)  # fmt: skip
BODY: dict[str, Any] = {
    "text": APPROVED.text,
    "lang": "fr",
    "kind": "note",
    "media": ["1"],
    "links": [{"uri": "https://a.example"}],
    "alts": ["Une bougie"],
}


def _request(body: bytes, media: str | None = None) -> Request:
    return Request(1, "POST", "h.example", "/p", body=body, media=media)


def test_the_approved_words_pass() -> None:
    check(_request(msgspec.json.encode(BODY)), ROUTE, APPROVED, {"1"})


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Autre chose"},
        {"text": APPROVED.text + " "},
        {"text": 7},
        {"text": None},
        {"lang": "en"},
        {"links": [{"uri": "https://evil.example"}]},
        {"links": [{"uri": "https://a.example"}, {"uri": "https://evil.example"}]},
        {"links": [{"uri": 7}]},
        {"links": [{"uri": "https://a.ex"}]},
        {"links": [{"uri": "https://a"}]},
        {"alts": ["Une voiture"]},
        {"spoiler": "hidden"},
        {"kind": {"more": "x"}},
        {"kind": "secret"},
        {"media": ["2"]},
        {"media": [1]},
        {"poll": {}},
    ],
)
def test_anything_else_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="words"):
        check(_request(msgspec.json.encode(BODY | changed)), ROUTE, APPROVED, {"1"})


def test_a_picture_of_which_nobody_said_what_it_shows_passes() -> None:
    check(_request(msgspec.json.encode(BODY | {"alts": ["", "Une bougie"]})), ROUTE, APPROVED, {"1"})


@pytest.mark.parametrize(
    "body",
    [
        {"text": "EVIL", "": {"text": APPROVED.text}},
        {"": APPROVED.text, "text": "EVIL"},
        {"note": {"text": "EVIL"}, "note.text": APPROVED.text},
        {"note": {"text": APPROVED.text, "langs": ["xx", ""]}},
        {"note": {"text": APPROVED.text, "langs": {"*": ""}}},
        {"note": {"text": APPROVED.text, "langs": ["", ""]}},
    ],
)
def test_words_that_a_key_of_another_shape_would_hide_are_refused(body: dict[str, Any]) -> None:
    """A platform reads ``note.text``; a key ``"note.text"`` beside it is another place, that it passes over."""
    says = {"note.text": "text", "note.langs.*": "schedule"} if "note" in body else {"text": "text"}
    with pytest.raises(Refusal, match="words"):
        check(_request(msgspec.json.encode(body)), Route("POST", "/p", body=True, says=says), APPROVED)


def test_words_that_are_missing_are_refused_too() -> None:
    with pytest.raises(Refusal, match="words"):
        check(_request(b'{"kind":"note"}'), ROUTE, APPROVED)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b'{"text":"a","text":"b"}', b'{ "text": "a"}', b"[" * 100_000]
)
def test_a_body_that_may_be_read_in_two_ways_is_refused(body: bytes) -> None:
    with pytest.raises(Refusal, match="body"):
        check(_request(body), ROUTE, APPROVED)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[int]:
    (file := tmp_path / "picture").write_bytes(PICTURE)
    descriptor = os.open(file, os.O_RDONLY)
    yield descriptor
    os.close(descriptor)


def test_an_approved_file_is_sent_as_it_is_or_in_a_form(held: int) -> None:
    assert sent_medium(Route("POST", "/m", media="body"), SHA, APPROVED, {SHA: held}) == (PICTURE, "image/jpeg")
    body, kind = sent_medium(Route("POST", "/m", media="form"), SHA, APPROVED, {SHA: held})
    edge = kind.partition("boundary=")[2].encode()
    assert body.count(b"--" + edge) == 3
    assert PICTURE in body
    assert b"Une bougie" in body


@pytest.mark.parametrize("media", [None, "b" * 64])
def test_a_file_that_nobody_approved_is_refused(media: str | None) -> None:
    with pytest.raises(Refusal, match="media"):
        check(_request(b"", media), Route("POST", "/m", media="form"), APPROVED)


def test_a_file_with_a_body_of_the_insides_own_is_refused() -> None:
    with pytest.raises(Refusal, match="media"):
        check(_request(b"mine", SHA), Route("POST", "/m", media="form", body=True), APPROVED)


def test_a_file_that_changed_since_is_refused(tmp_path: Path) -> None:
    (file := tmp_path / "picture").write_bytes(PICTURE + b"!")
    descriptor = os.open(file, os.O_RDONLY)
    with pytest.raises(Refusal, match="media"):
        sent_medium(Route("POST", "/m", media="body"), SHA, APPROVED, {SHA: descriptor})
    os.close(descriptor)
    with pytest.raises(Refusal, match="media"):
        sent_medium(Route("POST", "/m", media="body"), SHA, APPROVED, {})
