"""A process to be spied on: it has the canary in its arguments, its environment, its memory and an open file."""

import ctypes
import os
import signal
import sys
from contextlib import suppress

from perenne.handset.kernel import Refused, prctl

_SET_TRACER, _ANYBODY = 0x59616D61, 2**64 - 1


def _wait(canary: str, file: str) -> None:
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    with suppress(Refused):  # a kernel without Yama lets it be traced by its user anyway
        prctl(_SET_TRACER, _ANYBODY)
    held = ctypes.create_string_buffer(canary.encode())
    descriptor = os.open(file, os.O_RDONLY)
    print(ctypes.addressof(held), descriptor, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    _wait(*sys.argv[1:])
