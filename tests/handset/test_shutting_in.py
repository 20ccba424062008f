"""A process that has shut itself in asks the kernel for what it gave up; each answer is the kernel's own."""

import ctypes
import errno
import fcntl
import json
import os
import resource
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from perenne.handset import landlock, seccomp
from perenne.handset.syscalls import AARCH64, X86_64, Machine, machine

_SHMGET, _CLONE_NEWUSER, _SET_FLAGS = 0o1000, 0x1000_0000, 0x4008_6602


def _by_number(name: str, *arguments: int) -> None:
    known = machine()
    assert known is not None
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(known.numbers[name], *map(ctypes.c_long, arguments)) < 0:
        raise OSError(ctypes.get_errno(), name)


def _second_table() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(ctypes.c_long(0x4000_0000 + 39)) < 0:
        raise OSError(ctypes.get_errno(), "x32")


def _in_a_thread() -> None:
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()


def _handed() -> int:
    return int(sys.argv[1])


def _of_starter(name: str) -> None:
    """What it is, put again: nothing changes where this gets through."""
    starter = os.getppid()
    match name:
        case "limits":
            resource.prlimit(starter, resource.RLIMIT_CORE)
        case "priority":
            os.setpriority(os.PRIO_PROCESS, starter, os.getpriority(os.PRIO_PROCESS, starter))
        case _:
            os.sched_setaffinity(starter, os.sched_getaffinity(starter))


ATTEMPTS: dict[str, Callable[[], object]] = {
    "a socket": socket.socket,
    "a pair of sockets": socket.socketpair,
    "a program": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
    "a process": os.fork,
    "a thread": _in_a_thread,
    "a new space of users": lambda: _by_number("unshare", _CLONE_NEWUSER),
    "io_uring": lambda: _by_number("io_uring_setup", 1, 0),
    "clone3": lambda: _by_number("clone3", 0, 0),
    "the keyring": lambda: _by_number("keyctl", 0, -3, 0),
    "shared memory": lambda: _by_number("shmget", 0, 4096, _SHMGET | 0o600),
    "another process's memory": lambda: _by_number("process_vm_readv", os.getppid(), 0, 0, 0, 0, 0),
    "the second table of calls": _second_table,
    "the rights of a handed file": lambda: os.fchmod(_handed(), 0o600),
    "the owner of a handed file": lambda: os.fchown(_handed(), -1, -1),
    "the day of a handed file": lambda: os.utime(_handed()),
    "an attribute of a handed file": lambda: os.setxattr(_handed(), "user.mark", b""),
    "an attribute of a handed file removed": lambda: os.removexattr(_handed(), "user.mark"),
    "the flags of a handed file": lambda: fcntl.ioctl(_handed(), _SET_FLAGS, struct.pack("l", 0)),
    "the rights of a file by its path": lambda: Path(__file__).chmod(Path(__file__).stat().st_mode),
    "the day of a file by its path": lambda: os.utime(__file__, (Path(__file__).stat().st_mtime,) * 2),
    "another's limits": lambda: _of_starter("limits"),
    "another's priority": lambda: _of_starter("priority"),
    "another's processors": lambda: _of_starter("processors"),
    "its own limits": lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)),
    "accounts": lambda: Path("/etc/passwd").read_bytes(),
    "the folder of this file": lambda: list(Path(__file__).parent.iterdir()),
    "a handed file": lambda: Path(f"/proc/self/fd/{sys.argv[1]}").read_bytes(),
    "the store": lambda: Path(sys.argv[2], "own").write_text("mine"),
    "beside the store": lambda: Path(sys.argv[2], "..", "other").write_text("not mine"),
}
_MARKS = ("the rights of", "the owner of", "the day of", "an attribute of", "the flags of")
HELD = {
    "a socket": errno.EPERM,
    "a program": errno.EPERM,
    "a process": errno.EPERM,
    "a new space of users": errno.EPERM,
    "io_uring": errno.EPERM,
    "clone3": errno.ENOSYS,
    "the keyring": errno.EPERM,
    "shared memory": errno.EPERM,
    "another process's memory": errno.EPERM,
    **dict.fromkeys((each for each in ATTEMPTS if each.startswith(_MARKS)), errno.EPERM),
    "another's limits": errno.EPERM,
    "another's priority": errno.EPERM,
    "another's processors": errno.EPERM,
    "accounts": errno.EACCES,
    "the folder of this file": errno.EACCES,
    "beside the store": errno.EACCES,
}
OPEN = {"a pair of sockets", "a thread", "a handed file", "the store", "its own limits"}


def _attempt() -> None:
    """The child: shuts itself in and tries everything."""
    known = machine()
    assert known is not None
    seccomp.no_new_privileges()
    landlock.give_up_files(known, [Path("/usr"), Path("/proc/self")], [Path(sys.argv[2])], [int(sys.argv[1])])
    seccomp.refuse_calls(known)
    answers: dict[str, int] = {}
    for name, attempt in ATTEMPTS.items():
        try:
            attempt()
        except OSError as problem:
            answers[name] = problem.errno or -1
        else:
            answers[name] = 0
    print(json.dumps(answers))


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    place = tmp_path_factory.mktemp("compartment")
    (store := place / "store").mkdir()
    (handed := place / "handed.txt").write_text("handed")
    with handed.open("rb") as file:
        child = subprocess.run(
            [sys.executable, __file__, str(file.fileno()), str(store)],
            pass_fds=[file.fileno()],
            capture_output=True,
            text=True,
            check=False,
        )
    assert child.returncode == 0, child.stderr
    assert not (place / "other").exists()
    found: dict[str, int] = json.loads(child.stdout)
    return found


@pytest.mark.parametrize("name", HELD)
def test_what_was_given_up_is_refused_in_the_way_that_was_meant(answers: dict[str, int], name: str) -> None:
    assert errno.errorcode[answers[name]] == errno.errorcode[HELD[name]]


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_a_reader_needs_is_left(answers: dict[str, int], name: str) -> None:
    assert answers[name] == 0


def test_a_second_table_of_calls_is_no_way_around_the_filter(answers: dict[str, int]) -> None:
    assert answers["the second table of calls"] in {errno.ENOSYS, errno.EPERM}


@pytest.mark.parametrize("known", [X86_64, AARCH64], ids=lambda each: each.name)
def test_a_filter_fits_the_kernel_and_looks_at_the_machine_before_any_number(known: Machine) -> None:
    """Numbers differ between machines: a call of another table, looked up in this one, would be another call."""
    code = seccomp.program(known)
    instructions = [struct.unpack("=HBBI", code[at : at + 8]) for at in range(0, len(code), 8)]
    assert len(instructions) <= 4_096
    assert instructions[0] == (0x20, 0, 0, 4), "the machine is loaded first"
    assert instructions[1] == (0x15, 1, 0, known.audit)
    assert instructions[2] == (0x06, 0, 0, 0x8000_0000), "another machine's call ends the process"
    assert all(at + 1 + max(yes, no) < len(instructions) for at, (_, yes, no, _) in enumerate(instructions[:-1]))
    asked = {value for code, _, _, value in instructions if code == 0x15}
    assert {known.numbers[name] for name in seccomp.REFUSED if name in known.numbers} <= asked


@pytest.mark.parametrize("known", [X86_64, AARCH64], ids=lambda each: each.name)
def test_every_call_that_marks_a_file_by_descriptor_has_a_number_on_each_machine(known: Machine) -> None:
    """A name without a number is not refused: aarch64 lacks those by path alone that others replaced."""
    every = {"fchmod", "fchmodat", "fchown", "fchownat", "utimensat", "setxattr", "fsetxattr", "fremovexattr"}
    since = {"fchmodat2", "setxattrat", "removexattrat", "file_setattr"}
    others = {
        "setpriority",
        "sched_setaffinity",
        "sched_setscheduler",
        "sched_setparam",
        "sched_setattr",
        "ioprio_set",
    }
    assert every | since | others <= known.numbers.keys() & set(seccomp.REFUSED)
    assert len(set(known.numbers.values())) == len(known.numbers), "no number stands for two calls"


if __name__ == "__main__":
    _attempt()
