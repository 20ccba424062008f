"""What holds for every test: no network, no language of the person who runs it, the same examples each time."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.rules import closed_sockets

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile("repeatable")

os.environ.pop("PERENNE_LANG", None)
os.environ["PERENNE_ISOLATION"] = "never"
"""A compartment takes a tenth of a second: tests/isolation starts some, and looks that it is the default."""

_NEEDED = {
    "browser": "PERENNE_BROWSER",
    "elsewhere": "PERENNE_ELSEWHERE",
    "newcomer": "PERENNE_NEWCOMER",
    "reference": "PERENNE_REFERENCE",
    "samples": "PERENNE_SAMPLES",
    "whole": "PERENNE_WHOLE",
}
collect_ignore = [folder for folder, variable in _NEEDED.items() if not os.environ.get(variable)]


@pytest.fixture
def loopback() -> Iterator[None]:
    """The test may use sockets of this machine to itself; the network stays closed."""
    closed_sockets.loopback_allowed = True
    yield
    closed_sockets.loopback_allowed = False


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the source tree."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """The browser that ``PERENNE_BROWSER`` names; as root, which CI is, it refuses to start with its sandbox."""
    from playwright.sync_api import sync_playwright

    rights = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["PERENNE_BROWSER"], args=rights)
        yield browser
        browser.close()
