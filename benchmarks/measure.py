"""One measurement in a process of its own: how long it took, how much memory at the most, and what it gave."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple


class Measured(NamedTuple):
    """``cpu`` and ``wall`` in seconds; ``peak`` in MB, of the process or of the largest of its workers; ``gave``:
    whatever the step tells of its result."""

    cpu: float
    wall: float
    peak: float
    workers_peak: float
    gave: Any


def measured(script: str, *words: object) -> Measured:
    """Run a step of ``script`` alone, with one thread a process for Polars."""
    (taken,) = side_by_side(script, *words, times=1)
    return taken


def side_by_side(script: str, *words: object, times: int) -> list[Measured]:
    """Run the same step so many times at once."""
    call = [sys.executable, script, *map(str, words)]
    surroundings = {**os.environ, "POLARS_MAX_THREADS": "1"}
    running = [subprocess.Popen(call, env=surroundings, stdout=subprocess.PIPE) for _ in range(times)]  # noqa: S603
    said = [each.communicate()[0] for each in running]
    if any(each.returncode for each in running):
        sys.exit(f"{' '.join(call)} failed")
    return [Measured(**json.loads(each.splitlines()[-1])) for each in said]


def report(work: Callable[[], Any]) -> None:
    """Do the work of a step and print what it took."""
    cpu, wall = _cpu(), time.perf_counter()
    gave = work()
    taken = Measured(_cpu() - cpu, time.perf_counter() - wall, *_peaks(), gave)
    print(json.dumps(taken._asdict()))


def _cpu() -> float:
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, _WHOSE))


def peak() -> float:
    """The most memory that this process has held so far, in MB."""
    return _peaks()[0]


def _peaks() -> tuple[float, ...]:
    return tuple(resource.getrusage(whose).ru_maxrss / 1024 for whose in _WHOSE)


_WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def machine() -> str:
    """What the figures were taken on."""
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "unknown processor",
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {python}"
