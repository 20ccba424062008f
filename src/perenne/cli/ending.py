"""A program that is told to end (SIGTERM), or whose terminal is closed (SIGHUP), ends as with Ctrl-C: what it had
spooled of people's posts does not stay behind."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


@contextmanager
def ending_as_with_ctrl_c() -> Iterator[None]:
    """Within it; a signal that the caller had ignored (``nohup``) stays so."""
    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    known = [getattr(signal, name) for name in names if hasattr(signal, name)]  # Windows has no SIGHUP
    taken = [each for each in known if signal.getsignal(each) is signal.SIG_DFL]
    for each in taken:
        signal.signal(each, _interrupt)
    try:
        yield
    finally:
        for each in taken:
            signal.signal(each, signal.SIG_DFL)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
