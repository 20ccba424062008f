"""A report read back as a reader's browser would: its elements, ids, links, headings and texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from perenne.model.bilingual import Language
from perenne.report.html import render
from tests.report import invented

BLOCKS = frozenset({"p", "td", "th", "li", "dt", "dd", "div", "h1", "h2", "h3", "h4", "summary", "caption"})
VOID = frozenset({"meta", "br", "link", "img", "input", "hr", "source", "base"})


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set((self.attributes.get("class") or "").split())

    def every(self, *tags: str) -> "list[Element]":
        """The elements below this one, in reading order, that have one of ``tags`` (all, if none is given)."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if not tags or child.tag in tags else []
                found += child.every(*tags)
        return found

    def text(self, without: frozenset[str] = frozenset()) -> str:
        """Its text, leaving out the elements that have one of the classes or tags ``without``."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif not ({child.tag} | child.classes) & without:
                parts.append(child.text(without))
        return "".join(parts)

    @property
    def words(self) -> str:
        """Its text on one line, cells and paragraphs apart."""
        return " ".join(part for part in "".join(self._spaced()).split(" ") if part)

    def _spaced(self) -> "Iterator[str]":
        for child in self.children:
            if isinstance(child, str):
                yield child.replace("\n", " ")
            else:
                edge = " " if child.tag in BLOCKS else ""
                yield from (edge, *child._spaced(), edge)


class _Reader(HTMLParser):
    """Raises ``AssertionError`` where an element is closed that is not open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


@cache
def html(language: Language) -> str:
    return render(invented.outcome(), language)


@cache
def page(language: Language) -> Element:
    return read(html(language))
