"""Pages of book, contract, self-test and coordination in a real browser, no scripts: desk, phone, dark, paper."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Language
from perenne.report.book.proof import INDEX, page_name
from perenne.report.contract.page import render
from tests.browser.conftest import OpenPage
from tests.report.book.made import example
from tests.report.contract.test_page import audited
from tests.report.coordination import test_page as coordination
from tests.report.handset import test_page as selftest
from tests.report.test_tokens import contrast

WIDTHS = (1280, 768, 390, 320)
KINDS = ("partnership", "portfolio", "contract", "selftest", "coordination")
every_kind = pytest.mark.parametrize("kind", KINDS)


def html(kind: str, language: Language = "fr") -> str:
    if kind == "contract":
        return render(audited(asked=True), rulebook(), language)
    if kind == "selftest":
        return selftest.html(language, stale=("kernel",))
    if kind == "coordination":
        return coordination.html(language)
    return example(language)[INDEX if kind == "portfolio" else page_name("P-0042")]


@every_kind
def test_nothing_is_asked_for_and_nothing_complains(browser: Browser, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(html(kind), encoding="utf-8")
    page = browser.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(file.as_uri(), wait_until="networkidle")
    page.close()
    assert asked == [file.as_uri()]
    assert told == []


@every_kind
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(open_page: OpenPage, kind: str, width: int, language: Language) -> None:
    page = open_page(html(kind, language), width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = page.evaluate(
        "width => [...document.querySelectorAll('main *')].filter(each => each.getClientRects().length"
        " && !each.closest('.unseen, thead, svg') && each.getBoundingClientRect().right > width + 1)"
        ".map(each => each.outerHTML.slice(0, 80))",
        width,
    )
    assert beyond == []


COLOURS = """() => [...document.querySelectorAll('main *, header *, footer *')].flatMap(each => {
  const own = [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!own || !each.getClientRects().length || each.closest('.unseen, svg')) return [];
  let ground = each, colour = 'rgba(0, 0, 0, 0)';
  while (ground && colour === 'rgba(0, 0, 0, 0)') {
    colour = getComputedStyle(ground).backgroundColor;
    ground = ground.parentElement;
  }
  return [[getComputedStyle(each).color, colour, each.textContent.trim().slice(0, 40)]];
})"""


def _hex(colour: str) -> str:
    return "#" + "".join(f"{int(part):02X}" for part in re.findall(r"\d+", colour)[:3])


@every_kind
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_is_legible_on_its_ground(open_page: OpenPage, kind: str, scheme: str) -> None:
    page = open_page(html(kind), color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = {(_hex(text), _hex(ground)): words for text, ground, words in page.evaluate(COLOURS)}
    assert len(found) > 5
    assert {pair: words for pair, words in found.items() if contrast(*pair) < 4.5} == {}


@every_kind
def test_the_first_tab_skips_to_the_content_and_focus_is_seen(open_page: OpenPage, kind: str) -> None:
    page = open_page(html(kind))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    for _ in range(6):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(style => [style.outlineStyle, style.outlineWidth])(getComputedStyle(document.activeElement))"
        )
        assert outline == ["solid", "2px"]


@every_kind
@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_pressed_is_large_enough(open_page: OpenPage, kind: str, width: int) -> None:
    page = open_page(html(kind), width)
    for link in page.locator("summary, .path a, .panel > header a, .proof a").all():
        if link.is_visible():
            box = link.bounding_box()
            assert box["height"] >= 24, link.text_content()
            assert box["width"] >= 24, link.text_content()


def test_a_proof_leads_from_the_fact_to_its_line(open_page: OpenPage) -> None:
    page = open_page(html("partnership"))
    page.locator(".sums .proof a", has_text="ev017").first.click()
    target = page.locator("tr:target")
    assert "C-2025-007 → C-2026-007" in target.inner_text()
    assert 0 <= target.bounding_box()["y"] < 900


def test_the_drawing_of_the_years_becomes_words_on_a_phone(open_page: OpenPage) -> None:
    desk, phone = (open_page(html("partnership"), width) for width in (1280, 390))
    assert desk.locator("svg.drawn").first.is_visible()
    assert not desk.locator(".by-year").is_visible()
    assert not phone.locator("svg.drawn").first.is_visible()
    assert "6 publications" in phone.locator(".by-year").inner_text().replace("\u00a0", " ")


def test_the_mark_of_today_stands_between_what_was_and_what_comes(open_page: OpenPage) -> None:
    page = open_page(html("partnership"))
    today = page.locator("line.today").bounding_box()["x"]
    posts = [each.bounding_box()["x"] for each in page.locator("svg.drawn .point circle.ok").all()]
    notice = page.locator("circle.notice").bounding_box()["x"]
    assert max(posts) < today < notice


@every_kind
def test_the_dark_follows_the_system_and_paper_stays_white(open_page: OpenPage, kind: str) -> None:
    page = open_page(html(kind), color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(20, 19, 23)"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_a_phone_reads_tables_as_labels_and_values(open_page: OpenPage) -> None:
    page = open_page(html("portfolio"), 390)
    cell = page.locator("td[data-label='Prochaine date']").first
    assert cell.evaluate("each => getComputedStyle(each, '::before').content") == '"Prochaine date"'


def test_a_phone_reads_the_tables_within_panels_with_their_labels_in_sight(open_page: OpenPage) -> None:
    cells = open_page(html("partnership"), 390).locator(".panel .wide td[data-label]:visible")
    assert cells.count() > 5
    for cell in cells.all():
        assert float(cell.evaluate("each => parseFloat(getComputedStyle(each).paddingLeft)")) > 100


def test_the_text_of_a_contract_stays_beside_its_clauses_and_scrolls_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(html("contract"))
    page.locator("#c7").scroll_into_view_if_needed()
    box = page.locator(".document").bounding_box()
    assert 0 <= box["y"] < 200
    assert page.locator(".document").get_attribute("tabindex") == "0"


def _paper(page: Page, tmp_path: Path) -> str:
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"], capture_output=True, check=True)
    return re.sub(r"\s", "", told.stdout.decode())


def test_what_is_folded_on_the_screen_is_open_on_paper(open_page: OpenPage, tmp_path: Path) -> None:
    told = _paper(open_page(html("partnership")), tmp_path)
    for words in ("Contrepartiede2025", "Essai2025", "médianedesjoursentredeuxservices", "ev044", "1/"):
        assert words in told


def test_a_printed_contract_shows_its_whole_text_and_every_clause(open_page: OpenPage, tmp_path: Path) -> None:
    told = _paper(open_page(html("contract")), tmp_path)
    for finding in audited(asked=True).findings:
        assert finding.id in told
    assert "Deuxsacssontremis" in told
