"""One document, a list, or one a line: the same items either way."""

import io
import json
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.model.reject import Reject
from perenne.readers.documents import Entry, Json, Unfolded, entries, plain_words
from perenne.readers.reading import Origin

ORIGIN = Origin("reponse.json", "a" * 64)


def unfold(content: Json) -> Unfolded:
    """A dictionary is a page of items, anything else is one itself."""
    value = msgspec.json.decode(content)
    if isinstance(value, dict) and "error" in value:
        raise UnreadableFile(fr="refus", en="refusal")
    held = value["items"] if isinstance(value, dict) and isinstance(value.get("items"), list) else [value]
    return Unfolded([msgspec.json.encode(item) for item in held], "page" if isinstance(value, dict) else None)


def read(content: bytes, limit: int = 10_000) -> list[Entry | Reject]:
    return list(entries(io.BytesIO(content), ORIGIN, unfold, limit))


def items(content: bytes) -> list[tuple[int, object]]:
    return [(each.number, json.loads(bytes(each.content))) for each in read(content) if isinstance(each, Entry)]


def test_a_document_and_a_list_number_their_items_through() -> None:
    assert items(b'{"items": [5, 6]}') == [(1, 5), (2, 6)]
    assert items(b'\xef\xbb\xbf [{"items": [5, 6]}, 7, {"items": []}, {"items": [8]}]') == [
        (1, 5),
        (2, 6),
        (3, 7),
        (4, 8),
    ]


def test_one_document_a_line_gives_its_items_the_number_of_the_line() -> None:
    assert items(b'{"items": [5, 6]}\n\n{"items": [7]}\n') == [(1, 5), (1, 6), (3, 7)]


def test_what_a_page_says_of_its_items_goes_with_them() -> None:
    (entry,) = read(b'{"items": [5]}')
    assert isinstance(entry, Entry)
    assert entry.declared == "page"


def test_a_bad_line_costs_only_itself_and_a_refusal_too() -> None:
    first, cut, refused, last = read(b'{"items": [5]}\n{"items": [\n{"error": 1}\n{"items": [6]}')
    assert isinstance(first, Entry)
    assert isinstance(cut, Reject)
    assert isinstance(refused, Reject)
    assert isinstance(last, Entry)
    assert (cut.line, refused.line, refused.path, refused.reason.fr) == (2, 3, "error", "refus")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"items": [5', "truncated"),
        (b"", "truncated"),
        (b'{"items": oops}', "at byte 10"),
        (b"[" * 5000 + b"]" * 5000, "malformed"),
        (b"[" + b" " * 10_000, "over 1 MiB"),
    ],
)
def test_a_document_that_is_none_is_refused_with_what_is_wrong(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(content)


@given(st.binary(max_size=60))
def test_bytes_of_any_kind_are_read_or_refused(content: bytes) -> None:
    with suppress(UnreadableFile):
        assert all(isinstance(each, Entry | Reject) for each in read(content))


def test_of_an_error_message_only_plain_words_are_repeated() -> None:
    assert plain_words(403, "quotaExceeded", "<b>\x1b[31m") == "403, quotaExceeded"
    assert plain_words("a sentence of words") == "?"
