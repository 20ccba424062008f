"""The furniture's words: all used, none missing, and the names of codes as people say them."""

import re
from importlib.resources import files

import pytest

from perenne.model.bilingual import Language
from perenne.report import names
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
        ("extra.tiktok.isAd", "extra.tiktok.isAd", "extra.tiktok.isAd"),
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
