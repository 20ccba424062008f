"""Ctrl-C, a killed process, a reader that leaves, two runs at once, a closed folder: nothing is ever half-written."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest

from tests.cli.calling import PERENNE, surroundings
from tests.cli.folders import content, is_whole
from tests.cli.posts import GIFT, SHOUT, lines, post

Running = subprocess.Popen[bytes]
PATIENCE_S = 60.0


def _started(*words: str | Path, cwd: Path, own_group: bool = False, **environment: str) -> Running:
    return subprocess.Popen(
        [*PERENNE, *map(str, words)],
        cwd=cwd,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(**environment),
        start_new_session=own_group,
    )


def _feed(running: Running, more_than_a_pipe_holds: bytes) -> None:
    """Return once ``perenne`` is reading its standard input, which stays open."""
    assert running.stdin is not None
    running.stdin.write(more_than_a_pipe_holds)
    running.stdin.flush()


def _wait_for_writing(running: Running, target: Path) -> None:
    """Return once a first file is there in the folder beside ``target``, or the run has ended."""
    ends = time.monotonic() + PATIENCE_S
    while running.poll() is None and time.monotonic() < ends:
        if any(target.parent.glob(f".{target.name}-*/*")):
            return


def _said(running: Running) -> str:
    _, err = running.communicate(timeout=PATIENCE_S)
    return err.decode()


@pytest.fixture
def earlier(tmp_path: Path) -> dict[str, bytes]:
    """An audit in the folder ``a``, and a file with more posts for the next one."""
    (tmp_path / "x.ndjson").write_bytes(lines(SHOUT))
    assert _said(_started("audit", "x.ndjson", "--out", "a", cwd=tmp_path)).startswith("Read: 1 file, 1 post")
    (tmp_path / "x.ndjson").write_bytes(b"".join(lines(post(f"N{n}", "Merci @maisonlune !")) for n in range(300)))
    return content(tmp_path / "a")


# Ctrl-C


@pytest.mark.parametrize(
    ("command", "how"),
    [
        (["audit", "-", "--out", "a"], signal.SIGINT),
        (["read", "-", "--out", "posts"], signal.SIGINT),
        (["audit", "-", "--out", "a"], signal.SIGTERM),
        (["read", "-", "--out", "posts"], signal.SIGHUP),
    ],
)
def test_ctrl_c_while_reading_says_one_line_and_leaves_nothing(
    tmp_path: Path, command: list[str], how: signal.Signals
) -> None:
    """So does whoever ends the program, or closes its terminal."""
    spool = tmp_path / "spool"
    spool.mkdir()
    running = _started(*command, cwd=tmp_path, TMPDIR=str(spool))
    _feed(running, lines(SHOUT) * 2_000)
    running.send_signal(how)
    assert _said(running) == "perenne: interrupted, nothing was written\n"
    assert running.returncode == 2
    assert {path.name for path in tmp_path.rglob("*")} == {"spool"}


START = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path, target=None):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from perenne.cli import main
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
"""


@pytest.mark.parametrize(("imported", "status"), [("typer", -signal.SIGINT), ("nothing", 0)])
def test_ctrl_c_before_anything_is_done_says_nothing(tmp_path: Path, imported: str, status: int) -> None:
    done = subprocess.run([sys.executable, "-c", START, imported], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (status, b"", b"")


def test_ctrl_c_while_writing_leaves_the_earlier_audit_or_the_new_one(
    tmp_path: Path, earlier: dict[str, bytes]
) -> None:
    running = _started("audit", "x.ndjson", "--out", "a", cwd=tmp_path)
    _wait_for_writing(running, tmp_path / "a")
    running.send_signal(signal.SIGINT)
    said = _said(running)
    assert "Traceback" not in said
    if running.returncode == 2:
        assert said == "perenne: interrupted, nothing was written\n"
        assert content(tmp_path / "a") == earlier
    assert is_whole(tmp_path / "a")
    assert {path.name for path in tmp_path.iterdir()} == {"a", "x.ndjson"}


def test_ctrl_c_while_workers_start_is_told_once(tmp_path: Path) -> None:
    """The terminal sends it to all of them, those that are still importing too."""
    for name in "abcd":
        (tmp_path / f"{name}.ndjson").write_bytes(lines(SHOUT) * 300)
    running = _started("audit", ".", "--out", "a", "--workers", "2", cwd=tmp_path, own_group=True)
    ends = time.monotonic() + PATIENCE_S
    while running.poll() is None and len(list(_workers(running.pid))) < 2 and time.monotonic() < ends:
        time.sleep(0.01)
    time.sleep(0.2)  # into the imports
    os.killpg(running.pid, signal.SIGINT)
    assert _said(running) == "perenne: interrupted, nothing was written\n"
    assert running.returncode == 2
    assert not (tmp_path / "a").exists()


def _workers(parent: int) -> Iterator[Path]:
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            of = (process / "stat").read_text().rpartition(")")[2].split()[1]
            if int(of) == parent and b"spawn_main" in (process / "cmdline").read_bytes():
                yield process


# A process that is killed


def test_a_run_that_is_killed_leaves_the_earlier_audit_whole(tmp_path: Path, earlier: dict[str, bytes]) -> None:
    running = _started("audit", "x.ndjson", "--out", "a", cwd=tmp_path)
    _wait_for_writing(running, tmp_path / "a")
    running.kill()
    _said(running)
    if running.returncode:
        assert content(tmp_path / "a") == earlier
    assert is_whole(tmp_path / "a")
    after = _started("audit", "x.ndjson", "--out", "a", cwd=tmp_path)
    assert _said(after).startswith("Read: 1 file, 300 posts")
    assert is_whole(tmp_path / "a")


# A reader that leaves


@pytest.mark.parametrize(
    "words", [["audit", "x.ndjson", "--json"], ["read", "x.ndjson"], ["law", "list"]], ids=lambda words: words[0]
)
def test_a_reader_that_leaves_after_the_first_line_is_no_error_of_the_program(
    tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "x.ndjson").write_bytes(b"".join(lines(GIFT | {"post_id": f"N{n}"}) for n in range(300)))
    with _started(*words, cwd=tmp_path) as running:
        assert running.stdout is not None
        assert running.stdout.readline()
        running.stdout.close()
        assert running.stderr is not None
        said = running.stderr.read().decode()
    assert running.returncode != 1  # which would mean bad news
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


@pytest.mark.parametrize("words", [["audit", "x.ndjson", "--json"], ["read", "x.ndjson"], ["law", "list"]])
def test_output_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, words: list[str]) -> None:
    """A disk that is full, which this device stands for."""
    (tmp_path / "x.ndjson").write_bytes(lines(GIFT))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PERENNE, *words], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, env=surroundings(), check=False
        )
    last = done.stderr.decode().splitlines()[-1]
    assert done.returncode == 2
    assert last == "perenne: the system refused to read or to write (No space left on device)"
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("closed", ["0", "1", "2"])
def test_a_stream_that_the_caller_closed_is_no_error_of_the_program(tmp_path: Path, closed: str) -> None:
    (tmp_path / "x.ndjson").write_bytes(lines(GIFT))
    line = f'exec "$@" {closed}>&-'
    done = subprocess.run(
        ["sh", "-c", line, "sh", *PERENNE, "audit", "x.ndjson", "--json"],
        cwd=tmp_path,
        capture_output=True,
        env=surroundings(),
        check=False,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


# Two runs at once


def test_two_runs_at_once_into_one_folder_leave_one_whole_audit(tmp_path: Path, earlier: dict[str, bytes]) -> None:
    both = [_started("audit", "x.ndjson", "--out", "a", cwd=tmp_path) for _ in range(2)]
    said = [_said(each) for each in both]
    assert {each.returncode for each in both} <= {0, 2}
    assert 0 in {each.returncode for each in both}
    assert "Traceback" not in "".join(said)
    assert is_whole(tmp_path / "a")
    assert content(tmp_path / "a") != earlier


# A folder that is closed to us


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that holds posts, one of them unreadable, and may not be written to."""
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "x.ndjson").write_bytes(lines(SHOUT))
    (folder / "secret.ndjson").write_bytes(lines(GIFT))
    (folder / "secret.ndjson").chmod(0)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o700)


def _as_an_ordinary_user(*words: str, cwd: Path, stdout: IO[bytes] | int = subprocess.PIPE) -> tuple[int, str]:
    """Root may read and write anywhere: then without that right."""
    rights = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*rights, *PERENNE, *words], cwd=cwd, stdout=stdout, stderr=subprocess.PIPE, env=surroundings(), check=False
    )
    return done.returncode, done.stderr.decode()


def test_a_folder_that_may_not_be_written_to_is_told_in_one_line(closed: Path) -> None:
    for words in (
        ["audit", "x.ndjson"],
        ["audit", "x.ndjson", "--out", "deep/er"],
        ["read", "x.ndjson", "--out", "y"],
    ):
        status, said = _as_an_ordinary_user(*words, cwd=closed)
        assert status == 2
        assert said.splitlines()[-1].startswith("perenne: cannot write")
        assert "Permission denied" in said
        assert "Traceback" not in said
    assert {path.name for path in closed.iterdir()} == {"x.ndjson", "secret.ndjson"}


def test_a_file_that_may_not_be_read_is_named_and_the_rest_is_read(closed: Path) -> None:
    status, said = _as_an_ordinary_user("audit", ".", "--json", cwd=closed, stdout=subprocess.DEVNULL)
    assert status == 0
    assert "  secret.ndjson: you are not allowed to read this file" in said.splitlines()
    status, said = _as_an_ordinary_user("audit", "secret.ndjson", "--json", cwd=closed)
    assert (status, len(said.splitlines())) == (2, 1)
