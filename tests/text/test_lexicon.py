"""Cues are found as whole words with exact offsets, in any ordinary spelling, beside any characters."""

import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.text.cue import Cue
from perenne.text.fold import compose, fold
from perenne.text.lexicon import Lexicon, folded_patterns, shapes, spaced


def cue(key: str, *patterns: str, **more: Any) -> Cue:
    fields = {"id": key, "family": "mention", "language": "fr", "source": "nous", "for_": (), "against": (), **more}
    return Cue(patterns=patterns, **fields)


WORDS = Lexicon(
    [
        cue("publicité", "publicité", "publicités"),
        cue("collaboration", "collaboration commerciale", "collab commerciale"),
        cue("partenariat", "partenariat rémunéré"),
        cue("commerciale", "commerciale", family="promo"),
        cue("cœur", "coup de cœur", family="promo"),
        cue("pub", "pub", hashtag="only"),
        cue("sans", "pub sans dièse", hashtag="never"),
        cue("réduction", "{n} % de réduction", "{n} €", family="promo"),
        cue("verre", "🍷", family="alcohol"),
    ]
)
SPELLINGS = [
    str,
    str.upper,
    str.title,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: fold(text),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\n"),
]
EDGES = st.text(alphabet="aé𝗣🌙🍷#@.,!' \u00a0\n\u200d\u0301œ€ｂ", max_size=8)


def ids(text: str, words: Lexicon = WORDS) -> list[str]:
    return [hit.cue.id for hit in words.find_in(text)]


def said(quote: str) -> str:
    return fold(compose(quote).text)


@given(
    before=EDGES,
    pattern=st.sampled_from(["publicité", "collaboration commerciale", "partenariat rémunéré", "coup de cœur"]),
    spelling=st.sampled_from(SPELLINGS),
    after=EDGES,
)
def test_a_quote_is_what_stands_at_its_offsets_and_folds_to_the_pattern(
    before: str, pattern: str, spelling: Any, after: str
) -> None:
    text = f"{before} {spelling(pattern)} {after}"
    hits = WORDS.find_in(text)
    for hit in hits:
        assert text[hit.start : hit.end] == hit.quote
        folded = said(hit.quote)
        assert folded in folded_patterns(hit.cue.patterns) or hit.cue.id in {"réduction", "verre"}
    assert any(said(hit.quote) in folded_patterns([pattern]) for hit in hits)


@given(st.lists(st.tuples(EDGES, st.sampled_from(["publicité", "pub", "collab commerciale"])), max_size=6))
def test_a_batch_gives_each_text_what_it_would_get_alone(parts: list[tuple[str, str]]) -> None:
    texts = ["", *(f"{edge} {word}" for edge, word in parts), "rien"]
    assert WORDS.find(texts) == [WORDS.find_in(text) for text in texts]


def test_no_text_gives_nothing() -> None:
    assert WORDS.find([]) == []
    assert WORDS.find([""]) == [()]


def test_a_word_inside_another_word_is_not_found() -> None:
    assert ids("publicitaire") == []
    assert ids("apublicité publicité2") == []
    assert ids("décollaboration commerciales") == []


@pytest.mark.parametrize(
    "text", ["publicité", "PUBLICITE !", "«publicité»", "🌙publicité🌙", "(publicité)", "❤️publicité"]
)
def test_signs_emoji_and_the_ends_of_the_text_are_word_boundaries(text: str) -> None:
    assert ids(text) == ["publicité"]


def test_neighbours_that_share_a_space_are_both_found() -> None:
    assert ids("publicité publicité collab commerciale publicité") == [
        "publicité", "publicité", "collaboration", "commerciale", "publicité",
    ]  # fmt: skip


def test_families_overlap_and_within_one_the_longer_stands() -> None:
    words = Lexicon([cue("long", "pub de noël"), cue("court", "pub"), cue("autre", "noël", family="promo")])
    assert ids("Une pub de Noël", words) == ["long", "autre"]
    assert ids("Une pub de Pâques", words) == ["court"]


def test_a_joined_pattern_is_one_only_as_a_hashtag() -> None:
    assert ids("#CollaborationCommerciale") == ["collaboration"]
    assert ids("collaborationcommerciale") == []
    assert ids("＃partenariatremunere") == ["partenariat"]


def test_a_hashtag_may_be_written_with_underscores() -> None:
    (hit, _) = WORDS.find_in("#collab_commerciale")
    assert (hit.quote, hit.hashtag) == ("collab_commerciale", True)


def test_the_first_word_of_a_longer_hashtag_is_no_hashtag_of_its_own() -> None:
    assert ids("#pub_et_medias") == []
    assert ids("#pub_ avec vous") == ["pub"]


def test_a_cue_may_be_a_hashtag_only_or_never() -> None:
    assert ids("la pub") == []
    assert ids("#pub") == ["pub"]
    assert ids("pub sans dièse") == ["sans"]
    assert ids("#pubsansdièse") == []


def test_decomposed_text_gives_offsets_into_the_decomposed_original() -> None:
    text = unicodedata.normalize("NFD", "Été 🌙 · Partenariat rémunéré !")
    (hit,) = WORDS.find_in(text)
    assert unicodedata.normalize("NFC", hit.quote) == "Partenariat rémunéré"
    assert text[hit.start : hit.end] == hit.quote


def test_blanks_too_many_between_two_words_do_not_hide_them() -> None:
    (hit, _) = WORDS.find_in("voici :  collab \u00a0 commerciale")
    assert hit.quote == "collab \u00a0 commerciale"


@pytest.mark.parametrize("text", ["20 % de réduction", "20% de réduction", "5 €", "99€"])
def test_a_number_in_a_pattern_is_any_number_below_a_hundred(text: str) -> None:
    (hit,) = WORDS.find_in(f"Jusqu'à {text} !")
    assert hit.quote == text


@pytest.mark.parametrize("text", ["0 % de réduction", "120 % de réduction", "2000 €", "%"])
def test_and_no_other(text: str) -> None:
    assert ids(text) == []


def test_a_number_has_two_shapes_and_may_stand_close_to_its_sign() -> None:
    assert {shape for written in spaced(*folded_patterns(["{n} %"])) for shape in shapes(written)} == {
        "0 %", "00 %", "0%", "00%",
    }  # fmt: skip
    assert list(shapes("de 0n0 a 0n0")) == ["de 0 a 0", "de 0 a 00", "de 00 a 0", "de 00 a 00"]
    assert list(spaced("pub")) == list(shapes("pub")) == ["pub"]


@pytest.mark.parametrize(("text", "stands"), [("600 puffs", True), ("1500 puffs", True), ("700 puffs", False)])
def test_a_number_that_a_pattern_names_is_that_number(text: str, stands: bool) -> None:
    counted = Lexicon([cue("puffs", "600 puffs", "{n}00 puffs chargées", "{n}500 puffs")])
    assert bool(counted.find_in(text)) is stands
    assert [hit.quote for hit in counted.find_in("500 puffs chargées")] == ["500 puffs chargées"]


def test_an_emoji_is_found_as_it_stands_and_needs_no_boundary() -> None:
    hits = WORDS.find_in("apéro🍷🍷 publicité")
    assert [(hit.start, hit.end, hit.quote) for hit in hits] == [(5, 6, "🍷"), (6, 7, "🍷"), (8, 17, "publicité")]


def test_two_cues_may_share_a_pattern() -> None:
    words = Lexicon([cue("a", "pub"), cue("b", "pub", family="promo")])
    assert ids("pub", words) == ["a", "b"]


def test_a_pattern_written_twice_in_a_cue_is_found_once() -> None:
    words = Lexicon([cue("a", "paid partnership", "paidpartnership", "PAID partnership")])
    assert ids("#paidpartnership et paid partnership", words) == ["a", "a"]


def test_nothing_is_found_in_addresses() -> None:
    assert (
        ids("@publicite https://exemple.fr/publicité?x=publicité www.publicité.fr écrire à publicité@exemple.fr")
        == []
    )


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Lexicon([]).find(["publicité"]) == [()]


def test_a_flood_of_cues_takes_time_in_proportion_to_its_length() -> None:
    flood = "publicité collab commerciale 🍷 #pub " * 10_000
    before = time.process_time()
    hits = WORDS.find_in(flood)
    assert len(hits) == 50_000
    assert time.process_time() - before < 30


TOKENS = ["coup", "de", "cœur", "coup de cœur", "publicité", "20 %", "#pub", "\n", ",", "🌙", "e\u0301"]
OVERLAPPING = Lexicon([cue("a", "coup de cœur", "cœur"), cue("b", "de cœur publicité"), cue("c", "cœur publicité")])


@given(st.lists(st.sampled_from(TOKENS), max_size=12))
def test_every_pattern_that_stands_as_whole_words_is_found_also_inside_another(tokens: list[str]) -> None:
    text = " ".join(tokens)
    spread = f" {fold(compose(text).text)} ".replace(" ", "  ")
    found = [folded_patterns([hit.quote]) for hit in OVERLAPPING.look([text])._raw.get(0, ())]
    for folded in folded_patterns(["coup de cœur", "cœur", "de cœur publicité", "cœur publicité"]):
        assert found.count([folded]) == spread.count(f" {folded.replace(' ', '  ')} ")
