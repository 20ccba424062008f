"""Every kind of page of the demo desk: axe finds nothing, nothing scrolls sideways, the console stays silent."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import walking
from tests.browser.test_desk import Desk, _unused_port, join, start, stop
from tests.rules import closed_sockets


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Page]]:
    """The demo desk, and the page of its first person."""
    closed_sockets.loopback_allowed = True
    desk = start(tmp_path_factory.mktemp("demo"), _unused_port(), "--demo")
    page = join(browser, desk, locale="fr", viewport={"width": 1280, "height": 900})
    page.wait_for_url(desk.address)
    yield desk, page
    page.context.close()
    stop(desk)
    closed_sockets.loopback_allowed = False


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_on_any_kind_of_page(demo: tuple[Desk, Page], width: int, theme: str) -> None:
    desk, page = demo
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened, faults = 0, []
    for address in walking.pages(page, desk.address):
        opened += 1
        for found in Axe().run(page).response["violations"]:
            nodes = [each["target"] for each in found["nodes"][:3]]
            faults.append(f"{walking.kind(address)}: {found['id']}: {nodes}")
    assert opened > 20
    assert faults == []
    assert errors == []


def test_no_kind_of_page_scrolls_sideways_on_the_narrowest_screen(demo: tuple[Desk, Page]) -> None:
    desk, page = demo
    page.set_viewport_size({"width": 320, "height": 800})
    wide = [
        walking.kind(address)
        for address in walking.pages(page, desk.address)
        if page.evaluate("document.documentElement.scrollWidth") > 320
    ]
    assert wide == []


def test_every_kind_of_page_has_a_title_of_its_own(demo: tuple[Desk, Page]) -> None:
    desk, page = demo
    page.set_viewport_size({"width": 1280, "height": 900})
    titles: dict[str, str] = {}
    for _ in walking.pages(page, desk.address):
        shown = walking.kind(page.url)  # some pages ask first who one is, at an address of their own
        assert titles.setdefault(page.title(), shown) == shown, page.title()
