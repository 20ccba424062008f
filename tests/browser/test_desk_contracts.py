"""A contract as counsel meets it, in French and without script: dropped, audited, reviewed by hand."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_desk import Desk, _unused_port, join, sign_in, start, stop, until
from tests.contracts.reading.made import pdf
from tests.rules import closed_sockets

REASON = "Le territoire de la cession reste à préciser avec la marque."


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Desk]:
    closed_sockets.loopback_allowed = True
    with tempfile.TemporaryDirectory(prefix="perenne-contracts-") as data:
        opened = start(Path(data), _unused_port())
        join(browser, opened)
        yield opened
        stop(opened)
    closed_sockets.loopback_allowed = False


def test_a_contract_is_dropped_audited_and_its_review_signed(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    document = tmp_path / "contrat lorbec.pdf"
    document.write_bytes(pdf())
    page = sign_in(browser, desk, locale="fr", java_script_enabled=False)
    page.click("nav a:has-text('Contrats')")
    page.click("text=Déposer un contrat")
    page.set_input_files("#id_document", document)
    page.fill("#id_creator", "Noémie Ardent")
    page.click("main button.main")
    until(page, "Clause par clause")
    assert page.locator("h1").inner_text() == "Maison Lorbec SAS et Noémie Ardent"
    assert page.locator(".document mark").count() > 3
    assert page.locator(".clause .badge.ok").count() > 3
    assert page.locator(".banner").inner_text().startswith("Aucun manque repéré.")
    page.click("text=Signer la relecture >> nth=0")
    page.click("label:has-text('À reprendre avant de signer')")
    page.fill("#id_reason", REASON)
    page.click(".decide button.main")
    assert page.locator(".hand .quoted").inner_text() == REASON
    assert "Relecture signée" in page.locator(".status").inner_text()
    with page.expect_download() as downloading:
        page.click("text=Rapport")
    assert downloading.value.suggested_filename.endswith("-1.html")
    address = page.url
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for shown in (address, f"{desk.address}contracts/", address.removesuffix("1/audit/")):
            page.goto(shown)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, shown
            assert page.locator("h1").count() == 1
