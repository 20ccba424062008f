"""Declaring with the platform's own tool (règlement (UE) 2022/2065, art. 26, § 2)."""

import pytest

from perenne.law.rulebook import rulebook
from tests.law.given import PAID, Example, a_deal, a_post, an_answer, codes, finding, judged, paid, verdicts

RULE = "eu.dsa.declaration"
UNDECLARED = {"paid_partnership": False}

EXAMPLES = [
    Example("declared", "compliant", paid("Publicité", labels={"paid_partnership": True})),
    Example("declared", "compliant", paid("Publicité", labels={"paid_partnership": False, "promotional": True})),
    Example("not_declared", "improvable", paid("Publicité", labels=UNDECLARED)),
    Example("not_declared", "improvable", paid(None, labels=UNDECLARED)),
    Example("not_declared", "improvable", a_post("", labels=UNDECLARED), (an_answer("deal.consideration", "yes"),)),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_deal_and_the_label_give_this_verdict(example: Example) -> None:
    assert example.found(RULE) == (example.code, example.verdict)


def test_the_examples_show_every_outcome_that_the_rule_has() -> None:
    assert {example.code for example in EXAMPLES} == set(rulebook().rule(RULE).outcomes)


def test_a_label_of_which_the_source_says_nothing_proves_nothing() -> None:
    assert RULE not in verdicts(judged(paid("Publicité")))
    assert RULE not in verdicts(judged(paid("Publicité", labels={"promotional": False})))


@pytest.mark.parametrize("text", ["Publicité", "Merci @maisonlune", "Ma lampe, mon code LINA20", "Offert par @m"])
def test_what_the_post_says_of_itself_is_no_deal_to_declare(text: str) -> None:
    assert RULE not in verdicts(judged(a_post(text, labels=UNDECLARED)))


def test_a_deal_that_the_post_or_an_answer_denies_is_not_one_to_declare() -> None:
    post = paid("Ma lampe", labels=UNDECLARED)
    assert RULE not in verdicts(judged(post, an_answer("deal.consideration", "no")))
    assert RULE not in verdicts(judged(paid("Non sponsorisé", labels=UNDECLARED)))


def test_a_line_of_the_deal_file_is_proof_enough() -> None:
    post = a_post("@maisonlune", labels=UNDECLARED, published_at="2026-03-12T12:00:00Z")
    found = finding(judged(post, deals=[a_deal()]), RULE)
    assert [proof.source for proof in found.evidence] == ["posts.ndjson:7", "deals.csv:2"]


def test_the_tool_had_to_be_there_from_17_february_2024() -> None:
    days = {
        day: judged(paid("", labels=UNDECLARED, published_at=f"{day}T12:00Z")) for day in ("2024-02-16", "2024-02-17")
    }
    assert [codes(each)[RULE] for each in days.values()] == ["not_in_force", "not_declared"]


def test_the_regulation_binds_wherever_the_public_is_in_the_european_economic_area() -> None:
    for country, bound in (("NO", True), ("IS", True), ("CH", False), ("GB", False), ("US", False)):
        post = a_post("", labels=UNDECLARED, account={"country": country}, audience={}, deal=PAID)
        assert (RULE in verdicts(judged(post))) is bound, country
