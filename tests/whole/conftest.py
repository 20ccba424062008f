"""Tests that start the whole program again and again, which `make test-more` does; fixtures of the command line."""

import pytest

from tests.cli.conftest import captures, here, perenne

__all__ = ["captures", "here", "perenne"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the self-test of the compartment could not prove on this machine is told at the end, passed or not."""
    for report in terminalreporter.getreports("passed"):
        for name, said in report.user_properties:
            if name == "not proven":
                terminalreporter.write_line(f"not proven here: {said}")
