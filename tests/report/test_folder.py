"""The folder of an audit: whole or not there, for its owner only, and never in place of something else."""

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from perenne.model.errors import UsageError
from perenne.report.folder import AUDIT, Originals, check_target, write_folder
from tests.audit.files import a_line, a_paid_line, audited, write, write_lines

FILES = {
    "report.html", "findings.ndjson", "posts.ndjson", "rejects.ndjson", "questions.csv",
    "findings.parquet", "findings.xlsx", "summary.json",
}  # fmt: skip


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    posts: list[dict[str, Any] | str] = [
        a_paid_line("C1", "Ma lampe"),
        a_line("-C2", "Ma lampe, avec mon code LINA20"),
        "{broken",
    ]
    write_lines(tmp_path / "in" / "a.ndjson", posts)
    return tmp_path / "in"


def content(folder: Path) -> dict[str, str]:
    """Each file below ``folder`` and the hash of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def modes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777 for path in folder.rglob("*")}


def test_an_audit_writes_its_files_and_names_its_report(captures: Path, tmp_path: Path) -> None:
    report = write_folder(audited(captures), tmp_path / "audit", "fr")
    assert report == tmp_path / "audit" / "report.html"
    assert report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>") or "<html" in report.read_text()[:200]
    original = hashlib.sha256((captures / "a.ndjson").read_bytes()).hexdigest()
    assert set(content(tmp_path / "audit")) == FILES | {f"sources/{original}"}


def test_files_and_folders_are_for_their_owner_alone_whatever_the_mask(captures: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_folder(audited(captures), tmp_path / "audit", "fr")
    finally:
        os.umask(before)
    found = modes(tmp_path / "audit")
    assert {mode for name, mode in found.items() if name != "sources"} == {0o600}
    assert (tmp_path / "audit").stat().st_mode & 0o777 == found["sources"] == 0o700


def test_the_summary_and_the_lines_are_those_of_the_contract(captures: Path, tmp_path: Path) -> None:
    write_folder(audited(captures), tmp_path / "audit", "fr")
    summary = json.loads((tmp_path / "audit" / "summary.json").read_bytes())
    assert (summary["perenne"], summary["posts"], summary["isolation"]) == ("summary/1", 2, "none")
    lines = {name: (tmp_path / "audit" / name).read_bytes().splitlines() for name in FILES if name.endswith("ndjson")}
    assert {json.loads(line)["perenne"] for line in lines["findings.ndjson"]} == {"finding/1"}
    assert [json.loads(line)["post_id"] for line in lines["posts.ndjson"]] == ["-C2", "C1"]
    assert [json.loads(line)["line"] for line in lines["rejects.ndjson"]] == [3]


def test_no_path_of_this_machine_stands_in_any_file(captures: Path, tmp_path: Path) -> None:
    write_folder(audited(captures), tmp_path / "audit", "fr")
    for path in (tmp_path / "audit").rglob("*"):
        assert path.is_dir() or str(tmp_path).encode() not in path.read_bytes(), path.name


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_same_input_gives_the_same_bytes(captures: Path, tmp_path: Path, language: str) -> None:
    for name in ("one", "two"):
        write_folder(audited(captures, language=language), tmp_path / name, language)  # type: ignore[arg-type]
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_an_earlier_audit_is_replaced_and_nothing_of_it_or_beside_it_is_left(captures: Path, tmp_path: Path) -> None:
    write_folder(audited(captures), tmp_path / "audit", "fr")
    write_lines(captures / "a.ndjson", [a_line("C9", "Publicité @maisonlune")])
    write_folder(audited(captures), tmp_path / "audit", "fr", "none")
    assert set(content(tmp_path / "audit")) == FILES
    assert b'"C9"' in (tmp_path / "audit" / "posts.ndjson").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "in"]


def test_an_empty_folder_will_do_and_missing_parents_are_made(captures: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_folder(audited(captures), tmp_path / "empty", "fr")
    write_folder(audited(captures), tmp_path / "a" / "b" / "c", "fr")
    assert content(tmp_path / "empty") == content(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "empty").stat().st_mode & 0o777 == 0o700


# What is never touched


def test_a_folder_that_is_no_audit_is_refused_and_left_as_it_is(captures: Path, tmp_path: Path) -> None:
    before = content(captures)
    with pytest.raises(UsageError, match="exists and holds something else than an audit") as refused:
        write_folder(audited(captures), captures, "fr")
    assert "--out" in refused.value.says.fr
    assert content(captures) == before


@pytest.mark.parametrize("summary", ["", "{}", '{"perenne": "post/1"}', "x" * 300 + '"perenne": "summary/1"'])
def test_a_folder_with_some_other_summary_is_no_audit(tmp_path: Path, summary: str) -> None:
    write(tmp_path / "summary.json", summary)
    with pytest.raises(UsageError):
        check_target(tmp_path)


def test_a_file_or_a_link_is_refused_even_one_that_leads_to_an_audit(captures: Path, tmp_path: Path) -> None:
    write_folder(audited(captures), tmp_path / "audit", "fr")
    (tmp_path / "link").symlink_to(tmp_path / "audit")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    for name in ("link", "nowhere", "in/a.ndjson"):
        with pytest.raises(UsageError):
            write_folder(audited(captures), tmp_path / name, "fr")
    assert (tmp_path / "link").is_symlink()
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("name", ["in/a.ndjson/audit", "x" * 300, "in"])
def test_a_place_that_cannot_be_written_to_gets_one_sentence(captures: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="choose another folder with --out"):
        write_folder(audited(captures), tmp_path / name, "fr")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_an_audit_that_cannot_be_written_leaves_the_earlier_one_and_nothing_beside_it(
    captures: Path, tmp_path: Path
) -> None:
    write_folder(audited(captures), tmp_path / "audit", "fr")
    before = content(tmp_path / "audit")
    found = audited(captures)
    write_lines(captures / "a.ndjson", [a_line("C9", "un")])
    with pytest.raises(UsageError, match=r"a\.ndjson changed during the audit"):
        write_folder(found, tmp_path / "audit", "fr")
    (captures / "a.ndjson").unlink()
    with pytest.raises(UsageError):
        write_folder(found, tmp_path / "audit", "fr")
    assert content(tmp_path / "audit") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "in"]


# Originals


@pytest.mark.parametrize(("policy", "kept"), [("clean", 1), ("all", 2), ("none", 0)])
def test_originals_are_kept_as_asked(captures: Path, tmp_path: Path, policy: Originals, kept: int) -> None:
    found = audited(write_lines(captures / "b.ndjson", [a_line("C3", "deux")]), captures / "a.ndjson")
    first, second = found.originals
    marked = replace(found, originals=(first, replace(second, holds=frozenset({"token"}))))
    write_folder(marked, tmp_path / "audit", "fr", policy)
    originals = list((tmp_path / "audit").glob("sources/*"))
    assert len(originals) == kept
    for path in originals:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name


def test_one_original_under_two_names_is_kept_once(captures: Path, tmp_path: Path) -> None:
    (captures / "b.ndjson").write_bytes((captures / "a.ndjson").read_bytes())
    write_folder(audited(captures), tmp_path / "audit", "fr")
    assert len(list((tmp_path / "audit" / "sources").iterdir())) == 1


# Two at once


def test_two_runs_into_one_target_leave_one_whole_audit_and_nothing_beside_it(captures: Path, tmp_path: Path) -> None:
    one = audited(captures)
    two = audited(write_lines(tmp_path / "other" / "b.ndjson", [a_line("D1", "Merci @maisonlune")]))
    whole = []
    for each in (one, two):
        write_folder(each, tmp_path / "reference", "fr")
        whole.append(content(tmp_path / "reference"))
    target = tmp_path / "audits" / "audit"
    with ThreadPoolExecutor(4) as runs:
        list(runs.map(lambda each: write_folder(each, target, "fr"), [one, two] * 12))
    assert content(target) in whole
    assert [path.name for path in target.parent.iterdir()] == ["audit"]


def test_of_many_that_take_the_place_at_once_one_stays_and_none_fails(tmp_path: Path) -> None:
    def take(number: int) -> None:
        folder = tmp_path / f"new-{number}"
        folder.mkdir()
        write(folder / "summary.json", '{"perenne": "summary/1"}')
        AUDIT.swap(folder, tmp_path / "audit")

    with ThreadPoolExecutor(4) as runs:
        list(runs.map(take, range(400)))
    assert [path.name for path in tmp_path.iterdir()] == ["audit"]


def test_what_came_to_the_place_in_the_meantime_and_is_no_audit_is_put_back(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    write_lines(tmp_path / "audit" / "holiday.ndjson", ["mine"])
    with pytest.raises(UsageError, match="exists and holds something else than an audit"):
        AUDIT.swap(tmp_path / "new", tmp_path / "audit")
    assert (tmp_path / "audit" / "holiday.ndjson").read_text() == "mine\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "new"]
