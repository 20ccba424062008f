"""Long work shows how far it is on a terminal, and nowhere else; short work shows nothing."""

import os
import pty
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from rich.progress import Progress as Bar
from rich.progress import TaskID

from perenne.cli import progress
from tests.cli.calling import call
from tests.cli.conftest import Perenne
from tests.cli.posts import lines, post

MANY = 700

OnTerminal = Callable[..., tuple[int, str]]


@pytest.fixture
def many(here: Path) -> Path:
    """A file of posts, read in more than one step."""
    captions = (f"Merci @maisonlune pour la lampe n° {n} #pub #deco" for n in range(MANY))
    (here / "many.ndjson").write_bytes(lines(*(post(f"N{n}", caption) for n, caption in enumerate(captions))))
    return here


def _everything(terminal: int) -> bytes:
    """What is written to a terminal until its other side is closed."""
    shown = b""
    try:
        while more := os.read(terminal, 2**16):
            shown += more
    except OSError:
        pass
    return shown


@pytest.fixture
def on_a_terminal(perenne: Perenne, monkeypatch: pytest.MonkeyPatch) -> OnTerminal:
    """Call with a terminal for standard error: the status, and all that stood on it."""
    monkeypatch.setenv("TERM", "xterm")

    def called(*words: str) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        with ThreadPoolExecutor() as beside:
            shown = beside.submit(_everything, ours)
            with os.fdopen(theirs, "w", encoding="utf-8") as terminal, monkeypatch.context() as patched:
                patched.setattr(sys, "stderr", terminal)
                said = perenne(*words)
        os.close(ours)
        return said.status, shown.result().decode()

    return called


def test_a_terminal_shows_the_stages_the_count_and_how_to_stop(
    many: Path, on_a_terminal: OnTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE_S", 0.0)
    status, shown = on_a_terminal("audit", "many.ndjson", "--out", "a")
    assert status == 0
    assert "(Ctrl-C to stop)" in shown
    for stage in ("Reading", "Judging"):
        counts = [int(count.replace(",", "")) for count in re.findall(rf"{stage} ([\d,]+)", shown)]
        assert counts
        assert counts == sorted(counts)
        assert counts[-1] <= MANY
    assert shown.index("Reading") < shown.index("Judging") < shown.index("Read: 1 file")


def test_the_clock_of_a_stage_stops_where_the_next_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE_S", 0.0)
    stopped: list[str] = []
    stop_task = Bar.stop_task

    def noted(bar: Bar, task: TaskID) -> None:
        stop_task(bar, task)
        stopped.extend(each.description for each in bar.tasks if each.id == task and each.stop_time is not None)

    monkeypatch.setattr(Bar, "stop_task", noted)
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal, monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", terminal)
        with progress.progress_bar() as show:
            show("read", 5, None)
            show("read", 6, None)
            assert stopped == []
            show("judge", 1, 6)
            assert stopped == ["Reading"]
    os.close(ours)


def test_work_of_less_than_a_second_shows_no_progress(
    many: Path, on_a_terminal: OnTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE_S", 3600.0)
    _, shown = on_a_terminal("audit", "many.ndjson", "--json")
    assert shown.startswith(f"Read: 1 file, {MANY} posts")
    assert "\x1b" not in shown


def test_a_pipe_gets_the_words_alone(many: Path, perenne: Perenne, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE_S", 0.0)
    said = perenne("audit", "many.ndjson", "--json")
    assert said.lines[0] == f"Read: 1 file, {MANY} posts, 0 copies merged"
    assert "\x1b" not in said.err


def test_a_refusal_on_a_terminal_is_the_same_one_line(here: Path, on_a_terminal: OnTerminal) -> None:
    _, shown = on_a_terminal("audit", "nowhere")
    assert shown.replace("\r", "") == call("audit", "nowhere", cwd=here).err
