"""The folder of the book's pages: written beside, then renamed, so that nothing is ever half-written."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from perenne.audit.lines import private
from perenne.law.consideration import thresholds
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Bilingual, Language
from perenne.partnerships.book import read_book
from perenne.partnerships.consideration import cumulated
from perenne.partnerships.store import Store
from perenne.partnerships.trace import traced
from perenne.report.book import page, portfolio
from perenne.report.book.proof import INDEX, Proofs, page_name
from perenne.report.place import Kind, said_plainly
from perenne.report.voice import Voice

_MARK = b'<meta name="generator" content="Perenne book/1">'
_NAME = re.compile(r"(?:[A-Za-z0-9-]+-)?[0-9a-f]{8}\.html\Z")


def _is_earlier(folder: Path) -> bool:
    try:
        with (folder / INDEX).open("rb") as index:
            return _MARK in index.read(1_000)
    except OSError:
        return False


def _is_ours(name: str) -> bool:
    return name == INDEX or _NAME.match(name) is not None


REPORT = Kind(_is_earlier, _is_ours, Bilingual(fr="que les pages d’un livre", en="the pages of a book"))


def write_pages(store: Store, on: date, target: Path, language: Language) -> Path:
    """Write the pages of the book as it stands on ``on`` into the folder ``target``, and return the portfolio's.

    Earlier pages there are replaced; raises ``UsageError`` where ``target`` is anything else, or cannot be written.
    """
    with REPORT.prepared(target) as place, said_plainly(target):
        folder = place / "new"
        folder.mkdir(mode=0o700)
        for name, html in pages(store, on, language):
            with open(folder / name, "xb", opener=private) as stream:
                stream.write(html.encode("utf-8", "replace"))
        target.parent.mkdir(parents=True, exist_ok=True)
        REPORT.swap(folder, target)
    return target / INDEX


def pages(store: Store, on: date, language: Language) -> Iterator[tuple[str, str]]:
    """Every page with the name of its file: the portfolio first."""
    voice = Voice(language)
    book = read_book(store, on)
    proofs = Proofs.of_book(traced(store, on))
    sums = cumulated(book.partnerships.values(), on, thresholds(rulebook().rule("fr.contract.required")))
    yield INDEX, portfolio.render(portfolio.portfolio_view(book, sums, on, proofs, voice), voice)
    for each in sums:
        for name in each.partnerships:
            beside = tuple(book.partnerships[other] for other in each.partnerships if other != name)
            view = page.partnership_view(book.partnerships[name], each, beside, on, proofs, voice)
            yield page_name(name), page.render(view, voice)
