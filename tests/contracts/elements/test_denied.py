"""Sentences that say a thing, and sentences that say it is not so."""

import pytest

from perenne.contracts.elements.denied import affirmed

LAW = ("droit français", "french law")


@pytest.mark.parametrize(
    "sentence",
    [
        "Le contrat est soumis au droit français.",
        "Il n’est régi que par le droit français.",
        "Il n’est pas soumis au droit belge, mais au droit français.",
        "Sans préjudice de l’article 3, il est soumis au droit français.",
        "This contract is governed by French law, without regard to conflict of laws rules.",
        "No law other than French law applies.",
    ],
)
def test_it_is_said(sentence: str) -> None:
    place = affirmed(LAW, sentence)
    assert place is not None
    assert sentence[slice(*place)].casefold() in LAW


@pytest.mark.parametrize(
    "sentence",
    [
        "Le contrat n’est pas soumis au droit français.",
        "Le contrat n’est en aucun cas soumis au droit français.",
        "Il est soumis au droit suisse, à l’exclusion du droit français.",
        "Les parties écartent le droit français.",
        "Le droit français ne s’applique pas.",
        "This contract shall not be governed by French law.",
        "The parties agree that French law shall not apply.",
        "Le contrat est soumis au droit belge.",
    ],
)
def test_it_is_not_said(sentence: str) -> None:
    assert affirmed(LAW, sentence) is None


def test_a_long_sentence_is_looked_at_near_the_word_alone() -> None:
    assert affirmed(LAW, "n’est pas " + "certes " * 200 + "soumis au droit français") is not None
