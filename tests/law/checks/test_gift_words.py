"""A gift is a consideration and nobody was paid: what a rule says of a post holds for money and for a gift alike."""

import re

import pytest

from perenne.law.rulebook import Rule, rulebook
from tests.law.given import a_post
from tests.law.really import said

PAID_FOR = re.compile(r"rémunér|\bpayée?s?\b|\bpaid\b", re.IGNORECASE)
QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
ON_POSTS = [rule for rule in rulebook().rules.values() if rule.subject == "post"]


@pytest.mark.parametrize("rule", ON_POSTS, ids=lambda rule: rule.id)
def test_no_sentence_about_a_post_says_that_it_was_paid(rule: Rule) -> None:
    for code, outcome in rule.outcomes.items():
        for words in (outcome.because.fr, outcome.because.en):
            assert not PAID_FOR.search(QUOTED.sub("", words)), (code, words)


def test_a_bottle_received_for_a_post_is_called_a_consideration() -> None:
    bottle = {
        "consideration": "yes",
        "forms": ["product"],
        "requested": True,
        "advertiser": {"name": "Belorso", "sectors": ["alcohol"]},
    }
    (found,) = said(a_post("Publicité · le rosé de Belorso", deal=bottle), "fr.alcohol.message").values()
    assert "contre une contrepartie" in found.because.fr
    assert "for consideration" in found.because.en
