"""The desk by keyboard alone, with its own script; and without any script, where everything still passes."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_desk import CAPTURES, Desk, _unused_port, drop, join, sign_in, start, stop, until
from tests.rules import closed_sockets


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk with posts for the tests of this file."""
    closed_sockets.loopback_allowed = True
    opened = start(tmp_path_factory.mktemp("desk"), _unused_port())
    page = join(browser, opened, locale="fr")
    drop(page, opened, CAPTURES / "instagram.ndjson")
    until(page, "Fait", "Done")
    yield opened
    stop(opened)
    closed_sockets.loopback_allowed = False


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    """A signed-in page, which in the end said nothing wrong."""
    signed = sign_in(browser, desk, locale="fr")
    errors: list[str] = []
    signed.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    signed.on("pageerror", lambda said: errors.append(str(said)))
    yield signed
    signed.context.close()
    assert [each for each in errors if "422" not in each] == []


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('href') ?? document.activeElement.id"))


def test_rows_are_walked_and_opened_by_keys(page: Page, desk: Desk) -> None:
    page.goto(desk.address)
    page.keyboard.press("j")
    first = _focused(page)
    assert first.startswith("/posts/")
    page.keyboard.press("j")
    second = _focused(page)
    page.keyboard.press("k")
    assert second != first == _focused(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")


def test_g_and_a_letter_go_and_a_slash_searches(page: Page, desk: Desk) -> None:
    page.goto(desk.address)
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/law/")
    page.keyboard.press("/")
    assert _focused(page) == "search"
    page.keyboard.type("gjk/?")
    assert page.input_value("#search") == "gjk/?", "nothing is a shortcut while one types"
    assert page.url.endswith("/law/")


def test_the_list_of_keys_opens_closes_and_gives_the_focus_back(page: Page, desk: Desk) -> None:
    page.goto(desk.address)
    page.keyboard.press("j")
    before = _focused(page)
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open] kbd")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert _focused(page) == before


def test_a_number_leads_to_its_passage_then_to_its_finding(page: Page, desk: Desk) -> None:
    page.goto(desk.address)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/posts/\d+/"))
    page.keyboard.press("1")
    assert "1" in str(page.evaluate("document.activeElement.dataset.passage")).split()


def test_no_key_does_anything_for_whoever_switched_them_off(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}keys/")
    page.uncheck("#id_shortcuts")
    page.click(".display button")
    page.goto(desk.address)
    page.keyboard.press("j")
    page.keyboard.press("?")
    page.keyboard.press("g")
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement === document.body")
    assert page.url == desk.address
    page.goto(f"{desk.address}keys/")
    page.check("#id_shortcuts")
    page.click(".display button")


def test_a_wrong_decision_is_said_in_place_and_the_focus_goes_there(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}posts/1/")
    page.evaluate("window.here = true")
    page.click(".decide button.main")
    page.wait_for_selector(".problems")
    assert page.evaluate("document.activeElement.className") == "problems"
    assert page.title().startswith("Erreur")
    assert page.evaluate("window.here") is True, "the page was not left"


def test_a_draft_is_checked_while_one_types_and_nothing_is_kept(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}drafts/check/")
    page.check("input[name=consideration][value=yes]")
    page.focus("#id_text")
    page.keyboard.type("Mes lunettes @belorso")
    page.wait_for_selector("#found .finding")
    assert page.evaluate("document.activeElement.id") == "id_text"
    page.wait_for_selector("#points:not(:empty)", state="attached")
    page.reload()
    assert page.locator("#drafts").count() == 0


def test_a_dropped_file_reaches_its_field(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}imports/")
    dropped = page.evaluate(
        """() => {
            const field = document.querySelector("main input[type=file]"), zone = field.closest(".drop");
            if (!zone) return "no zone";
            const held = new DataTransfer();
            held.items.add(new File(["x"], "posts.csv"));
            zone.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: held }));
            return field.files[0].name;
        }"""
    )
    assert dropped == "posts.csv"


def test_the_menu_of_a_phone_opens_without_a_script(browser: Browser, desk: Desk) -> None:
    page = sign_in(browser, desk, java_script_enabled=False, viewport={"width": 390, "height": 844})
    assert not page.locator(".rail nav").is_visible()
    page.click(".menu summary")
    assert page.locator(".rail nav").is_visible()
    page.click(".rail nav a[href='/posts/']")
    assert page.locator("table tbody tr").count() > 0
    page.context.close()


def test_everything_of_a_post_is_done_without_a_script(browser: Browser, desk: Desk) -> None:
    page = sign_in(browser, desk, java_script_enabled=False, locale="fr")
    page.goto(f"{desk.address}posts/2/")
    page.click(".override summary >> nth=0")
    page.select_option(".override select >> nth=0", "improvable")
    page.fill(".override textarea >> nth=0", "Vu autrement")
    page.click(".override button >> nth=0")
    assert page.locator(".finding .hand .quoted").inner_text() == "Vu autrement"
    page.click("main a[href$='/today/']")
    assert "Lecture à part" in page.locator("[role=note]").inner_text()
    page.context.close()
