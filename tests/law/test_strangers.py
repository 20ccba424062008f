"""Captions that somebody wrote who had read none of our words and cases, to break the judgement.

None of these posts deserves an accusation. What is still accused is counted: the number may fall and never rise.
"""

from pathlib import Path

import pytest

from perenne.audit.judgement import Knowledge, judgements
from perenne.law.rulebook import rulebook
from perenne.model.finding import ACCUSING, Verdict, worst
from perenne.model.post import Post
from perenne.model.wire import decode

FOLDER = Path(__file__).parent / "strangers"


def verdicts(name: str) -> list[Verdict]:
    lines = (FOLDER / f"{name}.ndjson").read_bytes().splitlines()
    posts = [decode(Post, line) for line in lines]
    return [worst([each.verdict for each in judged.findings]) for judged in judgements(posts, Knowledge(rulebook()))]


@pytest.mark.parametrize(
    ("name", "accused"),
    [
        ("innocent_without_deal", 0),
        ("innocent_tags", 0),
        ("innocent_near_banned_words", 1),
        ("honest_paid", 0),
        ("honest_paid_in_passing", 0),
        ("honest_paid_other_sense", 8),
        ("honest_paid_near_claims", 5),
        ("honest_paid_near_rules", 7),
        ("honest_wordings", 2),
    ],
)
def test_no_more_honest_posts_of_strangers_are_accused_than_are_known(name: str, accused: int) -> None:
    assert sum(verdict in ACCUSING for verdict in verdicts(name)) <= accused


def test_an_innocent_post_of_a_stranger_is_asked_about_at_most_once_in_fifty() -> None:
    said = [*verdicts("innocent_without_deal"), *verdicts("innocent_tags")]
    assert sum(verdict == "needs_human" for verdict in said) <= len(said) / 50


def test_two_breaches_in_three_of_strangers_are_seen_or_asked_about() -> None:
    said = verdicts("breaches")
    assert sum(verdict in ACCUSING or verdict == "needs_human" for verdict in said) >= 0.6 * len(said)
