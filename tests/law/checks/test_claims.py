"""Claims about health (règlement (CE) n° 1924/2006) and about the environment (code de l'environnement)."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import PAID, Example, a_post, an_answer, codes, finding, judged, paid, verdicts

HEALTH, ENVIRONMENT = "fr.health.claim", "fr.environment.claim"
AUTHORISED, REFUSED = (an_answer("claim.authorised", "yes"),), (an_answer("claim.authorised", "no"),)
CLAIMED = (an_answer("environment.claimed", "yes"),)


def of_a_trade(text: str, /, *sectors: str, **facts: Any) -> Post:
    advertiser = {"name": "Maison Lune", "handles": ["maisonlune"], "sectors": list(sectors)}
    return a_post(text, deal={**PAID, "advertiser": advertiser}, **facts)


EXAMPLES = {
    HEALTH: [
        Example("claim_forbidden", "non_compliant", paid("Ces gélules : cinq kilos en moins")),
        Example("claim_forbidden", "non_compliant", paid("Une tisane qui guérit l'eczéma, en gélules")),
        Example("claim_forbidden", "non_compliant", of_a_trade("Ça guérit l'eczéma", "food_supplement")),
        Example("claim_to_check", "needs_human", paid("Mes gélules détox")),
        Example("claim_authorised", "compliant", paid("Mes gélules détox"), AUTHORISED),
        Example("claim_refused", "non_compliant", paid("Mes gélules détox"), REFUSED),
        Example("claim_unproven", "needs_human", a_post("Publicité. Mes gélules détox")),
        Example("claim_unproven", "needs_human", a_post("Ces gélules : cinq kilos en moins, mon code LINA20")),
        Example("claim_unproven", "needs_human", a_post("Publicité. Mes gélules détox"), REFUSED),
    ],
    ENVIRONMENT: [
        Example("claim_banned", "non_compliant", paid("Publicité. Une robe biodégradable")),
        Example("claim_banned", "non_compliant", paid("Publicité @maisonlune, biodégradable")),
        Example("carbon_unproven", "non_compliant", paid("Publicité. Une robe neutre en carbone")),
        Example(
            "carbon_unproven",
            "needs_human",
            paid("Publicité. Une robe neutre en carbone", published_at="2022-06-01T12:00:00Z"),
        ),
        Example("carbon_reported", "needs_human", paid("Une robe neutre en carbone, rapport en lien")),
        Example("claim_absolute", "non_compliant", paid("Publicité. Une robe écologique")),
        Example("claim_absolute", "non_compliant", paid("Publicité. Tout est écologique"), CLAIMED),
        Example("claim_qualified", "needs_human", paid("Publicité. Une robe écologique, en coton bio")),
        Example("claim_compared", "needs_human", paid("Publicité. La robe la plus écologique")),
        Example("claim_confirmed", "compliant", paid("Publicité. La robe la plus écologique"), AUTHORISED),
        Example("claim_refused", "non_compliant", paid("Publicité. La robe la plus écologique"), REFUSED),
        Example("claim_in_doubt", "needs_human", paid("Publicité. Tout est écologique dans ce pays")),
        Example("claim_unproven", "needs_human", a_post("Publicité. Une robe écologique")),
        Example("claim_unproven", "needs_human", a_post("Une robe biodégradable, mon code LINA20")),
    ],
}
EACH = [(rule, example) for rule, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("rule", "example"), EACH, ids=str)
def test_a_claim_gives_this_verdict(rule: str, example: Example) -> None:
    assert example.found(rule) == (example.code, example.verdict)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_examples_show_every_outcome_that_the_rule_has(rule: str) -> None:
    assert {example.code for example in EXAMPLES[rule]} == set(rulebook().rule(rule).outcomes)


@pytest.mark.parametrize(
    "post",
    [
        a_post("Ces gélules : cinq kilos en moins"),
        a_post("Ces gélules : cinq kilos en moins, mon code LINA20", deal={"consideration": "no"}),
        a_post("Une robe biodégradable et neutre en carbone"),
        paid("Cinq kilos en moins depuis que je cours"),
        of_a_trade("Cinq kilos en moins, et ma robe tombe bien ; mes gélules aussi", "fashion"),
        of_a_trade("Un soin détox, et mes gélules", "cosmetics"),
        paid("Une robe en coton bio"),
        paid("Il a dit « biodégradable », lui"),
    ],
    ids=lambda post: post.text,
)
def test_a_story_a_plain_fact_another_trade_and_a_quotation_claim_nothing(post: Post) -> None:
    assert not set(EXAMPLES) & set(verdicts(judged(post)))


def test_a_claim_that_is_not_about_the_product_ends_the_matter() -> None:
    post = paid("Publicité. Tout est écologique dans ce pays")
    assert ENVIRONMENT not in codes(judged(post, an_answer("environment.claimed", "no")))


def test_the_first_quote_is_the_claim_that_weighs_most() -> None:
    found = finding(judged(paid("Publicité. Une robe écologique et neutre en carbone")), ENVIRONMENT)
    assert [proof.quote for proof in found.evidence] == ["neutre en carbone", "écologique"]
    assert "« neutre en carbone »" in found.because.fr


@pytest.mark.parametrize(("day", "told"), [("2026-09-26", False), ("2026-09-27", True)])
def test_the_criteria_of_the_directive_are_told_as_advice_since_it_applies(day: str, told: bool) -> None:
    found = finding(judged(paid("Une robe biodégradable", published_at=f"{day}T12:00:00Z")), ENVIRONMENT)
    assert ("european_criteria" in [notice.code for notice in found.notices]) is told
    assert (found.confidence, found.verdict) == ("B", "non_compliant")


def test_a_brand_of_ones_own_is_asked_and_not_accused() -> None:
    shop = a_post("Une robe biodégradable de Claraline", account={"country": "FR", "own_brands": ["Claraline"]})
    assert codes(judged(shop))[ENVIRONMENT] == "claim_unproven"
