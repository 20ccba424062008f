"""Who the parties are, however a contract introduces them, and what is no address and no name."""

import pytest

from perenne.contracts.document import Block
from tests.contracts.elements.test_party_tables import said


def read(*lines: str) -> dict[str | None, dict[str, str]]:
    return said(tuple(Block(line) for line in lines))


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Entre la société Zibellou SARL, 3 rue des Lilas, ci-après « l’Annonceur »,",), "Zibellou SARL"),
        (("L’Annonceur : Zibellou SARL, 3 rue des Lilas",), "Zibellou SARL"),
        (("L’ANNONCEUR", "Dénomination : Zibellou SARL", "Siège : 3 rue des Lilas"), "Zibellou SARL"),
        (("Partie 1 : la Marque", "Raison sociale : Zibellou SARL"), "Zibellou SARL"),
        (("Zibellou SARL, 3 rue des Lilas", "(le « Commanditaire »)"), "Zibellou SARL"),
        (("Entre 1001 Lampes SARL, 3 rue des Lilas, ci-après « la Marque »,",), "1001 Lampes SARL"),
        (("Entre méduse & co SAS, 3 rue des Lilas, ci-après « la Marque »,",), "méduse & co SAS"),
        (("(1) Zibellou Ltd, of 3 Lilac Road (the “Company”); and",), "Zibellou Ltd"),
    ],
)
def test_the_advertiser_is_known_by_its_name(lines: tuple[str, ...], name: str) -> None:
    assert read(*lines)["advertiser"]["name"] == name


@pytest.mark.parametrize(
    "address",
    [
        "12 quai des Brumes, 75013 Paris",
        "lieu-dit Kerbrume, 29000 Quimper",
        "22 Marlow Crescent, Bristol BS1 4ND",
        "45 Harbor Street, Suite 300, New York, NY 10013",
        "chemin des Vignes 3, 1003 Lausanne",
        "P.O. Box 1234, Dubai",
        "Villa 12, Al Wasl Road, Dubai",
    ],
)
def test_an_address_is_one_wherever_it_is(address: str) -> None:
    said_of = read(f"Entre Zibellou, {address}, ci-après « la Marque »,")["advertiser"]
    assert said_of["postal_address"] in address


@pytest.mark.parametrize("words", ["au capital de 10000 EUR", "créée le 3 mars 2026 Paris", "SIRET 90123456700012"])
def test_figures_of_something_else_are_no_address(words: str) -> None:
    assert "postal_address" not in read(f"Entre Zibellou SARL, {words}, ci-après « la Marque »,")["advertiser"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("résidente fiscale en France", "FR"),
        ("résidente fiscale française", "FR"),
        ("fiscalement domiciliée au Portugal", "PT"),
        ("dont la résidence fiscale est en Roumanie", "RO"),
        ("a tax resident of the United Kingdom", "GB"),
        ("résidence fiscale : Côte d’Ivoire", "CI"),
        ("résidence fiscale : KE", "KE"),
    ],
)
def test_the_country_of_tax_residence_is_read_as_it_is_said(words: str, code: str) -> None:
    assert read(f"Entre Nine Exemple, {words}, ci-après « la Créatrice »,")["creator"]["tax_country"] == code


def test_a_trade_in_brackets_and_the_name_of_an_account_introduce_nobody() -> None:
    found = read(
        "Entre Zibellou SARL, 3 rue des Lilas, hello@zibellou.example, ci-après « la Marque »,",
        "et Nine Exemple (influenceuse beauté, compte « marque.nine »), 4 rue des Tilleuls, nine@exemple.example, "
        "résidente fiscale en France, ci-après « la Créatrice ».",
    )
    assert found["creator"] == {
        "name": "Nine Exemple",
        "postal_address": "4 rue des Tilleuls",
        "email": "nine@exemple.example",
        "tax_country": "FR",
    }
    assert found["advertiser"]["email"] == "hello@zibellou.example"


def test_what_is_said_of_somebody_else_is_never_said_of_a_party() -> None:
    found = read(
        "La société Brumal SAS, 2 route du Moulin, 88400 Gérardmer, contact@brumal.example (la « Plateforme ») ;",
        "et Nine Exemple, 4 rue des Tilleuls, nine@exemple.example (le « Talent »).",
    )
    assert found["creator"]["email"] == "nine@exemple.example"
    assert found["creator"]["name"] == "Nine Exemple"
    assert found[None]["email"] == "contact@brumal.example"
    assert "advertiser" not in found


def test_two_parties_in_one_paragraph_have_each_its_own() -> None:
    found = read(
        "(1) Zibellou Ltd, of 3 Lilac Road (the “Company”); and (2) Nine Exemple, of 4 Elm Lane (the “Creator”)."
    )
    assert {role: each["name"] for role, each in found.items()} == {
        "advertiser": "Zibellou Ltd",
        "creator": "Nine Exemple",
    }


def test_what_is_left_blank_is_nothing() -> None:
    assert "advertiser" not in read("Entre la société ________, [adresse], ci-après « l’Annonceur »,")


def test_an_address_that_no_party_is_named_beside_is_nobodys() -> None:
    lines = ("L’Annonceur : Zibellou SARL", "La Créatrice : Nine Exemple", "Notifications à legal@zibellou.example.")
    assert read(*lines)[None] == {"email": "legal@zibellou.example"}


@pytest.mark.parametrize("dated", ["Daté du 1er décembre 2026", "Fait le 1er décembre 2026", "Dated 1 December 2026"])
def test_the_date_of_a_contract_is_nobodys_name(dated: str) -> None:
    lines = (dated, "Entre :", "Nine Arvor, 4 rue des Exemples, 35000 Rennes, ci-après « la créatrice ».")
    assert read(*lines)["creator"]["name"] == "Nine Arvor"
