"""Pages of invented books, read back as a browser would."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from perenne.model.bilingual import Language
from perenne.model.event import Event
from perenne.model.wire import decode
from perenne.partnerships.book import record
from perenne.report.book.folder import pages
from perenne.report.book.proof import INDEX, page_name
from tests.partnerships.importing.sheets import Memory
from tests.report.page import Element, read

DAY = "2026-11-24"
EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "book" / "events.ndjson"


def pages_of(events: Iterable[Event], on: str = DAY, language: Language = "fr") -> Mapping[str, str]:
    """Every page by the name of its file."""
    store = Memory()
    record(store, list(events))
    return dict(pages(store, date.fromisoformat(on), language))


@cache
def example(language: Language = "fr", on: str = DAY) -> Mapping[str, str]:
    """The pages of the example’s book."""
    lines = EXAMPLE.read_bytes().splitlines()
    return pages_of((decode(Event, line) for line in lines), on, language)


@cache
def example_page(partnership: str | None = None, language: Language = "fr", on: str = DAY) -> Element:
    """One of them, the portfolio’s where no partnership is named."""
    return read(example(language, on)[page_name(partnership) if partnership else INDEX])


def page_of(events: Iterable[Event], partnership: str = "P-1", on: str = DAY, language: Language = "fr") -> Element:
    return read(pages_of(events, on, language)[page_name(partnership)])


def portfolio_of(events: Iterable[Event], on: str = DAY, language: Language = "fr") -> Element:
    return read(pages_of(events, on, language)[INDEX])


def panel(page: Element, title: str) -> Element:
    """The section that is labelled by the heading ``title``."""
    (found,) = [each for each in page.every("section") if each.attributes.get("aria-labelledby") == f"{title}-title"]
    return found


def said(element: Element) -> str:
    """Its words with plain spaces."""
    return element.words.replace("\u00a0", " ").replace("\u202f", " ")


def table(section: Element) -> list[list[str]]:
    """The rows of the first table of a section, cell by cell, without its head."""
    (first, *_) = section.every("table")
    rows = [row for body in first.every("tbody", "tfoot") for row in body.every("tr")]
    return [[said(cell) for cell in row.every("th", "td")] for row in rows]
