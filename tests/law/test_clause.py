"""What is quoted as a claim is what a reader understands: the clause in which the words stand, letter by letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.law.clause import LONGEST, clause
from perenne.model.post import Post
from perenne.text.passage import Passage
from tests.law.really import by_belorso, said


def around(text: str, word: str) -> str:
    """The clause of ``text`` in which ``word`` stands."""
    start = text.index(word)
    shown = clause(Passage("text", text), start, start + len(word))
    assert (shown.start, shown.end) != (None, None)
    assert text[shown.start : shown.end] == shown.quote
    return shown.quote or ""


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Perdre 10 kilos en 2 semaines", "Perdre 10 kilos en 2 semaines"),
        ("Bonjour ! Perdre 10 kilos en 2 semaines, facile", "Perdre 10 kilos en 2 semaines"),
        ("Ma cure : 10 kilos en moins ☀️ code LINA", "10 kilos en moins"),
        ("Pub · moins 2,5 kilos · @belorso", "moins 2,5 kilos"),
        ("10 kilos en moins #minceur #pub", "10 kilos en moins"),
        ("10 kilos en moins\r\nà la ligne", "10 kilos en moins"),
        ("Les « 10 kilos en moins » promis", "10 kilos en moins"),
        ("Voir www.belorso.example pour 10 kilos", "Voir www.belorso.example pour 10 kilos"),
        ("mot #kilos #mot", "#kilos"),
    ],
)
def test_a_clause_ends_where_the_reader_takes_breath(text: str, clause: str) -> None:
    assert around(text, "kilos") == clause


def test_a_clause_without_end_keeps_what_stands_around_the_words_and_cuts_none() -> None:
    told = around("mot " * 60 + "kilos " + "mot " * 60, "kilos")
    assert len(told) <= LONGEST
    assert set(told.split()) == {"mot", "kilos"}


@given(st.text(max_size=120), st.integers(0, 119), st.integers(1, 20))
def test_whatever_the_text_the_quote_stands_there_and_holds_the_words(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    if not words.strip():
        return
    shown = clause(Passage("text", text), start, start + len(words))
    assert text[shown.start : shown.end] == shown.quote
    assert words in (shown.quote or "")


# In the rules


PARENTS = "Demande à tes parents de t'acheter la peluche"


@pytest.mark.parametrize(
    ("rule", "told", "post"),
    [
        (
            "fr.health.claim",
            "Perdre 10 kilos en 2 semaines",
            by_belorso("Perdre 10 kilos en 2 semaines, merci Belorso", "food_supplement"),
        ),
        ("fr.price.reference", "Avant 120 €", by_belorso("Publicité Belorso. Avant 120 €, aujourd'hui 49 € !")),
        ("fr.minors.pressure", PARENTS, by_belorso(f"Publicité Belorso. {PARENTS} !")),
        (
            "fr.gambling.conditions",
            "Le casino a changé ma vie",
            by_belorso("Belorso ! Le casino a changé ma vie, promis", "gambling"),
        ),
    ],
)
def test_a_claim_is_quoted_whole_in_sentence_and_proof(rule: str, told: str, post: Post) -> None:
    found = [each for each in said(post, rule).values() if f"« {told} »" in each.because.fr]
    assert len(found) == 1
    assert f"“{told}”" in found[0].because.en
    assert told in [each.quote for each in found[0].evidence]


def test_the_bait_of_a_training_is_quoted_alone_where_it_says_enough() -> None:
    free = said(by_belorso("Ta formation 100 % gratuite avec ton CPF", "training_cpf"), "fr.training.information")
    assert "Retirez « 100 % gratuite »" in str(free["inducement"].fix)
    money = said(by_belorso("Ton CPF : 740 € offerts à la fin !", "training_cpf"), "fr.training.information")
    assert "Retirez « 740 € offerts à la fin »" in str(money["inducement"].fix)


def test_words_that_say_enough_are_quoted_alone() -> None:
    found = said(by_belorso("Le tee-shirt neutre en carbone de @belorso"), "fr.environment.claim")[None]
    assert [each.quote for each in found.evidence] == ["neutre en carbone"]


def test_a_product_inside_the_quoted_clause_is_not_quoted_again() -> None:
    found = said(by_belorso("Ces gélules font perdre 10 kilos en 2 semaines"), "fr.health.claim")[None]
    assert [each.quote for each in found.evidence] == ["Ces gélules font perdre 10 kilos en 2 semaines"]
