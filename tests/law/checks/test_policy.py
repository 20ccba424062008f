"""What TikTok allows to accounts of politics and government."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.answer import Answer
from perenne.model.post import Post
from tests.law.given import PAID, Example, a_post, finding, judged, verdicts

RULE = "platform.policy"


def deputy(text: str = "Mon bilan de la semaine", /, role: str = "political_actor", **facts: Any) -> Post:
    place = {"platform": "tiktok", "account": {"country": "FR", "role": role}, "kind": "video"}
    return a_post(text, **{**place, **facts})


EXAMPLES = [
    Example("no_deal", "out_of_scope", deputy()),
    Example("no_deal", "out_of_scope", deputy(deal={"consideration": "no"})),
    Example("no_deal", "out_of_scope", deputy(role="government")),
    Example("deal", "needs_human", deputy(deal=PAID)),
    Example("deal", "needs_human", deputy("Publicité pour une lampe")),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_account_of_politics_gives_this_verdict(example: Example) -> None:
    assert example.found(RULE) == (example.code, example.verdict)


def test_a_collaboration_that_the_platform_allowed_is_compliant() -> None:
    allowed = Answer(platform="tiktok", post_id="C1", question="platform.allowed", answer="yes")
    found = finding(judged(deputy(deal=PAID), allowed), RULE)
    assert (found.code, found.verdict) == ("deal_allowed", "compliant")


def test_the_examples_show_every_other_outcome() -> None:
    assert {example.code for example in EXAMPLES} | {"deal_allowed"} == set(rulebook().rule(RULE).outcomes)


def test_nothing_commercial_still_tells_that_no_boost_and_no_gift_is_allowed() -> None:
    assert [notice.code for notice in finding(judged(deputy()), RULE).notices] == ["no_boost"]


def test_the_rule_of_a_platform_goes_with_the_account_wherever_its_public_is() -> None:
    abroad = deputy(account={"country": "US", "role": "government"}, audience={"countries": {"US": 0.9}})
    assert verdicts(judged(abroad)) == {RULE: "out_of_scope"}


@pytest.mark.parametrize("post", [deputy(platform="instagram"), deputy(role="creator"), deputy(role="business")])
def test_other_platforms_and_other_roles_are_not_meant(post: Post) -> None:
    assert RULE not in verdicts(judged(post))
