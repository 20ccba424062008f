"""Who is tagged: a person or a body that sells nothing asks for no question, a firm does (position R23)."""

import time
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.audit.judgement import read_words
from perenne.dated import strict_yaml
from perenne.intent.clues import deal_evidence
from perenne.intent.tagged import from_a_person, perhaps_firms
from perenne.text.handles import handles
from perenne.text.mention import mentions
from tests.law.given import a_post

FILE = Path(__file__).parent / "innocent_tags.yaml"


@cache
def captions() -> dict[str, list[str]]:
    """``innocent``, ``perhaps`` or ``asks`` → the captions of the file."""
    content = strict_yaml.load(FILE.read_text(encoding="utf-8"), FILE.name)
    return {kind: [text for texts in groups.values() for text in texts] for kind, groups in content.items()}


@cache
def asked() -> dict[str, bool]:
    """Every caption of the file → whether its words, read by the package's own cues, are a clue of a deal."""
    posts = [a_post(text) for texts in captions().values() for text in texts]
    found = {}
    for post, content in zip(posts, read_words(posts), strict=True):
        assert post.text is not None
        found[post.text] = deal_evidence(post, content, mentions(content)).grade != "none"
    return found


@pytest.mark.parametrize("text", captions()["innocent"])
def test_nobody_is_asked_about_a_person_who_is_thanked(text: str) -> None:
    assert not asked()[text]


@pytest.mark.parametrize("text", captions()["asks"])
def test_a_firm_that_is_thanked_praised_or_sold_is_asked_about(text: str) -> None:
    assert asked()[text]


def test_needless_questions_about_persons_are_few() -> None:
    """One in ten at most, those included that no word tells from a firm."""
    needless = sum(asked()[text] for kind in ("innocent", "perhaps") for text in captions()[kind])
    innocent = len(captions()["innocent"]) + len(captions()["perhaps"])

    assert innocent >= 200
    assert needless / innocent <= 0.1


def firms(text: str) -> list[str]:
    return [text[start:end] for start, end in perhaps_firms(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Merci à ma sœur @lou.m",
        "Merci coach @sam.c",
        "Mes copines d'enfance @lou.m et @anna.k",
        "@hugo.b et @lou.m, mes frangins préférés, toujours là",
        "@hugo.b (mon frère)",
        "@theo.b mon mari",
        "📸 @ines.dlr",
        "Photo @ines.dlr",
        "Montage : @theo.b",
        "Joyeux anniversaire @lou.m",
        "Bravo @hugo.b pour ton marathon",
        "Merci @papy.roger",
        "Merci @anna.k d'avoir gardé le chat",
        "@anna.k encore. Ma sœur @anna.k",
    ],
)
def test_words_beside_a_tag_tell_a_person(text: str) -> None:
    assert firms(text) == []
    assert firms(unicodedata.normalize("NFD", text)) == []
    assert firms(text.upper()) == []


@pytest.mark.parametrize(
    "text",
    [
        "Merci @belorso",
        "Le cadeau parfait pour ma sœur @belorso",
        "@belorso, ma sœur adore",
        "@belorso ma mère m'a piqué la crème",
        "Dîner entre copines @belorso",
        "Avec les copines @belorso",
        "Ma sœur est chez @belorso",
        "Montage @belorso",
        "J'adore ce trépied @belorso pour mes photos",
        "Bravo @belorso pour cette robe",
        "Merci @belorso pour les chaussures du marathon",
        "Merci au club @belorso pour l'abonnement",
        "Merci @belorso d'avoir pensé à moi",
        "Le code NINE chez @belorso les filles, foncez",
        "@papybrume",
    ],
)
def test_the_same_words_elsewhere_do_not(text: str) -> None:
    assert firms(text) == ["@belorso" if "belorso" in text else "@papybrume"]


def test_each_tag_is_judged_by_its_own_words() -> None:
    assert firms("Photo par @ines.dlr, robe @belorso") == ["@belorso"]
    assert firms("Merci à ma sœur @lou.m pour la photo et à @belorso pour la veste") == ["@belorso"]
    assert firms("📸 @ines.dlr @belorso") == ["@belorso"]


def test_a_gift_is_a_persons_where_kin_stands_right_beside_it() -> None:
    def given_by_kin(text: str, words: str) -> bool:
        return from_a_person(text, text.index(words), text.index(words) + len(words))

    assert given_by_kin("Bracelet offert par @lou.m, ma sœur", "offert par")
    assert given_by_kin("Ma cousine @lou.m m'a offert ce pull", "m'a offert")
    assert not given_by_kin("Ma cousine @lou.m adore. Robe offerte par @belorso", "offerte par")
    assert not given_by_kin("Photo @ines.dlr, robe offerte par Belorso", "offerte par")
    assert not given_by_kin("Invitées par @lafabrique pour la fête des mères", "Invitées par")
    assert not given_by_kin("Offert par Belorso", "Offert par")


@given(st.text(st.sampled_from("@@ab. ,&\n📸():e\u0301 ma sœur merci photo par pour"), max_size=60))
def test_whoever_is_perhaps_a_firm_is_tagged_in_the_text(text: str) -> None:
    assert set(firms(text)) <= {text[start:end] for start, end in handles(text)}


@pytest.mark.parametrize("text", ["@a " * 20_000, "ma sœur @a, " * 10_000, "merci " * 50_000 + "@a"])
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    before = time.process_time()
    perhaps_firms(text)
    assert time.process_time() - before < 5
