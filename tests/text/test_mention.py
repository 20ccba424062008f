"""The mentions of a post: how strong, where, and whether the post means them."""

import time
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from perenne.text.cue import Cue
from perenne.text.hit import Hit
from perenne.text.mention import STRONGEST_FIRST, Mention, denials, mentions, strongest
from perenne.text.passage import Passage


def cue(family: str, **more: Any) -> Cue:
    fields = {"patterns": ("…",), "language": "fr", "source": "nous", "for_": (), "against": (), **more}
    return Cue(id=f"{family}-{more.get('strength')}", family=family, **fields)


STATUTORY = cue("mention", strength="statutory")
AMBIGUOUS = cue("mention", strength="ambiguous", language="any")
DENIAL = cue("negation", topic="denial")
NOT = cue("negation", topic="denial", reach=3)


def hit(text: str, words: str, of: Cue, hashtag: bool = False) -> Hit:
    start = text.index(words)
    return Hit(of, start, start + len(words), words, hashtag)


def passage(text: str, *hits: tuple[str, Cue], field: str = "text") -> Passage:
    return Passage(field, text, hits=tuple(hit(text, words, of, f"#{words}" in text) for words, of in hits))


def only(one: Passage) -> Mention:
    (found,) = mentions([one])
    return found


def test_a_mention_says_where_it_stands_and_which_cue_it_is() -> None:
    found = only(passage("🌙 #lampe #publicité", ("publicité", STATUTORY)))
    assert (found.strength, found.field, found.quote) == ("statutory", "text", "publicité")
    assert (found.start, found.end) == (10, 19)
    assert (found.cue, found.language, found.hashtag, found.hashtags_before) == ("mention-statutory", "fr", True, 1)
    assert not found.negated
    assert not found.obfuscated


def test_only_mentions_are_mentions() -> None:
    assert mentions([passage("Merci", ("Merci", cue("relation", topic="thanks")))]) == ()
    assert mentions([passage("rien à dire")]) == ()
    assert mentions([]) == ()


def test_a_bio_carries_none() -> None:
    assert mentions([passage("Publicité", ("Publicité", STATUTORY), field="account.bio")]) == ()


@pytest.mark.parametrize(
    ("field", "outside", "spoken", "on_picture"),
    [
        ("text", False, False, False),
        ("title", False, False, False),
        ("first_comment", True, False, False),
        ("speech[0].text", False, True, False),
        ("overlay[12].text", False, False, True),
    ],
)
def test_the_field_tells_the_medium(field: str, outside: bool, spoken: bool, on_picture: bool) -> None:
    found = only(passage("Publicité", ("Publicité", STATUTORY), field=field))
    assert (found.outside, found.spoken, found.on_picture) == (outside, spoken, on_picture)


def test_words_on_the_picture_keep_their_seconds() -> None:
    timed = replace(passage("Publicité", ("Publicité", STATUTORY), field="overlay[0].text"), from_s=2.0, to_s=5.5)
    assert (only(timed).from_s, only(timed).to_s) == (2.0, 5.5)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Ce n'est pas une publicité", True),
        ("pas de publicité ici", True),
        ("pas du tout une publicité", False),
        ("pas aujourd'hui. La publicité", False),
        ("pas ça : publicité", False),
        ("publicité, pas autre chose", False),
        ("pas mais publicité", False),
        ("pas 🌙 publicité", False),
        ("pas\npublicité", False),
    ],
)
def test_a_negation_reaches_so_many_words_of_its_clause(text: str, negated: bool) -> None:
    assert only(passage(text, ("publicité", STATUTORY), ("pas", NOT))).negated is negated


def test_a_denial_that_covers_the_mention_negates_it() -> None:
    covered = passage("post non sponsorisé", ("sponsorisé", STATUTORY), ("non sponsorisé", DENIAL))
    assert only(covered).negated


def test_a_denial_stands_alone_and_a_negation_only_before_a_mention() -> None:
    phrase = passage("rien à gagner ici", ("rien à gagner", DENIAL))
    other = passage("pas de sucre, publicité", ("publicité", STATUTORY), ("pas", NOT))
    mention = passage("pas de publicité", ("publicité", STATUTORY), ("pas", NOT))
    assert [found.quote for _, found in denials([phrase, other, mention])] == ["rien à gagner", "pas"]
    assert [one for one, _ in denials([phrase, other, mention])] == [phrase, mention]


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("#collab\n\nUn dimanche au marché", "ambiguous"),
        ("#collab\n@maisonlune", "unclear"),
        ("#collabmaisonlune", "unclear"),
        ("#collab @maisonlune", "unclear"),
        ("#collab avec Maison Lune", "unclear"),
        ("#collab x @maisonlune", "unclear"),
        ("#collab : Maison Lune", "unclear"),
        ("#collab", "ambiguous"),
        ("#collab du soir", "ambiguous"),
        ("#collab #MaisonLune", "ambiguous"),
        ("#collab avec ma sœur", "ambiguous"),
        ("#collab. On en parle à Maison Lune", "ambiguous"),
    ],
)
def test_a_tag_that_may_mean_anything_says_more_with_a_brand_after_it_or_in_it(text: str, strength: str) -> None:
    assert only(passage(text, ("collab", AMBIGUOUS))).strength == strength


def test_letters_borrowed_from_elsewhere_are_a_disguise_and_capitals_are_not() -> None:
    assert only(passage("𝗣𝘂𝗯", ("𝗣𝘂𝗯", STATUTORY))).obfuscated
    assert only(Passage("text", "p.u.b", hits=(Hit(STATUTORY, 0, 5, "p.u.b", False, obfuscated=True),))).obfuscated
    assert not only(passage("PUBLICITE", ("PUBLICITE", STATUTORY))).obfuscated
    assert not only(passage("publicite\u0301", ("publicite\u0301", STATUTORY))).obfuscated


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("« Publicité » avec @maisonlune", True),
        ("On m'a dit « publicité », et je ris", False),
        ("On m'a dit publicité, et je ris", True),
        ("Lampe 🌙 « publicité", True),
        ("Mon prof : « une publicité doit se voir », je note", False),
        ("« La publicité que voici » de @maisonlune", True),
        ("Lampe « " + "longue " * 40 + " publicité » du soir", True),
    ],
)
def test_words_that_the_text_cites_are_not_said(text: str, said: bool) -> None:
    words = "Publicité" if "Publicité" in text else "publicité"
    (mention,) = mentions([passage(text, (words, STATUTORY))])

    assert mention.cited is not said


def test_the_strongest_mentions_are_those_of_the_best_strength() -> None:
    text = "publicité, sponsored, encore publicité"
    weak = hit(text, "sponsored", cue("mention", strength="foreign"))
    again = msgspec.structs.replace(hit(text, "publicité", STATUTORY), start=29, end=38)
    found = mentions([Passage("text", text, hits=(hit(text, "publicité", STATUTORY), weak, again))])
    assert [each.strength for each in found] == ["statutory", "foreign", "statutory"]
    assert [each.start for each in strongest(found)] == [0, 29]
    assert strongest([]) == ()


def test_every_strength_has_its_place_in_the_order() -> None:
    assert STRONGEST_FIRST[0] == "statutory"
    assert STRONGEST_FIRST[-1] == "refused"
    assert len(set(STRONGEST_FIRST)) == 7


def test_a_caption_full_of_mentions_and_denials_takes_no_longer_than_its_length() -> None:
    unit = "#a pas une publicité. "
    text = unit * 5_000
    starts = range(0, len(text), len(unit))
    publicite = [Hit(STATUTORY, start + 11, start + 20, "publicité", False) for start in starts]
    no = [Hit(NOT, start + 3, start + 6, "pas", False) for start in starts]
    full = Passage("text", text, hits=(*publicite, *no))
    before = time.process_time()
    found = mentions([full])
    assert len(denials([full])) == len(found) == 5_000
    assert all(each.negated for each in found)
    assert found[-1].hashtags_before == 5_000
    assert time.process_time() - before < 5
