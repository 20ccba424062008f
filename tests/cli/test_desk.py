"""``perenne desk`` on the command line; what it serves is walked in ``tests/browser/test_desk.py``."""

import sys
from pathlib import Path

import pytest

from tests.cli.calling import start
from tests.cli.conftest import Perenne


@pytest.mark.parametrize(
    "words",
    [
        ("desk", "--help"),
        *(
            ("desk", verb, "--help")
            for verb in ("verify-journal", "backup", "restore", "import-export", "reset-password")
        ),
    ],
)
def test_the_help_has_an_example(perenne: Perenne, words: tuple[str, ...]) -> None:
    said = perenne(*words)
    assert said.status == 0
    assert b"perenne desk" in said.out


def test_without_its_extra_it_says_what_to_install(perenne: Perenne, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "django", None)
    said = perenne("desk")
    assert said.status == 2
    assert "perenne[desk]" in said.err


def test_a_new_desk_has_a_journal_that_holds(here: Path) -> None:
    said = start("desk", "verify-journal", cwd=here, PERENNE_DESK_DATA=str(here / "desk"))
    assert said.status == 0
    assert "The chain holds: 0 acts" in said.err
    assert (here / "desk" / "secret.key").stat().st_mode & 0o077 == 0
