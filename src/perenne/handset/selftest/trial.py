"""One trial: the attempts in a process, confined or not, and what it said of each before it ended."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from tempfile import TemporaryDirectory

import msgspec

from perenne.handset.channel import Bounds, Broken, records
from perenne.handset.launch import launched
from perenne.handset.order import EVERY_LAYER, Layer, Limits
from perenne.handset.selftest.told import Bait, Tried, Way, Work
from perenne.handset.tiers import Standing
from perenne.model.errors import DataError

ENTRY = "perenne.handset.selftest.entry"
_CONTROL = "perenne.handset.selftest.unconfined"
_BOUNDS = Bounds(seconds=120, idle=60)
_BY_A_SIGNAL = 128

Started = Callable[[Work], AbstractContextManager["subprocess.Popen[bytes]"]]


def confined(standing: Standing, limits: Limits | None = None, layers: frozenset[Layer] = EVERY_LAYER) -> Started:
    """In the compartment, with all of its layers unless told."""
    return lambda work: launched(standing, ENTRY, work, limits=limits or Limits(), layers=layers)


@contextmanager
def unconfined(work: Work) -> Iterator["subprocess.Popen[bytes]"]:
    """In a child that is given what a careless program gives: the environment, and every open descriptor."""
    with TemporaryDirectory(prefix="perenne-store-") as store, TemporaryDirectory() as told:
        path = os.path.join(told, "work")  # noqa: PTH118
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(msgspec.json.encode(work))
        with open(path, "rb") as words:  # noqa: PTH123
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-B", "-m", _CONTROL],
                cwd=store,
                stdin=words,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                close_fds=False,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def outcomes(started: Started, bait: Bait, ways: Sequence[Way]) -> list[Tried]:
    """What came of each of ``ways``; one that ended the process was stopped by that, and the rest goes on."""
    found: list[Tried] = []
    while len(found) < len(ways):
        rest = ways[len(found) :]
        killed = _until_it_ends(started, Work(bait, tuple((each.attempt, each.name) for each in rest)), found)
        if killed and len(found) < len(ways):
            found.append(Tried(*ways[len(found)], leaked=False, got="killed"))
    return found


def _until_it_ends(started: Started, work: Work, found: list[Tried]) -> bool:
    """Whether it was ended from outside, by the kernel."""
    with started(work) as process:
        try:
            found.extend(records(process, Tried, _BOUNDS))
            return False
        except Broken as problem:
            if problem.limit != "exit" or 0 < (process.returncode or 0) < _BY_A_SIGNAL:
                raise _failed(problem) from None
            return True


def _failed(problem: Broken) -> DataError:
    says = problem.says
    return DataError(
        fr=f"l’autotest lui-même a échoué ({says.fr}) : rien n’est prouvé ; signalez-le",
        en=f"the self-test itself failed ({says.en}): nothing is proven; please report it",
    )
