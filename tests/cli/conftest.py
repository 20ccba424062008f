"""A folder to work in, with the command at hand and a few posts of invented people."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from perenne.cli import main
from tests.cli.calling import WORDS, Said
from tests.cli.posts import GIFT, SHOUT, WALK, lines


class Perenne(Protocol):
    def __call__(self, *words: WORDS, stdin: bytes = b"") -> Said: ...


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def perenne(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Said]:
    """The whole program in this process: quick, since cues and rules are read once. It speaks English."""

    def called(*words: WORDS, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "argv", ["perenne", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capfdbinary.readouterr()
        assert isinstance(left.value.code, int)
        return Said(left.value.code, said.out, said.err.decode())

    return called


@pytest.fixture
def captures(here: Path) -> Path:
    """A folder with three posts in two files: one says enough, one asks, one is of no concern."""
    folder = here / "captures"
    folder.mkdir()
    (folder / "lina.ndjson").write_bytes(lines(SHOUT, WALK))
    (folder / "noe.ndjson").write_bytes(lines(GIFT))
    return folder
