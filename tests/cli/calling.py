"""Calls of ``perenne`` as people and programs make them, and what came back."""

import atexit
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tests.cli.kept import Answer, Request

PERENNE = (sys.executable, "-m", "perenne")
KEPT = (sys.executable, "-m", "tests.cli.kept")
WORDS = str | Path


@dataclass(frozen=True, slots=True)
class Said:
    """The exit status, standard output as bytes, standard error as text."""

    status: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()

    @property
    def records(self) -> list[dict[str, object]]:
        """Standard output, where each of its lines is one JSON object."""
        return [msgspec.json.decode(line, type=dict[str, object]) for line in self.out.splitlines()]


def surroundings(**changed: str) -> dict[str, str]:
    """The environment of a call: this one's, without a language, and then ``changed``."""
    kept = {name: value for name, value in os.environ.items() if name != "PERENNE_LANG"}
    return kept | {"COLUMNS": "100"} | changed


def start(*words: WORDS, cwd: Path, stdin: bytes = b"", **environment: str) -> Said:
    """Run ``perenne`` in a process of its own: a second at least, which ``call`` spares."""
    done = subprocess.run(
        [*PERENNE, *map(str, words)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=surroundings(**environment),
        check=False,
        timeout=120,
    )
    return Said(done.returncode, done.stdout, done.stderr.decode("utf-8", "backslashreplace"))


def call(*words: WORDS, cwd: Path, stdin: bytes = b"", encoding: str = "utf-8", **environment: str) -> Said:
    """Run ``perenne`` in another process, kept for all calls of the same language, which is chosen once a process."""
    kept = _kept(environment.get("PERENNE_LANG", ""))
    request = Request([str(word) for word in words], str(cwd), surroundings(**environment), encoding, stdin)
    assert kept.stdin is not None
    assert kept.stdout is not None
    kept.stdin.write(msgspec.json.encode(request) + b"\n")
    kept.stdin.flush()
    answer = msgspec.json.decode(kept.stdout.readline(), type=Answer)
    return Said(answer.status, answer.out, answer.err.decode(encoding, "backslashreplace"))


_at_hand: dict[str, subprocess.Popen[bytes]] = {}


def _kept(language: str) -> subprocess.Popen[bytes]:
    if language not in _at_hand:
        _at_hand[language] = subprocess.Popen(
            KEPT,
            cwd=Path(__file__).resolve().parents[2],
            env=surroundings(PERENNE_LANG=language),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
    return _at_hand[language]


@atexit.register
def _end_kept() -> None:
    for each in _at_hand.values():
        each.communicate()
