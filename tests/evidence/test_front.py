"""The first files are found even where a header was changed, and what is wrong with them is said once."""

import io

import pytest

from perenne.evidence.directory import File, directory
from perenne.evidence.front import Front, front
from tests.evidence.bundles import PIECES, sealed

BUNDLE = sealed(timestamp=b"token")


def _front(content: bytes) -> Front:
    file = File(io.BytesIO(content))
    return front(file, directory(file))


def _what(said: Front) -> list[tuple[str, str | None]]:
    return [(each.what, each.path) for each in said.changes]


def test_every_file_that_must_be_there_is_named_in_its_order() -> None:
    said = _front(BUNDLE)
    assert said.changes == []
    assert [each.path for each in said.expected] == [
        "manifest.json",
        "seal.json",
        "timestamp.tsr",
        *sorted(each.path for each in PIECES),
    ]
    assert said.timestamp == b"token"


@pytest.mark.parametrize("place", [0, 4, 18, 22, 26, 30])
def test_a_changed_header_of_the_manifest_does_not_hide_it(place: int) -> None:
    content = bytearray(BUNDLE)
    content[place] ^= 1
    said = _front(bytes(content))
    assert said.manifest is not None
    assert _what(said) == []


def test_a_manifest_that_changed_is_known_by_its_seal() -> None:
    said = _front(BUNDLE.replace(b'"program":"', b'"program":"9', 1))
    assert ("manifest", "manifest.json") in _what(said) or said.manifest is None
    other = _front(BUNDLE.replace(b'"stated_on":"2026-11-25"', b'"stated_on":"2026-11-26"'))
    assert _what(other) == [("manifest", "manifest.json")]
    assert other.expected[0].doubtful


def test_a_seal_that_changed_is_broken_and_the_rest_is_still_looked_at() -> None:
    place = BUNDLE.index(b'"signature":"') + len(b'"signature":"')
    content = bytearray(BUNDLE)
    content[place] = ord("0") if content[place] != ord("0") else ord("1")
    said = _front(bytes(content))
    assert _what(said) == [("seal", "seal.json")]
    assert len(said.expected) == 3 + len(PIECES)


def test_a_time_stamp_that_changed_is_said_and_kept_to_be_looked_at() -> None:
    said = _front(BUNDLE.replace(b"timestamp.tsrtoken", b"timestamp.tsrtokeN"))
    assert (_what(said), said.timestamp) == ([("timestamp", "timestamp.tsr")], b"tokeN")


@pytest.mark.parametrize("content", [b"", b"PK\3\4", bytes(100), b"PK\3\4" + b"\xff" * 26 + b"manifest.json"])
def test_without_a_manifest_nothing_is_expected(content: bytes) -> None:
    said = _front(content)
    assert (said.manifest, said.expected, _what(said)[0][0] in {"removed", "manifest"}) == (None, [], True)
