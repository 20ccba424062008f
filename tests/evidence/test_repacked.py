"""A bundle that somebody unpacked and packed again is told from one whose contents changed, and from no bundle."""

import io
import runpy
import sys
import zipfile
from pathlib import Path

import pytest

from perenne.evidence import repacked
from perenne.evidence.bundle import held
from perenne.evidence.manifest import Manifest, read_manifest
from perenne.signed import key_id
from tests.evidence.bundles import KEY, OTHER_KEY, SCRIPT, sealed, stranger, verified

BUNDLE = sealed(timestamp=b"a time-stamp of no matter")
STRANGER = stranger()
Members = list[tuple[str, bytes]]


def _members(bundle: bytes = BUNDLE) -> Members:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def _what(content: bytes, key: str | None = None) -> list[tuple[str, str | None]]:
    said = verified(content, key)
    assert (said.state, STRANGER(content, key)) == ("changed", "changed")
    return [(each.what, each.path) for each in said.changes]


def test_the_same_contents_packed_again_are_said_to_be_so_and_the_container_broken() -> None:
    said = verified(_packed(_members()))
    assert _what(_packed(_members())) == [("repacked", None)]
    assert "the contents are those that were sealed" in said.changes[0].says.en
    assert said.seal is not None
    assert said.seal.key_id == key_id(KEY.public_key().public_bytes_raw())
    assert said.timestamp == b"a time-stamp of no matter"


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (BUNDLE, "intact"),
        (_packed(_members()), "changed"),
        (_packed([(f"evidence/{name}", content) for name, content in _members()]), "changed"),
        (_packed([("a.txt", b"x")]), "not a bundle"),
        (b"", "not a bundle"),
    ],
    ids=["sealed", "packed again", "in a folder", "an archive", "empty"],
)
def test_the_documented_verifier_says_so_of_a_file_too(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
    verdict: str,
) -> None:
    (tmp_path / "e.zip").write_bytes(content)
    monkeypatch.setattr(sys, "argv", ["verify_bundle.py", str(tmp_path / "e.zip")])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    assert (capsys.readouterr().out, left.value.code) == (
        f"{verdict}\n",
        ("intact", "changed", "not a bundle").index(verdict),
    )


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_folder_around_the_files_and_another_order_change_nothing_of_that(method: int) -> None:
    inside = [("evidence/", b""), *((f"evidence/{name}", content) for name, content in reversed(_members()))]
    assert _what(_packed(inside, method)) == [("repacked", None)]


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ({"page.html": b"<p>Lorbec"}, ("content", "page.html")),
        ({"page.html": None}, ("removed", "page.html")),
        ({"zz.txt": b"?"}, ("added", "zz.txt")),
        ({"seal.json": None}, ("removed", "seal.json")),
        ({"seal.json": b"{}"}, ("seal", "seal.json")),
        ({"timestamp.tsr": b"?"}, ("timestamp", "timestamp.tsr")),
        ({"timestamp.tsr": None}, ("removed", "timestamp.tsr")),
    ],
)
def test_what_changed_beside_the_packing_is_named(
    harm: dict[str, bytes | None], found: tuple[str, str | None]
) -> None:
    changed: dict[str, bytes | None] = {**dict(_members()), **harm}
    content = _packed([(name, each) for name, each in changed.items() if each is not None])
    assert _what(content) == [("repacked", None), found]
    assert "those that were sealed" not in verified(content).changes[0].says.en


def test_a_second_file_of_the_same_name_is_said() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = _packed([*_members(), ("page.html", b"<p>Lorbec")])
    assert _what(content) == [("repacked", None), ("twice", "page.html")]


def test_another_key_and_a_seal_of_something_else_are_said_too() -> None:
    again = _packed(_members(sealed(key=OTHER_KEY)))
    mine = key_id(KEY.public_key().public_bytes_raw())
    assert _what(again, mine) == [("repacked", None), ("key", "seal.json")]
    taken = dict(_members(sealed()))
    taken["seal.json"] = dict(_members(sealed((held("a.txt", "text/plain", b"x"),))))["seal.json"]
    assert _what(_packed(list(taken.items()))) == [("repacked", None), ("manifest", "manifest.json")]


def test_a_manifest_that_was_written_otherwise_still_shows_what_the_file_was() -> None:
    members = dict(_members())
    members["manifest.json"] = members["manifest.json"].replace(b",", b", ")
    said = verified(_packed(list(members.items())))
    assert (said.state, STRANGER(_packed(list(members.items())))) == ("changed", "changed")
    assert said.changes


def test_an_archive_of_something_else_is_no_bundle() -> None:
    for members in ([("manifest.json", b'{"name":"a program"}')], [("a.txt", BUNDLE[:30])]):
        assert verified(_packed(members)).state == "not_a_bundle"
        assert STRANGER(_packed(members)) == "not a bundle"


def test_a_file_that_would_unpack_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repacked, "_LEAST_UNPACKED", 1_000)
    bomb = sealed((held("zeros.bin", "application/octet-stream", bytes(5_000_000)),))
    said = verified(_packed(_members(bomb)))
    assert [(each.what, each.path) for each in said.changes] == [("repacked", None), ("content", None)]
    assert "too large" in said.changes[1].says.en


def test_not_every_manifest_of_a_hostile_archive_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[bytes] = []
    there = read_manifest

    def counted(content: bytes) -> Manifest:
        looked_at.append(content)
        return there(content)

    monkeypatch.setattr(repacked, "read_manifest", counted)
    many = _packed([(f"{number}/manifest.json", b'{"perenne":"evidence/1"}') for number in range(50)])
    assert (verified(many).state, STRANGER(many)) == ("changed", "changed")
    assert len(looked_at) < 10


def test_a_content_longer_than_it_says_is_not_read_to_its_end() -> None:
    members = [(name, bytes(3_000_000) if name == "page.html" else content) for name, content in _members()]
    assert _what(_packed(members)) == [("repacked", None), ("content", "page.html")]


def test_no_flipped_byte_of_a_repacked_bundle_makes_it_intact() -> None:
    whole = _packed(_members())
    for place in range(0, len(whole), 3):
        content = bytearray(whole)
        content[place] ^= 0x41
        assert verified(bytes(content)).state != "intact"
        assert STRANGER(bytes(content)) != "intact"
