"""The language of a text, told by its function words; an unknown one stays unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.text.language import language_of, own_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ma nouvelle routine du soir avec le sérum que tout le monde s'arrache", "fr"),
        ("MA NOUVELLE ROUTINE DU SOIR AVEC LE SERUM QUE TOUT LE MONDE S'ARRACHE", "fr"),
        ("Un glow serum et un lip oil dans ma routine, je suis fan", "fr"),
        ("My new favourite jacket and I wear it with everything", "en"),
        ("Me encanta este bolso, gracias por todo lo que hay en la caja", "es"),
        ("Adoro questa borsa, è perfetta per il viaggio e non pesa niente", "it"),
        ("Ich liebe diese Jacke, sie ist für den Winter und nicht zu schwer", "de"),
        ("Ik ben heel blij met mijn nieuwe fiets, het is een droom om te hebben", "nl"),
        ("Estou muito feliz com a minha bolsa, não pesa nada e tem tudo", "pt"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😂😂😂",
        "#ootd #fashion #paris",
        "@maisonlune https://maisonlune.example/the-and-is-my",
        "Glow skin",
        "Bonne journée",
        "My jacket and my shoes are new\nMa veste et mes chaussures sont neuves, je les adore",
        "Σήμερα είναι μια όμορφη μέρα",
    ],
)
def test_too_few_words_two_languages_and_one_that_is_not_known_tell_nothing(text: str) -> None:
    assert language_of(text) is None


def test_names_links_and_numbers_are_no_words_of_ones_own() -> None:
    assert own_words("Ma lampe @maisonlune #deco2026 www.exemple.fr à 20 %") == ("ma", "lampe", "a")


@given(st.text())
def test_any_text_has_one_language_or_none(text: str) -> None:
    assert language_of(text) in {None, "fr", "en", "es", "it", "de", "nl", "pt"}
