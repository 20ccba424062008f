"""The probes: what a stranger's code would try. The same run without the compartment and within it.

A probe returns whether it got what it wanted. An error of the system is an answer, and so is memory refused; any
other error is a mistake of ours, and ends the self-test.
"""

import errno
import socket
from collections.abc import Callable, Iterable, Iterator

from perenne.handset.kernel import Refused
from perenne.handset.selftest.told import Bait, Tried, Way

Probe = Callable[[Bait], bool]
PROBES: dict[Way, Probe] = {}


def way(attempt: int, name: str) -> Callable[[Probe], Probe]:
    """Enter a probe as one way of ``attempt``."""

    def entered(probe: Probe) -> Probe:
        PROBES[Way(attempt, name)] = probe
        return probe

    return entered


def tried(bait: Bait, ways: Iterable[Way]) -> Iterator[Tried]:
    """Each of ``ways`` in turn, as soon as it is known what came of it."""
    for each in ways:
        yield Tried(each.attempt, each.name, *_outcome(PROBES[each], bait))


def _outcome(probe: Probe, bait: Bait) -> tuple[bool, str]:
    try:
        got = probe(bait)
    except socket.gaierror:
        return False, "gaierror"
    except TimeoutError:
        return False, "ETIMEDOUT"
    except OSError as problem:
        return False, errno.errorcode.get(problem.errno or 0, type(problem).__name__)
    except Refused as problem:
        return False, errno.errorcode.get(problem.number, "refused")
    except MemoryError:
        return False, "MemoryError"
    return (True, "got it") if got else (False, "nothing")
