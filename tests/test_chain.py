"""Canonical JSON has one form, and a chain shows the first act that was touched."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.chain import START, Break, NotCanonical, canonical, chained, first_break, linked, sha256

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
)
ACTS: list[dict[str, Any]] = [
    {"what": "paid", "cents": 60_000},
    {"what": "published", "post": "Aa01"},
    {"what": "ended"},
]


def _lines() -> list[bytes]:
    return list(chained(ACTS))


def test_keys_are_sorted_and_nothing_is_written_twice_differently() -> None:
    assert canonical({"é": 1, "b": [True, None], "a": "\u20ac\n"}) == '{"a":"€\\n","b":[true,null],"é":1}'.encode()


def test_keys_are_sorted_as_the_standard_says_by_their_utf_16() -> None:
    assert canonical({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


@given(VALUES)
def test_what_is_canonical_reads_back_and_is_written_the_same_again(value: Any) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@pytest.mark.parametrize("value", [0.5, float("nan"), 2**53, "\ud800", {1: "x"}, [{"a": 1.0}], b"x", {"a": {2}}])
def test_what_has_no_single_form_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_a_chain_holds_as_it_was_written() -> None:
    lines = _lines()
    assert first_break(lines) is None
    assert first_break([]) is None
    assert json.loads(lines[0])["before"] == START
    assert json.loads(lines[1])["before"] == sha256(lines[0])


def test_a_chain_goes_on_where_it_stopped() -> None:
    lines = _lines()
    more = linked({"what": "renewed"}, 4, sha256(lines[-1]))
    assert first_break([*lines, more]) is None
    assert list(chained([{"what": "renewed"}], 4, sha256(lines[-1]))) == [more]


def _broken() -> Iterator[tuple[str, list[bytes], Break]]:
    one, two, three = _lines()
    yield "changed", [one.replace(b"60000", b"90000"), two, three], Break(2, "not_chained")
    yield "removed", [one, three], Break(2, "not_chained")
    yield "swapped", [two, one, three], Break(1, "not_chained")
    yield "doubled", [one, one, two, three], Break(2, "not_chained")
    yield "spaced", [one, two.replace(b":", b": "), three], Break(2, "not_canonical")
    yield "no JSON", [b"{", two, three], Break(1, "not_canonical")
    yield "another shape", [b'{"act":{},"before":"","n":1,"x":1}'], Break(1, "not_canonical")
    yield "a fraction", [b'{"act":{"eur":0.5},"before":"' + START.encode() + b'","n":1}'], Break(1, "not_canonical")
    yield "deep", [b'{"act":{"a":' + b"[" * 100_000], Break(1, "not_canonical")


@pytest.mark.parametrize(("lines", "where"), [case[1:] for case in _broken()], ids=[case[0] for case in _broken()])
def test_what_was_done_to_a_chain_is_found_at_its_line(lines: list[bytes], where: Break) -> None:
    assert first_break(lines) == where


@given(st.integers(0, 2), st.data())
def test_any_changed_byte_breaks_the_chain_or_the_last_hash(which: int, data: st.DataObject) -> None:
    lines = _lines()
    place = data.draw(st.integers(0, len(lines[which]) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = bytearray(lines[which])
    changed[place] ^= 1 << bit
    touched = [*lines[:which], bytes(changed), *lines[which + 1 :]]
    assert first_break(touched) is not None or sha256(touched[-1]) != sha256(lines[-1])
