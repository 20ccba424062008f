"""The report in a real browser, with scripts switched off: on a desk, on a phone, in the dark and on paper."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from perenne.model.bilingual import Bilingual, Language
from perenne.model.reject import Reject
from perenne.report.html import render
from perenne.report.svg import CSS_CLASS
from tests.browser.conftest import OpenPage
from tests.report import invented
from tests.report.page import html

WIDTHS = (1280, 1000, 700, 390, 320)


def _visible(page: Page, selector: str) -> int:
    return sum(each.is_visible() for each in page.locator(selector).all())


def test_nothing_is_asked_for_and_nothing_complains(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(html("fr"), encoding="utf-8")
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(file.as_uri(), wait_until="networkidle")
    page.close()
    assert asked == [file.as_uri()]
    assert said == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(open_page: OpenPage, width: int) -> None:
    page = open_page(html("fr"), width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = page.evaluate(
        "width => [...document.querySelectorAll('main *')].filter(each => each.getClientRects().length"
        " && !each.closest('.unseen, .teaser, thead') && each.getBoundingClientRect().right > width + 1)"
        ".map(each => each.outerHTML.slice(0, 80))",
        width,
    )
    assert beyond == []


@pytest.mark.parametrize(("verdict", "css"), CSS_CLASS.items())
def test_a_link_shows_one_verdict_and_another_shows_all_again(open_page: OpenPage, verdict: str, css: str) -> None:
    page = open_page(html("fr"))
    every = page.locator(".post").count()
    page.locator(f".filter a[href='#filter-{verdict}']").click()
    assert _visible(page, f".post.{css}") == page.locator(f".post.{css}").count() > 0
    assert _visible(page, ".post") == page.locator(f".post.{css}").count()
    assert _visible(page, ".group") == page.locator(f".group.has-{css}").count()
    page.locator(f"#filter-{verdict} a").click()
    assert _visible(page, ".post") == every


def test_the_filter_works_from_the_keyboard_and_from_the_headline(open_page: OpenPage) -> None:
    page = open_page(html("fr"))
    link = page.locator(".counts a[href='#filter-non_compliant']")
    link.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#filter-non_compliant")
    state = page.locator("#filter-non_compliant")
    assert state.is_visible()
    assert 0 <= (state.bounding_box() or {"y": -1})["y"] < 900
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Tout voir"


def test_the_first_tab_skips_to_the_finding_and_focus_is_seen(open_page: OpenPage) -> None:
    page = open_page(html("fr"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#brief"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    for _ in range(6):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(style => [style.outlineStyle, style.outlineWidth])(getComputedStyle(document.activeElement))"
        )
        assert outline == ["solid", "2px"]


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_pressed_is_large_enough(open_page: OpenPage, width: int) -> None:
    page = open_page(html("fr"), width)
    for selector in (".contents a", ".counts a", ".filter a", "summary"):
        for link in page.locator(selector).all():
            box = link.bounding_box()
            if box is not None:
                assert box["height"] >= 24, link.text_content()
                assert box["width"] >= 24, link.text_content()


def test_a_folded_post_opens_with_a_key(open_page: OpenPage) -> None:
    page = open_page(html("fr"))
    folded = page.locator("details.post.ok").first
    assert not folded.locator(".findings").is_visible()
    folded.locator("> summary").focus()
    page.keyboard.press("Enter")
    assert folded.locator(".findings").is_visible()


def test_a_phone_reads_tables_as_labels_and_values(open_page: OpenPage) -> None:
    page = open_page(html("fr"), 390)
    cell = page.locator(".rules td[data-label='À juger']").first
    assert cell.evaluate("each => getComputedStyle(each, '::before').content") == '"À juger"'
    assert _visible(page, ".rules .zero") == 0


def test_the_dark_follows_the_system_and_paper_stays_white(open_page: OpenPage) -> None:
    page = open_page(html("fr"), color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(20, 19, 23)"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_passages_keep_their_lines_when_colours_are_forced(open_page: OpenPage) -> None:
    page = open_page(html("fr"), forced_colors="active")
    lines = {
        css: page.locator(f".quote mark.{css}").first.evaluate(
            "each => (style => `${style.borderBottomStyle} ${style.borderBottomWidth}`)(getComputedStyle(each))"
        )
        for css in ("forb", "bad", "hum", "imp", "ok")
    }
    assert lines == {
        "forb": "solid 4px",
        "bad": "double 4px",
        "hum": "dotted 2px",
        "imp": "dashed 2px",
        "ok": "solid 1px",
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_languages_fit_the_desk(open_page: OpenPage, language: Language) -> None:
    page = open_page(html(language))
    bar = page.locator("svg.bar").bounding_box()
    assert bar is not None
    assert bar["width"] > 500
    assert page.locator("h1").bounding_box()["height"] < 200


# On paper


def _pages(page: Page, tmp_path: Path) -> list[str]:
    """The text of each sheet of the printed page."""
    paper = tmp_path / "report.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, check=True)
    return told.stdout.decode().split("\f")[:-1]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_sheet_is_numbered_and_every_post_is_on_paper(open_page: OpenPage, tmp_path: Path) -> None:
    sheets = _pages(open_page(html("fr")), tmp_path)
    assert len(sheets) > 5
    for number, sheet in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in sheet
    whole = _bare("".join(sheets))
    for number in range(1, len(invented.outcome().posts) + 1):
        assert f"·n°{number}" in whole
    for finding in invented.outcome().findings:
        assert finding.id in whole


def test_what_is_folded_on_the_screen_is_open_on_paper(open_page: OpenPage, tmp_path: Path) -> None:
    whole = _bare("".join(_pages(open_page(html("fr")), tmp_path)))
    assert whole.count("Lamentionouvreletexte.") == 19
    assert whole.count("Enrésumé.") > 15


def test_a_filter_never_reaches_the_paper(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(html("fr"))
    page.locator(".filter a[href='#filter-prohibited']").click()
    whole = _bare("".join(_pages(page, tmp_path)))
    for number in range(1, len(invented.outcome().posts) + 1):
        assert f"·n°{number}" in whole
    assert "Toutvoir" not in whole


def test_a_long_table_repeats_its_head_on_each_sheet(open_page: OpenPage, tmp_path: Path) -> None:
    reason = Bilingual(fr="une raison qui prend toute une ligne du tableau", en="a reason")
    rejects = tuple(Reject(f"file{n}.csv", n, "account.country", reason) for n in range(60))
    outcome = replace(invented.outcome([]), rejects=rejects)
    sheets = _pages(open_page(render(outcome, "fr")), tmp_path)
    with_rows = [sheet for sheet in sheets if re.search(r"file\d+\.csv", sheet)]
    assert len(with_rows) >= 2
    assert all(re.search(r"Fichier\s+Ligne\s+Champ\s+Raison", sheet) for sheet in with_rows)
