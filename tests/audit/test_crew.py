"""However many work, the result is the same; whoever is stopped takes nobody down, and leaves nobody behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from perenne.audit.crew import crew
from perenne.audit.judgement import Knowledge
from perenne.audit.outcome import AuditOutcome
from perenne.audit.run import AuditRequest, audit
from perenne.audit.spool import Spool
from perenne.law.rulebook import rulebook
from perenne.model.errors import UsageError
from perenne.readers.opening import Found, find_files
from tests.audit.files import DEALS, a_line, a_paid_line, write, write_lines

CAPTIONS = ("Publicité · Ma lampe @maisonlune", "Le chat dort", "Ma lampe, mon code LINA20", "#sp @valbrume", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several files with copies, rejects and a file that is none."""
    captures = tmp_path_factory.mktemp("captures")
    for file in range(5):
        lines = [a_line(f"C{file * 17 % 60 + n}", CAPTIONS[n % 5], stats={"views": file}) for n in range(40)]
        write_lines(captures / f"{file}.ndjson", [*lines, "{broken", a_paid_line(f"P{file}", "Ma lampe")])
    write(captures / "empty.csv", "")
    return captures


def found(folder: Path, workers: int, **request: object) -> AuditOutcome:
    files = tuple(find_files([folder]))
    return audit(AuditRequest(files=files, workers=workers, **request)).outcome  # type: ignore[arg-type]


def test_the_result_is_the_same_however_many_work(folder: Path, tmp_path: Path) -> None:
    deals = tuple(find_files([write(tmp_path / "deals.csv", DEALS)]))
    alone = found(folder, 1, deals=deals)
    assert len(alone.conflicts) > 10
    for workers in (2, 3):
        several = found(folder, workers, deals=deals)
        assert several == alone
        for name in ("posts", "findings", "questions"):
            assert list(getattr(several, name).raw()) == list(getattr(alone, name).raw())


def test_progress_is_told_by_whoever_waits(folder: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    audit(AuditRequest(files=tuple(find_files([folder])), workers=2), lambda *said: told.append(said))
    read = [done for stage, done, _ in told if stage == "read"]
    assert read == sorted(read)
    assert read[-1] == 5 * 42
    assert told[-1][0] == "judge"
    assert told[-1][1] == told[-1][2]


def test_a_worker_that_is_killed_is_told_in_one_sentence(folder: Path) -> None:
    spool = Spool()
    with pytest.raises(UsageError, match="--workers"):
        _read_while_workers_are_killed(spool.folder, find_files([folder]))
    spool.close()


def _read_while_workers_are_killed(spool: Path, files: list[Found]) -> None:
    with crew(2, Knowledge(rulebook()), spool) as hands:
        reading = hands.read(files * 4, None, lambda done: None)
        next(reading)
        for worker in _children(os.getpid()):
            os.kill(worker, signal.SIGKILL)
        list(reading)


def _children(parent: int) -> Iterator[int]:
    """The processes that ``parent`` started to work."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state = (entry / "stat").read_text().rpartition(")")[2].split()
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if int(state[1]) == parent and b"spawn_main" in words:
                yield int(entry.name)


AUDIT = """
import sys
from pathlib import Path
from perenne.audit.run import AuditRequest, audit
from perenne.readers.opening import find_files
if __name__ == "__main__":
    said = lambda stage, done, total: print(stage, done, flush=True)
    audit(AuditRequest(files=tuple(find_files([Path(sys.argv[1])])), workers=2), said)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_the_process_that_waits_however_it_ends(
    tmp_path: Path, repository: Path, how: signal.Signals
) -> None:
    captures = tmp_path / "in"
    for file in range(12):
        write_lines(captures / f"{file}.ndjson", [a_line(f"C{file}-{n}", CAPTIONS[n % 5]) for n in range(2_000)])
    script = write(tmp_path / "script.py", AUDIT)
    (tmp_path / "spool").mkdir()
    with subprocess.Popen(
        [sys.executable, str(script), str(captures)],
        cwd=repository,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(tmp_path / "spool")},
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith(b"read")
        workers = list(_children(running.pid))
        running.send_signal(how)
    assert len(workers) == 2
    ends = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    if how == signal.SIGINT:
        assert list((tmp_path / "spool").iterdir()) == []
