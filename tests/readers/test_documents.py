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
from perenne.readers.documents import Entry, Json, Unfolded, entries, plain_words, why_broken
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


def test_a_refusal_among_documents_costs_itself_alone_and_refusals_alone_cost_the_file() -> None:
    first, refused, last = read(b'[{"items": [5]}, {"error": 1}, {"items": [6]}]')
    assert isinstance(first, Entry)
    assert isinstance(refused, Reject)
    assert isinstance(last, Entry)
    assert (first.number, refused.line, last.number, refused.reason.fr) == (1, 2, 3, "refus")
    with pytest.raises(UnreadableFile, match="refusal"):
        read(b'[{"error": 1}, {"error": 2}]')


def test_a_broken_first_line_does_not_make_lines_one_document() -> None:
    broken, entry = read(b'{"items": [\n{"items": [7]}\n')
    assert isinstance(broken, Reject)
    assert isinstance(entry, Entry)
    assert (broken.line, entry.number) == (1, 2)
    with pytest.raises(UnreadableFile, match="truncated"):
        read(b'{"items": [\n  {"a": 1},\n  {"a": 2}\n')


def test_half_an_emoji_and_a_number_that_is_none_cost_no_document() -> None:
    assert items(rb'{"items": ["a\ud83d", NaN, {"a": -Infinity}]}') == [(1, "a\ufffd"), (2, None), (3, {"a": None})]
    assert items(b'{"items": [NaN]}\n{"items": [6]}\n') == [(1, None), (2, 6)]


def test_values_that_are_nearly_empty_are_counted_before_they_are_unfolded() -> None:
    content = b'{"items": [' + b"0," * 1_100_000 + b"0]}"
    with pytest.raises(UnreadableFile, match="nearly empty"):
        read(content, limit=len(content))


def test_a_document_that_nothing_can_be_read_of_says_where_it_ends_or_breaks() -> None:
    assert why_broken(b'{"a": [1, 2').says.fr.startswith("document JSON tronqué, coupé à l’octet 11")
    assert "at byte 6" in why_broken(b'{"a": oops}').says.en
    assert why_broken(b"[]").says.en.startswith("malformed JSON document")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"items": [5', "truncated"),
        (b"", "truncated"),
        (b'{"items": oops}', "at byte 10"),
        (b"[" * 5000 + b"]" * 5000, "over a thousand levels deep"),
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
