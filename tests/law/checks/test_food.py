"""The health message on manufactured food and sweetened drinks (code de la santé publique, art. L. 2133-1)."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import Example, a_post, an_answer, codes, finding, judged, unjudged, verdicts

RULE = "fr.food.message"
MESSAGE = "Pour votre santé, évitez de grignoter entre les repas."
ADDRESS = "www.mangerbouger.fr"


def paid(text: str | None, /, *sectors: str, **facts: Any) -> Post:
    """A post for which Pétillou paid; its sectors where they are recorded."""
    advertiser = {"name": "Pétillou", "sectors": list(sectors)}
    return a_post(text, deal={"consideration": "yes", "forms": ["money"], "advertiser": advertiser}, **facts)


IN_SCOPE, NOT_IN_SCOPE = (an_answer("food.in_scope", "yes"),), (an_answer("food.in_scope", "no"),)
EXAMPLES = [
    Example("message_present", "compliant", paid(f"Publicité Pétillou. {MESSAGE} {ADDRESS}", "soft_drink")),
    Example("message_present", "compliant", paid("Un soda", "food", overlay=[{"text": f"{MESSAGE} {ADDRESS}"}])),
    Example("address_missing", "improvable", paid(f"Publicité Pétillou. {MESSAGE}", "soft_drink")),
    Example("address_only", "improvable", paid(f"Publicité Pétillou. {ADDRESS}", "soft_drink")),
    Example("message_absent", "non_compliant", paid("Publicité Pétillou", "soft_drink")),
    Example("message_absent", "non_compliant", paid("Publicité. Le soda Pétillou")),
    Example("message_absent", "non_compliant", paid("Publicité. Mon soda du soir", "food")),
    Example("message_absent", "non_compliant", paid("Publicité Pétillou", "food"), IN_SCOPE),
    Example("message_absent", "non_compliant", paid("Un soda", "soft_drink", first_comment=f"{MESSAGE} {ADDRESS}")),
    Example("scope_unknown", "needs_human", paid("Publicité Pétillou", "food")),
    Example("not_in_scope", "out_of_scope", paid("Publicité Pétillou", "food"), NOT_IN_SCOPE),
    Example("product_in_doubt", "needs_human", paid("Publicité. Un film et un soda")),
    Example("promotion_unproven", "needs_human", a_post("Publicité. Un soda")),
    Example("promotion_unproven", "needs_human", a_post("Mon soda, mon code LINA20")),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_food_in_a_post_gives_this_verdict(example: Example) -> None:
    assert example.found(RULE) == (example.code, example.verdict)


def test_the_examples_show_every_outcome_that_the_rule_has() -> None:
    assert {example.code for example in EXAMPLES} == set(rulebook().rule(RULE).outcomes)


@pytest.mark.parametrize(
    "post",
    [
        a_post("Un soda en terrasse"),
        a_post("Merci @petillou pour le soda"),
        a_post("Un soda, mon code LINA20", deal={"consideration": "no"}),
        paid("Publicité. Une robe et un soda", "fashion"),
        paid("Publicité. Les pommes de Pétillou", "food"),
        a_post("Publicité pour une lampe", account={"country": "FR", "bio": "Accro au soda"}),
        a_post("Publicité. Il a dit « soda », lui"),
    ],
    ids=lambda post: post.text,
)
def test_food_that_nobody_advertises_raw_food_and_quoted_food_give_no_finding(post: Post) -> None:
    assert RULE not in verdicts(judged(post))


def test_a_caption_that_was_not_recorded_proves_no_missing_message() -> None:
    assert unjudged(judged(paid(None, "soft_drink")))[RULE] == "text"


def test_a_person_who_says_that_the_food_is_not_what_is_promoted_ends_the_matter() -> None:
    post = paid("Publicité. Un film et un soda")
    assert RULE not in codes(judged(post, an_answer("food.promoted", "no")))
    assert codes(judged(post, an_answer("food.promoted", "yes")))[RULE] == "message_absent"
    assert codes(judged(post, an_answer("food.promoted", "unknown")))[RULE] == "product_in_doubt"


def test_the_message_and_the_address_are_quoted_where_they_stand() -> None:
    found = finding(judged(paid(f"Un soda. {MESSAGE} {ADDRESS}", "soft_drink")), RULE)
    assert [proof.quote for proof in found.evidence][:2] == ["évitez de grignoter entre les repas", "mangerbouger"]


def test_the_message_was_not_due_before_march_2007() -> None:
    assert codes(judged(paid("Un soda", "soft_drink", published_at="2007-02-01")))[RULE] == "not_in_force"
