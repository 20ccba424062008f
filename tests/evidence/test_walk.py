"""The container is compared to its last byte, chunk by chunk: what is large is never held whole."""

import io

import pytest

from perenne.evidence.bundle import held
from perenne.evidence.directory import File
from perenne.evidence.front import front
from perenne.evidence.walk import Walked, walk
from tests.evidence.bundles import sealed

LARGE = 3 * 2**20 + 17
BUNDLE = sealed((held("large.bin", "x/y", bytes(LARGE)), held("small.txt", "text/plain", b"x")))
BEGIN = BUNDLE.index(b"large.bin" + bytes(30)) + len("large.bin")


def _walked(content: bytes) -> Walked:
    file = File(io.BytesIO(content))
    return walk(file, front(file, None).expected)


def _what(walked: Walked) -> list[tuple[str, str | None]]:
    return [(each.what, each.path) for each in walked.changes]


def test_silence_means_intact() -> None:
    assert _walked(BUNDLE) == Walked((), in_place=True)


@pytest.mark.parametrize("place", [0, 2**20 - 1, 2**20, 2 * 2**20, LARGE - 1])
def test_a_byte_at_any_edge_of_a_chunk_counts(place: int) -> None:
    content = bytearray(BUNDLE)
    content[BEGIN + place] ^= 1
    assert _what(_walked(bytes(content))) == [("content", "large.bin")]


def test_no_more_than_a_chunk_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    there = File.at

    def measured(file: File, offset: int, length: int) -> bytes:
        asked.append(length)
        return there(file, offset, length)

    monkeypatch.setattr(File, "at", measured)
    assert _walked(BUNDLE).changes == ()
    assert max(asked) <= 2**20


def test_where_a_byte_was_put_in_nothing_behind_it_stands_in_place() -> None:
    assert _walked(BUNDLE).in_place
    moved = _walked(BUNDLE[: BEGIN + 5] + b"\0" + BUNDLE[BEGIN + 5 :])
    assert not moved.in_place


def test_a_checksum_that_belongs_to_a_changed_content_is_not_told_again() -> None:
    content = bytearray(BUNDLE)
    content[BEGIN] ^= 1
    place = BEGIN - len("large.bin") - 30 + 14
    content[place] ^= 1
    assert _what(_walked(bytes(content))) == [("content", "large.bin")]
    alone = bytearray(BUNDLE)
    alone[place] ^= 1
    assert _what(_walked(bytes(alone))) == [("header", "large.bin")]


def test_what_is_missing_at_the_end_is_counted() -> None:
    (change,) = _walked(BUNDLE[:-10]).changes
    assert (change.what, change.says.en) == (
        "truncated",
        f"the file is cut short: {len(BUNDLE) - 10} bytes instead of {len(BUNDLE)}",
    )
