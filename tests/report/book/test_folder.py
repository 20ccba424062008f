"""The folder of pages: whole or not there, for its owner only, and never in place of something else."""

from datetime import date
from pathlib import Path

import pytest

from perenne.model.errors import UsageError
from perenne.partnerships.book import record
from perenne.report.book import folder as pages_of_book
from perenne.report.book.folder import write_pages
from perenne.report.book.proof import INDEX, page_name
from tests.partnerships.events import opened
from tests.partnerships.importing.sheets import Memory

ON = date(2026, 11, 24)


@pytest.fixture
def book() -> Memory:
    store = Memory()
    record(store, [opened(), opened(partnership="P-2", creator="théo.exemple")])
    return store


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_page_a_partnership_and_one_for_all_are_written(book: Memory, tmp_path: Path) -> None:
    index = write_pages(book, ON, tmp_path / "a" / "out", "fr")
    assert index == tmp_path / "a" / "out" / INDEX
    assert names(tmp_path / "a" / "out") == {INDEX, page_name("P-1"), page_name("P-2")}
    assert {each.stat().st_mode & 0o777 for each in index.parent.iterdir()} == {0o600}
    assert names(tmp_path / "a") == {"out"}


def test_earlier_pages_are_replaced_and_nothing_of_them_is_left(book: Memory, tmp_path: Path) -> None:
    write_pages(book, ON, tmp_path / "out", "fr")
    record(other := Memory(), [opened(partnership="P-9")])
    write_pages(other, ON, tmp_path / "out", "en")
    assert names(tmp_path / "out") == {INDEX, page_name("P-9")}
    assert '<html lang="en">' in (tmp_path / "out" / INDEX).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["notes.txt", "holiday.html", "index.html"])
def test_a_folder_that_holds_anything_else_is_left_as_it_is(book: Memory, tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("mine")
    with pytest.raises(UsageError, match="holds something else than the pages of a book"):
        write_pages(book, ON, tmp_path / "out", "fr")
    assert (tmp_path / "out" / name).read_text() == "mine"
    assert names(tmp_path) == {"out"}


def test_pages_to_which_somebody_added_a_file_are_not_replaced(book: Memory, tmp_path: Path) -> None:
    write_pages(book, ON, tmp_path / "out", "fr")
    (tmp_path / "out" / "remarks.docx").write_text("mine")
    with pytest.raises(UsageError) as refused:
        write_pages(book, ON, tmp_path / "out", "fr")
    assert "autre chose que les pages d’un livre" in refused.value.says.fr


def test_a_failure_in_the_middle_leaves_the_earlier_pages(
    book: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pages(book, ON, tmp_path / "out", "fr")
    before = {each.name: each.read_bytes() for each in (tmp_path / "out").iterdir()}

    def broken(*_: object) -> object:
        yield INDEX, "half"
        raise KeyboardInterrupt

    monkeypatch.setattr(pages_of_book, "pages", broken)
    with pytest.raises(KeyboardInterrupt):
        write_pages(book, ON, tmp_path / "out", "en")
    assert {each.name: each.read_bytes() for each in (tmp_path / "out").iterdir()} == before
    assert names(tmp_path) == {"out"}
