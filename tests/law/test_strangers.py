"""Captions that somebody wrote who had read none of our words and cases, to break the judgement.

None of the honest posts is accused, in whatever spelling. The second reading was written when the first had been
mended; at their first meeting one of its 151 honest posts was accused, and three were asked about.
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


INNOCENT = ("innocent_without_deal", "innocent_tags", "innocent_near_banned_words", "second_reading_innocent")
HONEST = (
    "honest_paid",
    "honest_paid_in_passing",
    "honest_paid_other_sense",
    "honest_paid_near_claims",
    "honest_paid_near_rules",
    "honest_wordings",
    "second_reading_honest_paid",
)
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as written": str.__str__,
    "in capitals without accents": lambda text: _without_accents(text.upper()),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("name", [*INNOCENT, *HONEST])
def test_no_honest_post_of_strangers_is_accused(name: str, spelling: Callable[[str], str]) -> None:
    assert sum(verdict in ACCUSING for verdict in verdicts(name, spelling)) == 0


def test_an_innocent_post_of_a_stranger_is_asked_about_at_most_once_in_a_hundred() -> None:
    said = [verdict for name in INNOCENT for verdict in verdicts(name)]
    assert sum(verdict == "needs_human" for verdict in said) <= len(said) / 100


def test_a_post_that_says_it_is_paid_is_asked_about_at_most_once_in_fifteen() -> None:
    """Some questions are due: a discount, an alcohol's staging, a child."""
    said = [verdict for name in HONEST for verdict in verdicts(name)]
    assert sum(verdict == "needs_human" for verdict in said) <= len(said) / 15


@pytest.mark.parametrize(("name", "seen"), [("breaches", 0.73), ("second_reading_breaches", 0.93)])
def test_most_breaches_of_strangers_are_seen_or_asked_about(name: str, seen: float) -> None:
    said = verdicts(name)
    assert sum(verdict in ACCUSING or verdict == "needs_human" for verdict in said) >= seen * len(said)
