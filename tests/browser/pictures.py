"""Pictures of every kind of page of the demo desk, wide and on a phone, in light and in dark.

python -m tests.browser.pictures [FOLDER]      (default demo/pictures; PERENNE_BROWSER names the browser)
"""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import walking
from tests.browser.test_desk import Desk, join, start, stop

_SIZES = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}


def main(folder: Path) -> None:
    """Fill a demo desk, and take its pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("PERENNE_BROWSER", "/usr/bin/chromium"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        desk = start(Path(data), 8799, "--demo")
        try:
            _take(browser, desk, folder)
        finally:
            stop(desk)
            browser.close()


def _take(browser: Browser, desk: Desk, folder: Path) -> None:
    page = join(browser, desk, locale="fr", viewport=_SIZES["1280"])
    page.wait_for_url(desk.address)
    addresses = list(walking.pages(page, desk.address))
    for width, size in _SIZES.items():
        page.set_viewport_size(size)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for address in addresses:
                page.goto(address)
                name = walking.kind(address).strip("/").replace("/", "-").replace("…", "one") or "today"
                page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)
    print(f"{len(addresses)} pages: {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo/pictures"))
