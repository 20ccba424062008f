"""A creator answers by link, on a phone and without script; the agency reads it, verifies a story, ends the link."""

import json
import struct
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_desk import CAPTURES, Desk, _unused_port, drop, join, sign_in, start, stop, until
from tests.rules import closed_sockets

PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "fr", "java_script_enabled": False}


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Desk]:
    closed_sockets.loopback_allowed = True
    with tempfile.TemporaryDirectory(prefix="perenne-portal-") as data:
        opened = start(Path(data), _unused_port())
        join(browser, opened)
        yield opened
        stop(opened)
    closed_sockets.loopback_allowed = False


def a_picture(width: int = 60, height: int = 100) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + b"\x40\x80\xc0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def fits(page: Page) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1


def test_a_creator_answers_by_link_on_a_phone(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    member = sign_in(browser, desk, locale="fr")
    drop(member, desk, CAPTURES / "instagram.ndjson")
    until(member, "Fait")
    member.goto(f"{desk.address}posts/?state=waiting")
    member.click("table.wide tbody a >> nth=0")
    post = member.url
    member.click("text=Demander une réponse")
    link = member.locator("main code").inner_text()

    phone = browser.new_context(accept_downloads=True, **PHONE).new_page()
    phone.goto(link)
    fits(phone)
    assert phone.locator("input[type=checkbox][name=consent-given]:checked").count() == 0
    form = phone.locator("article form").first
    form.locator("select").select_option(index=1)
    form.locator("textarea").fill("La mention est à l’image.")
    form.get_by_label("Je conteste").check()
    form.get_by_role("button", name="Envoyer ma réponse").click()
    assert "La mention est à l’image." in phone.locator(".findings .hand").inner_text()

    story = tmp_path / "story.png"
    story.write_bytes(a_picture())
    phone.set_input_files("#id_story-pieces", story)
    phone.get_by_label("Quelle story").fill("Le marché de samedi")
    phone.get_by_label("Vues").fill("1204")
    phone.get_by_role("button", name="Déposer").click()
    assert "1\u202f204 (déclaré)" in phone.locator("main").inner_text()
    phone.get_by_label("Montrer ces chiffres", exact=False).check()
    phone.get_by_role("button", name="Enregistrer mes accords").click()
    assert phone.locator("input[name=consent-given]:checked").count() == 1
    with phone.expect_download() as downloading:
        phone.get_by_role("button", name="Emporter mes données").click()
    taken = json.loads(Path(downloading.value.path()).read_text(encoding="utf-8"))
    assert taken["captures"][0]["figures"] == {"views": 1204}
    phone.get_by_label("M’opposer").check()
    phone.get_by_label("Précisions").fill("Plus d’étude de mes stories")
    phone.get_by_role("button", name="Envoyer ma demande").click()
    fits(phone)

    member.goto(post)
    assert "La mention est à l’image." in member.locator("main").inner_text()
    member.goto(f"{desk.address}captures/")
    member.click("table.wide tbody a >> nth=0")
    assert member.evaluate("document.querySelector('img.capture').naturalWidth") == 60
    member.get_by_label("Les chiffres tapés y sont").check()
    member.click(".decide button.main")
    phone.goto(link)
    assert "1\u202f204 (vérifié)" in phone.locator("main").inner_text()

    for path in (
        "creators/",
        "creators/1/",
        "creators/1/data/",
        "captures/",
        "captures/1/",
        "data-requests/",
        "links/",
    ):
        for width in (320, 1280):
            member.set_viewport_size({"width": width, "height": 900})
            member.goto(desk.address + path)
            fits(member)
    member.get_by_role("button", name="Révoquer").click()
    phone.goto(link)
    assert "Ce lien a expiré. En demander un autre" in phone.locator("main").inner_text()
