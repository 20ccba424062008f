"""Where a known name stands, and where something else only looks like it."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.text.names import folded_name, naming, occurrences, opening_name, proper_names
from perenne.text.passage import Passage


def found(text: str, *names: str, inside_hashtags: bool = True) -> list[str]:
    """Each place once, as it is written."""
    places = occurrences([Passage("text", text)], names, inside_hashtags=inside_hashtags)
    return [text[start:end] for start, end in sorted({(start, end) for _, start, end in places})]


@pytest.mark.parametrize(
    ("text", "name", "quote"),
    [
        ("La lampe Maison Lune, le soir", "Maison Lune", "Maison Lune"),
        ("La lampe MAISON LUNE", "Maison Lune", "MAISON LUNE"),
        ("maison  lune", "Maison Lune", "maison  lune"),
        ("Maison\u00a0Lune", "Maison Lune", "Maison\u00a0Lune"),
        ("Maison-Lune", "Maison Lune", "Maison-Lune"),
        ("Crème Brûlante", "Creme Brulante", "Crème Brûlante"),
        ("CREME BRULANTE", "Crème Brûlante", "CREME BRULANTE"),
        ("chez l’Atelier Brume", "L'Atelier Brume", "l’Atelier Brume"),
        ("@maisonlune", "Maison Lune", "maisonlune"),
        ("@maison_lune", "Maison Lune", "maison_lune"),
        ("@maison.lune_fr", "Maison Lune", "maison.lune_fr"),
        ("@maisonlune.officiel", "maisonlune", "maisonlune.officiel"),
        ("#MaisonLune", "Maison Lune", "MaisonLune"),
        ("#mercimaisonlune", "Maison Lune", "mercimaisonlune"),
        ("tout est sur maisonlune.fr", "Maison Lune", "maisonlune.fr"),
        ("B&B", "B&B", "B&B"),
        ("AMI est là", "Ami", "AMI"),
    ],
)
def test_a_name_is_found_as_words_or_joined(text: str, name: str, quote: str) -> None:
    assert quote in found(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mes lunettes", "Lune"),
        ("une orangeade", "Orange"),
        ("@lunettesclaires", "Lune"),
        ("@lafabriquedevalbrume", "Valbrume"),
        ("#lunettes", "Lun"),
        ("une maison, la lune", "Maison Lune"),
        ("maison de la lune", "Maison Lune"),
        ("maisonlunes", "Maison Lune"),
        ("#amis", "Ami"),
        ("Maison", "Maison Lune"),
        ("", "Maison Lune"),
        ("🌙", "—"),
        ("Maison Lune", ""),
    ],
)
def test_what_only_looks_like_the_name_is_none(text: str, name: str) -> None:
    assert found(text, name) == []


def test_a_hashtag_that_holds_the_name_may_be_left_aside() -> None:
    assert found("#mercimaisonlune", "Maison Lune", inside_hashtags=False) == []
    assert found("#maisonlune", "Maison Lune", inside_hashtags=False) == ["maisonlune"]


@pytest.mark.parametrize("text", ["Crème Brûlante", "à la Crème Brûlante !", "@creme.brulante é", "é#cremebrulante"])
def test_accents_written_apart_change_nothing_and_the_place_is_that_of_the_original(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", each) for each in found(apart, "Crème Brûlante")] == found(
        text, "Crème Brûlante"
    )


def test_every_name_is_looked_for_in_every_passage() -> None:
    passages = [Passage("text", "Belorso et Chipsola"), Passage("title", "Chipsola")]
    places = {(passage.field, start) for passage, start, _ in occurrences(passages, ["Chipsola", "Belorso"])}
    assert places == {("text", 0), ("text", 11), ("title", 0)}


@given(st.text(st.sampled_from("maisonlue \u0301é.#@_MLÉ\n🌙"), max_size=40))
def test_a_name_stands_where_it_is_said_to(text: str) -> None:
    for _, start, end in occurrences([Passage("text", text)], ["Maison Lune", "lune"]):
        assert "lune" in folded_name(text[start:end])


def test_a_word_made_to_be_slow_is_not() -> None:
    before = time.process_time()
    assert found("a.b." * 50_000, "Maison Lune", "abba") == []
    assert found("#" + "a.b." * 50_000, "Maison Lune") == []
    assert found("maison " * 50_000, "Maison Lune") == []
    assert list(proper_names("Belorso. " * 20_000)) == []
    assert time.process_time() - before < 3


@pytest.mark.parametrize(
    ("name", "folded"),
    [("  Maison   LUNE ", "maison lune"), ("Crème-Brûlante", "creme brulante"), ("—", ""), ("L’Été", "l ete")],
)
def test_names_are_compared_without_case_accents_and_signs(name: str, folded: str) -> None:
    assert folded_name(name) == folded_name(unicodedata.normalize("NFD", name)) == folded


# Names that nobody knows beforehand


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ma lampe Belorso et un cabas Chipsola", ["Belorso", "Chipsola"]),
        ("Belorso. Une lampe. Chipsola !", []),
        ("Une lampe, Belorso", ["Belorso"]),
        ("avec l'Atelier", []),
        ("#Belorso @Chipsola", []),
        ("🌙 Belorso", []),
        ("une lampe\nBelorso", []),
    ],
)
def test_a_capital_inside_a_sentence_is_a_name(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in proper_names(text)] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NordVolt · une batterie", "NordVolt"),
        ("🌙 Maison Lune : la lampe", "Maison Lune"),
        ("Maison Lune - la lampe", "Maison Lune"),
        ("Ma lampe du soir", None),
        ("maison lune : la lampe", None),
        ("", None),
    ],
)
def test_capitals_that_open_the_text_and_are_set_off_are_a_name(text: str, name: str | None) -> None:
    span = opening_name(text)
    assert (text[span[0] : span[1]] if span else None) == name


@pytest.mark.parametrize(
    ("text", "names", "certainty"),
    [
        ("Ma robe orange du soir", ["Orange"], None),
        ("Orange sanguine et cannelle", ["Orange"], None),
        ("La fibre chez Orange, enfin", ["Orange"], "perhaps"),
        ("Merci @orange pour la fibre", ["Orange"], "sure"),
        ("Coucher de ciel #orange", ["Orange"], "perhaps"),
        ("ROBE ORANGE DU SOIR", ["Orange"], None),
        ("Je cherche un appart à Lyon", ["Lyon"], "perhaps"),
        ("Le dernier livre de @claire.dumas", ["Claire"], None),
        ("Ma sœur @julie.marchal", ["Julie", "julie"], None),
        ("Je passe à la poste ce midi", ["La Poste"], None),
        ("La poste était fermée", ["La Poste"], None),
        ("Le colis de La Poste est là", ["La Poste"], "perhaps"),
        ("La Lune était énorme", ["La Lune"], "perhaps"),
        ("NordVolt m'a prêté une batterie", ["NordVolt"], "sure"),
        ("Dîner chez @lafabriquedevalbrume", ["Valbrume", "valbrume"], None),
        ("Un soir avec @peaudouce_fr", ["Peau Douce"], "sure"),
        ("Ma bougie #maisonlune", ["Maison Lune"], "sure"),
        ("ma bougie maisonlune du soir", ["Maison Lune"], "sure"),
        ("Une bougie de Maison Lune", ["Maison Lune"], "sure"),
        ("la maison lune de mon enfance", ["Maison Lune"], None),
    ],
)
def test_a_name_proves_a_deal_only_where_it_is_surely_one(text: str, names: list[str], certainty: str | None) -> None:
    assert naming([Passage("text", text)], names) == certainty
