"""Every terminal shows something readable, and one that shows nothing stops no work."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from perenne.cli.console import printable
from tests.cli.calling import PERENNE, call, surroundings
from tests.cli.posts import SHOUT, lines


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850", "utf-8"])
def test_a_terminal_that_lacks_our_signs_shows_the_nearest_ones(here: Path, encoding: str) -> None:
    said = call("draft", "Ma lampe", "--deal", "yes", cwd=here, PERENNE_LANG="fr", encoding=encoding)
    shown = said.out.decode(encoding)
    assert "?" not in shown.replace("« ? »", "")
    assert "\\u" not in shown
    verdict = {"ascii": "Non conforme, d'apres le droit du", "cp850": "Non conforme, d'après le droit du"}
    assert shown.startswith(verdict.get(encoding, "Non conforme, d’après le droit du"))


def test_a_refusal_that_nobody_can_read_keeps_its_status(here: Path) -> None:
    (here / "x.ndjson").write_bytes(lines(SHOUT))
    for words, status in ((["audit", "nowhere"], 2), (["audit", "x.ndjson", "--json"], 0)):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [*PERENNE, *words], cwd=here, stdout=subprocess.DEVNULL, stderr=full, env=surroundings(), check=False
            )
        assert (words, done.returncode) == (words, status)


def test_on_a_terminal_it_is_said_that_input_is_awaited(here: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PERENNE, "draft", "-"], cwd=here, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=surroundings(),
    ) as running:  # fmt: skip
        assert running.stderr is not None
        assert running.stderr.readline().startswith(b"Reading standard input: paste the text, then Ctrl-D")
        os.write(ours, b"Une bougie\n\x04")
        assert running.stdout is not None
        assert running.stdout.read().startswith(b"Out of scope")
    os.close(theirs)
    os.close(ours)


def test_what_commands_a_terminal_is_shown_as_its_code() -> None:
    assert printable("a\x1b[31m\u202eb\n\x9b\ud800") == "a\\u001b[31m\\u202eb\\u000a\\u009b\\ud800"
    assert printable("Été « à 7\u202f% »") == "Été « à 7\u202f% »"
