"""The commands of both READMEs, run as they stand on a copy of the examples."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

README_FILES = ("README.md", "README.fr.md")
_BLOCK = re.compile(r"```sh\n(?P<lines>.*?)```", re.DOTALL)
_MAKE = frozenset({"make demo", "make test"})
_INSTALL = frozenset({"pipx install .", "uv tool install ."})


def _commands(readme: Path) -> list[str]:
    blocks = _BLOCK.findall(readme.read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A folder with the examples and a ``.venv/bin/perenne`` that runs this code."""
    folder = tmp_path_factory.mktemp("read me")
    shutil.copytree(repository / "examples", folder / "examples")
    program = folder / ".venv" / "bin" / "perenne"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m perenne "$@"\n')
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("name", README_FILES)
def test_both_readmes_give_the_two_commands_and_the_two_installers(repository: Path, name: str) -> None:
    commands = set(_commands(repository / name))

    assert commands >= _MAKE | _INSTALL


@pytest.mark.parametrize("name", README_FILES)
def test_every_other_command_runs_as_it_stands(checkout: Path, repository: Path, name: str) -> None:
    commands = [line for line in _commands(repository / name) if line not in _MAKE | _INSTALL]

    for line in commands:
        done = subprocess.run(
            ["sh", "-c", line], cwd=checkout, capture_output=True, text=True, env={**os.environ}, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    assert len(commands) >= 5


@pytest.mark.parametrize(("name", "folder"), [("README.md", "my-audit"), ("README.fr.md", "mon-audit")])
def test_the_loop_of_the_readme_answers_questions(checkout: Path, name: str, folder: str, repository: Path) -> None:
    """Run without answers, then with: there are fewer questions, and a report either way."""
    audits = [line for line in _commands(repository / name) if " audit " in line]
    counts = []
    for line in audits:
        subprocess.run(["sh", "-c", line], cwd=checkout, capture_output=True, text=True, check=True)
        assert (checkout / folder / "report.html").stat().st_size > 10_000
        counts.append((checkout / folder / "questions.csv").read_text(encoding="utf-8-sig").count("\n"))

    assert len(counts) == 2
    assert counts[1] < counts[0]
