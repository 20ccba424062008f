"""The command line: one file a verb; each imports what it needs inside the command."""

import gc

gc.set_threshold(200_000)  # first: what a start makes stays; looking for cycles in it takes a quarter of the time

from perenne.cli.app import main  # noqa: E402

__all__ = ["main"]
