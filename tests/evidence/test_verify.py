"""Whatever is done to a bundle is found, by us and by the verifier that the documents give, and said in words."""

import io
import random
import struct
import zipfile
from functools import partial
from itertools import permutations
from zlib import crc32

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from perenne.evidence import verify as verifying
from perenne.evidence.bundle import held
from perenne.evidence.container import Filling, Member, directory_entry, local_header, write
from perenne.evidence.directory import MOST, File
from perenne.signed import key_id
from tests.evidence.bundles import KEY, OTHER_KEY, PIECES, sealed, stranger, verified

BUNDLE = sealed(timestamp=b"a time-stamp of no matter")
STRANGER = stranger()
AS_THE_STRANGER_SAYS = {"intact": "intact", "changed": "changed", "not_a_bundle": "not a bundle"}


def _what(content: bytes, key: str | None = None) -> list[tuple[str, str | None]]:
    """What changed, once both verifiers agree that something did."""
    said = verified(content, key)
    assert said.state == "changed"
    assert STRANGER(content, key) == "changed"
    assert said.changes
    return [(each.what, each.path) for each in said.changes]


def _zipped(members: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members:
            kept = name in ("manifest.json", "seal.json")
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if kept else compression)
    return out.getvalue()


def _rewritten(members: list[tuple[str, bytes]]) -> bytes:
    """The same container with other members, as well made as ours."""
    out = io.BytesIO()
    write(out, [Filling(Member(name, len(each), crc32(each)), partial(io.BytesIO, each)) for name, each in members])
    return out.getvalue()


def _members() -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(BUNDLE)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_what_was_sealed_is_intact_for_us_and_for_a_stranger() -> None:
    said = verified(BUNDLE)
    assert (said.state, said.changes) == ("intact", ())
    assert STRANGER(BUNDLE) == "intact"
    assert said.manifest is not None
    assert said.manifest.stated_on == "2026-11-25"
    assert said.timestamp == b"a time-stamp of no matter"


def test_any_program_can_open_it() -> None:
    with zipfile.ZipFile(io.BytesIO(BUNDLE)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[:3] == ["manifest.json", "seal.json", "timestamp.tsr"]
        assert archive.namelist()[3:] == sorted(each.path for each in PIECES)
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_STORED}


def test_the_order_in_which_pieces_come_does_not_matter() -> None:
    assert {sealed(order) for order in permutations(PIECES[:3])} == {sealed(PIECES[:3])}


def test_two_thousand_random_byte_flips_are_all_found_by_both() -> None:
    drawn = random.Random(20261125)  # noqa: S311 (the same flips each time)
    for _ in range(2_000):
        content = bytearray(BUNDLE)
        content[drawn.randrange(len(content))] ^= drawn.randrange(1, 256)
        _what(bytes(content))


def test_every_single_bit_of_headers_seal_and_directory_counts() -> None:
    first_content = BUNDLE.index(b"PK\3\4" + local_header(Member("empty.txt", 0, 0))[4:])
    directory = BUNDLE.index(b"PK\1\2")
    for place in [*range(43), *range(first_content, first_content + 39), *range(directory, len(BUNDLE))]:
        for bit in range(8):
            content = bytearray(BUNDLE)
            content[place] ^= 1 << bit
            assert verified(bytes(content)).state == "changed"


@given(st.integers(0, len(BUNDLE)), st.binary(min_size=1, max_size=40))
def test_bytes_put_in_anywhere_are_found(place: int, added: bytes) -> None:
    _what(BUNDLE[:place] + added + BUNDLE[place:])


@given(st.integers(0, len(BUNDLE) - 1), st.integers(1, 400))
def test_bytes_taken_out_anywhere_are_found(place: int, count: int) -> None:
    _what(BUNDLE[:place] + BUNDLE[place + count :])


@given(st.integers(0, len(BUNDLE) - 64), st.integers(0, len(BUNDLE) - 64), st.integers(1, 32))
def test_stretches_that_change_places_are_found(one: int, other: int, length: int) -> None:
    one, other = min(one, other), max(one, other)
    length = min(length, other - one)
    first, second = BUNDLE[one : one + length], BUNDLE[other : other + length]
    content = BUNDLE[:one] + second + BUNDLE[one + length : other] + first + BUNDLE[other + length :]
    if content != BUNDLE:
        _what(content)


# What changed, in words


def test_a_changed_content_is_named() -> None:
    assert _what(BUNDLE.replace(b"<p>Zibellou", b"<p>Zibelloi")) == [("content", "page.html")]


def test_a_content_changed_with_its_checksum_is_named_and_nothing_else() -> None:
    members = [(name, b"<p>Lorbecou" if name == "page.html" else each) for name, each in _members()]
    assert _what(_rewritten(members)) == [("content", "page.html")]


def test_a_longer_content_is_named() -> None:
    members = [(name, each + b"!" if name == "page.html" else each) for name, each in _members()]
    assert _what(_rewritten(members)) == [("content", "page.html")]


def test_a_removed_file_is_named() -> None:
    assert _what(_rewritten([each for each in _members() if each[0] != "page.html"])) == [("removed", "page.html")]


def test_an_added_file_is_named() -> None:
    assert _what(_rewritten([*_members(), ("zz.txt", b"?")])) == [("added", "zz.txt")]


def test_a_removed_seal_is_named() -> None:
    assert ("removed", "seal.json") in _what(_rewritten([each for each in _members() if each[0] != "seal.json"]))


def test_a_removed_time_stamp_is_named() -> None:
    left = [each for each in _members() if each[0] != "timestamp.tsr"]
    assert ("removed", "timestamp.tsr") in _what(_rewritten(left))


def test_another_order_is_said() -> None:
    members = _members()
    members[-1], members[-2] = members[-2], members[-1]
    assert _what(_rewritten(members)) == [("order", None)]


def test_a_second_file_of_the_same_name_is_said() -> None:
    assert _what(_rewritten([*_members(), ("page.html", b"<p>Lorbec")])) == [("twice", "page.html")]


def test_a_compressed_file_is_said() -> None:
    assert ("packed", "page.html") in _what(_zipped(_members(), zipfile.ZIP_DEFLATED))


def test_the_same_files_in_another_program_s_zip_are_not_what_was_sealed() -> None:
    assert {what for what, _ in _what(_zipped(_members()))} <= {"header", "directory", "end"}


def test_a_changed_header_is_said_with_its_byte() -> None:
    place = BUNDLE.index(b"page.html<p>") - 30 + 10
    content = bytearray(BUNDLE)
    content[place] ^= 1
    assert _what(bytes(content)) == [("header", "page.html")]
    assert f"byte {place}" in verified(bytes(content)).changes[0].says.en


def test_bytes_at_either_end_are_counted() -> None:
    assert _what(BUNDLE + b"?") == [("after", None)]
    assert _what(b"??" + BUNDLE) == [("before", None)]


def test_two_bundles_one_after_the_other_are_not_one() -> None:
    assert _what(BUNDLE + BUNDLE) == [("after", None)]
    assert verified(_zipped([("innocent.txt", b"x")]) + BUNDLE).state == "changed"


@pytest.mark.parametrize("length", [len(BUNDLE) - 1, len(BUNDLE) - 30, len(BUNDLE) // 2, 900])
def test_a_file_cut_short_is_said(length: int) -> None:
    assert "truncated" in {what for what, _ in _what(BUNDLE[:length])} or length == 900


def test_a_manifest_written_otherwise_is_no_longer_the_one_that_was_sealed() -> None:
    members = dict(_members())
    members["manifest.json"] = members["manifest.json"].replace(b",", b", ", 1)
    assert ("manifest", "manifest.json") in _what(_rewritten(list(members.items())))


def test_whoever_seals_again_with_another_key_is_seen_by_who_knows_the_key() -> None:
    again = sealed(key=OTHER_KEY)
    mine, theirs = (key_id(each.public_key().public_bytes_raw()) for each in (KEY, OTHER_KEY))
    assert verified(again).state == "intact"
    assert verified(again, theirs).state == STRANGER(again, theirs) == "intact"
    assert _what(again, mine) == [("key", "seal.json")]


def test_another_key_s_seal_on_a_manifest_that_names_the_first_is_seen_by_anybody() -> None:
    from perenne.evidence.seal import sealed as seal

    members = dict(_members())
    del members["timestamp.tsr"]
    members["seal.json"] = seal(members["manifest.json"], OTHER_KEY)
    assert _what(_rewritten(list(members.items()))) == [("key", "seal.json")]


def test_a_seal_taken_from_another_bundle_does_not_fit() -> None:
    other = dict(_members())
    with zipfile.ZipFile(io.BytesIO(sealed(PIECES[:2]))) as archive:
        other["seal.json"] = archive.read("seal.json")
    assert ("manifest", "manifest.json") in _what(_rewritten(list(other.items())))


# Files that were made to hurt


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\5\6" + bytes(18), b"%PDF-1.7", bytes(5_000), _zipped([("a.txt", b"x")]), BUNDLE[:40]],
    ids=["empty", "two bytes", "empty zip", "pdf", "zeros", "a zip", "the beginning of a bundle"],
)
def test_what_never_was_a_bundle_is_called_none(content: bytes) -> None:
    assert verified(content).state == "not_a_bundle"
    assert STRANGER(content) == "not a bundle"


def test_a_name_that_leads_upwards_is_an_added_file_and_shown_harmless() -> None:
    evil = "../../\x1b[2Jetc/passwd"
    said = verified(_rewritten([*_members(), (evil, b"x")]))
    (change,) = said.changes
    assert change.what == "added"
    assert "\x1b" not in change.says.en


def test_a_name_in_no_encoding_is_shown_by_its_codes() -> None:
    assert _what(_rewritten([*_members(), ("zz.txt", b"x")]).replace(b"zz.txt", b"\xff\xfe.txt")) == [
        ("added", "\\xff\\xfe.txt")
    ]


def test_a_size_beyond_all_files_is_not_believed() -> None:
    place = BUNDLE.index(b"page.html<p>") - 30
    content = bytearray(BUNDLE)
    content[place + 18 : place + 26] = struct.pack("<2L", 0xFFFFFFF0, 0xFFFFFFF0)
    assert ("header", "page.html") in _what(bytes(content))
    huge = BUNDLE[:22] + struct.pack("<L", 0x7FFFFFFF) + BUNDLE[26:]
    assert _what(huge) == [("header", "manifest.json")]


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = _zipped([*_members(), ("bomb.bin", bytes(50_000_000))], zipfile.ZIP_DEFLATED)
    assert ("packed", "bomb.bin") in _what(bomb)


def test_members_that_lie_over_one_another_are_not_read_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten entries for the same megabyte: no more is hashed than the file holds."""
    pieces = tuple(held(f"f{n}.bin", "application/octet-stream", bytes(1_000_000)) for n in range(10))
    whole = sealed(pieces)
    first = whole.index(b"f0.bin" + bytes(9)) - 30
    table = b"".join(
        directory_entry(Member(path, size, 0), offset)
        for path, size, offset in [("manifest.json", 0, 0), *((f"f{n}.bin", 1_000_000, first) for n in range(10))]
    )
    kept = whole[: first + 1_000_100]
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 11, 11, len(table), len(kept), 0)
    read = 0

    def counted(file: File, offset: int, length: int) -> bytes:
        nonlocal read
        found = there(file, offset, length)
        read += len(found)
        return found

    there = File.at
    monkeypatch.setattr(File, "at", counted)
    assert verified(kept + table + end).state == "changed"
    assert read < 6 * len(kept)


def test_more_members_than_a_bundle_can_have_are_not_listed() -> None:
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    table = entry * (MOST + 10)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(table), len(BUNDLE), 0)
    assert [what for what, _ in _what(BUNDLE + table + end)] == ["added"]


def test_a_manifest_that_is_deep_or_lies_is_refused_and_not_followed() -> None:
    for manifest in (
        b"[" * 500_000,
        b'{"perenne":"evidence/1","resources":' + b"[" * 500_000,
        b'{"perenne":"evidence/1"}',
    ):
        members = dict(_members()) | {"manifest.json": manifest}
        assert ("manifest", "manifest.json") in _what(_rewritten(list(members.items())))


def test_a_thousand_changes_are_told_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "MOST_CHANGES", 3)
    pieces = tuple(held(f"f{n}.txt", "text/plain", b"a%d" % n) for n in range(8))
    said = verified(_rewritten([(n, b"?" if n[0] == "f" else each) for n, each in _contents(sealed(pieces))]))
    assert len(said.changes) == 4
    assert "5 more" in said.changes[-1].says.en


def _contents(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_the_same_input_and_the_same_key_give_the_same_bytes() -> None:
    again = Ed25519PrivateKey.from_private_bytes(KEY.private_bytes_raw())
    assert sealed(key=again) == sealed()
    assert sealed(key=OTHER_KEY) != sealed()
