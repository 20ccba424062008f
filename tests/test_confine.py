"""A process that is confined can do less for good, and says so by what the system refuses."""

import subprocess
import sys

import pytest

CHILD = """
import socket, sys
from perenne.confine import confine
confine(256 * 2**20, 5, 1000, may_open=False)
exec(sys.argv[1])
print("held nothing back")
"""


def _tried(what: str) -> str:
    done = subprocess.run([sys.executable, "-c", CHILD, what], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("what", "refused"),
    [
        ("bytearray(10**9)", "MemoryError"),
        ("open('/etc/hostname')", "Too many open files"),
        ("socket.socket()", "Too many open files"),
    ],
)
def test_what_was_given_up_is_refused_by_the_system(what: str, refused: str) -> None:
    told = _tried(what)
    assert refused in told
    assert "held nothing back" not in told


def test_what_was_not_given_up_goes_on() -> None:
    assert _tried("bytearray(10**6)") == "held nothing back\n"


_FOR_NOW = """
import sys
from perenne.confine import confined_for_now
try:
    with confined_for_now(64 * 2**20, 5):
        bytearray(2**29)
except MemoryError:
    print("no more then")
bytearray(2**29)
print("more again")
"""


def test_what_is_given_up_for_now_comes_back() -> None:
    done = subprocess.run([sys.executable, "-c", _FOR_NOW], capture_output=True, text=True, check=False)
    assert done.stdout == "no more then\nmore again\n"
