"""How creators write that a post is advertising: each wording is read, graded as the law's practice grades it, and
accuses nobody who wrote it; words of advertising that disclose nothing are none."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from perenne.dated import strict_yaml
from perenne.text.fold import fold
from perenne.text.lexicon import lexicon
from perenne.text.mention import STRONGEST_FIRST, Mention, mentions, strongest
from perenne.text.obfuscation import rescued
from perenne.text.passage import Passage

FILE = Path(__file__).parent / "wordings.yaml"
WORDINGS: dict[str, list[str]] = strict_yaml.load(FILE.read_text(encoding="utf-8"), FILE.name)
GRADES = {text: grade for grade, texts in WORDINGS.items() for text in texts}


def made(texts: Sequence[str]) -> list[tuple[Mention, ...]]:
    """The mentions that each text makes, strongest only; neither denied nor spoken of."""
    found = zip(texts, lexicon().find(texts), rescued(texts), strict=True)
    passages = [Passage("text", text, hits=(*plain, *disguised)) for text, plain, disguised in found]
    return [strongest([each for each in mentions([one]) if not each.negated and not each.cited]) for one in passages]


def grades(texts: Sequence[str]) -> list[str]:
    return [said[0].strength if said else "none" for said in made(texts)]


@cache
def grades_of_the_file() -> dict[str, str]:
    return dict(zip(GRADES, grades(list(GRADES)), strict=True))


@pytest.mark.parametrize(("text", "grade"), GRADES.items())
def test_a_wording_has_its_grade(text: str, grade: str) -> None:
    assert grades_of_the_file()[text] == grade


def test_the_file_grades_as_the_cues_do_and_says_nothing_twice() -> None:
    assert set(WORDINGS) == {*STRONGEST_FIRST, "none"}
    folded = [fold(text) for texts in WORDINGS.values() for text in texts]
    assert len(folded) == len(set(folded))


def test_there_are_many_of_both_kinds() -> None:
    assert len(GRADES) - len(WORDINGS["none"]) >= 300
    assert len(WORDINGS["none"]) >= 100


def without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def with_more_around(text: str) -> str:
    return f"✨ {text} 🌿 #balade #dimanche\n\nUn dimanche au marché."


@pytest.mark.parametrize("spelling", [without_accents, decomposed, with_more_around], ids=lambda each: each.__name__)
def test_accents_signs_and_more_hashtags_do_not_change_the_grade(spelling: Callable[[str], str]) -> None:
    """Position R34: ordinary spelling."""
    texts = list(GRADES)
    changed = zip(texts, grades([spelling(text) for text in texts]), strict=True)
    assert [text for text, grade in changed if grade != GRADES[text]] == []
