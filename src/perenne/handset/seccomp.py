"""A filter of system calls: what the compartment must not ask of the kernel, refused by the kernel itself.

The filter is a program for the kernel's packet filter (``linux/filter.h``, ``linux/seccomp.h``). It lists what is
refused, since what a Python needs differs between versions: no socket, no other program, no other process, and no
mark on a file.
"""

import ctypes
import errno
import struct
from collections.abc import Iterator, Sequence
from enum import IntEnum

from perenne.handset.kernel import Refused, call, prctl
from perenne.handset.syscalls import Machine

NETWORK = ("socket", "connect", "bind", "listen", "accept", "accept4")
PROGRAMS = ("execve", "execveat", "fork", "vfork")
"""A process of its own needs ``clone`` with flags that the filter looks at."""
OTHERS = (
    "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "kcmp",
    "process_madvise", "process_mrelease", "setpriority", "ioprio_set", "sched_setaffinity", "sched_setscheduler",
    "sched_setparam", "sched_setattr",
)  # fmt: skip
PLACES = (
    "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount", "fsopen", "fsconfig",
    "fsmount", "fspick", "mount_setattr", "quotactl", "quotactl_fd", "fanotify_init", "lookup_dcookie",
    "name_to_handle_at", "open_by_handle_at", "open_tree_attr",
)  # fmt: skip
SHARED = (
    "shmget", "shmat", "shmctl", "shmdt", "msgget", "msgsnd", "msgrcv", "msgctl", "semget", "semop", "semctl",
    "semtimedop", "mq_open", "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr", "add_key",
    "request_key", "keyctl",
)  # fmt: skip
KERNEL = (
    "io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "perf_event_open", "userfaultfd", "memfd_secret",
    "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff",
    "acct", "syslog", "uselib", "personality", "vhangup", "modify_ldt", "iopl", "ioperm", "sethostname",
    "setdomainname", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "mbind", "set_mempolicy",
    "get_mempolicy", "migrate_pages", "move_pages",
)  # fmt: skip
MARKS = (
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat", "utime", "utimes",
    "futimesat", "utimensat", "setxattr", "lsetxattr", "fsetxattr", "setxattrat", "removexattr", "lremovexattr",
    "fremovexattr", "removexattrat", "file_setattr",
)  # fmt: skip
"""What a file bears besides its content: Landlock does not hold it, and a descriptor opened to be read is enough."""
REFUSED = (*NETWORK, *PROGRAMS, *OTHERS, *PLACES, *MARKS, *SHARED, *KERNEL)
ABSENT = ("clone3",)
"""Told to be missing: its flags lie behind a pointer that no filter can follow, and libraries then use ``clone``."""

_LOAD, _EQUAL, _AT_LEAST, _RETURN, _ANY_BIT = 0x20, 0x15, 0x35, 0x06, 0x45
_NUMBER, _ARCH, _FIRST, _SECOND = 0, 4, 16, 24
"""Where the call's number, the machine and the low half of two arguments stand (``struct seccomp_data``)."""
_THREAD = 0x0001_0000
_NEW_PLACE = 0x7E02_0000 | 0x80
"""``CLONE_THREAD``; the flags that make a namespace (``CLONE_NEWNS`` and on, ``CLONE_NEWTIME``)."""
_TYPING = (0x5412, 0x541C)
"""``TIOCSTI`` and ``TIOCLINUX``: typing into somebody's terminal."""
_MARKING = (0x4008_6602, 0x4004_6602, 0x401C_5820, 0x4008_7602, 0x4004_7602, 0x4080_6685)
"""``FS_IOC_SETFLAGS`` and ``SETVERSION`` (in both widths), ``FSSETXATTR``, ``ENABLE_VERITY``: marks of a file too."""
_MODE_FILTER, _SET_SECCOMP, _NO_NEW_PRIVILEGES = 2, 22, 38


class _Says(IntEnum):
    ALLOW = 0x7FFF_0000
    ERROR = 0x0005_0000
    KILL = 0x8000_0000


def program(machine: Machine) -> bytes:
    """The filter for ``machine``, as the kernel takes it: eight bytes an instruction."""
    return b"".join(_instructions(machine))


def _instructions(machine: Machine) -> Iterator[bytes]:
    yield _do(_LOAD, _ARCH)
    yield from (_do(_EQUAL, machine.audit, yes=1), _do(_RETURN, _Says.KILL))
    yield _do(_LOAD, _NUMBER)
    if machine.beyond is not None:
        yield from (_do(_AT_LEAST, machine.beyond, no=1), _refusal(errno.ENOSYS))
    for name in ABSENT:
        yield from (_do(_EQUAL, machine.numbers[name], no=1), _refusal(errno.ENOSYS))
    for name in REFUSED:
        if (number := machine.numbers.get(name)) is not None:
            yield from (_do(_EQUAL, number, no=1), _refusal(errno.EPERM))
    yield from _threads_alone(machine.numbers["clone"])
    yield from _own_limits(machine.numbers["prlimit64"])
    yield from _no_request(machine.numbers["ioctl"], (*_TYPING, *_MARKING))
    yield _do(_RETURN, _Says.ALLOW)


def _threads_alone(clone: int) -> Iterator[bytes]:
    """``clone`` makes threads and nothing else: no process, no namespace."""
    yield from (_do(_EQUAL, clone, no=5), _do(_LOAD, _FIRST))
    yield _do(_ANY_BIT, _NEW_PLACE, yes=1)
    yield from (_do(_ANY_BIT, _THREAD, yes=1), _refusal(errno.EPERM))
    yield _do(_RETURN, _Says.ALLOW)


def _own_limits(prlimit: int) -> Iterator[bytes]:
    """A process limits itself, which it calls 0, and no other."""
    yield from (_do(_EQUAL, prlimit, no=4), _do(_LOAD, _FIRST))
    yield from (_do(_EQUAL, 0, yes=1), _refusal(errno.EPERM), _do(_RETURN, _Says.ALLOW))


def _no_request(ioctl: int, refused: Sequence[int]) -> Iterator[bytes]:
    yield from (_do(_EQUAL, ioctl, no=1 + 2 * len(refused)), _do(_LOAD, _SECOND))
    for request in refused:
        yield from (_do(_EQUAL, request, no=1), _refusal(errno.EPERM))


def _do(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One instruction: ``yes`` and ``no`` say how many to leap over."""
    return struct.pack("=HBBI", code, yes, no, value)


def _refusal(number: int) -> bytes:
    return _do(_RETURN, _Says.ERROR | number)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def no_new_privileges() -> None:
    """From now on no program that is started gains anything (a condition of both Landlock and seccomp)."""
    prctl(_NO_NEW_PRIVILEGES, 1)


def refuse_calls(machine: Machine) -> None:
    """Put the filter on this process and all its threads, for good. Raises ``Refused``."""
    if (number := machine.numbers.get("seccomp")) is None:
        raise Refused("seccomp")
    code = program(machine)
    held = ctypes.create_string_buffer(code, len(code))
    asked = _Program(len(code) // 8, ctypes.cast(held, ctypes.c_void_p))
    set_filter, every_thread = 1, 1
    call(number, set_filter, every_thread, ctypes.byref(asked), name="seccomp")
