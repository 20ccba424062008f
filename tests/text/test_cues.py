"""The cues as they stand in the package: every example holds, in every ordinary spelling, and no two cues quarrel."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable
from functools import cache

import pytest

from perenne.dated.shelf import shelf
from perenne.text.cue import FAMILY, SHAPES, Beside, Cue, all_cues
from perenne.text.lexicon import folded_patterns, lexicon

CUES = all_cues()
BEST_FIRST = ("statutory", "equivalent", "unclear", "foreign", "gift", "ambiguous", "refused")
EXAMPLES = [
    pytest.param(cue, text, wanted, id=f"{cue.id} {'in' if wanted else 'not in'} {text}")
    for cue in CUES
    for texts, wanted in ((cue.for_, True), (cue.against, False))
    for text in texts
]


@cache
def found(spelling: Callable[[str], str]) -> dict[str, frozenset[str]]:
    """Every example's text → the cues in it when it is spelled so."""
    texts = sorted({text for cue in CUES for text in cue.for_ + cue.against})
    hits = lexicon().find([spelling(text) for text in texts])
    return {text: frozenset(hit.cue.id for hit in each) for text, each in zip(texts, hits, strict=True)}


def said_by(cue: Cue) -> list[str]:
    """The patterns of ``cue`` as they stand in a folded text; signs as they are."""
    return [folded or pattern for folded, pattern in zip(folded_patterns(cue.patterns), cue.patterns, strict=True)]


def as_written(text: str) -> str:
    return text


@pytest.mark.parametrize(("cue", "text", "wanted"), EXAMPLES)
def test_a_cue_is_in_its_examples_for_and_in_none_against(cue: Cue, text: str, wanted: bool) -> None:
    assert (cue.id in found(as_written)[text]) == wanted


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_a_cue_is_whole(cue: Cue) -> None:
    assert cue.for_, "no example for"
    assert cue.against, "no example against"
    assert cue.patterns
    assert cue.source.strip()
    assert cue.id.startswith(f"{cue.family}.")
    assert (cue.strength is not None) == (cue.family in {"mention", "image", "notice"})
    assert cue.reach == 0 or cue.family == "negation"


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_no_pattern_stands_twice_in_a_cue(cue: Cue) -> None:
    patterns = said_by(cue)
    assert len(patterns) == len(set(patterns))


def test_no_pattern_stands_under_two_cues_of_a_family_unless_place_or_hashtag_tell_them_apart() -> None:
    homes: defaultdict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for cue in CUES:
        for pattern in said_by(cue):
            homes[cue.family, pattern, cue.place, cue.hashtag].add(cue.id)
    assert {key: ids for key, ids in homes.items() if len(ids) > 1} == {}


def test_no_weaker_mention_covers_a_stronger_one() -> None:
    mentions = [
        (f" {folded} ", cue) for cue in CUES if cue.family == "mention" for folded in folded_patterns(cue.patterns)
    ]
    for longer, cue in mentions:
        for shorter, other in mentions:
            if shorter in longer and other.place == "anywhere":
                assert rank(cue) <= rank(other), f"{cue.id}: {longer} covers {other.id}: {shorter}"


def rank(cue: Cue) -> int:
    assert cue.strength is not None
    return BEST_FIRST.index(cue.strength)


def conditions(cue: Cue) -> list[Beside]:
    nears = [cue.near, *(each.near for each in cue.either)]
    return [*(each for each in nears if each), *cue.unless, *(veto for each in cue.either for veto in each.unless)]


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_conditions_name_what_there_is(cue: Cue) -> None:
    families = {each.family for each in CUES}
    for beside in conditions(cue):
        assert beside.any
        assert 0 < beside.within <= 120
        assert set(beside.families) <= families
        for wanted in beside.any:
            assert wanted in SHAPES or wanted.startswith(FAMILY) or ":" not in wanted or wanted == ":"
    for veto in (*cue.unless, *(veto for each in cue.either for veto in each.unless)):
        assert not veto.families, "a veto cannot name a family"


def test_every_file_holds_one_family_and_uses_its_lists() -> None:
    for name, content in shelf("perenne.text.cues").items():
        assert content["family"] == name
        used = str(content["cues"])
        for listed in content.get("lists", {}):
            assert f"list:{listed}" in used, f"{name}: the list {listed} is never used"


def without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def typographic(text: str) -> str:
    return text.replace("'", "’")


def with_emoji(text: str) -> str:
    return f"{text} 🌿"


def with_hashtags(text: str) -> str:
    return f"{text} #balade #dimanche"


def with_no_break_spaces(text: str) -> str:
    return text.replace(" ", "\u00a0")


SPELLINGS = [str.upper, without_accents, decomposed, typographic, with_emoji, with_hashtags, with_no_break_spaces]
NAMES_COUNT = {cue.id for cue in CUES if any("brand" in beside.any for beside in conditions(cue))}
"""Cues that look for a brand: in capitals no name is seen, and a hashtag may be one."""


@pytest.mark.parametrize("spelling", SPELLINGS, ids=lambda spelling: spelling.__name__)
def test_the_spelling_does_not_change_what_is_found(spelling: Callable[[str], str]) -> None:
    changed = {
        text: ids ^ found(as_written)[text]
        for text, ids in found(spelling).items()
        if (ids ^ found(as_written)[text]) - NAMES_COUNT
    }
    assert changed == {}


@pytest.mark.parametrize(
    "spelling",
    [without_accents, decomposed, typographic, with_emoji, with_no_break_spaces],
    ids=lambda spelling: spelling.__name__,
)
def test_nor_for_the_cues_that_look_for_a_brand(spelling: Callable[[str], str]) -> None:
    assert found(spelling) == found(as_written)


def test_the_two_words_of_the_law_are_found_in_every_ordinary_spelling() -> None:
    spellings = [
        *("Collaboration commerciale", "COLLABORATION COMMERCIALE", "collab commerciale", "collab' commerciale"),
        *("collab. commerciale", "collabo commerciale", "colaboration commerciale", "colab commerciale"),
        *("#collaborationcommerciale", "#CollaborationCommerciale", "#collabcommerciale", "#collab_commerciale"),
        *("#collaboration #commerciale", "Publicité", "PUBLICITE", "publicite\u0301", "#publicité", "#PUBLICITÉ"),
        *("[publicité]", "(Publicité)", "📢 Publicité 📢", "— publicité —", "✨ publicité pour Maison Lune"),
    ]
    for text, hits in zip(spellings, lexicon().find([f"{each}\nMes lunettes" for each in spellings]), strict=True):
        assert "statutory" in {hit.cue.strength for hit in hits}, text
