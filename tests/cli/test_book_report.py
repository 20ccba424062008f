"""``perenne book report`` as an influence manager calls it: pages beside the book, in either language."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Perenne


@pytest.fixture
def book(perenne: Perenne, here: Path, repository: Path) -> Path:
    said = perenne("book", "add", repository / "examples/book/events.ndjson", "--book", "book", "--by", "Ana")
    assert said.status == 0
    return here / "book"


def test_the_pages_are_written_and_the_portfolio_is_named(perenne: Perenne, book: Path, here: Path) -> None:
    said = perenne("book", "report", "--book", "book", "--out", "pages")
    assert (said.status, said.out) == (0, b"")
    assert said.lines == ["Written: 3 partnerships, pages/index.html"]
    index = (here / "pages" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in index, "pages speak French unless told otherwise"
    assert "17\u00a0nov. 2026" in index, "the last day of the book, since there is no clock"
    assert len(list((here / "pages").iterdir())) == 4


def test_the_book_may_be_named_first_the_day_and_the_language_told(perenne: Perenne, book: Path, here: Path) -> None:
    said = perenne("book", "report", "book", "--out", "pages", "--lang", "en", "--on", "2026-06-01")
    assert said.status == 0
    index = (here / "pages" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in index
    assert "1\u00a0June 2026" in index
    assert "F26-6" not in "".join(each.read_text(encoding="utf-8") for each in (here / "pages").iterdir())


def test_pages_are_written_again_in_place_of_the_earlier_ones(perenne: Perenne, book: Path, here: Path) -> None:
    for language in ("fr", "en"):
        assert perenne("book", "report", "book", "--out", "pages", "--lang", language).status == 0
    assert '<html lang="en">' in (here / "pages" / "index.html").read_text(encoding="utf-8")


def test_a_folder_of_somebody_is_refused_in_one_sentence(perenne: Perenne, book: Path, here: Path) -> None:
    before = {each.name: each.read_bytes() for each in book.iterdir()}
    said = perenne("book", "report", "book", "--out", "book")
    assert said.status == 2
    assert said.lines == [
        "perenne: “book” exists and holds something else than the pages of a book: choose another folder with --out"
    ]
    assert {each.name: each.read_bytes() for each in book.iterdir()} == before


def test_a_book_that_is_not_there_and_one_that_was_altered_write_nothing(
    perenne: Perenne, book: Path, here: Path
) -> None:
    said = perenne("book", "report", "nowhere", "--out", "pages")
    assert (said.status, len(said.lines)) == (2, 1)
    assert "nowhere" in said.err
    shutil.copytree(book, here / "altered")
    (here / "altered" / "00000001.ndjson").write_bytes(b"{")
    said = perenne("book", "report", "altered", "--out", "pages")
    assert (said.status, len(said.lines)) == (2, 1)
    assert "00000001.ndjson" in said.err
    assert not (here / "pages").exists()


@pytest.mark.parametrize(("option", "value"), [("--lang", "de"), ("--on", "tomorrow")])
def test_a_slip_gets_one_sentence(perenne: Perenne, book: Path, here: Path, option: str, value: str) -> None:
    said = perenne("book", "report", "book", "--out", "pages", option, value)
    assert (said.status, len(said.lines)) == (2, 1)
    assert value in said.err
    assert not (here / "pages").exists()


def test_a_place_that_cannot_be_written_to_gets_one_sentence(perenne: Perenne, book: Path, here: Path) -> None:
    (here / "file").write_text("mine")
    said = perenne("book", "report", "book", "--out", "file/pages")
    assert (said.status, len(said.lines)) == (2, 1)
    assert "choose another folder with --out" in said.err
