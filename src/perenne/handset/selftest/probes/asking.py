"""Asking the kernel by the number of a call; and in a process of one's own, where there may be one."""

import errno
import os
from collections.abc import Callable
from typing import Any

from perenne.handset.kernel import Refused, call
from perenne.handset.syscalls import machine

_REFUSALS = {errno.EPERM, errno.EACCES, errno.ENOSYS}
_YES, _FAILED = 100, 101


def asked(name: str, *arguments: Any) -> int:
    """Raises ``Refused``."""
    known = machine()
    if known is None or name not in known.numbers:
        raise Refused(name, errno.ENOSYS)
    return call(known.numbers[name], *arguments, name=name)


def reached(name: str, *arguments: Any) -> bool:
    """Whether the kernel looked at the arguments: it says that they are wrong, and not that the call is refused."""
    try:
        asked(name, *arguments)
    except Refused as problem:
        if problem.number in _REFUSALS:
            raise
    return True


def in_a_child(attempt: Callable[[], object]) -> bool:
    """``attempt`` in a process of its own, so that nothing of this one changes; in this one where no other may be
    made. Raises ``OSError`` with what stopped it."""
    try:
        child = os.fork()
    except OSError:
        attempt()
        return True
    if not child:
        os._exit(_code(attempt))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == _YES:
        return True
    raise OSError(code if 0 < code < _YES else errno.EIO, "in a child")


def _code(attempt: Callable[[], object]) -> int:
    try:
        attempt()
    except OSError as problem:
        return problem.errno if problem.errno and problem.errno < _YES else _FAILED
    except Refused as problem:
        return problem.number if 0 < problem.number < _YES else _FAILED
    except BaseException:
        return _FAILED
    return _YES
