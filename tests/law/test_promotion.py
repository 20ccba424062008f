"""What a post promotes, and what it only names, quotes, denies or uses to say of which kind another thing is."""

import unicodedata

import pytest

from perenne.law.promotion import Trade, products
from tests.law.given import a_post, paid
from tests.law.really import judged

ALCOHOL = Trade(frozenset({"alcohol"}), "alcohol", "alcohol.promoted")
FOOD = Trade(frozenset({"food"}), "food", "food.promoted")
FINANCE = Trade(frozenset({"trading"}), "finance", "trading.promoted")
FORMULA = Trade(frozenset({"infant_formula"}), "infant_formula", "infant_formula.promoted", ("first",))


def named(text: str, trade: Trade) -> list[str]:
    return [hit.quote for _, hit in products(judged(a_post(text)).facts, trade)]


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("Le tire-bouchon Levain, vin débouché en deux secondes", ALCOHOL),
        ("Mes bottes cognac, le cuir se patine", ALCOHOL),
        ("Une initiation au vin, cours d'œnologie du mardi", ALCOHOL),
        ("Le guide des vins, 400 pages", ALCOHOL),
        ("Une boîte à bonbons en verre", FOOD),
        ("Un doseur de lait 1er âge, trois compartiments", FORMULA),
        ("Forex, mensonges et yachts, le docu choc", FINANCE),
    ],
)
def test_what_says_of_which_kind_another_thing_is_names_no_product(text: str, trade: Trade) -> None:
    assert named(text, trade) == []


@pytest.mark.parametrize(
    ("text", "trade", "product"),
    [
        ("Un cognac de vingt ans", ALCOHOL, "cognac"),
        ("Un guide sympa. Du vin en cave", ALCOHOL, "vin"),
        ("Ma formation au forex", FINANCE, "au forex"),
        ("Des bonbons acidulés", FOOD, "bonbons acidulés"),
    ],
)
def test_the_thing_itself_does(text: str, trade: Trade, product: str) -> None:
    assert product in named(text, trade)


def test_knowledge_is_a_product_where_it_is_what_is_sold() -> None:
    assert named("Ma formation au forex en ligne", FINANCE)
    assert not named("Ma formation au vin en ligne", ALCOHOL)


def test_a_question_that_is_answered_no_names_nothing() -> None:
    assert named("Le vin ? Non. L'eau du robinet, oui.", ALCOHOL) == []
    assert named("Le vin ? Oui, et du bon.", ALCOHOL) == ["vin"]


def test_what_stands_in_a_quotation_is_only_spoken_of() -> None:
    assert named("Il crie « le vin est tiré » au théâtre", ALCOHOL) == []
    assert named("« Le vin est tiré »", ALCOHOL) == ["vin"]


@pytest.mark.parametrize(
    "text",
    [
        "Publicité · Dans « J'ai perdu 20 kg en 2 mois », l'humoriste se moque des régimes avec ce thé",
        "Publicité · Conférence « habiter écologique » mercredi avec la marque",
        "Publicité · La lessive est-elle écologique ? Non.",
        "Publicité · Je suis écolo, mon mari moins, la lessive nous a réconciliés",
    ],
)
def test_a_claim_that_is_quoted_denied_or_of_a_person_is_no_claim(text: str) -> None:
    rules = {each.rule for each in judged(paid(text)).findings}
    assert not rules & {"fr.health.claim", "fr.environment.claim"}


def test_accents_written_apart_bring_nothing_nearer_and_nothing_farther() -> None:
    text = "Bottes en caoutchouc Flac, pour la fête de la bière"
    assert named(text, ALCOHOL) == named(unicodedata.normalize("NFD", text), ALCOHOL) == []
