"""``--help`` answers at once: no command imports what only its work needs before it works. To read files takes no
column, and to refuse a wrong word takes nothing."""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

HEAVY = frozenset({"polars", "yaml", "jinja2", "cryptography", "ibis", "duckdb", "numpy", "pyarrow", "scipy"})
COMMANDS = re.compile(r"\W*Commands\W*\Z")
A_COMMAND = re.compile(r"[│|\s]*([a-z][a-z-]*)(?:\s{2,}|\s*[│|]?\s*\Z)")
IMPORTED = re.compile(r"import time:[^|]*\|[^|]*\|\s*(\w+)")


@cache
def _help(*words: str) -> tuple[str, frozenset[str]]:
    """What ``perenne … --help`` prints, and the names of the packages that it imported."""
    return _called(*words, "--help")


def _called(*words: str, status: int = 0) -> tuple[str, frozenset[str]]:
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "perenne", *words],
        env=os.environ | {"PERENNE_LANG": "en", "COLUMNS": "160", "TERM": "dumb", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert shown.returncode == status, (words, shown.stderr[-2000:])
    return shown.stdout, frozenset(IMPORTED.findall(shown.stderr))


def _commands(text: str) -> list[str]:
    """The commands that a help text lists: the first word of each line below its heading *Commands*."""
    lines = iter(text.splitlines())
    for line in lines:
        if COMMANDS.match(line):
            break
    return [found[1] for line in lines if (found := A_COMMAND.match(line))]


def _every_command(*words: str) -> list[tuple[str, ...]]:
    below = [each for name in _commands(_help(*words)[0]) for each in _every_command(*words, name)]
    return [words, *below]


def test_the_help_lists_the_commands() -> None:
    assert {("audit",), ("law", "show")} <= set(_every_command())


def test_no_help_imports_what_only_the_work_needs() -> None:
    imported = {" ".join(words) or "perenne": _help(*words)[1] & HEAVY for words in _every_command()}
    assert {command: names for command, names in imported.items() if names} == {}


def test_one_post_is_read_without_what_takes_longer_to_import_than_it_takes(tmp_path: Path) -> None:
    post = tmp_path / "one.ndjson"
    post.write_bytes(b'{"platform": "x", "text": "Une bougie"}\n')
    told, imported = _called("read", str(post))
    assert "Une bougie" in told
    assert imported & HEAVY == set()


@pytest.mark.parametrize("words", [("draft", "x", "--label", "maybe"), ("draft", "x", "--on", "tomorrow")])
def test_a_wrong_word_is_refused_without_it_too(words: tuple[str, ...]) -> None:
    assert _called(*words, status=2)[1] & HEAVY == set()


def test_the_list_of_commands_is_read_from_either_kind_of_help() -> None:
    boxed = (
        "╭─ Commands ─────╮\n│ audit   Judge.   │\n│         More.    │\n│ law     Read.    │\n╰──────────────────╯\n"
    )
    plain = "Usage: x\n\nOptions:\n  --help  Show.\n\nCommands:\n  audit  Judge.\n  law    Read.\n"
    assert _commands(boxed) == _commands(plain) == ["audit", "law"]
    assert _commands("Usage: x\n\nOptions:\n  --help  Show.\n") == []
