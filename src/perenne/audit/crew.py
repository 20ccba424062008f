"""Who does the work: this process alone, or several beside it. What comes back is the same, in the same order.

Workers are started afresh (``spawn``), so that nothing of this process leaks into them, on any system. They leave
Ctrl-C to this process, and end when it does, however it ends.
"""

import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cached_property, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, TypeVar

from perenne.audit import worker
from perenne.audit.batch import BatchJudge
from perenne.audit.columns import Columns, read_frames
from perenne.audit.intake import FileRead, Told, read_file
from perenne.audit.judgement import Knowledge
from perenne.audit.kept import Kept
from perenne.audit.parts import JudgedBatch
from perenne.audit.plan import Batch
from perenne.audit.silence import Listening
from perenne.isolation.choosing import standing_entered
from perenne.model.errors import UsageError
from perenne.readers.mapping import Mapping
from perenne.readers.opening import Found

R = TypeVar("R")

_AHEAD = 2
"""How many tasks are given out for each worker: enough that none is idle, few enough that results do not pile up."""


class Crew(Protocol):
    """Reads files into the spool and judges its batches; results come in the order of what was asked."""

    def read(self, files: Iterable[Found], mapping: Mapping | None, told: Told) -> Iterator[FileRead]: ...

    def read_frames(self, columns: Columns, number: int) -> FileRead: ...

    def judge(self, batches: Iterable[Batch], first_file: int, inputs: str = "") -> Iterator[JudgedBatch]: ...


@contextmanager
def crew(workers: int, knowledge: Knowledge, spool: Path, kept: Kept | None = None) -> Iterator[Crew]:
    """As many ``workers`` as asked for; one is this process itself. ``kept``: what each finishes is kept there.
    Raises ``UsageError`` where one was killed."""
    if workers < 2:
        yield _Alone(knowledge, spool, kept)
        return
    theirs, ours = get_context("spawn").Pipe(duplex=False)
    told = (knowledge, spool, theirs, standing_entered(), kept)
    pool = ProcessPoolExecutor(workers, get_context("spawn"), worker.begin, told)
    try:
        yield _Several(knowledge, spool, kept, pool, workers)
    except BrokenProcessPool:
        raise UsageError(
            fr="un processus de travail a été arrêté, faute de mémoire sans doute : relancez avec moins de --workers",
            en="a worker process was ended, probably for want of memory: start again with fewer --workers",
        ) from None
    except BaseException:
        ours.close()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        ours.close()
        theirs.close()


@contextmanager
def _interrupted_later() -> Iterator[None]:
    """Ctrl-C waits until the end, and is never heard by processes that are started meanwhile: one that is still
    importing would show where."""
    if sys.platform == "win32":
        yield
        return
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


class _Alone:
    def __init__(self, knowledge: Knowledge, spool: Path, kept: Kept | None) -> None:
        self._knowledge = knowledge
        self._spool = spool
        self._kept = kept

    @cached_property
    def _listening(self) -> Listening:
        return Listening(self._knowledge)

    def read(self, files: Iterable[Found], mapping: Mapping | None, told: Told) -> Iterator[FileRead]:
        done = 0
        for number, found in enumerate(files):
            ahead = partial(_ahead, told, done)
            read = partial(read_file, found, mapping, self._spool, number, ahead, self._listening)
            file = read() if self._kept is None else self._kept.file(found, self._spool, number, read)
            done += file.records
            yield file

    def read_frames(self, columns: Columns, number: int) -> FileRead:
        return read_frames(columns, self._spool, number, self._listening)

    def judge(self, batches: Iterable[Batch], first_file: int, inputs: str = "") -> Iterator[JudgedBatch]:
        judge = BatchJudge(self._knowledge, self._spool, self._listening).judge
        for batch in batches:
            file = first_file + batch.number
            done = partial(judge, batch, file)
            yield done() if self._kept is None else self._kept.batch(batch, self._spool, file, inputs, done)


def _ahead(told: Told, before: int, here: int) -> None:
    told(before + here)


class _Several(_Alone):
    """Columns are in the memory of this process, so it is this one that notes them."""

    def __init__(
        self, knowledge: Knowledge, spool: Path, kept: Kept | None, pool: ProcessPoolExecutor, workers: int
    ) -> None:
        super().__init__(knowledge, spool, kept)
        self._pool = pool
        self._given_out = _AHEAD * workers

    def read(self, files: Iterable[Found], mapping: Mapping | None, told: Told) -> Iterator[FileRead]:
        done = 0
        tasks = (partial(worker.read, found, mapping, number) for number, found in enumerate(files))
        for file in self._in_order(tasks):
            done += file.records
            told(done)
            yield file

    def judge(self, batches: Iterable[Batch], first_file: int, inputs: str = "") -> Iterator[JudgedBatch]:
        return self._in_order(partial(worker.judge, batch, first_file + batch.number, inputs) for batch in batches)

    def _in_order(self, tasks: Iterable[Callable[[], R]]) -> Iterator[R]:
        given: deque[Future[R]] = deque()
        for task in tasks:
            with _interrupted_later():  # to give a task out may start a worker
                given.append(self._pool.submit(task))
            if len(given) >= self._given_out:
                yield given.popleft().result()
        while given:
            yield given.popleft().result()
