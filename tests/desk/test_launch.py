"""The worker beside the web server: where it dies another takes its place, and it ends with the desk."""

import subprocess
import sys

import pytest

from perenne.desk import launch


def test_a_worker_that_dies_is_replaced_and_ends_with_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeping: list[subprocess.Popen[bytes]] = []

    def worker() -> "subprocess.Popen[bytes]":
        sleeping.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))
        return sleeping[-1]

    monkeypatch.setattr(launch, "_worker", worker)
    monkeypatch.setattr(launch, "_PAUSE", 0)
    jobs = launch._Jobs()
    sleeping[0].kill()
    while len(sleeping) < 2:
        sleeping[0].wait()
    while jobs._process is not sleeping[1]:
        pass
    jobs.end()
    assert sleeping[1].wait() != 0
    assert len(sleeping) == 2
    for each in sleeping:
        assert each.stdin is not None
        each.stdin.close()
