"""Every kind of page of the demo desk with wider text, and in forced colours: nothing is lost, all is told apart."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import walking
from tests.browser.test_desk import Desk, _unused_port, join, start, stop
from tests.rules import closed_sockets

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; }
    * { word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""What WCAG 1.4.12 lets a person set."""
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(each => {
  const style = getComputedStyle(each);
  if (each.closest('.unseen, .skip, svg, thead, details:not([open]), .crumbs')) return false;
  if (!each.getClientRects().length) return false;
  if (!each.innerText?.trim() || each.matches('textarea, select')) return false;
  const cut = (way, size, room) => ['hidden', 'clip'].includes(way) && size > room + 1;
  return cut(style.overflowX, each.scrollWidth, each.clientWidth)
    || cut(style.overflowY, each.scrollHeight, each.clientHeight);
}).map(each => each.outerHTML.slice(0, 90))"""
"""The path is cut on purpose: its last part stands whole in the heading."""
COVERED = """() => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), boxes = [];
  const apart = '.unseen, .skip, .bottom, .document, svg, thead, sup, details:not([open]), script, title, option';
  while (words.nextNode()) {
    const node = words.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest(apart)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 2 && box.height > 2) boxes.push([box, node.data.trim().slice(0, 30)]);
  }
  boxes.sort((one, two) => one[0].top - two[0].top);
  const found = [];
  boxes.forEach(([one, said], n) => {
    for (let m = n + 1; m < boxes.length && boxes[m][0].top < one.bottom; m++) {
      const two = boxes[m][0];
      const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
      const high = Math.min(one.bottom, two.bottom) - two.top;
      if (wide > 3 && high > 0.4 * Math.min(one.height, two.height)) found.push(`${said} / ${boxes[m][1]}`);
    }
  });
  return found.slice(0, 3);
}"""
"""Words that lie on other words; a contract's own text scrolls in its frame."""


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Page]]:
    """The demo desk, and the page of its first person."""
    closed_sockets.loopback_allowed = True
    desk = start(tmp_path_factory.mktemp("spaced"), _unused_port(), "--demo")
    page = join(browser, desk, locale="fr", viewport={"width": 1280, "height": 900})
    page.wait_for_url(desk.address)
    yield desk, page
    page.context.close()
    stop(desk)
    closed_sockets.loopback_allowed = False


@pytest.mark.parametrize("width", [1280, 320])
def test_wider_text_is_neither_cut_nor_covered_on_any_kind_of_page(demo: tuple[Desk, Page], width: int) -> None:
    desk, page = demo
    page.set_viewport_size({"width": width, "height": 900})
    opened, faults = 0, []
    for address in walking.pages(page, desk.address):
        opened += 1
        page.evaluate(SPACED)
        kind = walking.kind(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{kind}: scrolls sideways")
        faults += [f"{kind}: cut: {each}" for each in page.evaluate(CLIPPED)]
        faults += [f"{kind}: covered: {each}" for each in page.evaluate(COVERED)]
    assert opened > 20
    assert faults == []


def _style(page: Page, selector: str, *names: str) -> list[str]:
    found: list[str] = page.locator(selector).first.evaluate(
        "(each, names) => names.map(name => getComputedStyle(each)[name])", list(names)
    )
    return found


def test_in_forced_colours_badges_focus_buttons_and_meters_are_told_apart(demo: tuple[Desk, Page]) -> None:
    desk, page = demo
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(forced_colors="active")
    page.goto(f"{desk.address}posts/?state=decided")
    proposed_and_signed = {}
    for name, state in (("signed", "decided"), ("proposed", "waiting")):
        page.goto(f"{desk.address}posts/?state={state}")
        words, ground, line = _style(page, "table .badge", "webkitTextFillColor", "backgroundColor", "borderTopWidth")
        assert words != ground, name
        assert line != "0px", "a badge keeps its line"
        proposed_and_signed[name] = ground
    assert proposed_and_signed["signed"] != proposed_and_signed["proposed"]

    current, other = (
        _style(page, f".rail nav a{which}", "borderTopColor") for which in ("[aria-current]", ":not([aria-current])")
    )
    assert current != other, "the page where one is"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "(style => [style.outlineStyle, style.outlineWidth])(getComputedStyle(document.activeElement))"
    ) == ["solid", "2px"]

    page.goto(desk.address)
    main, plain = (
        _style(page, which, "borderTopWidth", "borderTopStyle") for which in (".button.main", ".button:not(.main)")
    )
    assert main != plain
    assert plain == ["1px", "solid"]
    value, track, tick = (
        _style(page, f".sum {which}", name)[0]
        for which, name in ((".value", "fill"), (".track", "fill"), (".tick", "stroke"))
    )
    assert len({value, track, tick}) == 3
    page.emulate_media(forced_colors="none")
