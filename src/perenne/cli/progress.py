"""Progress for work of over a second, on a terminal only."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from perenne.audit.run import Progress, Stage, silent
from perenne.cli.console import spoken, word

PATIENCE_S = 1.0

_STAGES: dict[Stage, tuple[str, str]] = {
    "read": ("Lecture", "Reading"),
    "judge": ("Jugement", "Judging"),
    "write": ("Écriture", "Writing"),
}


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A callable that shows how far the work is once it has lasted a second; Ctrl-C stops it, nothing is written."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID, TextColumn, TimeElapsedColumn

    bar = Bar(
        TextColumn("{task.description}"),
        TextColumn("{task.completed:,}" if spoken() == "en" else "{task.completed}"),
        TimeElapsedColumn(),
        TextColumn(word("(Ctrl-C pour arrêter)", "(Ctrl-C to stop)")),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[Stage, TaskID] = {}
    started = time.monotonic()

    def show(stage: Stage, done: int, total: int | None) -> None:
        if time.monotonic() - started < PATIENCE_S:
            return
        if stage not in tasks:
            bar.start()
            for earlier in tasks.values():
                bar.stop_task(earlier)  # or its clock would run on
            tasks[stage] = bar.add_task(word(*_STAGES[stage]), total=total)
        bar.update(tasks[stage], completed=done, total=total)

    try:
        yield show
    finally:
        bar.stop()
