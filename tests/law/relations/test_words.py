"""Amounts as people read them, never rounded up; words found in clauses whatever their accents."""

from decimal import Decimal

import pytest

from perenne.law.relations.words import amount, has_blank, length, listed, place_of, places_of, without


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("999.99", "999,99 €", "€999.99"),
        ("1000", "1 000 €", "€1,000"),
        ("1000.50", "1 000,50 €", "€1,000.50"),
        ("999.999999", "999,99 €", "€999.99"),
        ("1234567.8", "1 234 567,80 €", "€1,234,567.80"),
        ("0", "0 €", "€0"),
    ],
)
def test_an_amount_is_said_as_each_language_writes_it(value: str, french: str, english: str) -> None:
    assert amount("total", Decimal(value)) == {"total_fr": french, "total_en": english}


def test_an_amount_that_the_law_has_not_set_is_said_so_and_is_no_zero() -> None:
    assert amount("threshold", None) == {"threshold_fr": "un montant non fixé", "threshold_en": "an amount not set"}


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("à définir", "Mission A DEFINIR ensuite", "A DEFINIR"),
        ("cède…", "La créatrice cédera les droits", "cédera"),
        ("cession…", "Les cessions de droits", "cessions"),
        ("ia", "Pas d’IA générative", "IA"),
        ("ia", "La créatrice publie sur Maria", None),
        ("IA", "L’IA générative", "IA"),
        ("IA", "ni ia, ni Maria, ni MEDIA", None),
        ("an", "Pour un an, en France", "an"),
        ("an", "En France", None),
        ("#ad", "avec la seule mention #AD en légende", "#AD"),
        ("#ad", "le compte #adorable", None),
        ("droit français", "soumis au droit\u00a0franc\u0327ais", "droit\u00a0franc\u0327ais"),
        ("clause d’image", "Une clause d'image", "clause d'image"),
    ],
)
def test_a_word_is_found_where_it_stands_and_nowhere_else(word: str, text: str, found: str | None) -> None:
    place = place_of([word], text)
    assert (text[slice(*place)] if place else None) == found


def test_words_are_counted_and_lists_are_joined_in_both_languages() -> None:
    assert length("L’annonceur verse 600 € hors taxes.") == 6
    assert listed(
        "lacks", [{"fr": "la durée", "en": "the duration"}, {"fr": "le territoire", "en": "the territory"}]
    ) == {
        "lacks_fr": "la durée, le territoire",
        "lacks_en": "the duration, the territory",
    }


def test_every_place_of_a_word_is_found_and_may_be_blanked_without_moving_the_rest() -> None:
    text = "Droit, droits et DROIT"
    assert [text[slice(*place)] for place in places_of(["droit"], text)] == ["Droit", "DROIT"]
    assert without(["droit"], text) == "     , droits et      "
    assert without(["loi"], text) == text


@pytest.mark.parametrize(
    ("text", "blank"),
    [("____ €", True), ("[montant] €", True), ("......", True), ("(1)", False), ("[3]", False), ("600 €", False)],
)
def test_what_is_left_to_be_filled_in(text: str, blank: bool) -> None:
    assert has_blank(text) is blank
