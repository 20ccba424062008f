"""The desk as people meet it: started from nothing, in a real browser, in both languages, with and without script."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.rules import closed_sockets

CAPTURES = Path(__file__).resolve().parents[2] / "examples" / "captures"
PASSWORD = "quatre-mots-de-passe"  # noqa: S105  # of an invented person


class Desk(NamedTuple):
    link: str
    address: str
    data: Path
    process: "subprocess.Popen[str]"


def start(data: Path, port: int, *options: str) -> Desk:
    process = subprocess.Popen(
        [sys.executable, "-m", "perenne", "desk", "--port", str(port), "--email", "lina@exemple.invalid", *options],
        env={**os.environ, "PERENNE_DESK_DATA": str(data), "PERENNE_LANG": "en", "PERENNE_HOME": str(data / "keys")},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"(http://127\.0\.0\.1:\d+/)\S*", line):
            return Desk(found[0], found[1], data, process)
    raise AssertionError("the desk did not open")


def stop(desk: Desk) -> None:
    desk.process.send_signal(signal.SIGINT)
    assert desk.process.wait(30) == 0
    assert desk.process.stderr is not None
    assert "Traceback" not in desk.process.stderr.read()
    desk.process.stderr.close()


def _unused_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for the tests of this file, which its first person has joined."""
    closed_sockets.loopback_allowed = True
    opened = start(tmp_path_factory.mktemp("desk"), _unused_port())
    join(browser, opened)
    yield opened
    stop(opened)
    closed_sockets.loopback_allowed = False


def join(browser: Browser, desk: Desk, **how: Any) -> Page:
    page = browser.new_context(**how).new_page()
    page.goto(desk.link)
    page.fill("#id_name", "Lina Moreau")
    page.fill("#id_password", PASSWORD)
    page.click("main button.main")
    return page


def sign_in(browser: Browser, desk: Desk, who: str = "lina@exemple.invalid", **how: Any) -> Page:
    context = browser.new_context(accept_downloads=True, **{"viewport": {"width": 1280, "height": 900}, **how})
    page = context.new_page()
    page.goto(desk.address)
    page.fill("#id_login", who)
    page.fill("#id_password", PASSWORD)
    page.click("main button.main")
    return page


def drop(page: Page, desk: Desk, *files: Path) -> None:
    page.goto(f"{desk.address}imports/")
    page.set_input_files("#id_dropped", files)
    page.click("main button.main")


def until(page: Page, *words: str) -> str:
    """Refreshes until one of ``words`` stands on the page."""
    for _ in range(120):
        said: str = page.locator("main").inner_text()
        if any(word in said for word in words):
            return said
        time.sleep(0.25)
        page.reload()
    raise AssertionError(said)


WORDS = {
    "fr": ("Fait", "Fait et scellé", "Télécharger", "Intact"),
    "en": ("Done", "Made and sealed", "Download", "Intact"),
}


@pytest.mark.parametrize(("language", "script"), [("fr", True), ("en", False)])
def test_from_nothing_to_a_decided_post_with_a_verified_bundle(
    browser: Browser, desk: Desk, tmp_path: Path, language: str, script: bool
) -> None:
    done, sealed, download, intact = WORDS[language]
    page = sign_in(browser, desk, locale=language, java_script_enabled=script)
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    drop(page, desk, CAPTURES / "instagram.ndjson")
    until(page, done)
    page.goto(desk.address)
    page.click(".queue .do a >> nth=0")
    page.check("input[name=kind][value=ask]")
    page.fill("#id_reason", "Le message sanitaire manque.")
    page.click(".decide button.main")
    assert page.locator(".hand .quoted").last.inner_text() == "Le message sanitaire manque."
    page.click(".actions form[action$='/evidence/'] button")
    until(page, sealed)
    with page.expect_download() as downloading:
        page.click(f"text={download}")
    bundle = tmp_path / "evidence.zip"
    downloading.value.save_as(bundle)
    page.goto(f"{desk.address}evidence/")
    page.set_input_files("#id_bundle", bundle)
    page.click("main button.main")
    assert intact in page.locator("[role=status].verdict").inner_text()
    assert errors == []
    checked = subprocess.run(
        [sys.executable, "-m", "perenne", "evidence", "verify", bundle], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways_and_each_has_one_heading_and_a_title(
    browser: Browser, desk: Desk, width: int
) -> None:
    page = sign_in(browser, desk, viewport={"width": width, "height": 800})
    drop(page, desk, CAPTURES / "instagram.ndjson")
    until(page, "Done", "Fait")
    titles: list[str] = []
    for path in (
        "",
        "posts/",
        "posts/1/",
        "imports/",
        "imports/1/",
        "drafts/check/",
        "evidence/",
        "journal/",
        "people/",
        "law/",
    ):
        page.goto(desk.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.locator("h1").count() == 1, path
        titles.append(page.title())
    assert len(set(titles)) == len(titles)


def test_a_page_is_used_by_keyboard_alone(browser: Browser, desk: Desk) -> None:
    page = sign_in(browser, desk)
    page.goto(f"{desk.address}drafts/check/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "id_text"
    page.keyboard.type("Publicité · mes lunettes")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    assert page.evaluate("document.activeElement.name") in {"consideration", "brand", "kind"}


def test_a_worker_killed_in_the_middle_of_an_import_loses_and_doubles_nothing(
    browser: Browser, tmp_path: Path, loopback: None
) -> None:
    many = tmp_path / "many.ndjson"
    line = (CAPTURES / "instagram.ndjson").read_text(encoding="utf-8").splitlines()[0]
    name = re.search(r'"post_id": ?"([^"]+)"', line)
    assert name is not None
    many.write_text("\n".join(line.replace(name[1], f"{name[1]}{n}") for n in range(4_000)) + "\n", encoding="utf-8")
    port = _unused_port()
    desk = start(tmp_path / "desk", port)
    page = join(browser, desk, locale="en")
    drop(page, desk, many)
    until(page, "Being read", "Done")
    for child in Path(f"/proc/{desk.process.pid}/task/{desk.process.pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)
    desk.process.send_signal(signal.SIGINT)
    desk.process.wait(30)
    again = start(tmp_path / "desk", port)
    page.goto(f"{again.address}imports/1/")
    assert "4000 posts added" in until(page, "Done").replace("\u202f", "").replace(",", "")
    stop(again)
    assert desk.process.stderr is not None
    desk.process.stderr.close()
