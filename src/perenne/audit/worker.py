"""What a worker process does: it is told once what is known, then reads files and judges batches.

Started afresh by ``perenne.audit.crew``. One thread a process is enough, since there are as many as were asked for.
"""

import gc
import os
import signal
import threading
from contextlib import ExitStack
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

if parent_process() is not None:
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    gc.set_threshold(200_000)  # what a start makes stays: to look for cycles in it takes a quarter of the start

from perenne.audit.batch import BatchJudge
from perenne.audit.intake import FileRead, read_file
from perenne.audit.judgement import Knowledge
from perenne.audit.kept import Kept
from perenne.audit.parts import JudgedBatch
from perenne.audit.plan import Batch
from perenne.audit.silence import Listening
from perenne.isolation.choosing import reading_inside
from perenne.readers.mapping import Mapping
from perenne.readers.opening import Found

if TYPE_CHECKING:
    from perenne.handset.tiers import Standing

_at_work: list["_Worker"] = []


def begin(
    knowledge: Knowledge, spool: Path, lifeline: Connection, stands: "Standing | None", kept: Kept | None
) -> None:
    """Make this process a worker; it ends as soon as the other end of ``lifeline`` is closed. ``stands``: it reads
    files in a compartment of its own, of that tier. ``kept``: what is finished is kept there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=[lifeline], daemon=True).start()
    held = ExitStack()  # until this process ends, and a compartment with it
    if stands is not None:
        held.enter_context(reading_inside(stands))
    _at_work.append(_Worker(knowledge, spool, held, kept))


def _end_with(lifeline: Connection) -> None:
    lifeline.poll(None)
    os._exit(1)


class _Worker:
    def __init__(self, knowledge: Knowledge, spool: Path, held: ExitStack, kept: Kept | None) -> None:
        self.spool, self.held, self.kept = spool, held, kept
        self.listening = Listening(knowledge)
        self.judge = BatchJudge(knowledge, spool, self.listening).judge


def read(found: Found, mapping: Mapping | None, number: int) -> FileRead:
    """Read one file into the spool."""
    (at_work,) = _at_work
    done = partial(read_file, found, mapping, at_work.spool, number, _nobody, at_work.listening)
    return done() if at_work.kept is None else at_work.kept.file(found, at_work.spool, number, done)


def _nobody(done: int) -> None:
    """Progress is told by the process that waits."""


def judge(batch: Batch, file: int, inputs: str) -> JudgedBatch:
    """Judge one batch of the spool; what changes becomes file number ``file``. ``inputs``: as in ``Kept.batch``."""
    (at_work,) = _at_work
    done = partial(at_work.judge, batch, file)
    return done() if at_work.kept is None else at_work.kept.batch(batch, at_work.spool, file, inputs, done)
