"""Attempt 24, seen from outside: a careless host takes everything in; ours ends the run and names the limit."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import msgspec

from perenne.handset.channel import Bounds, Broken, records
from perenne.handset.launch import launched
from perenne.handset.selftest.abuses import A_LITTLE, ABUSES, BOUNDS, BOUNDS_OF, VAST
from perenne.handset.selftest.told import Tried, Way
from perenne.handset.tiers import Standing

ENTRY = "perenne.handset.selftest.speaking"
WAYS = tuple(Way(24, name) for name in ABUSES)

Host = Callable[["subprocess.Popen[bytes]", Bounds], str]
"""Reads what a process says: the limit that it broke, or nothing where all was taken in."""


class _Said(msgspec.Struct, frozen=True, tag="said", forbid_unknown_fields=True):
    text: str


def bounded(process: "subprocess.Popen[bytes]", bounds: Bounds) -> str:
    """Our channel."""
    try:
        for _ in records(process, _Said, bounds):
            pass
    except Broken as problem:
        return problem.limit
    return ""


def careless(process: "subprocess.Popen[bytes]", bounds: Bounds) -> str:
    """What is often written: wait until it ends, read every line that can be read somehow."""
    out, _ = process.communicate(timeout=2 * bounds.seconds + 10)
    for line in out.decode("utf-8", "replace").splitlines():
        with suppress(json.JSONDecodeError, RecursionError):
            json.loads(line, strict=False)
    return ""


def _bounds(way: Way) -> Bounds:
    return BOUNDS_OF.get(way.name, BOUNDS)


def inside(here: Standing, ways: tuple[Way, ...], host: Host = bounded) -> Iterator[Tried]:
    for way in ways:
        with launched(here, ENTRY, (way.name, VAST if host is bounded else A_LITTLE)) as process:
            yield _told(way, host(process, _bounds(way)))


def control(ways: tuple[Way, ...]) -> Iterator[Tried]:
    for way in ways:
        with _unconfined(way.name) as process:
            yield _told(way, careless(process, _bounds(way)))


def _told(way: Way, limit: str) -> Tried:
    return Tried(*way, leaked=not limit, got=limit or "taken in")


@contextmanager
def _unconfined(name: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-B", "-m", ENTRY, "--unconfined", name],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
