"""The furniture's words: all used, none missing, and the names of codes as people say them."""

import re
from importlib.resources import files
from typing import get_args

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Language
from perenne.model.post import Sector
from perenne.report import names
from perenne.report.fact_names import SECTORS
from perenne.report.names import field_name, platform_name, value_word, verdict_word
from perenne.report.words import COUNTS, WORDS

FOLDER = files("perenne.report")
SOURCES = "".join(
    each.read_text(encoding="utf-8")
    for folder in (FOLDER, FOLDER.joinpath("templates"))
    for each in folder.iterdir()
    if each.name.endswith((".py", ".html")) and each.name != "words.py"
)


def test_every_word_of_the_catalogue_is_used() -> None:
    looked_up = set(re.findall(r"""["']([\w.]+)["']""", SOURCES))
    by_class = {key for key in WORDS if key.startswith("marks.")}
    assert set(WORDS) - looked_up - by_class == set()
    assert set(COUNTS) - looked_up == set()


@pytest.mark.parametrize(
    ("path", "french", "english"),
    [
        ("text", "légende", "caption"),
        ("overlay[1].text", "texte à l’image 2", "words on the picture 2"),
        ("links[0]", "liens 1", "links 1"),
        ("labels.paid_partnership", "étiquette de la plateforme", "label of the platform"),
        ("answers.deal.consideration", "réponse, contrepartie", "answer, consideration"),
        ("extra.tiktok.isAd", "publicité, selon TikTok", "advertisement, says TikTok"),
        ("answers.alcohol.promoted", "réponse, promotion (alcool)", "answer, promotion (alcohol)"),
        ("extra.campaign", "extra.campaign", "extra.campaign"),
    ],
)
def test_a_field_is_called_by_its_name(path: str, french: str, english: str) -> None:
    assert (field_name(path, "fr"), field_name(path, "en")) == (french, english)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (True, "oui", "yes"),
        (False, "non", "no"),
        (None, "non renseigné", "not recorded"),
        ("", "vide", "empty"),
        ([], "vide", "empty"),
        (0, "0", "0"),
        ("yes", "oui", "yes"),
        (["money", "trip"], "argent, voyage", "money, trip"),
        (180.5, "180,5", "180.5"),
        (600.0, "600", "600"),
        ({"FR": 0.88}, "FR 0,88", "FR 0.88"),
        ("None", "None", "None"),
        ("Maison Lune", "Maison Lune", "Maison Lune"),
    ],
)
def test_missing_false_zero_and_empty_are_four_different_things(value: object, french: str, english: str) -> None:
    assert (value_word(value, "fr"), value_word(value, "en")) == (french, english)


def test_every_fact_that_a_rule_asks_for_and_every_rule_that_is_not_built_has_a_name() -> None:
    book = rulebook()
    asked = {each.question.fact for rule in book.rules.values() for each in rule.outcomes.values() if each.question}
    asked |= {each.question.fact for each in book.index.around.values() if each.question}
    assert {fact for fact in asked if field_name(fact, "fr") == fact} == set()
    assert set(book.not_built) <= set(book.index.names)


def test_a_trade_and_a_role_are_named_in_their_own_field_and_nowhere_else() -> None:
    assert (
        value_word(["food_supplement", "fashion"], "fr", "deal.advertiser.sectors")
        == "compléments alimentaires, mode"
    )
    assert value_word("political_actor", "en", "account.role") == "political actor"
    assert value_word("food", "fr", "account.name") == "food"
    assert set(get_args(Sector)) <= set(SECTORS)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_verdict_has_its_word(language: Language) -> None:
    words = [verdict_word(verdict, language) for verdict in ("prohibited", "non_compliant", "needs_human")]
    assert words == (
        ["Interdit", "Non conforme", "À juger"]
        if language == "fr"
        else ["Prohibited", "Non-compliant", "Needs a person"]
    )


def test_platforms_and_countries_are_named_and_codes_without_name_stay() -> None:
    assert platform_name("tiktok", "fr") == "TikTok"
    assert platform_name("other", "en") == "other platform"
    assert names.country_name("GB", "fr") == "Royaume-Uni"
    assert names.country_name("XK", "fr") == "XK"
