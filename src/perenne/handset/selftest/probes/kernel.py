"""Attempts 20 and 21: doors of the kernel that lead around a filter, and out of the place where one stands.

Calls that are not needed are asked with arguments that the kernel finds wrong: what it then says tells a call that is
refused from one that is only asked badly.
"""

import ctypes
import mmap
import os
import platform
import subprocess
from pathlib import Path

from perenne.handset.kernel import Refused
from perenne.handset.selftest.probes import way
from perenne.handset.selftest.probes.asking import asked, in_a_child, reached
from perenne.handset.selftest.told import Bait

_NEW_PLACES, _NEW_USERS, _NEW_NET = 0x0002_0000, 0x1000_0000, 0x4000_0000
_USER_FAULTS_ONLY = 1
_X32_GETPID = 0x4000_0000 + 39
_GETPID_OF_32_BITS = bytes.fromhex("53 b8 14 00 00 00 cd 80 5b c3")
"""push rbx; mov eax, 20; int 0x80; pop rbx; ret."""


@way(20, "io_uring")
def _io_uring(bait: Bait) -> bool:
    return reached("io_uring_setup", 1, 0)


@way(20, "bpf")
def _bpf(bait: Bait) -> bool:
    return reached("bpf", 0, 0, 0)


@way(20, "userfaultfd")
def _userfaultfd(bait: Bait) -> bool:
    os.close(asked("userfaultfd", os.O_CLOEXEC | _USER_FAULTS_ONLY))
    return True


@way(20, "perf")
def _perf(bait: Bait) -> bool:
    return reached("perf_event_open", 0, 0, -1, -1, 0)


@way(20, "clone3")
def _clone3(bait: Bait) -> bool:
    return reached("clone3", 0, 0)


@way(20, "second table of calls")
def _x32(bait: Bait) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    given = libc.syscall(ctypes.c_long(_X32_GETPID))
    if given < 0:
        raise Refused("x32", ctypes.get_errno())
    return bool(given == os.getpid())


@way(20, "calls of 32 bits")
def _of_32_bits(bait: Bait) -> bool:
    """The filter knows one machine; a call of another one ends the process, and so does a kernel that has none."""
    if platform.machine() != "x86_64":
        return False
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(_GETPID_OF_32_BITS)
    here = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return bool(ctypes.CFUNCTYPE(ctypes.c_int)(here)() == os.getpid())


@way(21, "space of users")
def _users(bait: Bait) -> bool:
    return in_a_child(lambda: asked("unshare", _NEW_USERS))


@way(21, "mount")
def _mount(bait: Bait) -> bool:
    """In a space of its own, so that this machine keeps what it has."""
    Path("mounted").mkdir(exist_ok=True)

    def mounted() -> None:
        asked("unshare", _NEW_PLACES if os.geteuid() == 0 else _NEW_USERS | _NEW_PLACES)
        asked("mount", b"none", b"mounted", b"tmpfs", 0, 0)

    return in_a_child(mounted)


@way(21, "chroot")
def _chroot(bait: Bait) -> bool:
    def elsewhere() -> None:
        if os.geteuid():
            asked("unshare", _NEW_USERS)
        os.chroot("/")

    return in_a_child(elsewhere)


@way(21, "the place of another process")
def _setns(bait: Bait) -> bool:
    place = os.open(f"/proc/{bait.process.pid}/ns/net", os.O_RDONLY)
    try:
        return in_a_child(lambda: asked("setns", place, _NEW_NET))
    finally:
        os.close(place)


@way(21, "a program that gains rights")
def _gains(bait: Bait) -> bool:
    """What a setuid program would gain, this process could use: nobody told the kernel otherwise."""
    return "NoNewPrivs:\t0" in Path("/proc/self/status").read_text(encoding="utf-8")


@way(21, "another program")
def _program(bait: Bait) -> bool:
    return subprocess.run(["/bin/true"], check=False).returncode == 0
