"""The command line: one file a verb; each imports what it needs inside the command."""

import gc
import signal
from contextlib import suppress

gc.set_threshold(200_000)  # first: what a start makes stays; looking for cycles in it takes a quarter of the time
_is_heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _is_heard:
    with suppress(ValueError):  # in another thread than the main one
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C before anything is done ends it without a word

from perenne.cli.app import main  # noqa: E402

if _is_heard:
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.default_int_handler)

__all__ = ["main"]
