"""Texts that a platform gives as HTML: what a person reads of them, and where their links lead."""

from html.parser import HTMLParser
from typing import NamedTuple

_BLOCKS = frozenset({"p", "div", "blockquote", "ul", "ol", "pre"})
_OWN = frozenset({"mention", "hashtag"})
"""Classes of links to people and tags of the platform itself."""
_MOST_LINKS = 200


class Marked(NamedTuple):
    """``links``: where the words lead, but for people and tags, each once."""

    text: str
    links: tuple[str, ...]


def read(markup: str) -> Marked:
    """The words of ``markup``, paragraphs apart, every character as it was written."""
    reading = _Reading()
    reading.feed(markup)
    reading.close()
    return Marked("".join(reading.words).strip("\n"), tuple(dict.fromkeys(reading.links))[:_MOST_LINKS])


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.words.append("\n")
        elif tag in _BLOCKS and self.words:
            self.words.append("\n\n")
        elif tag == "li":
            self.words.append("\n- ")
        elif tag == "a":
            told = {name: value or "" for name, value in attrs}
            href = told.get("href", "")
            if href.startswith(("https://", "http://")) and not _OWN & set(told.get("class", "").split()):
                self.links.append(href)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
