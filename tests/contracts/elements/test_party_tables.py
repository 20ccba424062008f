"""Parties in a table: a column each, a row each, one below the other, and what belongs to neither."""

from perenne.contracts.document import Block
from perenne.contracts.elements.parties import facts_on_parties
from tests.contracts.reading.made import pdf, read
from tests.contracts.reading.test_tables import PARTIES

_FIELDS = ("name", "postal_address", "email", "tax_country")


def table(*rows: tuple[str, ...], before: str = "") -> tuple[Block, ...]:
    cells = tuple(
        Block(text, "cell", table=0, row=row, column=column)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    )
    return (Block(before, "heading"), *cells) if before else cells


def said(blocks: tuple[Block, ...]) -> dict[str | None, dict[str, str]]:
    found: dict[str | None, dict[str, str]] = {}
    for fact in facts_on_parties(blocks):
        block = blocks[fact.passage.block]
        assert block.text[fact.passage.start : fact.passage.end] == fact.passage.text
        if fact.field in _FIELDS:
            found.setdefault(fact.role, {}).setdefault(fact.field, fact.value)
    return found


ZIBELLOU = {
    "name": "Zibellou SARL",
    "postal_address": "3 rue des Lilas, 69001 Lyon",
    "email": "hello@zibellou.example",
    "tax_country": "FR",
}
NINE = {
    "name": "Nine Exemple",
    "postal_address": "4 rue des Tilleuls, 44000 Nantes",
    "email": "nine@exemple.example",
    "tax_country": "BE",
}
KEYS = ("Identité", "Adresse", "Courriel", "Résidence fiscale")
FIRST = ("Zibellou SARL", "3 rue des Lilas, 69001 Lyon", "hello@zibellou.example", "France")
SECOND = ("Nine Exemple", "4 rue des Tilleuls, 44000 Nantes", "nine@exemple.example", "Belgique")


def test_a_column_for_each_party() -> None:
    rows = [("", "L’Annonceur", "La Créatrice"), *zip(KEYS, FIRST, SECOND, strict=True)]
    assert said(table(*rows)) == {"advertiser": ZIBELLOU, "creator": NINE}


def test_a_column_for_each_party_without_a_column_of_keys() -> None:
    rows = [
        ("Pour la Marque", "Pour l’Influenceuse"),
        *zip(FIRST[:3], SECOND[:3], strict=True),
        ("Résidence fiscale : France", "Résidence fiscale : Belgique"),
    ]
    assert said(table(*rows)) == {"advertiser": ZIBELLOU, "creator": NINE}


def test_a_row_for_each_party() -> None:
    rows = [
        ("Annonceur", f"{', '.join(FIRST[:3])}, résidence fiscale : France"),
        ("Créatrice", f"{', '.join(SECOND[:3])}, résidence fiscale : Belgique"),
    ]
    assert said(table(*rows)) == {"advertiser": ZIBELLOU, "creator": NINE}


def test_one_party_below_the_other() -> None:
    rows = [
        ("L’ANNONCEUR",),
        *zip(KEYS, FIRST, strict=True),
        ("LA CRÉATRICE",),
        *zip(KEYS, SECOND, strict=True),
    ]
    assert said(table(*rows)) == {"advertiser": ZIBELLOU, "creator": NINE}


def test_a_table_under_the_name_of_its_party() -> None:
    rows = list(zip(KEYS, SECOND, strict=True))
    assert said(table(*rows, before="1. Coordonnées de la Créatrice")) == {"creator": NINE}


def test_an_empty_cell_takes_nothing_from_its_neighbour() -> None:
    rows = [("", "L’Annonceur", "La Créatrice"), ("Courriel", "hello@zibellou.example", "")]
    assert said(table(*rows)) == {"advertiser": {"email": "hello@zibellou.example"}}


def test_a_table_of_prices_names_no_party() -> None:
    assert said(table(("Contenu", "Prix"), ("Deux vidéos", "600 €"))) == {}


def test_the_columns_of_a_pdf_are_those_of_its_parties() -> None:
    found = said(read(pdf(PARTIES)).blocks)
    assert found["creator"] == NINE
    assert found["advertiser"] == ZIBELLOU | {
        "postal_address": "3 rue des Lilas, escalier B, troisième étage, 69001 Lyon"
    }
