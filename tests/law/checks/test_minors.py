"""Children in the picture and before it (loi n° 2020-1266; code de la consommation, art. L. 121-7)."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import PAID, Example, a_post, an_answer, judged, verdicts

PROTECTION, PRESSURE = "fr.minors.protection", "fr.minors.pressure"
BUY = "Demande à tes parents d'acheter le circuit"
AUTHORISED, NOT_AUTHORISED = (an_answer("children.authorised", "yes"),), (an_answer("children.authorised", "no"),)


def with_children(*ages: int, text: str = "Publicité. Léo joue", **facts: Any) -> Post:
    return a_post(text, **{"media": {"children": list(ages)}, "deal": PAID, **facts})


UNKNOWN_DEAL = {"consideration": "unknown"}
EXAMPLES = {
    PROTECTION: [
        Example("authorisation_unknown", "needs_human", with_children(9)),
        Example("authorisation_unknown", "needs_human", with_children(17, 15)),
        Example(
            "authorisation_unknown",
            "needs_human",
            with_children(9, text="Ma lampe, mon code LINA20", deal=UNKNOWN_DEAL),
        ),
        Example("authorised", "compliant", with_children(9), AUTHORISED),
        Example("not_authorised", "non_compliant", with_children(9), NOT_AUTHORISED),
        Example("promotion_unproven", "needs_human", with_children(9, deal=UNKNOWN_DEAL), NOT_AUTHORISED),
        Example("old_enough", "out_of_scope", with_children(16, 17)),
    ],
    PRESSURE: [
        Example("exhortation", "non_compliant", a_post(BUY, deal=PAID)),
        Example("exhortation_unproven", "needs_human", a_post(f"Publicité. {BUY}")),
        Example("exhortation_unproven", "needs_human", a_post(f"{BUY}, mon code LINA20")),
        Example(
            "exhortation_unproven",
            "needs_human",
            a_post(f"{BUY} Claraline", account={"country": "FR", "own_brands": ["Claraline"]}),
        ),
    ],
}
EACH = [(rule, example) for rule, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("rule", "example"), EACH, ids=str)
def test_a_child_gives_this_verdict(rule: str, example: Example) -> None:
    assert example.found(rule) == (example.code, example.verdict)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_examples_show_every_outcome_that_the_rule_has(rule: str) -> None:
    assert {example.code for example in EXAMPLES[rule]} == set(rulebook().rule(rule).outcomes)


@pytest.mark.parametrize(
    "post",
    [
        with_children(9, text="Léo joue", deal=UNKNOWN_DEAL),
        with_children(9, deal={"consideration": "no"}),
        with_children(),
        a_post(BUY),
        a_post(f"Publicité. {BUY}", deal={"consideration": "no"}),
    ],
    ids=lambda post: f"{post.text} {post.deal.consideration}",
)
def test_children_where_nothing_is_sold_give_no_finding(post: Post) -> None:
    assert not set(EXAMPLES) & set(verdicts(judged(post)))
