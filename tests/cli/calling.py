"""Calls of ``perenne`` as people and programs make them, and what came back."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

PERENNE = (sys.executable, "-m", "perenne")
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


def call(*words: WORDS, cwd: Path, stdin: bytes = b"", **environment: str) -> Said:
    """Run ``perenne`` in a process of its own."""
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
