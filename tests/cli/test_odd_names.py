"""File names are anybody's words: they command no terminal, forge no line, and stay what they are."""

import os
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.cli.conftest import Perenne
from tests.cli.folders import content, summary
from tests.cli.posts import SHOUT, lines

ESCAPES = "a\x1b[31mred\x1b]0;title\x07.ndjson"
FORGED = "b\nReport: elsewhere.html\r.ndjson"
REVERSED = "c\u202enosj.exe"
NO_TEXT = b"d\xff\xfe.ndjson"
HOSTILE = (ESCAPES, FORGED, REVERSED)


def _controls(text: str) -> set[str]:
    return {char for char in text if char in "\x1b\x07\r\u202e\udcff"}


@pytest.fixture
def odd(here: Path) -> Path:
    """A folder of refused and accepted files under such names."""
    folder = here / "odd"
    folder.mkdir()
    for name in HOSTILE:
        (folder / name).write_bytes(b"")
    (folder / os.fsdecode(NO_TEXT)).write_bytes(lines(SHOUT) + b"{\n")
    return folder


def test_an_audit_shows_them_defused_each_on_its_line(perenne: Perenne, here: Path, odd: Path) -> None:
    said = perenne("audit", "odd", "--out", "a")
    assert said.status == 0
    assert _controls(said.err) == set()
    assert [line for line in said.lines if line.startswith("Report")] == ["Report: a/report.html"]
    assert any(r"a\u001b[31mred" in line for line in said.lines)
    assert any(r"b\u000aReport: elsewhere" in line for line in said.lines)


def test_a_reading_shows_them_defused(perenne: Perenne, odd: Path) -> None:
    said = perenne("read", "odd")
    assert _controls(said.err + said.out.decode()) == set()
    assert len(said.lines) == 5


def test_an_argument_that_does_not_exist_is_shown_defused(perenne: Perenne, here: Path) -> None:
    for name in HOSTILE:
        for words in (["audit", name], ["read", name], ["audit", "x", "--deals", name], ["law", "show", name]):
            said = perenne(*words)
            assert said.status == 2
            assert _controls(said.err) == set()
            assert len(said.lines) == 1


def test_an_option_is_shown_defused(perenne: Perenne) -> None:
    for words in ([f"--{ESCAPES}"], ["audit", f"--{ESCAPES}"], [ESCAPES], ["audit", "x", "--lang", ESCAPES]):
        said = perenne(*words)
        assert (said.status, _controls(said.err)) == (2, set())


def test_the_report_and_the_records_carry_no_control(perenne: Perenne, here: Path, odd: Path) -> None:
    perenne("audit", "odd", "--out", "a")
    held = content(here / "a")
    assert {
        name for name, written in held.items() if b"\x1b" in written and not name.endswith((".parquet", ".xlsx"))
    } == set()
    report = held["report.html"].decode()
    assert "\u202e" not in report
    assert [file["file"] for file in summary(here / "a")["files"] if file["records"]] == ["d\ufffd\ufffd.ndjson"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_path_is_shown_as_it_is_so_that_it_can_be_copied(tmp_path: Path, language: str) -> None:
    """Typography is for sentences: an apostrophe or a space changed in a path leads nowhere."""
    folder = tmp_path / "l'audit : n° 1 ; fin ?"
    (tmp_path / "l'été : vide.ndjson").write_bytes(b"")
    (tmp_path / "x.ndjson").write_bytes(lines(SHOUT))
    said = call("audit", ".", "--out", folder.name, cwd=tmp_path, PERENNE_LANG=language)
    assert f"{folder.name}/report.html" in said.lines[-1]
    assert any("l'été : vide.ndjson" in line for line in said.lines)
    again = call("read", "x.ndjson", "--out", folder.name, cwd=tmp_path, PERENNE_LANG=language)
    assert folder.name in again.err
