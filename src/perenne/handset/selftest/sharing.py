"""Planting the canary in what the kernel keeps for several processes; taken away again when the run ends."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from perenne.handset.kernel import Refused
from perenne.handset.selftest.probes.asking import asked
from perenne.handset.selftest.told import Shared

_CREATE, _REMOVE = 0o1000, 0
_EVERYBODY = 0o644
_SIZE = 4_096
_SESSION, _REVOKE = -3, 3
_SHARED_FOLDER = Path("/dev/shm")  # noqa: S108


@contextmanager
def shared(canary: str) -> Iterator[Shared]:
    """What this kernel lets be planted."""
    name = f"perenne-{os.urandom(8).hex()}"
    with ExitStack() as held:
        yield Shared(
            _memory(canary.encode(), held),
            _posix(name, canary.encode(), held),
            _queue(name, canary.encode(), held),
            _key(name, canary.encode(), held),
        )


def _memory(canary: bytes, held: ExitStack) -> int | None:
    number = int.from_bytes(os.urandom(3), "big") + 1
    with suppress(Refused):
        known = asked("shmget", number, _SIZE, _CREATE | _EVERYBODY)
        held.callback(asked, "shmctl", known, _REMOVE, 0)
        address = asked("shmat", known, 0, 0)
        ctypes.memmove(address, canary, len(canary))
        asked("shmdt", address)
        return number
    return None


def _posix(name: str, canary: bytes, held: ExitStack) -> str | None:
    file = _SHARED_FOLDER / name
    with suppress(OSError):
        file.write_bytes(canary)
        held.callback(file.unlink, missing_ok=True)
        file.chmod(_EVERYBODY)
        return str(file)
    return None


def _queue(name: str, canary: bytes, held: ExitStack) -> str | None:
    with suppress(Refused):
        queue = asked("mq_open", name.encode(), os.O_CREAT | os.O_RDWR, _EVERYBODY, 0)
        held.callback(asked, "mq_unlink", name.encode())
        asked("mq_timedsend", queue, canary, len(canary), 0, 0)
        os.close(queue)
        return name
    return None


def _key(name: str, canary: bytes, held: ExitStack) -> int | None:
    with suppress(Refused):
        key = asked("add_key", b"user", name.encode(), canary, len(canary), _SESSION)
        held.callback(asked, "keyctl", _REVOKE, key, 0, 0, 0)
        return key
    return None
