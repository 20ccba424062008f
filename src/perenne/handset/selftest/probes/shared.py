"""Attempt 22: what the kernel shares between processes beside files and sockets."""

import ctypes
import errno
import fcntl
import os
from pathlib import Path

from perenne.handset.kernel import Refused
from perenne.handset.selftest.probes import way
from perenne.handset.selftest.probes.asking import asked
from perenne.handset.selftest.told import Bait

_READ_ONLY = 0o10000
_TIOCSTI = 0x5412
_READ_KEY = 11
_MESSAGE = 8_192


@way(22, "SysV memory")
def _sysv(bait: Bait) -> bool:
    if bait.shared.memory is None:
        return False
    known = asked("shmget", bait.shared.memory, 0, 0)
    address = asked("shmat", known, 0, _READ_ONLY)
    try:
        return ctypes.string_at(address, len(bait.canary)) == bait.canary.encode()
    finally:
        asked("shmdt", address)


@way(22, "POSIX memory")
def _posix(bait: Bait) -> bool:
    return bait.shared.posix is not None and bait.canary.encode() in Path(bait.shared.posix).read_bytes()


@way(22, "queue of messages")
def _queue(bait: Bait) -> bool:
    if bait.shared.queue is None:
        return False
    queue = asked("mq_open", bait.shared.queue.encode(), os.O_RDONLY | os.O_NONBLOCK, 0, 0)
    try:
        held = ctypes.create_string_buffer(_MESSAGE)
        got = asked("mq_timedreceive", queue, held, _MESSAGE, 0, 0)
        return held.raw[:got] == bait.canary.encode()
    finally:
        os.close(queue)


@way(22, "keyring")
def _keyring(bait: Bait) -> bool:
    """The session's keys pass to every process that is started from it."""
    if bait.shared.key is None:
        return False
    held = ctypes.create_string_buffer(256)
    got = asked("keyctl", _READ_KEY, bait.shared.key, held, 256, 0)
    return held.raw[:got] == bait.canary.encode()


@way(22, "typing into a terminal")
def _typing(bait: Bait) -> bool:
    """Asked of what is no terminal: the kernel says so, unless the request itself is refused."""
    with Path("/dev/null").open("rb") as file:
        try:
            fcntl.ioctl(file, _TIOCSTI, b"x")
        except OSError as problem:
            if problem.errno != errno.ENOTTY:
                raise Refused("TIOCSTI", problem.errno or 0) from None
    return True
