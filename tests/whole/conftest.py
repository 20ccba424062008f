"""Tests that start the whole program again and again, which `make test-more` does; fixtures of the command line."""

from tests.cli.conftest import captures, here, perenne

__all__ = ["captures", "here", "perenne"]
