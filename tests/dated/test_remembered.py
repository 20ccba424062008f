"""What was read of a folder is remembered as long as nothing in it changes, and never stands in the way."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from perenne.dated.remembered import remembered


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "a.yaml").write_text("a: 1\n")
    (tmp_path / "notes.txt").write_text("no data\n")
    return tmp_path


def count(folder: Path, values: list[Any]) -> list[Any]:
    """What each call gives, where reading anew would give the next of ``values``."""
    anew = iter(values)
    return [remembered(folder, lambda: next(anew))["value"] for _ in values]


def test_what_did_not_change_is_read_once(folder: Path) -> None:
    assert count(folder, [{"value": "é"}, {"value": 2}, {"value": 3}]) == ["é"] * 3


@pytest.mark.parametrize("change", ["edit", "touch", "add", "remove", "rename"])
def test_whatever_changes_is_read_anew(folder: Path, change: str) -> None:
    assert count(folder, [{"value": 1}]) == [1]
    file = folder / "fr" / "a.yaml"
    match change:
        case "edit":
            file.write_text("a: 22\n")
        case "touch":
            os.utime(file, ns=(1, 1))
        case "add":
            (folder / "b.yaml").write_text("")
        case "remove":
            file.unlink()
        case "rename":
            file.rename(folder / "fr" / "c.yaml")
    assert count(folder, [{"value": 2}]) == [2]


def test_other_files_are_not_looked_at(folder: Path) -> None:
    assert count(folder, [{"value": 1}]) == [1]
    (folder / "notes.txt").write_text("other\n")
    assert count(folder, [{"value": 2}]) == [1]


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"of": 3}', b"\xff", b'{"data": {"value": 9}}'])
def test_a_broken_memory_is_no_memory(folder: Path, broken: bytes) -> None:
    count(folder, [{"value": 1}])
    (folder / "__pycache__" / "shelf.json").write_bytes(broken)
    assert count(folder, [{"value": 2}, {"value": 3}]) == [2, 2]


def test_what_json_would_change_is_not_remembered(folder: Path) -> None:
    assert count(folder, [{"value": {1: "a"}}, {"value": {1: "b"}}]) == [{1: "a"}, {1: "b"}]


def test_a_folder_that_cannot_be_written_to_costs_time_alone(folder: Path) -> None:
    (folder / "__pycache__").write_text("in the way")
    assert count(folder, [{"value": 1}, {"value": 2}]) == [1, 2]


def test_nothing_half_written_is_left(folder: Path) -> None:
    count(folder, [{"value": 1}])
    assert [path.name for path in (folder / "__pycache__").iterdir()] == ["shelf.json"]
    assert set(json.loads((folder / "__pycache__" / "shelf.json").read_bytes())) == {"of", "data"}
