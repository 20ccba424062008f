"""An audit of a lake that is killed (SIGKILL, no chance to tidy) goes on at the last finished part."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.audit.posts_lake import write_lake
from tests.cli.calling import PERENNE, start, surroundings
from tests.cli.folders import content, is_whole

PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lake(tmp_path_factory.mktemp("lake") / "posts", 8, 700)


@pytest.fixture(scope="module")
def unbroken(lake: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process finds, undisturbed."""
    place = tmp_path_factory.mktemp("unbroken")
    assert start("audit", lake, "--out", "a", cwd=place, PERENNE_HOME=str(place / "home")).status == 0
    assert {each.name for each in place.iterdir()} == {"a", "home"}
    return content(place / "a")


def _killed(words: list[str], place: Path, kind: str, how_many: int) -> None:
    """Start ``perenne`` and kill it when so many parts of a kind are there."""
    running = subprocess.Popen(
        [*PERENNE, *words], cwd=place, stderr=subprocess.PIPE, env=surroundings(PERENNE_HOME=str(place / "home"))
    )
    ends = time.monotonic() + PATIENCE_S
    while len(_parts(place, kind)) < how_many and running.poll() is None and time.monotonic() < ends:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert running.stderr is not None
    running.stderr.read()  # to its end: the workers have gone too
    running.stderr.close()


def _parts(place: Path, kind: str) -> set[Path]:
    return {each for each in (place / ".a.parts").glob(f"{kind}-*") if (each / "part.json").is_file()}


@pytest.mark.parametrize(("kind", "how_many", "workers"), [("read", 3, "1"), ("read", 3, "2"), ("judged", 1, "2")])
def test_a_run_that_was_killed_goes_on_where_it_was_and_ends_as_if_it_had_not_been(
    lake: Path, unbroken: dict[str, bytes], tmp_path: Path, kind: str, how_many: int, workers: str
) -> None:
    words = ["audit", str(lake / "*.parquet"), "--out", "a", "--workers", workers]
    _killed(words, tmp_path, kind, how_many)
    assert not (tmp_path / "a").exists()
    read, judged = _parts(tmp_path, "read"), _parts(tmp_path, "judged")
    assert len(read if kind == "read" else judged) >= how_many
    inodes = {each: each.stat().st_ino for each in read | judged}

    _killed(words, tmp_path, kind, how_many + 1)  # and once more, further on
    assert {each: each.stat().st_ino for each in read | judged} == inodes
    read, judged = _parts(tmp_path, "read"), _parts(tmp_path, "judged")

    other = "2" if workers == "1" else "1"
    said = start(*words[:-1], other, cwd=tmp_path, PERENNE_HOME=str(tmp_path / "home"))
    assert said.status == 0
    files, batches = _counted(len(read), "file"), _counted(len(judged), "batch")
    assert f"Resumed from a run that was stopped: {files} read, {batches} judged" in said.lines
    assert is_whole(tmp_path / "a")
    assert content(tmp_path / "a") == unbroken
    assert {each.name for each in tmp_path.iterdir()} == {"a", "home"}


def _counted(count: int, word: str) -> str:
    return f"{count} {word if count == 1 else {'file': 'files', 'batch': 'batches'}[word]}"


def test_whoever_stops_a_run_is_told_what_stays_and_where(lake: Path, tmp_path: Path) -> None:
    running = subprocess.Popen(
        [*PERENNE, "audit", str(lake), "--out", "a"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env=surroundings(PERENNE_HOME=str(tmp_path / "home")),
    )
    ends = time.monotonic() + PATIENCE_S
    while not _parts(tmp_path, "read") and time.monotonic() < ends:
        time.sleep(0.005)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=PATIENCE_S)
    stays, interrupted = said.decode().splitlines()
    assert stays.startswith("What is finished stays in ")
    assert ".a.parts: the same command goes on from there" in stays
    assert interrupted == "perenne: interrupted, nothing was written"
    assert {each.name for each in tmp_path.iterdir()} == {".a.parts", "home"}
    assert (tmp_path / ".a.parts").stat().st_mode & 0o077 == 0


def test_a_pattern_that_finds_nothing_is_told(tmp_path: Path) -> None:
    said = start("audit", "lake/*.parquet", cwd=tmp_path)
    assert (said.status, said.lines) == (2, ["perenne: nothing matches “lake/*.parquet”: check the pattern"])
