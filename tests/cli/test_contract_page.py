"""``perenne contract audit --page``: the audit as a page, beside what the terminal says."""

from pathlib import Path

import pytest

from tests.cli.conftest import Perenne
from tests.cli.test_contract_audit import CONTRACT


@pytest.fixture
def contract(here: Path) -> Path:
    path = here / "contrat.txt"
    path.write_text(CONTRACT, encoding="utf-8")
    return path


def test_the_page_is_written_beside_what_the_terminal_says(perenne: Perenne, contract: Path, here: Path) -> None:
    bare = perenne("contract", "audit", "contrat.txt")
    said = perenne("contract", "audit", "contrat.txt", "--page", "audit.html")
    assert (said.status, said.out) == (0, bare.out)
    assert said.lines == ["Page: audit.html"]
    page = (here / "audit.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page, "pages speak French unless told otherwise"
    assert "La Créatrice publie deux vidéos" in page


def test_the_page_is_written_again_in_the_language_asked_for(perenne: Perenne, contract: Path, here: Path) -> None:
    perenne("contract", "audit", "contrat.txt", "--page", "audit.html")
    said = perenne("contract", "audit", "contrat.txt", "--page", "audit.html", "--lang", "en", "--json")
    assert said.status == 0
    assert said.records
    assert '<html lang="en">' in (here / "audit.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["contrat.txt", "folder"])
def test_no_other_file_is_written_over(perenne: Perenne, contract: Path, here: Path, page: str) -> None:
    (here / "folder").mkdir()
    said = perenne("contract", "audit", "contrat.txt", "--page", page)
    assert (said.status, said.out) == (2, b"")
    assert said.lines == [f"perenne: “{page}” exists and is no page of an audit: choose another name with --page"]
    assert contract.read_text(encoding="utf-8") == CONTRACT


def test_a_place_that_is_not_there_gets_one_sentence(perenne: Perenne, contract: Path) -> None:
    said = perenne("contract", "audit", "contrat.txt", "--page", "nowhere/audit.html")
    assert (said.status, len(said.lines)) == (2, 1)
    assert "cannot write" in said.err
