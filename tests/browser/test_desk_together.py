"""Two people in two browsers decide on one post at once: the second sees both decisions, loses no word, and acts."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_desk import CAPTURES, PASSWORD, Desk, _unused_port, drop, join, sign_in, start, stop, until
from tests.rules import closed_sockets

THEIRS = "L’étiquette de la plateforme suffit."
MINE = "La mention arrive trop tard dans le texte."
SAID = {
    "fr": ("Voici sa décision et la vôtre", "Vous, non enregistré", "Décision signée."),
    "en": ("Here are their decision and yours", "You, not recorded", "Decision signed."),
}


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with posts, where Bruno Lefèvre works beside Lina Moreau."""
    closed_sockets.loopback_allowed = True
    opened = start(tmp_path_factory.mktemp("together"), _unused_port())
    page = join(browser, opened, locale="fr")
    drop(page, opened, CAPTURES / "instagram.ndjson")
    until(page, "Fait", "Done")
    _invite(browser, page, opened)
    yield opened
    stop(opened)
    closed_sockets.loopback_allowed = False


def _invite(browser: Browser, page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}people/")
    page.fill("#id_email", "bruno@exemple.invalid")
    page.check("input[name=roles][value=counsel]")
    page.click("section[aria-labelledby=invite] button.main")
    invited = browser.new_context().new_page()
    invited.goto(page.locator(".once code").inner_text())
    invited.fill("#id_name", "Bruno Lefèvre")
    invited.fill("#id_password", PASSWORD)
    invited.click("main button.main")
    invited.context.close()


def _decide(page: Page, kind: str, reason: str) -> None:
    for each in page.locator(".decide input[value=unknown]").all():
        each.check()
    page.check(f".decide input[name=kind][value={kind}]")
    page.fill("#id_reason", reason)


@pytest.mark.parametrize(("language", "script", "post"), [("fr", True, 1), ("en", False, 2)])
def test_of_two_people_in_two_browsers_the_second_sees_both_decisions_and_acts(
    browser: Browser, desk: Desk, language: str, script: bool, post: int
) -> None:
    both, not_kept, signed = SAID[language]
    how: dict[str, Any] = {"locale": language, "java_script_enabled": script}
    lina = sign_in(browser, desk, **how)
    bruno = sign_in(browser, desk, who="bruno@exemple.invalid", **how)
    for page in (lina, bruno):
        page.goto(f"{desk.address}posts/{post}/")
    _decide(bruno, "compliant", THEIRS)
    bruno.click(".decide button.main")
    bruno.wait_for_selector(".status p")

    _decide(lina, "ask", MINE)
    lina.click(".decide button.main")
    lina.wait_for_selector(".problems")
    told = lina.locator(".problems").inner_text()
    for words in (both, not_kept, THEIRS, MINE, "Bruno Lefèvre"):
        assert words in told
    assert lina.input_value("#id_reason") == MINE
    assert lina.is_checked(".decide input[name=kind][value=ask]")
    assert lina.locator("section[aria-labelledby=people] .hand").count() == 1, "only the first was recorded"

    lina.click(".decide button.main")
    lina.wait_for_selector(".status p")
    assert signed in lina.locator(".status").inner_text()
    assert lina.locator("section[aria-labelledby=people] .quoted").all_inner_texts() == [THEIRS, MINE]
    for page in (lina, bruno):
        page.context.close()
