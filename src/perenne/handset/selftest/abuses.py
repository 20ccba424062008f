"""Attempt 24: what comes out of the compartment, abused in every way. Each abuse ends by itself.

An abuse writes what it wants to the output and to the complaints; where it needs time, it takes a little more than
the host gives.
"""

import os
import time
from collections.abc import Callable

from perenne.handset.channel import Bounds

BOUNDS = Bounds()
"""The host's usual limits."""
IN_ALL, SILENT = 1.5, 0.8
"""Seconds that the host gives where time is what is abused: waiting is dear."""
_LONGER = 1.5
_GOOD = b'{"type":"said","text":"a"}'

VAST = 2**14
"""How many times the limit is gone beyond where the host is known to stop it: a line of a GiB."""
A_LITTLE = 4
"""And where a careless host takes it all in."""

Abuse = Callable[[int], None]
"""Is told how many times to go beyond the limit."""


def _say(line: bytes) -> None:
    _write(1, line + b"\n")


def _write(descriptor: int, words: bytes) -> None:
    left = memoryview(words)
    while left:
        left = left[os.write(descriptor, left) :]


def _long_line(times: int) -> None:
    _write(1, b'{"type":"said","text":"')
    for _ in range(times):
        _write(1, b"x" * BOUNDS.line)
    _say(b'"}')


def _many_records(times: int) -> None:
    """A million of them where the host stops it."""
    for _ in range(min(times, 100)):
        _write(1, (_GOOD + b"\n") * BOUNDS.lines)


def _too_much(times: int) -> None:
    line = b'{"type":"said","text":"' + b"x" * (BOUNDS.line // 2) + b'"}\n'
    for _ in range(min(times, 100) * BOUNDS.total // len(line)):
        _write(1, line)


def _drip(times: int) -> None:
    ends = time.monotonic() + IN_ALL * _LONGER
    while time.monotonic() < ends:
        _say(_GOOD)
        time.sleep(0.2)


def _silence(times: int) -> None:
    _say(_GOOD)
    time.sleep(SILENT * _LONGER)
    _say(_GOOD)


def _closed_and_going_on(times: int) -> None:
    """Nobody reads any more, and the process does not end."""
    _say(_GOOD)
    os.close(1)
    os.close(2)
    time.sleep(IN_ALL * _LONGER)


def _complaints(times: int) -> None:
    for _ in range(times):
        _write(2, b"x" * BOUNDS.complaint)
    _say(_GOOD)


def _half(times: int) -> None:
    _say(_GOOD)
    _write(1, _GOOD[:-5])


def _record(line: bytes) -> Abuse:
    """A good record, and one that is none."""

    def said(times: int) -> None:
        _say(_GOOD)
        _say(line)

    return said


ABUSES: dict[str, Abuse] = {
    "endless line": _long_line,
    "too many records": _many_records,
    "too much in all": _too_much,
    "drip": _drip,
    "silence": _silence,
    "output closed, process alive": _closed_and_going_on,
    "flood of complaints": _complaints,
    "half a record": _half,
    "invalid UTF-8": _record(b'{"type":"said","text":"\xff\xfe"}'),
    "raw control characters": _record(b'{"type":"said","text":"\x1b[2J\x00"}'),
    "key twice": _record(b'{"type":"said","text":"a","text":"b"}'),
    "deep nesting": _record(b"[" * 20_000),
    "unknown kind": _record(b'{"type":"command","text":"a"}'),
    "unknown field": _record(b'{"type":"said","text":"a","more":"b"}'),
    "two records in a line": _record(_GOOD + b" " + _GOOD),
}
BOUNDS_OF: dict[str, Bounds] = {
    "drip": Bounds(seconds=IN_ALL),
    "silence": Bounds(idle=SILENT),
    "output closed, process alive": Bounds(seconds=IN_ALL),
}
