"""The command line: one file a verb; each imports what it needs inside the command."""

from perenne.cli.app import main

__all__ = ["main"]
