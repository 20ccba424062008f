"""Promotion that involves wild animals (loi n° 2023-451, art. 4)."""

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import a_post, an_answer
from tests.law.really import Example, by_belorso, known_only, said

RULE = "fr.ban.wildlife"
TIGER = "Un bébé tigre dans mes bras à la villa @belorso"
AUTHORISED, NOT_AUTHORISED = {"authorised_establishment": True}, {"authorised_establishment": False}
CONFIRMED = (an_answer("wildlife.promoted", "yes"),)
EXAMPLES = [
    Example("promoted", "prohibited", by_belorso("Ce soir", "wildlife", facts=NOT_AUTHORISED)),
    Example(
        "promoted", "prohibited", by_belorso(TIGER, facts=NOT_AUTHORISED), (an_answer("wildlife.promoted", "yes"),)
    ),
    Example(
        "promoted",
        "prohibited",
        by_belorso("Ce soir", "wildlife"),
        (an_answer("advertiser.authorised_establishment", "no"),),
    ),
    Example("establishment_authorised", "compliant", by_belorso("Ce soir", "wildlife", facts=AUTHORISED)),
    Example("establishment_unknown", "needs_human", by_belorso("Ce soir", "wildlife")),
    Example("product_in_doubt", "needs_human", by_belorso(TIGER)),
    Example("product_in_doubt", "needs_human", by_belorso(TIGER, facts=NOT_AUTHORISED)),
    Example("promotion_unproven", "needs_human", a_post("Publicité · photo avec un tigre à la villa")),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_wild_animal_in_a_post_gives_this_verdict(example: Example) -> None:
    assert example.found(RULE) == (example.code, example.verdict)


def test_the_examples_show_every_outcome_that_the_rule_has() -> None:
    assert {example.code for example in EXAMPLES} == set(rulebook().rule(RULE).outcomes)


@pytest.mark.parametrize(
    "post",
    [
        a_post("Journée au zoo : un bébé tigre et sa mère"),
        a_post("Publicité · une robe imprimée léopard et mon lion en peluche"),
        a_post("Publicité · mon lion ascendant balance, l'horoscope du mois"),
        by_belorso("Photo avec un tigre, souvenir de safari en Namibie", "travel"),
        known_only("Un bébé tigre", "wildlife"),
        a_post(TIGER, deal={"consideration": "no"}),
    ],
    ids=lambda post: post.text,
)
def test_a_visit_a_toy_a_print_or_a_sign_of_the_zodiac_gives_no_finding(post: Post) -> None:
    assert said(post, RULE) == {}


def test_the_record_that_says_who_may_hold_the_animal_is_part_of_the_proof() -> None:
    found = said(by_belorso("Ce soir", "wildlife", facts=NOT_AUTHORISED), RULE)[None]
    fields = {proof.field: proof.value for proof in found.evidence}
    assert fields["deal.advertiser.facts.authorised_establishment"] is False
