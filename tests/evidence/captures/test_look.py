"""What a capture proves: digests, seals and marks, each with its state."""

import gzip
import io
import os
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from perenne.evidence import confined
from perenne.evidence.captures import look as looking
from perenne.evidence.captures.look import look
from perenne.evidence.captures.looked import Looked
from perenne.model.errors import UnreadableFile, UsageError
from tests.evidence.captures.archives import PAGE, wacz, warc, zipped
from tests.rules import closed_sockets

Look = Callable[[bytes], Looked]


@pytest.fixture
def looked(tmp_path: Path) -> Look:
    def looker(content: bytes) -> Looked:
        file = tmp_path / "capture"
        file.write_bytes(content)
        return look(file)

    return looker


def _states(said: Looked) -> list[tuple[str, str]]:
    return [(each.what, each.state) for each in said.facts]


# WARC


@pytest.mark.parametrize("packed", [True, False])
def test_a_whole_warc_holds(looked: Look, packed: bool) -> None:
    said = looked(warc(PAGE, b"<p>deux</p>", gzip=packed))
    assert (said.kind, _states(said)) == ("warc", [("digests", "holds"), ("end", "holds")])
    assert "2 records; digests that match: 4, that do not: 0" in said.facts[0].says.en


def test_a_changed_page_is_named_by_record_and_address(looked: Look) -> None:
    said = looked(warc(PAGE, b"<p>deux</p>", gzip=False).replace(b"Lorbec", b"Lorbek"))
    broken = [each for each in said.facts if each.state == "broken"]
    assert {each.what for each in broken} >= {"block_digest", "payload_digest"}
    assert broken[0].about == "1 · response · https://lorbec.example/0"


@pytest.mark.parametrize("count", [1, 10, 60])
def test_a_warc_cut_short_never_holds(looked: Look, count: int) -> None:
    """The library compares digests at the end of a record, which a short one never reaches."""
    said = looked(warc(PAGE, gzip=False)[: -4 - count])
    assert said.is_broken
    assert "short" in dict(_states(said))


def test_a_warc_packed_as_a_whole_is_said(looked: Look) -> None:
    said = looked(gzip.compress(warc(PAGE, PAGE, gzip=False)))
    assert dict(_states(said))["end"] == "broken"


def test_a_warc_that_its_tool_cut_is_said(looked: Look) -> None:
    spoilt = warc(gzip=False).replace(
        b"WARC-Type: response\r\n", b"WARC-Type: response\r\nWARC-Truncated: length\r\n"
    )
    assert dict(_states(looked(spoilt)))["truncated"] == "unchecked"


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nContent-Length: x\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\nx",
    ],
)
def test_a_spoilt_warc_does_not_hold(looked: Look, content: bytes) -> None:
    assert looked(content + warc(gzip=False)[:20]).is_broken


def test_a_bomb_is_given_up(looked: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "CHILD", (sys.executable, "-c", "import os; os.abort()"))
    with pytest.raises(UnreadableFile, match="made to hurt"):
        looked(warc())


# WACZ


def test_a_wacz_whose_hashes_match_holds_but_nobody_vouches_for_its_list(looked: Look) -> None:
    said = looked(wacz({"archive/data.warc.gz": warc(), "pages/pages.jsonl": b"{}"}))
    assert not said.is_broken
    assert ("signature", "unchecked") in _states(said)
    assert [each.state for each in said.facts if each.what == "resource"] == ["holds", "holds"]
    assert [each.about for each in said.facts if each.what == "digests"] == ["archive/data.warc.gz"]


def test_a_signed_wacz_says_what_its_signature_cannot(looked: Look) -> None:
    said = looked(wacz({"pages/pages.jsonl": b"{}"}, signed=True))
    signature = next(each for each in said.facts if each.what == "signature")
    assert signature.state == "unchecked"
    assert "by a key that nothing ties to a person" in signature.says.en


@pytest.mark.parametrize(
    "spoilt", [{"signature": "AAAA"}, {"signature": "é"}, {"publicKey": "AAAA"}, {"hash": "sha256:0"}]
)
def test_a_signature_that_does_not_fit_does_not_hold(looked: Look, spoilt: dict[str, str]) -> None:
    said = looked(wacz({"pages/pages.jsonl": b"{}"}, signed=True, **spoilt))
    assert ("signature", "broken") in _states(said)


def test_a_changed_a_missing_and_an_unlisted_file_are_each_named(looked: Look) -> None:
    whole = wacz({"pages/pages.jsonl": b"{}", "pages/extra.jsonl": b"[]"})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["pages/pages.jsonl"] = b"{ }"
    del files["pages/extra.jsonl"]
    said = looked(zipped(files | {"added.txt": b"?"}))
    found = {(each.about, each.what, each.state) for each in said.facts}
    assert ("pages/pages.jsonl", "resource", "broken") in found
    assert ("pages/extra.jsonl", "resource", "broken") in found
    assert ("added.txt", "unlisted", "unchecked") in found


def test_a_zip_without_a_list_is_said(looked: Look) -> None:
    assert _states(looked(zipped({"x.txt": b"x"}))) == [("list", "broken")]
    assert _states(looked(zipped({"datapackage.json": b"["}))) == [("list", "broken")]


def test_an_archive_that_is_no_archive_is_said(looked: Look) -> None:
    with pytest.raises(UnreadableFile):
        looked(b"PK\3\4" + bytes(50))


# C2PA


def _picture() -> bytes:
    """A PNG of one purple dot."""
    parts = (b"IHDR" + struct.pack(">2L5B", 1, 1, 8, 2, 0, 0, 0), b"IDAT" + zlib.compress(b"\0\x80\0\x80"), b"IEND")
    framed = (struct.pack(">L", len(each) - 4) + each + struct.pack(">L", zlib.crc32(each)) for each in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def test_a_picture_without_a_mark_proves_nothing(looked: Look) -> None:
    said = looked(_picture())
    assert (said.kind, _states(said)) == ("c2pa", [("mark", "unchecked")])
    assert said.facts[0].says.en == "no mark: that proves nothing, platforms take them off"


def test_a_picture_that_is_none_is_not_checked(looked: Look) -> None:
    assert _states(looked(b"\xff\xd8\xff" + bytes(100))) == [("mark", "unchecked")]


# All of them


def test_what_is_no_capture_is_said(looked: Look) -> None:
    for content in (b"", b"hello", gzip.compress(b"hello"), b"\x1f\x8b\0"):
        with pytest.raises(UnreadableFile, match="neither a WARC"):
            looked(content)


def test_an_extra_that_is_missing_is_named(looked: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"perenne\[warc\]"):
        looked(warc())


def test_the_child_can_open_neither_a_file_nor_a_connection(tmp_path: Path) -> None:
    """Not by Python, and so not by a library in another language either: the system itself says no."""
    code = (
        "from perenne.evidence import confined; import socket\n"
        "confined._limit('c2pa')\n"
        "for reach in (lambda: open('/dev/null'), lambda: socket.socket()):\n"
        "    try: reach()\n"
        "    except OSError as problem: print(problem.errno)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split() == ["24", "24"]


def test_a_capture_is_looked_at_with_sockets_closed(tmp_path: Path) -> None:
    start = tmp_path / "start"
    start.mkdir()
    shutil.copy(closed_sockets.__file__, start / "sitecustomize.py")
    (tmp_path / "c.warc.gz").write_bytes(warc())
    done = subprocess.run(
        [sys.executable, "-m", "perenne", "evidence", "capture", "c.warc.gz"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(start), "PERENNE_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.splitlines()[0]) == (0, "c.warc.gz: WARC")
