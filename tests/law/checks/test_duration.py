"""How long the mention stays on screen (loi n° 2023-451, art. 5, version initiale)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import PAID, Example, a_post, codes, finding, judged, verdicts

RULE = "fr.mention.duration"
IN_2024 = "2024-03-15T12:00:00Z"
Seconds = tuple[float, float]


def video(*shown: Seconds, text: str = "", promotion: Seconds | None = (0.0, 100.0), **facts: Any) -> Post:
    """A paid video that promotes for a hundred seconds, with the mention on screen when ``shown``."""
    overlay = [{"text": "Publicité", "from_s": start, "to_s": end} for start, end in shown]
    part = None if promotion is None else [{"from_s": promotion[0], "to_s": promotion[1]}]
    return a_post(text, **{"kind": "video", "overlay": overlay, "promotion": part, "deal": PAID, **facts})


UNKNOWN_DEAL = {"consideration": "unknown"}
EXAMPLES = [
    Example("whole", "compliant", video((0, 100))),
    Example("whole", "compliant", video((0, 95), published_at=IN_2024)),
    Example("whole", "compliant", video((0, 60), (50, 100), published_at=IN_2024)),
    Example("label_whole", "compliant", video((0, 5), labels={"paid_partnership": True})),
    Example("part", "improvable", video((0, 50))),
    Example("part", "non_compliant", video((0, 94), published_at=IN_2024)),
    Example("part", "non_compliant", video((0, 50), (0, 50), published_at=IN_2024)),
    Example("part_and_caption", "improvable", video((0, 4), text="Publicité @maisonlune", published_at=IN_2024)),
    Example("part_and_caption", "improvable", video((0, 4), text="Partenariat rémunéré", published_at=IN_2024)),
    Example("part", "non_compliant", video((0, 4), text="Ma lampe du soir", published_at=IN_2024)),
    Example("part", "non_compliant", video((0, 4), first_comment="Publicité", published_at=IN_2024)),
    Example("part_unproven", "improvable", video((0, 50), deal=UNKNOWN_DEAL)),
    Example("part_unproven", "needs_human", video((0, 50), deal=UNKNOWN_DEAL, published_at=IN_2024)),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.code} {each.verdict} {each.post.overlay}")
def test_the_share_of_the_promotion_gives_this_verdict(example: Example) -> None:
    assert example.found(RULE) == (example.code, example.verdict)


def test_the_examples_show_every_outcome_that_the_rule_has() -> None:
    assert {example.code for example in EXAMPLES} == set(rulebook().rule(RULE).outcomes)


@pytest.mark.parametrize(
    "post",
    [
        video((0, 50), promotion=None),
        video((0, 50), promotion=(10, 10)),
        video(),
        video((0, 50), kind="post"),
        video((0, 50), deal={"consideration": "no"}),
        a_post("", kind="video", deal=PAID, promotion=[{"from_s": 0, "to_s": 9}], overlay=[{"text": "Publicité"}]),
        a_post("", kind="video", deal=PAID, promotion=[{"from_s": 0, "to_s": 9}], overlay=None),
        a_post("Publicité", kind="video", deal=PAID, promotion=[{"from_s": 0, "to_s": 9}], overlay=[]),
    ],
    ids=str,
)
def test_times_that_nobody_recorded_and_a_picture_without_mention_give_no_finding(post: Post) -> None:
    assert RULE not in verdicts(judged(post))


def test_the_share_is_told() -> None:
    found = finding(judged(video((0, 25), (50, 75))), RULE)
    assert "50 %" in found.because.fr
    assert "50%" in found.because.en


@pytest.mark.parametrize(("day", "verdict"), [("2024-11-07", "non_compliant"), ("2024-11-08", "improvable")])
def test_what_was_law_is_advice_since_november_2024(day: str, verdict: str) -> None:
    assert verdicts(judged(video((0, 50), published_at=f"{day}T12:00:00Z")))[RULE] == verdict


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 100)).map(lambda ends: (min(ends), max(ends))),
        min_size=1,
        max_size=4,
    )
)
def test_a_mention_shown_twice_at_once_counts_once(shown: list[Seconds]) -> None:
    once, twice = video(*shown, published_at=IN_2024), video(*shown, *shown, published_at=IN_2024)
    assert codes(judged(once)).get(RULE) == codes(judged(twice)).get(RULE)
