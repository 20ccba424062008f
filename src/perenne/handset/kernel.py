"""Asking the kernel what the standard library has no word for."""

import ctypes
import os
from typing import Any


class Refused(Exception):
    """The kernel did not do it; ``name``: what was asked."""

    def __init__(self, name: str, number: int = 0) -> None:
        super().__init__(f"{name}: {os.strerror(number)}" if number else name)
        self.name, self.number = name, number


_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_LONG = ctypes.c_ulong


def call(number: int, *arguments: Any, name: str) -> int:
    """The system call ``number``; raises ``Refused``, which says ``name``."""
    ctypes.set_errno(0)
    given = int(_libc.syscall(ctypes.c_long(number), *(_word(each) for each in arguments)))
    if given < 0:
        raise Refused(name, ctypes.get_errno())
    return given


def _word(argument: Any) -> Any:
    return _LONG(argument & 0xFFFF_FFFF_FFFF_FFFF) if isinstance(argument, int) else argument


def prctl(option: int, value: int) -> None:
    """Raises ``Refused``."""
    if _libc.prctl(option, _LONG(value), _LONG(0), _LONG(0), _LONG(0)) != 0:
        raise Refused("prctl", ctypes.get_errno())
