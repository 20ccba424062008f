"""Attempts 11 to 13: other processes, read, held and signalled. The victim lets everybody whom the kernel lets."""

import ctypes
import os
import resource
import signal
from pathlib import Path

from perenne.handset.selftest.probes import way
from perenne.handset.selftest.probes.asking import asked
from perenne.handset.selftest.told import Bait

_ATTACH, _DETACH = 16, 17
_TRACED_CHILDREN = 0x4000_0000


def _of_victim(bait: Bait, name: str) -> Path:
    return Path("/proc", str(bait.process.pid), name)


@way(11, "list")
def _listed(bait: Bait) -> bool:
    return Path("/proc", str(bait.process.pid)) in Path("/proc").iterdir() and _is_victim(bait)


def _is_victim(bait: Bait) -> bool:
    """Within walls the same number may be another process."""
    return bait.canary.encode() in _of_victim(bait, "cmdline").read_bytes()


@way(11, "arguments")
def _arguments(bait: Bait) -> bool:
    return _is_victim(bait)


@way(11, "open files")
def _open_files(bait: Bait) -> bool:
    return bait.canary.encode() in (_of_victim(bait, "fd") / str(bait.process.descriptor)).read_bytes()


@way(11, "map of memory")
def _map(bait: Bait) -> bool:
    return "-" in _of_victim(bait, "maps").read_text(encoding="utf-8")


@way(11, "memory")
def _memory(bait: Bait) -> bool:
    descriptor = os.open(_of_victim(bait, "mem"), os.O_RDONLY)
    try:
        return os.pread(descriptor, len(bait.canary), bait.process.address) == bait.canary.encode()
    finally:
        os.close(descriptor)


@way(12, "ptrace")
def _ptrace(bait: Bait) -> bool:
    pid = bait.process.pid
    asked("ptrace", _ATTACH, pid, 0, 0)
    os.waitpid(pid, _TRACED_CHILDREN)
    asked("ptrace", _DETACH, pid, 0, 0)
    return True


class _Piece(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


@way(12, "memory by call")
def _read_memory(bait: Bait) -> bool:
    here = ctypes.create_string_buffer(len(bait.canary))
    mine = _Piece(ctypes.addressof(here), len(bait.canary))
    theirs = _Piece(bait.process.address, len(bait.canary))
    asked("process_vm_readv", bait.process.pid, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0)
    return here.raw == bait.canary.encode()


@way(12, "descriptor taken")
def _taken(bait: Bait) -> bool:
    process = asked("pidfd_open", bait.process.pid, 0)
    try:
        file = asked("pidfd_getfd", process, bait.process.descriptor, 0)
        try:
            return bait.canary.encode() in os.pread(file, 4_096, 0)
        finally:
            os.close(file)
    finally:
        os.close(process)


@way(12, "its limits")
def _limits(bait: Bait) -> bool:
    """What it may use, put as it is."""
    which = resource.RLIMIT_CORE
    resource.prlimit(bait.process.pid, which, resource.prlimit(bait.process.pid, which))
    return True


@way(12, "its place in the queue")
def _priority(bait: Bait) -> bool:
    """Its priority and its processors, put as they are."""
    pid = bait.process.pid
    os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, pid))
    os.sched_setaffinity(pid, os.sched_getaffinity(pid))
    return True


@way(13, "victim")
def _signalled(bait: Bait) -> bool:
    """A signal that the victim counts."""
    os.kill(bait.process.pid, signal.SIGUSR1)
    return True


@way(13, "group of the victim")
def _group(bait: Bait) -> bool:
    os.killpg(bait.process.pid, signal.SIGUSR1)
    return True


@way(13, "whoever started it")
def _starter(bait: Bait) -> bool:
    """A signal that changes nothing for a process that runs."""
    os.kill(bait.starter, signal.SIGCONT)
    return True
