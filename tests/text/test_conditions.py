"""Place, neighbours, vetoes, cover and negation: which raw hits mean something here."""

from functools import partial
from operator import eq
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.text.beside import Surroundings
from perenne.text.conditions import cue_words, negates, settled
from perenne.text.cue import Beside, Cue, When
from perenne.text.fold import fold
from perenne.text.lexicon import Lexicon


def cue(*patterns: str, key: str = "cue", **more: Any) -> Cue:
    fields = {"id": key, "family": "mention", "language": "fr", "source": "nous", "for_": (), "against": (), **more}
    return Cue(patterns=patterns, **fields)


def found(text: str, *cues: Cue) -> list[str]:
    return [hit.cue.id for hit in Lexicon(cues).find_in(text)]


def stands(text: str, **conditions: Any) -> bool:
    return bool(found(text, cue("pub", **conditions)))


class TestPlace:
    def test_anywhere_is_anywhere(self) -> None:
        assert stands("Encore une pub de plus")

    def test_a_sentence_begins_with_it(self) -> None:
        assert stands("Oui. Pub de plus", place="sentence")
        assert stands("Oui, encore #pub", place="sentence")
        assert not stands("Oui, pub de plus", place="sentence")

    def test_marked_is_a_label_or_a_hashtag(self) -> None:
        assert stands("Trois lampes (pub)", place="marked")
        assert stands("Trois lampes #pub au choix", place="marked")
        assert not stands("Trois pub au choix", place="marked")

    def test_opening_is_a_label_before_any_other_word(self) -> None:
        assert stands("✨ PUB · trois lampes", place="opening")
        assert stands("#pub trois lampes", place="opening")
        assert not stands("Pub mensongère", place="opening")
        assert not stands("Trois lampes (pub)", place="opening")

    def test_of_two_cues_on_the_same_words_the_narrower_place_stands(self) -> None:
        cues = cue("pub", key="début", place="opening"), cue("pub", key="ailleurs", place="marked")
        assert found("Pub · trois lampes #pub", *cues) == ["début", "ailleurs"]


class TestNear:
    def test_a_handle_within_so_many_characters(self) -> None:
        near = Beside(any=("handle",), within=10)
        assert stands("une pub de @maisonlune", near=near)
        assert stands("@maisonlune pub", near=near)
        assert not stands("une pub d'un tout autre genre de @maisonlune", near=near)
        assert not stands("une pub de lina@exemple.fr", near=near)

    def test_on_one_side_only(self) -> None:
        after = Beside(any=("handle",), side="after")
        before = Beside(any=("handle",), side="before")
        assert stands("pub @maisonlune", near=after)
        assert not stands("@maisonlune pub", near=after)
        assert stands("@maisonlune pub", near=before)
        assert not stands("pub @maisonlune", near=before)

    def test_in_the_same_sentence_unless_it_may_be_across(self) -> None:
        assert not stands("une pub. @maisonlune", near=Beside(any=("handle",)))
        assert not stands("@maisonlune !\nune pub", near=Beside(any=("handle",)))
        assert stands("une pub. @maisonlune", near=Beside(any=("handle",), across=True))

    @pytest.mark.parametrize(
        "text", ["pub chez @lune", "pub chez #valbrume", "pub chez Maison Lune", "pub chez L'Atelier"]
    )
    def test_a_brand_is_a_handle_a_hashtag_or_a_proper_name(self, text: str) -> None:
        assert stands(text, near=Beside(any=("brand",)))

    @pytest.mark.parametrize(
        "text", ["pub chez nous", "Une pub de plus", "🌙 Encore une pub", "UNE PUB DE PLUS ICI", "#pub"]
    )
    def test_the_capital_of_a_sentence_or_of_a_shout_is_no_brand(self, text: str) -> None:
        assert not stands(text, near=Beside(any=("brand",)))

    @pytest.mark.parametrize("text", ["pub EMMA20", "pub : emma20", "pub Emma20", "le pub MAISON tout court"])
    def test_a_coupon_looks_like_one(self, text: str) -> None:
        assert stands(text, near=Beside(any=("coupon",), side="after"))

    @pytest.mark.parametrize("text", ["pub PIN", "pub 2024", "pub maison", "PUB MAISON", "pub R13", "pub @EMMA20"])
    def test_and_other_words_do_not(self, text: str) -> None:
        assert not stands(text, near=Beside(any=("coupon",), side="after"))

    def test_an_email_and_a_number(self) -> None:
        assert stands("pub : lina@exemple.fr", near=Beside(any=("email",)))
        assert not stands("pub : @lina.fr", near=Beside(any=("email",)))
        assert stands("10 pub", near=Beside(any=("number",)))
        assert not stands("dix pub", near=Beside(any=("number",)))

    def test_words_in_any_spelling_outside_handles(self) -> None:
        near = Beside(any=("la marque", "DÉJÀ"))
        assert stands("une pub de LA  Marque", near=near)
        assert stands("une pub de\u0301ja\u0300 vue", near=near)
        assert not stands("une pub de l'amarque", near=near)
        assert not stands("une pub @la.marque", near=near)

    def test_a_word_that_the_limit_cuts_counts_whole(self) -> None:
        near = Beside(any=("ma", "marque"), within=3, side="after")
        assert stands("pub marque", near=near)
        assert not stands("pub maison", near=near)
        assert not stands("pub de marque", near=near)

    def test_a_sign_as_it_stands(self) -> None:
        assert stands("-pub", near=Beside(any=("-",), within=1, side="before"))
        assert stands("pub 🍺", near=Beside(any=("🍺",)))
        assert not stands("pub 🍷", near=Beside(any=("🍺", "-")))

    def test_another_cue_that_needs_no_neighbour_itself(self) -> None:
        sure = cue("vin", key="vin", family="alcohol")
        unsure = cue("verre", key="verre", family="alcohol", near=Beside(any=("family:alcohol",)))
        other = cue("bouteille", key="bouteille", family="alcohol", near=Beside(any=("family:alcohol",)))
        assert found("un verre de vin", sure, unsure, other) == ["verre", "vin"]
        assert found("un verre, une bouteille", sure, unsure, other) == []

    def test_a_cue_that_is_vetoed_helps_no_other(self) -> None:
        vetoed = cue("vin", key="vin", family="alcohol", unless=(Beside(any=("vinaigre de",)),))
        unsure = cue("verre", key="verre", family="alcohol", near=Beside(any=("family:alcohol",)))
        assert found("un verre de vinaigre de vin", vetoed, unsure) == []


class TestUnless:
    def test_words_that_undo_the_cue(self) -> None:
        unless = (Beside(any=("ma", "maman"), within=4, side="after"), Beside(any=("sans",), within=5, side="before"))
        assert stands("pub de maison", unless=unless)
        assert not stands("pub maman", unless=unless)
        assert not stands("sans pub", unless=unless)
        assert stands("pub sans maman", unless=unless)

    def test_words_of_another_sentence_undo_nothing(self) -> None:
        assert stands("Sans rien. Pub", unless=(Beside(any=("sans",)),))
        assert not stands("Sans rien. Pub", unless=(Beside(any=("sans",), across=True),))

    def test_a_full_stop_inside_a_handle_ends_no_sentence(self) -> None:
        for text in ("pub @maison.lune sans rien", "PUB @MAISON.LUNE SANS RIEN"):
            assert not stands(text, unless=(Beside(any=("sans",)),))


class TestEither:
    EITHER = (
        When(place="sentence"),
        When(near=Beside(any=("handle",)), unless=(Beside(any=("club",)),)),
    )

    def test_one_set_of_conditions_suffices(self) -> None:
        assert stands("Pub de plus", either=self.EITHER)
        assert stands("une pub de @lune", either=self.EITHER)

    def test_but_one_must_hold(self) -> None:
        assert not stands("une pub de plus", either=self.EITHER)
        assert not stands("la pub du club @lune", either=self.EITHER)

    def test_and_what_holds_for_all_still_does(self) -> None:
        assert not stands("Pub de maman", either=self.EITHER, unless=(Beside(any=("maman",)),))


class TestCover:
    def test_a_longer_cue_covers_a_shorter_one_of_its_family(self) -> None:
        cues = cue("pub", key="a"), cue("une pub de noël", key="b"), cue("pub de noël", key="c")
        assert found("Une pub de Noël, une pub", *cues) == ["b", "a"]

    def test_not_where_the_longer_one_does_not_stand(self) -> None:
        cues = cue("pub", key="a"), cue("pub de noël", key="b", place="opening")
        assert found("Une pub de Noël", *cues) == ["a"]

    def test_cues_that_only_overlap_both_stand(self) -> None:
        cues = cue("une pub", key="a"), cue("pub de noël", key="b")
        assert found("une pub de Noël", *cues) == ["a", "b"]

    @given(st.lists(st.sampled_from(["pub", "une pub", "pub de noël", "oui", "noël."]), max_size=8))
    def test_no_hit_lies_inside_a_longer_one_of_its_family(self, words: list[str]) -> None:
        cues = (
            cue("pub", key="a"),
            cue("une pub", key="b"),
            cue("pub de noël", key="c"),
            cue("une pub de noël", key="d"),
        )
        hits = Lexicon(cues).find_in(" ".join(words))
        for hit in hits:
            assert not any(
                other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
                for other in hits
            )


class TestNegation:
    @pytest.mark.parametrize("sign", [" · ", " | ", "\n", ". ", " ! "])
    def test_a_denial_runs_across_no_sign_that_ends_what_is_said(self, sign: str) -> None:
        denial = cue("pas de pub", key="denial", family="negation")
        assert found("pas de pub ici", denial) == ["denial"]
        assert found(f"pas de{sign}pub ici", denial) == []

    MENTION = cue("collaboration commerciale", key="mention")
    DENIAL = cue("sans collaboration", key="sans", family="negation")
    OPERATORS = cue("pas de", "sans", "non", key="pas", family="negation", reach=1)
    FAR = cue("n'est pas", key="loin", family="negation", reach=3)

    def denied(self, text: str) -> bool:
        hits = Lexicon([self.MENTION, self.DENIAL, self.OPERATORS, self.FAR]).find_in(text)
        (mention,) = (hit for hit in hits if hit.cue.family == "mention")
        return any(negates(text, hit, mention) for hit in hits if hit.cue.family == "negation")

    @pytest.mark.parametrize(
        "text",
        [
            "Sans collaboration commerciale",
            "pas de collaboration commerciale",
            "Ce n'est pas une collaboration commerciale",
            "Ce n'est pas une vraie collaboration commerciale",
            "non-collaboration commerciale",
        ],
    )
    def test_a_denial_covers_or_reaches_the_mention(self, text: str) -> None:
        assert self.denied(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Sans filtre. Collaboration commerciale",
            "pas de panique, collaboration commerciale",
            "pas de panique collaboration commerciale",
            "Ce n'est pas seulement une collaboration commerciale",
            "Ce n'est pas rien mais une collaboration commerciale",
            "Ce n'est pas rien : collaboration commerciale",
            "Ce n'est pas rien 🌙 collaboration commerciale",
            "Ce n'est pas vraiment tout à fait une collaboration commerciale",
            "Collaboration commerciale, pas de panique",
            "collaboration commerciale sans collaboration",
        ],
    )
    def test_a_negation_of_something_else_does_not(self, text: str) -> None:
        assert not self.denied(text)

    def test_an_operator_with_nothing_to_negate_is_no_hit(self) -> None:
        assert found("pas de panique, sans façon", self.MENTION, self.OPERATORS) == []
        assert found("pas de panique, collaboration commerciale", self.MENTION, self.OPERATORS) == ["mention"]
        assert found("sans collaboration commerciale", self.MENTION, self.OPERATORS) == ["pas", "mention"]


def test_no_hits_settle_to_none() -> None:
    assert settled("rien", []) == ()


def test_a_cue_is_named_by_its_first_pattern() -> None:
    assert cue_words(cue("publicité", "pub")) == "publicité"


# Less work for the same answer

PIECES = ["pub", "#pub", "publicité", "sans", "avec @valbrume", "offert", "par", "20 %", "lampe", ". ", "\n"]
PIECES += ["e\u0301", "🌙"]
SEVERAL = (
    cue("pub", key="pub", place="marked"),
    cue("publicité", key="publicité", unless=(Beside(any=("sans", "20"), within=15),)),
    cue("offert", key="offert", near=Beside(any=("handle", "par lampe"), within=20, across=True), family="promo"),
    cue("lampe", key="lampe", near=Beside(any=("family:mention",), within=12), family="promo"),
    cue("par", key="par", either=(When(near=Beside(any=("🌙", "20 %"))), When(place="opening")), family="relation"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_the_folded_text_gives_the_same_as_the_text_itself(pieces: list[str]) -> None:
    text = " ".join(pieces)
    raw = Lexicon(SEVERAL).look([text])._raw.get(0, [])
    plain = text if "\u0301" not in text and "  " not in text else None
    assert settled(text, raw, Surroundings(text, fold(plain) if plain is not None else None)) == settled(text, raw)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_what_stands_may_stand(pieces: list[str]) -> None:
    text = " ".join(pieces)
    looked = Lexicon(SEVERAL).look([text])
    standing = {hit.cue.id for hit in looked.hits(0)}
    assert all(looked.may_say(0, partial(eq, each)) for each in SEVERAL if each.id in standing)


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sets(st.sampled_from(SEVERAL)))
def test_to_ask_what_may_stand_changes_nothing_of_what_does(pieces: list[str], wanted: set[Cue]) -> None:
    text = " ".join(pieces)
    looked = Lexicon(SEVERAL).look([text])
    looked.may_say(0, wanted.__contains__)
    assert looked.hits(0) == Lexicon(SEVERAL).find_in(text)


def test_what_cannot_stand_is_told_without_settling_it() -> None:
    looked = Lexicon(SEVERAL).look(
        ["sans publicité", "une pub de plus", "une lampe", "offert", "@valbrume, pub · lampe"]
    )
    assert [looked.may_say(row, lambda cue: True) for row in range(5)] == [False, False, False, False, True]
