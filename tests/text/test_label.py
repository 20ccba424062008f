"""Where words stand: at the opening, at the head of a sentence, set off as a label, inside an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.text.label import begins, first_letter, in_address, opens, stands_as_label


def span(text: str, word: str = "pub") -> tuple[int, int]:
    start = text.lower().index(word)
    return start, start + len(word)


@pytest.mark.parametrize(
    "text",
    [
        "pub",
        "PUB · trois lampes",
        "(pub)",
        "[Pub] trois lampes",
        "*pub*",
        "_pub_",
        "🌙pub🌙 trois lampes",
        "❤️ pub ❤️",
        "Trois lampes. Pub",
        "Trois lampes\npub\nau choix",
        "Trois lampes - pub - au choix",
        "Trois lampes / pub / au choix",
        "Pub : trois lampes",
        "pub avec @maisonlune",
        "Pub pour Maison Lune",
        "pub mes trois lampes",
        "\u00a0\u200bpub\u202f!",
        "# pub",
        "@valbrume, pub",
        "Pub Chipsola",
    ],
)
def test_a_label_is_set_off_on_both_sides(text: str) -> None:
    assert stands_as_label(text, *span(text))


def test_a_longer_word_behind_a_label_may_be_a_name_where_all_is_shouted() -> None:
    assert stands_as_label("PUB ZIBELLOU", *span("PUB ZIBELLOU"))
    assert not stands_as_label("PUB DE ZIBELLOU", *span("PUB DE ZIBELLOU"))
    assert not stands_as_label("PUB MENSONGÈRE chez eux", *span("PUB MENSONGÈRE chez eux"))


@pytest.mark.parametrize(
    "text",
    [
        "la pub",
        "Trois lampes, pub",
        "dire «pub» ici",
        'dire "pub" ici',
        "l'pub",
        "anti-pub",
        "pub-restaurant",
        "Pub mensongère",
        "Une lampe pub : trois lampes",
        "vive la pub !",
    ],
)
def test_words_in_a_sentence_or_between_quotation_marks_are_no_label(text: str) -> None:
    assert not stands_as_label(text, *span(text))


@pytest.mark.parametrize(
    "text", ["pub", "Oui ! Pub encore", "Oui\npub encore", "🌙 pub encore", "· pub encore", "oui - pub encore"]
)
def test_a_sentence_a_line_or_a_sign_begins(text: str) -> None:
    assert begins(text, span(text)[0])


@pytest.mark.parametrize("text", ["une pub", "oui, pub", "anti-pub", "«pub", "d'pub"])
def test_in_the_middle_nothing_begins(text: str) -> None:
    assert not begins(text, span(text)[0])


def test_only_signs_may_stand_before_the_opening() -> None:
    assert opens("✨ — #pub", 5)
    assert not opens("a ✨ #pub", 5)
    assert first_letter("✨ — #pub") == 5
    assert first_letter("✨") == 0


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_any_place_in_any_text_can_be_asked_about(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    assert stands_as_label(text, start, end) <= begins(text, start)
    assert in_address(text, start, end) in {True, False}
    if start <= first_letter(text):
        assert opens(text, start)


@pytest.mark.parametrize(
    "text",
    [
        "@pub",
        "@maison.pub",
        "@pub_lune",
        "@lune_pub.officiel",
        "pub@exemple.fr",
        "lina@pub.fr",
        "lina.pub@exemple.fr",
        "https://exemple.fr/pub",
        "exemple.fr/promos/pub",
        "www.pub.fr",
        "http://exemple.fr/?q=pub&x=1",
        "pub.fr",
    ],
)
def test_handles_addresses_and_links_hold_no_words(text: str) -> None:
    for whole in (text, f"Voir {text} ici", f"({text})"):
        assert in_address(whole, *span(whole))


@pytest.mark.parametrize(
    "text", ["pub", "#pub", "@lune pub", "lune.Pub", "fin. pub", "pub@lune", "@lune#pub", "pub/collab", "@lune 🌙pub"]
)
def test_words_beside_an_address_are_words(text: str) -> None:
    assert not in_address(text, *span(text))
