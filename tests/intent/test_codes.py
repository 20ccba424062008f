"""Personal promo codes: of the creator, in capitals, and nothing else that is called a code."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.intent.codes import personal_codes
from perenne.model.post import Account

EMMA = Account(handle="emma.exemple", name="Emma E.")


def found(text: str, account: Account = EMMA) -> list[str]:
    return [text[start:end] for start, end in personal_codes(text, account)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-20 % avec mon code EMMA20 sur le site", "EMMA20"),
        ("avec mon code : SOLEIL15", "SOLEIL15"),
        ("Mon code promo est LUNE-10.", "LUNE-10"),
        ("mon code « BRUME_5 » jusqu'à dimanche", "BRUME_5"),
        ("use my code LOUNA10 at checkout", "LOUNA10"),
        ("Code EMMA20 chez @lunettesclaires", "EMMA20"),
        ("code promo : EMMA", "EMMA"),
        ("CODE EMMA20 JUSQU'A DIMANCHE", "EMMA20"),
        ("le code créateur EXEMPLE5", "EXEMPLE5"),
        ("code de réduction EMMA20", "EMMA20"),
        ("code de réduc EMMA20", "EMMA20"),
        ("avec le code EMMA", "EMMA"),
        ("mon code LEO", "LEO"),
        ("mon p'tit code promo : LUNE", "LUNE"),
        ("Mon code c'est SOLEIL", "SOLEIL"),
        ("mon code 👉 BRUME5", "BRUME5"),
        ("code ➡️ EMMA10", "EMMA10"),
        ("code promo = EMMA", "EMMA"),
        ("-10 % [code EMMA]", "EMMA"),
        ("le code *EMMA10* au panier", "EMMA10"),
        ("my discount code BRUME", "BRUME"),
        ("mon code ÉLO15", "ÉLO15"),
        ("mon code parrainage EXEMPLE", "EXEMPLE"),
        ("code perso EMMA_X", "EMMA_X"),
        ("Mon code emma20", "emma20"),
        ("le code emma20", "emma20"),
    ],
)
def test_a_code_that_is_the_creators_own_is_found(text: str, code: str) -> None:
    assert found(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Relire le code civil, article 1240",
        "le Code de la route",
        "code wifi : BISTROT75",
        "le code promo ETE2026 de la boutique",
        "mon code postal : 69003",
        "MON CODE EST LYON",
        "mon code PIN",
        "mon code PHP plante encore",
        "mon code JavaScript, mon code HTML",
        "mon code couleur : ROUGE",
        "code couleur RAL9010",
        "dress code : EMMA10",
        "Dress code NOIR",
        "QR code EMMA1",
        "zip code EMMA1",
        "le Da Vinci Code EMMA",
        "le code de la porte : A12B",
        "mon code PORTE",
        "code d'entrée B1234",
        "mon code SIRET",
        "mon code Ape : 7021Z",
        "Code ROUGE météo",
        "mon code WI-FI",
        "mon code ICI",
        "Highway Code EMMA",
        "MON CODE CIVIL",
        "un code-barres",
        "mon code est prêt",
        "Code : voir en bio",
        "j'apprends à coder EMMA20",
        "encode EMMA20",
        "le code promo20",
        "-10 % avec NOEL10",
        "BIENVENUE10 : -10 % à la première commande",
        "SPF50 : 50 % des gens l'oublient",
        "-20 % AVEC EMMA15",
        "-20 % SUR LE NINE20",
        "le CAC40 perd 40 % ?",
        "EMMA20",
        "mon code AB",
        "",
    ],
)
def test_what_is_only_called_a_code_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ZIBE15 pour -15 %", "ZIBE15"),
        ("-10 % chez eux avec NINE10", "NINE10"),
        ("20 € de remise avec LOUNA5", "LOUNA5"),
        ("-20 % AVEC EMMA20", "EMMA20"),
        ("-20 % avec emma20", "emma20"),
        ("le code NOEMIE15 marche encore, 15 % sur tout", "NOEMIE15"),
    ],
)
def test_a_code_that_gives_the_reduction_beside_it_is_somebodys(text: str, code: str) -> None:
    assert found(text, Account()) == [code]


def test_a_code_carries_a_part_of_the_handle_or_the_name_with_or_without_accents() -> None:
    assert found("code ZOE10", Account(handle="zoé_et_cie")) == ["ZOE10"]
    assert found("code CIE10", Account(handle="zoé_et_cie")) == ["CIE10"]
    assert found("code ET10", Account(handle="zoé_et_cie")) == []
    assert found("code ZOE10", Account(name="Zoe\u0301 Brume")) == ["ZOE10"]


def test_a_short_name_is_enough_where_it_is_whole() -> None:
    leo = Account(handle="leo.exemple")
    assert found("mon code LEO", leo) == ["LEO"]
    assert found("avec le code LEO", leo) == ["LEO"]
    assert found("avec le code LE", leo) == []
    assert found("code : NINA10", Account(handle="nina_court")) == ["NINA10"]
    assert found("code : NINA10", leo) == []


def test_of_an_account_that_is_not_known_only_mon_code_is_personal() -> None:
    assert found("code EMMA20, mon code EMMA20", Account()) == ["EMMA20"]


def test_accents_written_apart_hide_no_code() -> None:
    text = unicodedata.normalize("NFD", "code de réduction EMMA20")
    assert found(text) == ["EMMA20"]


def test_each_code_of_a_text_is_found_where_it_stands() -> None:
    text = "🌙 mon code LUNE10, ou mon code BRUME5"
    assert [(start, text[start:end]) for start, end in personal_codes(text, EMMA)] == [(11, "LUNE10"), (31, "BRUME5")]


@given(st.text(st.sampled_from("codeCODE monMEA20:«»-_ \n\u0301é🌙"), max_size=60))
def test_a_code_always_stands_where_it_is_said_to(text: str) -> None:
    for start, end in personal_codes(text, EMMA):
        assert 0 <= start < end <= len(text)
        assert "code" in text[:start].lower() or text[start:end][-1].isdigit()


@pytest.mark.parametrize("text", ["code" + " " * 200_000, "mon " * 50_000, "code promo" + " " * 200_000 + ":"])
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    before = time.process_time()
    assert found(text) == []
    assert time.process_time() - before < 2
