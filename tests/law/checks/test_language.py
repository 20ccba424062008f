"""The French language in advertising (loi n° 94-665, art. 2)."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import PAID, Example, a_post, finding, judged, paid, verdicts

RULE = "fr.language.french"
JACKET = "My new favourite jacket, I wear it all the time"
VESTE = "Ma nouvelle veste, je la porte tout le temps"
ABROAD = {"account": {"country": "GB"}, "audience": {"countries": {"GB": 0.9}}}

EXAMPLES = [
    Example("foreign_text", "improvable", paid(JACKET)),
    Example("foreign_text", "improvable", paid("Meine neue Jacke", language="de")),
    Example("foreign_text", "improvable", paid("Meine neue Jacke", language="de-AT")),
    Example("foreign_text", "improvable", a_post(f"Sponsored. {JACKET}")),
    Example("foreign_text", "improvable", a_post(f"Publicité. {JACKET}", language="en")),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_advertisement_wholly_in_another_language_is_improvable(example: Example) -> None:
    assert example.found(RULE) == (example.code, example.verdict)


def test_the_examples_show_every_outcome_that_the_rule_has() -> None:
    assert {example.code for example in EXAMPLES} == set(rulebook().rule(RULE).outcomes)


@pytest.mark.parametrize(
    "post",
    [
        paid(VESTE),
        paid(VESTE, language="fr"),
        paid(VESTE, language="en"),
        paid("My jacket", language="en"),
        paid("Glow skin serum, shop now"),
        paid("#ootd #fashion @maisonlune https://maisonlune.example", language="en"),
        paid(f"{JACKET}\n{VESTE}"),
        paid(JACKET, overlay=[{"text": VESTE}]),
        paid(JACKET, language="und", speech=[{"text": VESTE}]),
        paid("Une routine avec le glow serum et le lip oil, je suis fan du no make-up look"),
        paid(""),
        paid(None, language="en"),
        a_post(JACKET),
        a_post(f"Sponsored. {JACKET}", deal={"consideration": "no"}),
        paid(JACKET, **ABROAD),
    ],
    ids=lambda post: f"{post.text} {post.language}",
)
def test_french_a_loan_word_an_unknown_language_and_no_advertising_give_no_finding(post: Post) -> None:
    assert RULE not in verdicts(judged(post))


@pytest.mark.parametrize(("facts", "field"), [({}, "text"), ({"language": "en"}, "language")])
def test_the_proof_is_what_the_record_declares_or_else_the_text(facts: dict[str, Any], field: str) -> None:
    found = finding(judged(a_post(JACKET, deal=PAID, **facts)), RULE)
    assert found.evidence[0].field == field
    assert found.position == "R9"
