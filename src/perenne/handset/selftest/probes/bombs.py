"""Attempt 23: taking more than one's share. Each is bounded by itself: without limits it takes little, and stops."""

import os
import resource
import time
from pathlib import Path

from perenne.handset.order import Limits
from perenne.handset.selftest.probes import way
from perenne.handset.selftest.told import Bait

_PROCESSES = 40
_LIMITS = Limits()
SPIN = Limits(seconds=1)
"""For the one attempt that must be waited for."""


@way(23, "processes")
def _fork(bait: Bait) -> bool:
    made: list[int] = []
    try:
        while len(made) < _PROCESSES:
            child = os.fork()
            if not child:
                time.sleep(20)
                os._exit(0)
            made.append(child)
    finally:
        for each in made:
            os.kill(each, 9)
            os.waitpid(each, 0)
    return True


@way(23, "memory")
def _memory(bait: Bait) -> bool:
    """Address space alone: no page of it is touched."""
    return len(bytearray(2 * _LIMITS.memory)) > _LIMITS.memory


@way(23, "a file")
def _file(bait: Bait) -> bool:
    """One byte far out: a hole takes no room on the disk."""
    hole = Path("hole")
    try:
        with hole.open("wb", buffering=0) as file:
            file.seek(_LIMITS.written)
            file.write(b"x")
        return hole.stat().st_size > _LIMITS.written
    finally:
        hole.unlink(missing_ok=True)


@way(23, "descriptors")
def _descriptors(bait: Bait) -> bool:
    made: list[int] = []
    try:
        while len(made) <= 2 * _LIMITS.descriptors:
            made.append(os.open("/dev/null", os.O_RDONLY))
    finally:
        for each in made:
            os.close(each)
    return True


@way(23, "a dump of memory")
def _dump(bait: Bait) -> bool:
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    return hard != 0


@way(23, "time")
def _spin(bait: Bait) -> bool:
    """Twice the time that its compartment has."""
    while time.process_time() < 2 * SPIN.seconds:
        pass
    return True
