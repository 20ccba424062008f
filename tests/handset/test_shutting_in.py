"""A process that has shut itself in asks the kernel for what it gave up; each answer is the kernel's own."""

import ctypes
import errno
import json
import os
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

_SHMGET, _CLONE_NEWUSER = 0o1000, 0x1000_0000


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
    "accounts": lambda: Path("/etc/passwd").read_bytes(),
    "the folder of this file": lambda: list(Path(__file__).parent.iterdir()),
    "a handed file": lambda: Path(f"/proc/self/fd/{sys.argv[1]}").read_bytes(),
    "the store": lambda: Path(sys.argv[2], "own").write_text("mine"),
    "beside the store": lambda: Path(sys.argv[2], "..", "other").write_text("not mine"),
}
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
    "accounts": errno.EACCES,
    "the folder of this file": errno.EACCES,
    "beside the store": errno.EACCES,
}
OPEN = {"a pair of sockets", "a thread", "a handed file", "the store"}


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


if __name__ == "__main__":
    _attempt()
