"""Walking the desk as a person does, link by link, and what every page that is found must hold to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import resolve
from lxml import html

_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
_VERDICTS = ("ok", "imp", "bad", "forb", "hum", "unk", "out")


@dataclass(frozen=True)
class Page:
    """A page as it came: its address, the route's name, its text and its tree."""

    address: str
    name: str
    text: str
    tree: html.HtmlElement

    def __str__(self) -> str:
        return self.address


def walk(client: Client, start: str = "/", most: int = 400, a_route: int = 3) -> Iterator[Page]:
    """Every page that links lead to from ``start``, at most ``a_route`` of one kind, as ``client`` sees them."""
    waiting, seen, of_route = [start], {start}, Counter[str]()
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        name = resolve(urlsplit(address).path).url_name or address
        if of_route[name] >= a_route:
            continue
        of_route[name] += 1
        answer = client.get(address)
        if answer.status_code == 302:
            waiting += _new([urljoin(address, answer["Location"])], seen)
            continue
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        text = answer.content.decode()
        page = Page(address, name, text, html.document_fromstring(text))
        yield page
        waiting += _new((urljoin(address, each) for each in page.tree.xpath("//a/@href")), seen)


def _new(links: Iterator[str] | list[str], seen: set[str]) -> list[str]:
    found = []
    for link in links:
        address = urldefrag(link)[0]
        parts = urlsplit(address)
        if not parts.netloc and parts.path.startswith("/") and "logout" not in parts.path and address not in seen:
            seen.add(address)
            found.append(address)
    return found


def faults(page: Page, language: str) -> Iterator[str]:
    """What is wrong with ``page``: its language, structure, names, forms, tables, pictures."""
    for check in (_language, _title, _structure, _ids, _fields, _tables, _pictures, _links, _badges):
        yield from (f"{page}: {each}" for each in check(page, language))


def _language(page: Page, language: str) -> Iterator[str]:
    if page.tree.get("lang") != language:
        yield f"html says lang={page.tree.get('lang')}"


def _title(page: Page, language: str) -> Iterator[str]:
    title = page.tree.findtext(".//title") or ""
    if not title.endswith("Pérenne") or title.startswith(("–", " ")):
        yield f"title {title!r}"


def _structure(page: Page, language: str) -> Iterator[str]:
    levels = [_LEVELS.index(each.tag) + 1 for each in page.tree.iter(*_LEVELS)]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} below one of level {before}"
    for landmark in ("main",):
        if len(page.tree.xpath(f"//{landmark}")) != 1:
            yield f"not one {landmark}"
    first = next(iter(page.tree.xpath("//body//a[@href]")), None)
    if first is None or not str(first.get("href")).startswith("#"):
        yield "the first link does not skip to the content"
    if page.tree.xpath("//*[@tabindex > 0]"):
        yield "a positive tabindex"
    if page.tree.xpath("//*[@style] | //script[not(@src)] | //style | //@*[starts-with(name(), 'on')]"):
        yield "style or script within the page"


def _ids(page: Page, language: str) -> Iterator[str]:
    twice = [each for each, n in Counter(page.tree.xpath("//*/@id")).items() if n > 1]
    if twice:
        yield f"ids that stand twice: {twice[:5]}"
    ids = set(page.tree.xpath("//*/@id"))
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        for named in page.tree.xpath(f"//*/@{attribute}"):
            if lost := set(named.split()) - ids:
                yield f"{attribute} names {lost}, which is not there"
    for link in page.tree.xpath("//a/@href[starts-with(., '#')]"):
        if link[1:] not in ids:
            yield f"the link {link} leads nowhere"


def _fields(page: Page, language: str) -> Iterator[str]:
    labelled = set(page.tree.xpath("//label/@for"))
    for field in page.tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
        if not named and not field.xpath("ancestor::label"):
            yield f"the field {field.get('name')} has no label"
    for group in page.tree.xpath("//fieldset"):
        if group.find("legend") is None:
            yield "a fieldset without legend"
    for button in page.tree.xpath("//button"):
        if not "".join(button.itertext()).strip() and not button.get("aria-label"):
            yield "a button without words"
    for form in page.tree.xpath("//form[translate(@method, 'POST', 'post')='post']"):
        if not form.xpath(".//input[@name='csrfmiddlewaretoken']"):
            yield f"the form {form.get('action')} has no token"


def _tables(page: Page, language: str) -> Iterator[str]:
    for table in page.tree.xpath("//table"):
        if not (table.findtext("caption") or "".join(table.xpath("./caption//text()"))).strip():
            yield "a table without caption"
        for head in table.xpath(".//th"):
            if not "".join(head.itertext()).strip():
                yield "an empty head cell"
            if head.get("scope") is None:
                yield f"a head cell without scope: {''.join(head.itertext()).strip()[:30]}"


def _pictures(page: Page, language: str) -> Iterator[str]:
    for drawing in page.tree.xpath("//svg"):
        hidden = drawing.xpath("ancestor-or-self::*[@aria-hidden='true']")
        if not hidden and not (
            drawing.get("aria-label") or drawing.get("aria-labelledby") or drawing.find("title") is not None
        ):
            yield "a drawing that is neither named nor hidden"
    for picture in page.tree.xpath("//img[not(@alt)]"):
        yield f"a picture without alt: {picture.get('src')}"


def _links(page: Page, language: str) -> Iterator[str]:
    for link in page.tree.xpath("//a[@href]"):
        said = "".join(link.itertext()).strip() or link.get("aria-label") or ""
        if not said:
            yield f"a link without words: {link.get('href')}"
        if said.lower() in {"cliquez ici", "click here", "ici", "here"}:
            yield f"a link that says {said!r}"
    main = page.tree.xpath("//main//a[@href]")
    by_words: dict[str, set[str]] = {}
    for link in main:
        by_words.setdefault(" ".join("".join(link.itertext()).split()), set()).add(link.get("href"))
    for words, addresses in by_words.items():
        if len(addresses) > 1 and len(words) < 3:
            yield f"{len(addresses)} links say only {words!r}"


def _badges(page: Page, language: str) -> Iterator[str]:
    for badge in page.tree.xpath("//*[contains(concat(' ', @class, ' '), ' badge ')]"):
        if not "".join(badge.itertext()).strip():
            yield "a verdict without its word"
