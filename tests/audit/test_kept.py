"""What was finished is used again, and only where it is whole, of the same file, and made on the same grounds."""

import json
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from perenne.audit import kept
from perenne.audit.kept import are_a_lake, basis_of, forget, keeping, parts_of
from perenne.audit.run import Audited, AuditRequest, audit
from perenne.readers.opening import find_files
from tests.audit.posts_lake import write_lake


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where this user's key lies."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("PERENNE_HOME", str(folder))
        yield folder


class Before(NamedTuple):
    """A lake, the parts of a run over it, and what it said."""

    lake: Path
    parts: Path
    said: dict[str, list[bytes]]


def run(lake: Path, keep: Path | None, **request: Any) -> Audited:
    return audit(AuditRequest(files=tuple(find_files([lake])), keep=keep, **request))


def lines(audited: Audited) -> dict[str, list[bytes]]:
    names = ("posts", "findings", "questions", "rejects", "conflicts", "advertisers")
    return {name: list(getattr(audited.outcome, name).raw()) for name in names}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Before:
    top = tmp_path_factory.mktemp("first")
    lake = write_lake(top / "lake", 2, 150)
    audited = run(lake, top / "parts")
    assert audited.resumed == (0, 0)
    assert len(list((top / "parts").glob("judged-*"))) == 1
    return Before(lake, top / "parts", lines(audited))


@pytest.fixture
def before(first: Before, tmp_path: Path) -> Before:
    """The same, to be changed."""
    lake, parts = (shutil.copytree(each, tmp_path / each.name) for each in (first.lake, first.parts))
    return Before(lake, parts, first.said)


def test_a_second_run_takes_all_that_the_first_finished_and_says_the_same(before: Before) -> None:
    stamps = {each: each.stat().st_ino for each in before.parts.glob("*-*")}
    for workers in (1, 2):
        again = run(before.lake, before.parts, workers=workers)
        assert again.resumed == (2, 1)
        assert lines(again) == before.said
    assert {each: each.stat().st_ino for each in before.parts.glob("*-*")} == stamps
    assert lines(run(before.lake, None)) == before.said


def test_a_file_more_shifts_the_others_and_only_it_is_read(before: Before, tmp_path: Path) -> None:
    read = {each.name: each.stat().st_ino for each in before.parts.glob("read-*")}
    write_lake(tmp_path / "more", 1, 100)
    (tmp_path / "more" / "part-000.parquet").rename(before.lake / "aaa.parquet")
    again = run(before.lake, before.parts)
    assert again.resumed[0] == 2
    assert len(list(before.parts.glob("read-*"))) == 3
    assert {name: (before.parts / name).stat().st_ino for name in read} == read
    assert lines(again) == lines(run(before.lake, None))


def test_a_file_that_changed_is_read_anew(before: Before, tmp_path: Path) -> None:
    write_lake(tmp_path / "other", 2, 160)
    (tmp_path / "other" / "part-001.parquet").rename(before.lake / "part-001.parquet")
    again = run(before.lake, before.parts)
    assert lines(again) == lines(run(before.lake, None))
    assert lines(again) != before.said


def test_another_day_makes_every_part_stale(before: Before) -> None:
    other = run(before.lake, before.parts, as_of=date(2022, 1, 1))
    assert other.resumed == (0, 0)
    assert lines(other) == lines(run(before.lake, None, as_of=date(2022, 1, 1))) != before.said


@pytest.mark.parametrize("given", [{"stated_deal": "yes"}, {"audience": ("BE",)}], ids=str)
def test_so_do_other_facts(before: Before, given: dict[str, Any]) -> None:
    assert run(before.lake, before.parts, **given).resumed == (0, 0)


def test_another_program_or_law_is_another_basis(monkeypatch: pytest.MonkeyPatch) -> None:
    here = basis_of("law")
    assert basis_of("another law") != here
    monkeypatch.setattr(kept, "__version__", "99.0")
    assert basis_of("law") != here


@pytest.mark.parametrize("harm", ["cut", "changed", "gone", "no manifest"])
def test_a_part_that_was_harmed_is_made_anew(before: Before, harm: str) -> None:
    for part in (min(before.parts.glob("read-*")), min(before.parts.glob("judged-*"))):
        file = next(each for each in sorted(part.iterdir()) if each.suffix == ".ndjson")
        if harm == "no manifest":
            (part / "part.json").unlink()
        elif harm == "gone":
            file.unlink()
        else:
            content = file.read_bytes()
            file.write_bytes(content[:-9] if harm == "cut" else content.replace(b"a", b"b", 1))
    assert lines(run(before.lake, before.parts)) == before.said


def test_a_part_that_somebody_else_sealed_is_not_believed(
    before: Before, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes with a folder from elsewhere: its hashes are right, and what it says need not be."""
    monkeypatch.setenv("PERENNE_HOME", str(tmp_path / "somebody else"))
    mine = run(before.lake, before.parts)
    assert mine.resumed == (0, 0)
    assert lines(mine) == before.said


def test_the_key_is_this_user_s_alone_and_stays(first: Before, home: Path, tmp_path: Path) -> None:
    key = home / "parts.key"
    known = key.read_bytes()
    assert key.stat().st_mode & 0o077 == 0
    with keeping(tmp_path / "parts", "basis"):
        assert key.read_bytes() == known


def test_without_a_place_for_the_key_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("PERENNE_HOME", str(tmp_path / "file" / "below"))
    with keeping(tmp_path / "parts", "basis") as nothing:
        assert nothing is None
    assert not (tmp_path / "parts").exists()


def test_of_two_runs_at_once_one_keeps(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    with keeping(folder, "basis") as one, keeping(folder, "basis") as other:
        assert one is not None
        assert other is None
        forget(folder)
        assert folder.is_dir()
    assert not folder.exists()  # nothing was finished


def test_what_is_told_to_be_forgotten_goes_and_nothing_else(before: Before, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "audit")
    before.parts.rename(parts)
    forget(parts)
    assert not parts.exists()
    (tmp_path / "somebody").mkdir()
    forget(tmp_path / "somebody")
    assert (tmp_path / "somebody").is_dir()


def test_a_lake_is_parquet_alone(before: Before, tmp_path: Path) -> None:
    assert are_a_lake(find_files([before.lake]))
    (before.lake / "more.ndjson").write_text(json.dumps({"platform": "x"}))
    assert not are_a_lake(find_files([before.lake]))
    assert not are_a_lake([])
    os.mkfifo(tmp_path / "pipe.parquet")
    assert not are_a_lake(find_files([tmp_path / "pipe.parquet"]))
