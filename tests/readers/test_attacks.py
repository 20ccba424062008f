"""Files that were made to hurt: each is refused or defused in one sentence, within 512 MiB and in bounded time."""

import io
import json
import random
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from perenne.model.errors import UnreadableFile
from perenne.readers import confined
from perenne.readers.sheet import sheets
from tests.cli.calling import call
from tests.readers.archives import as_instagram_writes, tiktok_archive, zip_of
from tests.readers.workbooks import cells, ods_row, open_document, with_part, workbook

POST = b'{"platform": "instagram", "post_id": "C8xk2", "text": "Merci @maisonlune"}\n'
HEADER = "Réseau;Compte;Texte\n".encode()
BOOK = workbook({"Posts": [["Réseau", "Compte", "Texte"], ["instagram", "lina.m", "Merci @maisonlune"]]})
FIRST = "xl/worksheets/sheet1.xml"


def attacked(path: Path) -> list[str]:
    """What reading ``path`` in little memory said, a line a file."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.readers.victim", str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert said.returncode == 0, said.stderr[-2000:]
    return said.stdout.splitlines()


def outcome(tmp_path: Path, content: bytes, name: str = "x") -> str:
    (tmp_path / name).write_bytes(content)
    (line,) = attacked(tmp_path / name)
    return line.partition(": ")[2]


LONG_LINE = "long.ndjson: {'Post': 2, 'Reject': 1, 'line longer than 16 MiB: not read': 1}"


def attacked_by_a_line(length: int, tmp_path: Path) -> str:
    """A line so long between two posts; a hole in the file, so that no disk holds it."""
    path = tmp_path / "long.ndjson"
    with path.open("wb") as stream:
        stream.write(POST + b'{"platform": "instagram", "text": "')
        stream.seek(length)
        stream.write(b'"}\n' + POST)
    (line,) = attacked(path)
    path.unlink()
    return line


# Size


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    assert "over 300 times its size" in outcome(tmp_path, zip_of({"bomb.csv": b"0" * 50_000_000}))


def test_a_zip_of_members_that_share_their_bytes_is_refused(tmp_path: Path) -> None:
    """Each entry of the list leads to the same kilobytes, so that a few megabytes would unpack to terabytes."""
    one = zip_of({"a" * 9: b"0" * 20_000_000})
    at = one.index(b"PK\x01\x02")
    entry, end = one[at : one.index(b"PK\x05\x06")], one[one.index(b"PK\x05\x06") :]
    many = b"".join(entry.replace(b"a" * 9, f"{number:09}".encode()) for number in range(500))
    counts = struct.pack("<HHLL", 500, 500, len(many), at)
    assert "too big once unpacked" in outcome(tmp_path, one[:at] + many + end[:8] + counts + end[20:])


def test_a_zip_that_says_its_list_of_members_is_endless_is_refused(tmp_path: Path) -> None:
    whole = zip_of({"a.ndjson": POST})
    at, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    counts = struct.pack("<LL", 600_000_000, at)
    path = tmp_path / "x.zip"
    with path.open("wb") as stream:  # a hole stands for the list
        stream.write(whole[:at])
        stream.seek(at + 600_000_000)
        stream.write(whole[end : end + 12] + counts + whole[end + 20 :])
    (said,) = attacked(path)
    assert "too big once unpacked" in said


def test_an_archive_within_archives_is_opened_once(tmp_path: Path) -> None:
    content = POST
    for depth in range(30):
        content = zip_of({f"{depth}.zip" if depth else "a.ndjson": content})
    assert "an archive within an archive" in outcome(tmp_path, content)


def test_a_line_longer_than_memory_is_one_reject_between_two_posts(tmp_path: Path) -> None:
    assert attacked_by_a_line(600 * 2**20, tmp_path) == LONG_LINE


def test_a_line_as_long_in_an_archive_is_refused_or_rejected(tmp_path: Path) -> None:
    member = POST + b'{"platform": "instagram", "text": "' + b"ab" * 12_000_000 + b'"}\n' + POST
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.ndjson", member)
    assert attacked(tmp_path / "x.zip") == [
        "x.zip/a.ndjson: {'Post': 2, 'Reject': 1, 'line longer than 16 MiB: not read': 1}"
    ]


def test_a_row_of_a_hundred_megabytes_is_one_reject(tmp_path: Path) -> None:
    content = HEADER + b"instagram;lina.m;" + b"a" * 100_000_000 + b"\ninstagram;lina.m;Merci\n"
    assert outcome(tmp_path, content).startswith("{'Post': 1, 'Reject': 1, 'row longer than")


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    assert "more than 2000 columns" in outcome(tmp_path, b"platform;text" + b";x" * 1_000_000 + b"\nx" * 3)
    wide = io.BytesIO()
    pl.DataFrame({f"c{number}": [1] for number in range(3_000)}).write_parquet(wide)
    with pytest.raises(UnreadableFile, match="more than 2000 columns"):
        sheets(wide)
    rows = "<row>" + "<c><v>1</v></c>" * 16_384 + "</row>"
    assert "spans" in outcome(tmp_path, with_part(BOOK, FIRST, cells(rows)))


# Many values

MANY = b"[" + b'{"a":1},' * 3_700_000 + b"0]"
"""Thirty megabytes; as Python objects they would take a gigabyte, and twice that while nulls are looked for."""
HALF = b"[" + b"[]," * 5_000_000 + b"0]"
NO_VALUES, EMPTY_VALUES = "record too large", "nearly empty"
FULL: dict[str, tuple[bytes, str]] = {
    "extra": (b'{"platform": "x", "extra": {"a": ' + HALF + b"}}\n", NO_VALUES),
    "the wrong kind": (b'{"platform": "x", "text": ' + HALF + b"}\n", NO_VALUES),
    "a capture": (b'{"source_platform": "tiktok.com", "item_id": "1", "data": ' + HALF + b"}\n", NO_VALUES),
    "a video": (b'{"kind": "youtube#videoListResponse", "items": [{"snippet": ' + MANY + b"}]}", EMPTY_VALUES),
    "a list of answers": (b'[{"kind": "youtube#video"},' + b"0," * 15_000_000 + b"0]", EMPTY_VALUES),
    "a description of a film": (
        b'{"id": "a", "extractor_key": "Youtube", "webpage_url": "x", "formats": ' + MANY + b"}", EMPTY_VALUES,
    ),
    "longer values": (
        b'{"kind": "youtube#videoListResponse", "items": [{"kind": "youtube#video", "snippet": ['
        + b'{"a": "0123456789012345678901"},' * 1_600_000 + b"0]}]}",
        NO_VALUES,
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", FULL)
def test_a_record_of_millions_of_values_is_refused_or_rejected(where: str, tmp_path: Path) -> None:
    content, said = FULL[where]
    assert said in outcome(tmp_path, content)


# Nesting

DEEP = b"[" * 200_000 + b"]" * 200_000
NOT_KNOWN, TOO_DEEP = "no known format", "nested over a thousand levels deep"
NESTED: dict[str, tuple[bytes, str]] = {
    "a list": (DEEP, TOO_DEEP),
    "an object": (b'{"a":' * 200_000 + b"1" + b"}" * 200_000, NOT_KNOWN),
    "extra": (b'{"platform": "x", "extra": {"a": ' + DEEP + b"}}", "nested more than 100 deep"),
    "a capture": (
        b'{"source_platform": "tiktok.com", "item_id": "1", "data": {"desc": ' + DEEP + b"}}",
        "'Reject': 1",
    ),
    "an answer": (b'{"kind": "youtube#videoListResponse", "items": [' + DEEP + b"]}", TOO_DEEP),
    "a TikTok archive": (b'{"Post": {"Posts": {"VideoList": [' + DEEP + b"]}}}", TOO_DEEP),
    "an Instagram archive": (b'{"ig_stories": [{"title": "", "creation_timestamp": ' + DEEP + b"}]}", TOO_DEEP),
}


@pytest.mark.parametrize("where", NESTED)
def test_nesting_is_refused_or_rejected(where: str, tmp_path: Path) -> None:
    content, said = NESTED[where]
    assert said in outcome(tmp_path, content)


def test_nesting_is_said_where_a_record_of_ours_holds_it(tmp_path: Path) -> None:
    less = b'{"platform": "x", "extra": {"a": ' + b"[" * 950 + b"]" * 950 + b"}}\n"
    content = POST + less + POST
    assert outcome(tmp_path, content) == "{'Post': 2, 'Reject': 1, 'objects nested more than 100 deep': 1}"


def test_an_extra_that_is_large_and_flat_is_kept(tmp_path: Path) -> None:
    flat = json.dumps({"platform": "x", "extra": {str(n): {"a": [n]} for n in range(1_000)}}).encode()
    assert outcome(tmp_path, flat) == "{'Post': 1}"


# Workbooks


def shared(texts: bytes, rows: bytes) -> bytes:
    book = with_part(BOOK, "xl/sharedStrings.xml", b"<sst>" + texts + b"</sst>")
    return with_part(book, FIRST, b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")


def noisy(rows: int) -> bytes:
    """Rows that all show the same text, with a comment in each that does not compress."""
    noise = random.Random(20261124)  # noqa: S311
    cell = b'<c t="s"><v>0</v></c>'
    return b"".join(b"<row>%b<!--%x--></row>" % (cell * 100, noise.getrandbits(256)) for _ in range(rows))


BROKEN, SPANS, TOO_BIG, HURT = "workbook is broken", "spans", "MiB once unpacked", "made to hurt"
ENDLESS = 'table:number-columns-repeated="4000000000"'
WORKBOOKS: dict[str, tuple[bytes, str]] = {
    "a long text in many cells": (shared(b"<si><t>" + b"a" * 32_000 + b"</t></si>", noisy(1_000)), HURT),
    "a cell at the last row and column": (
        with_part(BOOK, FIRST, cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), SPANS,
    ),
    "a dimension that is not there": (
        with_part(BOOK, FIRST, cells('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
            b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')),
        "does not read as posts",
    ),
    "entities within entities": (
        with_part(BOOK, FIRST, b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'
                  + cells('<row><c t="str"><v>&c;</v></c></row>')),
        BROKEN,
    ),
    "a part that unpacks to much": (with_part(BOOK, FIRST, cells(" " * 60_000_000)), TOO_BIG),
    "a reference outside": (
        with_part(BOOK, "xl/_rels/workbook.xml.rels",
                  b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'),
        BROKEN,
    ),
    "rows that are repeated without end": (open_document({"A": ods_row("x", "y", times=10**9)}), SPANS),
    "columns that are repeated without end": (
        open_document({"A": ods_row("x").replace("<table:table-cell", f"<table:table-cell {ENDLESS}")}), SPANS,
    ),
    "empty rows that are repeated without end": (
        open_document({"A": ods_row(None, times=10**9).replace("cell/>", f"cell {ENDLESS}/>") + ods_row("x")}), SPANS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", WORKBOOKS)
def test_a_workbook_that_was_made_to_hurt_is_one_sentence(how: str, tmp_path: Path) -> None:
    content, said = WORKBOOKS[how]
    assert said in outcome(tmp_path, content)


def test_a_parquet_file_that_unpacks_to_more_than_may_be_written_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A kilobyte that stands for a hundred megabytes; here a tenth of what a child may write otherwise."""
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2**26, 2**26)); "
        "from perenne.readers.confined import main; main('parquet')"
    )
    monkeypatch.setattr(confined, "CHILD", (sys.executable, "-c", code))
    bomb = io.BytesIO()
    pl.select(platform=pl.repeat("x", 120), text=pl.repeat("a" * 900_000, 120)).write_parquet(bomb)
    assert len(bomb.getvalue()) < 10_000
    with pytest.raises(UnreadableFile, match="made to hurt"):
        sheets(bomb)


# Words

FORMULA, MARKUP, ESCAPES = '=cmd|"/c calc"!A1', "<script>alert(1)</script>", "\x1b[2J\x1b]0;x\x07"


def shown(path: Path) -> tuple[str, str]:
    said = call("read", path, cwd=path.parent)
    assert said.status == 0, said.err
    return said.out.decode(), said.err


@pytest.mark.parametrize("word", [FORMULA, MARKUP, ESCAPES])
def test_words_that_command_are_kept_as_published_and_command_nothing(word: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    quoted = word.replace('"', '""')
    path.write_text(f'Réseau;Compte;Texte;{ESCAPES}\ninstagram;lina.m;"{quoted}";1\n', encoding="utf-8")
    out, err = shown(path)
    assert json.loads(out)["text"] == word
    assert "\x1b" not in err + out


def test_names_that_command_are_shown_as_codes(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zip_of({f"{ESCAPES}/a.ndjson": POST, "../../b.ndjson": POST}))
    _, err = shown(path)
    assert "\x1b" not in err
    assert ".." not in err
    assert [each.name for each in tmp_path.iterdir()] == ["x.zip"]


def test_a_key_that_is_written_twice_counts_as_it_stands_last(tmp_path: Path) -> None:
    path = tmp_path / "x.ndjson"
    path.write_bytes(
        b'{"perenne": "finding/1", "perenne": "post/1", "platform": "x", "text": "first", "text": "last"}\n'
    )
    out, _ = shown(path)
    assert json.loads(out)["text"] == "last"
    document: Any = json.dumps(tiktok_archive()).replace(
        '"Title": "Un dimanche', '"Title": "first", "Title": "Un dimanche'
    )
    path.write_bytes(document.encode())
    assert "Un dimanche" in shown(path)[0]


def test_a_folder_of_all_of_them_is_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_bytes(POST)
    for number, (content, _) in enumerate([*NESTED.values(), *WORKBOOKS.values()]):
        (tmp_path / f"x{number:02}").write_bytes(content)
    (tmp_path / "z.json").write_bytes(as_instagram_writes({"ig_stories": [{"title": "", "creation_timestamp": 1}]}))
    said = attacked(tmp_path)
    assert len(said) == 2 + len(NESTED) + len(WORKBOOKS)
    assert (said[0], said[-1]) == ("a.ndjson: {'Post': 1}", "z.json: {'Post': 1, 'Sensitive': 1}")
