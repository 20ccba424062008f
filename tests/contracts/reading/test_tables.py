"""Tables on the pages of a PDF: cells that wrap, rows by row, and what looks like a table and is none."""

from itertools import groupby

from perenne.contracts.document import Block
from tests.contracts.reading.made import CONTRACT, pdf, read

PARTIES = """
#table(columns: (1fr, 1fr, 1fr), stroke: none,
  [], [L’Annonceur], [La Créatrice],
  [Identité], [Zibellou SARL], [Nine Exemple],
  [Adresse], [3 rue des Lilas, escalier B, troisième étage, 69001 Lyon], [4 rue des Tilleuls, 44000 Nantes],
  [Courriel], [hello\\@zibellou.example], [nine\\@exemple.example],
  [Résidence fiscale], [France], [Belgique],
)
"""
SHEET = """
#table(columns: (3cm, 1fr),
  [Mission], [Deux vidéos et trois stories sur Instagram, consacrées à la nouvelle gamme, publiées entre le 2 mars et
   le 30 avril 2026, puis une story de rappel dans la semaine qui suit la dernière vidéo.],
  [Prix], [1 400 € hors taxes, à trente jours.],
)
"""
NUMBERED = """
#grid(columns: (1.5cm, 1fr), row-gutter: 8pt,
  [1.], [La Créatrice publie deux vidéos.],
  [2.], [L’Annonceur verse 600 € hors taxes.],
)
"""


def rows(blocks: tuple[Block, ...]) -> list[list[tuple[int | None, str]]]:
    cells = [block for block in blocks if block.kind == "cell"]
    return [
        [(cell.column, cell.text) for cell in row]
        for _, row in groupby(cells, key=lambda cell: (cell.table, cell.row))
    ]


def test_each_cell_of_a_party_stands_in_the_column_of_that_party() -> None:
    found = rows(read(pdf(PARTIES)).blocks)
    assert found[0] == [(1, "L’Annonceur"), (2, "La Créatrice")]
    assert found[1] == [(0, "Identité"), (1, "Zibellou SARL"), (2, "Nine Exemple")]
    assert found[2][1] == (1, "3 rue des Lilas, escalier B, troisième étage, 69001 Lyon")
    assert found[4] == [(0, "Résidence fiscale"), (1, "France"), (2, "Belgique")]


def test_a_cell_that_wraps_is_one_cell() -> None:
    found = rows(read(pdf(SHEET)).blocks)
    assert [row[0] for row in found] == [(0, "Mission"), (0, "Prix")]
    assert found[0][1][1].startswith("Deux vidéos")
    assert found[0][1][1].endswith("la dernière vidéo.")


def test_numbers_before_paragraphs_make_no_table() -> None:
    assert [(block.kind, block.text) for block in read(pdf(NUMBERED)).blocks] == [
        ("paragraph", "1. La Créatrice publie deux vidéos."),
        ("paragraph", "2. L’Annonceur verse 600 € hors taxes."),
    ]


def test_prose_makes_no_table() -> None:
    assert not rows(read(pdf(CONTRACT)).blocks)
    assert not rows(read(pdf(page="columns: 2")).blocks)
