"""``perenne contract audit`` as somebody calls it who was sent a contract."""

from pathlib import Path

import pytest

from tests.cli.conftest import Perenne
from tests.cli.test_contract import relation
from tests.contracts.reading.made import pdf

CONTRACT = """# Contrat

Entre la société Zibellou SARL, 3 rue des Lilas, 69001 Lyon, hello@zibellou.example, résidente fiscale en France,
dénommée « l’Annonceur »,

et Nine Exemple, 4 rue des Tilleuls, 44000 Nantes, nine@exemple.example, résidente fiscale en France, dénommée
« la Créatrice ».

Article 1 – Mission

La Créatrice publie deux vidéos et trois stories sur Instagram en mars 2026.
"""


@pytest.fixture
def contract(here: Path) -> Path:
    path = here / "contrat.txt"
    path.write_text(CONTRACT, encoding="utf-8")
    return path


def test_each_element_is_told_with_its_state_its_words_and_what_to_insert(perenne: Perenne, contract: Path) -> None:
    said = perenne("contract", "audit", "contrat.txt")
    assert (said.status, said.err) == (0, "")
    shown = said.out.decode()
    assert "  Present: The contract states the nature of the mission." in shown
    assert "    · “La Créatrice publie deux vidéos" in shown
    assert "  Missing: " in shown
    assert "→ To insert:" in shown
    assert "never held to suffice" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_it_speaks_french_when_asked(perenne: Perenne, contract: Path) -> None:
    shown = perenne("contract", "audit", "contrat.txt", "--lang", "fr").out.decode()
    assert "Présent\u00a0: Le contrat dit la nature de la mission." in shown
    assert "→ À insérer\u00a0:" in shown


def test_with_the_deals_beside_it_what_the_law_asks_for_accuses(perenne: Perenne, contract: Path, here: Path) -> None:
    (here / "deals.ndjson").write_bytes(relation("one"))
    assert perenne("contract", "audit", "contrat.txt", "--strict").status == 0
    said = perenne("contract", "audit", "contrat.txt", "--deals", "deals.ndjson", "--strict", "--json")
    assert (said.status, said.err) == (1, "")
    accused = {record["part"] for record in said.records if record["verdict"] == "non_compliant"}
    assert {"consideration", "rights_and_ip"} <= accused


def test_a_scan_says_that_it_needs_ocr(perenne: Perenne, here: Path) -> None:
    (here / "scan.pdf").write_bytes(pdf("#rect(width: 3cm, height: 3cm)"))
    assert perenne("contract", "audit", "scan.pdf").status == 0
    said = perenne("contract", "audit", "scan.pdf", "--strict")
    assert said.status == 3
    assert said.lines[-1].startswith("--strict: nothing accuses, but not everything could be judged (no text: needs")
    assert "scan.pdf: no text: needs OCR" in said.err
    assert "Missing" not in said.out.decode()


@pytest.mark.parametrize("name", ["absent.pdf", "empty.txt"])
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(perenne: Perenne, here: Path, name: str) -> None:
    (here / "empty.txt").write_bytes(b"")
    said = perenne("contract", "audit", name)
    assert (said.status, said.out) == (2, b"")
    assert len(said.lines) == 1
    assert name in said.err
