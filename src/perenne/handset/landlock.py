"""Landlock: the process gives up every file but those that are named, every port, and signals to others.

Source: ``linux/landlock.h``. Each version of the interface adds rights; what this kernel does not know is not asked.
"""

import ctypes
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from perenne.handset.kernel import Refused, call
from perenne.handset.syscalls import Machine

_EXECUTE, _WRITE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE = 1 << 14
_FILES = {1: (1 << 13) - 1, 2: 1 << 13, 3: _TRUNCATE, 5: 1 << 15}
"""By version of the interface: the rights over files that it added (``refer`` 2, ``truncate`` 3, devices 5)."""
_PORTS_SINCE, _SCOPES_SINCE = 4, 6
_BOTH_PORTS, _BOTH_SCOPES = 0b11, 0b11
"""TCP bind and connect; abstract sockets and signals of others."""
_OF_FILES = _EXECUTE | _WRITE | _READ_FILE | _TRUNCATE | 1 << 15
"""Rights that make sense for a file that is no folder."""
_ASK_VERSION, _BENEATH = 1, 1


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("ports", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version(machine: Machine) -> int:
    """Which version of the interface this kernel has; 0: none."""
    with suppress(Refused, KeyError):
        return call(machine.numbers["landlock_create_ruleset"], None, 0, _ASK_VERSION, name="landlock")
    return 0


def give_up_files(
    machine: Machine, read: Iterable[Path], write: Iterable[Path] = (), descriptors: Iterable[int] = ()
) -> None:
    """Keep only what is below ``read`` (to be read) and ``write`` (to be read and written), and the files behind the
    open ``descriptors`` (to be read), for good. Needs ``no_new_privileges``. Raises ``Refused``."""
    known = version(machine)
    if not known:
        raise Refused("landlock")
    every = sum(rights for since, rights in _FILES.items() if since <= known)
    ports = _BOTH_PORTS if known >= _PORTS_SINCE else 0
    scopes = _BOTH_SCOPES if known >= _SCOPES_SINCE else 0
    asked = _Ruleset(every, ports, scopes)
    numbers = machine.numbers
    size = ctypes.sizeof(asked) if scopes else 16 if ports else 8
    rules = call(numbers["landlock_create_ruleset"], ctypes.byref(asked), size, 0, name="landlock")
    try:
        reading = _READ_FILE | _READ_DIR
        for place in read:
            _allow(numbers["landlock_add_rule"], rules, place, reading & every)
        for place in write:
            _allow(numbers["landlock_add_rule"], rules, place, every & ~_EXECUTE)
        for descriptor in descriptors:
            _allow_behind(numbers["landlock_add_rule"], rules, descriptor, _READ_FILE)
        call(numbers["landlock_restrict_self"], rules, 0, name="landlock")
    finally:
        os.close(rules)


def _allow(add_rule: int, rules: int, place: Path, rights: int) -> None:
    """What is not there needs no right."""
    with suppress(FileNotFoundError):
        descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            _allow_behind(add_rule, rules, descriptor, rights if place.is_dir() else rights & _OF_FILES)
        finally:
            os.close(descriptor)


def _allow_behind(add_rule: int, rules: int, descriptor: int, rights: int) -> None:
    beneath = _Beneath(rights, descriptor)
    call(add_rule, rules, _BENEATH, ctypes.byref(beneath), 0, name="landlock")
