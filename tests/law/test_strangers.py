"""Captions that somebody wrote who had read none of our words and cases, to break the judgement.

None of the honest posts is accused, in whatever spelling. The second reading was written when the first had been
mended; at their first meeting one of its 151 honest posts was accused, and three were asked about.

The third speaks of houses whose sector is declared, and mostly of something else than what they sell. At their first
meeting 32 of its first 120 paid posts were accused; when that was mended, 9 of the next 50, then 1 of the last 30.
Most are asked about: whether a house that sells alcohol promotes it by a race is for a person to say.
"""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from perenne.audit.judgement import Knowledge, judgements
from perenne.law.rulebook import rulebook
from perenne.model.finding import ACCUSING, Verdict, worst
from perenne.model.post import Post
from perenne.model.wire import decode

FOLDER = Path(__file__).parent / "strangers"


def verdicts(name: str, spelling: Callable[[str], str] = str.__str__) -> list[Verdict]:
    lines = (FOLDER / f"{name}.ndjson").read_bytes().splitlines()
    posts = [replace(post, text=spelling(post.text or "")) for post in (decode(Post, line) for line in lines)]
    return [worst([each.verdict for each in judged.findings]) for judged in judgements(posts, Knowledge(rulebook()))]


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


INNOCENT = (
    "innocent_without_deal",
    "innocent_tags",
    "innocent_near_banned_words",
    "second_reading_innocent",
    "third_reading_innocent",
)
HONEST = (
    "honest_paid",
    "honest_paid_in_passing",
    "honest_paid_other_sense",
    "honest_paid_near_claims",
    "honest_paid_near_rules",
    "honest_wordings",
    "second_reading_honest_paid",
)
DECLARED = ("third_reading_honest_paid",)
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as written": str.__str__,
    "in capitals without accents": lambda text: _without_accents(text.upper()),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("name", [*INNOCENT, *HONEST, *DECLARED])
def test_no_honest_post_of_strangers_is_accused(name: str, spelling: Callable[[str], str]) -> None:
    assert sum(verdict in ACCUSING for verdict in verdicts(name, spelling)) == 0


def test_an_innocent_post_of_a_stranger_is_asked_about_at_most_once_in_a_hundred() -> None:
    said = [verdict for name in INNOCENT for verdict in verdicts(name)]
    assert sum(verdict == "needs_human" for verdict in said) <= len(said) / 100


def test_a_post_that_says_it_is_paid_is_asked_about_at_most_once_in_fifteen() -> None:
    """Some questions are due: a discount, an alcohol's staging, a child."""
    said = [verdict for name in HONEST for verdict in verdicts(name)]
    assert sum(verdict == "needs_human" for verdict in said) <= len(said) / 15


def test_a_post_paid_by_a_house_whose_sector_is_declared_is_asked_about_at_most_seven_times_in_ten() -> None:
    said = [verdict for name in DECLARED for verdict in verdicts(name)]
    assert sum(verdict == "needs_human" for verdict in said) <= 0.7 * len(said)


def test_a_house_that_declares_its_sector_and_never_names_its_product_is_mostly_found_out() -> None:
    """Long texts that name nothing; the others are asked about."""
    said = verdicts("third_reading_oblique_breaches")
    assert sum(verdict in ACCUSING for verdict in said) >= 0.8 * len(said)
    assert {verdict for verdict in said if verdict not in ACCUSING} == {"needs_human"}


@pytest.mark.parametrize(
    ("name", "seen"),
    [("breaches", 0.73), ("second_reading_breaches", 0.93), ("third_reading_breaches", 0.9)],
)
def test_most_breaches_of_strangers_are_seen_or_asked_about(name: str, seen: float) -> None:
    said = verdicts(name)
    assert sum(verdict in ACCUSING or verdict == "needs_human" for verdict in said) >= seen * len(said)
