"""Starting a compartment for readers. Imported before they are: the inside imports them while this process does."""

import socket
from contextlib import ExitStack

from perenne.handset.launch import launched
from perenne.handset.order import Limits
from perenne.handset.tiers import Standing

_ENTRY = "perenne.isolation.inside"
_GIB = 2**30
LIMITS = Limits(memory=4 * _GIB, seconds=7 * 24 * 3600, written=_GIB, store=_GIB)
"""What the readers may use: a document of 256 MiB takes some gigabyte, Polars sets another aside."""
_PATIENCE = 60.0
"""Seconds until an errand is taken."""


class Started:
    """A compartment: its ``process``, and the ``line`` on which errands go in."""

    def __init__(self, standing: Standing) -> None:
        with ExitStack() as held:
            self.line, theirs = (held.enter_context(each) for each in socket.socketpair())
            self.line.settimeout(_PATIENCE)
            handed = theirs.fileno()
            self.process = held.enter_context(launched(standing, _ENTRY, handed, limits=LIMITS, lines=[handed]))
            theirs.close()
            self.close = held.pop_all().close
