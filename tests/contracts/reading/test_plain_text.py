"""A contract as plain text, in the encodings and with the marks that people use."""

import pytest

from tests.contracts.reading.made import read, texts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_each_encoding_gives_the_same_words(encoding: str) -> None:
    assert texts("Rémunération : 600 € hors taxes".encode(encoding)) == ["Rémunération : 600 € hors taxes"]


def test_lines_of_a_paragraph_are_joined_and_broken_words_are_whole() -> None:
    assert texts("La Créatrice res-\npecte les recom-\nmandations\nde la maison.".encode()) == [
        "La Créatrice respecte les recommandations de la maison."
    ]


def test_headings_are_told_by_their_marks_numbers_or_capitals() -> None:
    said = "# Contrat\n\nARTICLE PREMIER – OBJET\nDeux vidéos.\n\nIII. Prix\nSix cents euros.\n\n§ 4 Droit\nFrançais."
    found = [(block.kind, block.label, block.text) for block in read(said.encode()).blocks]
    assert found == [
        ("heading", None, "Contrat"),
        ("heading", "ARTICLE PREMIER", "ARTICLE PREMIER – OBJET"),
        ("paragraph", None, "Deux vidéos."),
        ("heading", "III", "III. Prix"),
        ("paragraph", None, "Six cents euros."),
        ("heading", "§ 4", "§ 4 Droit"),
        ("paragraph", None, "Français."),
    ]


def test_an_amount_or_an_address_at_the_start_of_a_line_is_no_number_of_a_clause() -> None:
    blocks = read("1 400 € hors taxes\n\n12 rue des Lilas\n\n3.2 Une clause".encode()).blocks
    assert [block.label for block in blocks] == [None, None, "3.2"]
