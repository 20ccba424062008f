"""What the system refuses is told in the language of the user, whatever the system speaks."""

import errno
import os
from pathlib import Path

import pytest

from perenne.model.refused import why

USUAL = (
    "ENOENT", "EACCES", "EPERM", "ENOSPC", "EISDIR", "ENOTDIR", "EROFS", "EMFILE", "ENAMETOOLONG", "ELOOP", "EIO",
)  # fmt: skip


@pytest.mark.parametrize("name", USUAL)
def test_the_usual_refusals_are_said_in_both_languages(name: str) -> None:
    code = getattr(errno, name)
    said = why(OSError(code, os.strerror(code)))
    assert said.en == os.strerror(code)
    assert said.fr != said.en


def test_what_the_system_refuses_for_real_is_said_in_french(tmp_path: Path) -> None:
    assert _refused(tmp_path / "absent") == "fichier ou dossier introuvable"
    assert _refused(tmp_path) == "c’est un dossier"
    assert _refused(tmp_path / ("x" * 300)) == "nom trop long"


def _refused(path: Path) -> str:
    try:
        path.read_bytes()
    except OSError as problem:
        return why(problem).fr
    return "read"


def test_a_rare_refusal_keeps_the_words_of_the_system() -> None:
    rare = OSError(errno.ENOTTY, os.strerror(errno.ENOTTY))
    assert why(rare).fr == why(rare).en == os.strerror(errno.ENOTTY)
    assert why(OSError()).fr == "OSError"
