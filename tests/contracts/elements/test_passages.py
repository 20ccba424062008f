"""Where a document speaks of an element: under its heading, beside it in a row, in a sentence of its own."""

from perenne.contracts.document import Block
from perenne.contracts.elements.passages import passages_of


def found(element: str, *blocks: Block | str) -> list[str]:
    given = [block if isinstance(block, Block) else Block(block) for block in blocks]
    return [passage.text for passage in passages_of(given)[element]]


def test_a_heading_alone_on_its_line_holds_what_follows_up_to_the_next() -> None:
    lines = ("Contrat", "Mission", "Deux stories en mai.", "Confidentialité", "Tout reste secret deux ans.")
    assert found("mission", *lines) == ["Deux stories en mai."]


def test_a_number_on_one_line_and_its_heading_on_the_next() -> None:
    blocks = (
        Block("Article 1", "heading", label="Article 1"), "Mission", "Deux stories en mai.",
        Block("Article 2", "heading", label="Article 2"), "Confidentialité", "Tout reste secret deux ans.",
    )  # fmt: skip
    assert found("mission", *blocks) == ["Deux stories en mai."]


def test_a_heading_on_the_line_of_its_words() -> None:
    assert found("consideration", "Contrat", "Prix : 1 400 € à trente jours.") == ["Prix : 1 400 € à trente jours."]


def test_the_cell_beside_its_heading() -> None:
    cells = [Block(text, "cell", table=0, row=0, column=at) for at, text in enumerate(("Prix", "1 400 €"))]
    assert found("consideration", *cells) == ["1 400 €"]


def test_the_title_of_the_document_is_the_heading_of_none_of_its_parts() -> None:
    title = Block("CONTRAT DE PRESTATION DE SERVICES", "heading")
    assert found("mission", title, "Entre la société Zibellou SARL et Nine Exemple.") == []


def test_an_annex_with_the_number_of_an_article_is_not_part_of_it() -> None:
    blocks = (
        Block("Article 1 – Mission", "heading", label="Article 1"), "Deux stories en mai.",
        Block("Article 2 – Durée", "heading", label="Article 2"), "Six mois.",
        Block("Annexe 1 – Charte", "heading", label="Annexe 1"), "Le logo est bleu.",
    )  # fmt: skip
    assert found("mission", *blocks) == ["Deux stories en mai."]


def test_words_of_something_else_are_not_taken_for_it() -> None:
    assert found("rights_and_ip", "Aucune partie ne cède le présent contrat sans accord.") == []
    assert found("in_kind", "Aucun avantage en nature n’est accordé.") == []
    assert found("french_law", "Chaque partie traite les données conformément au droit français.") == []
