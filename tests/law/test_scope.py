"""Whose law applies to a post."""

from typing import Any

import pytest

from perenne.law.facts import Scope
from perenne.law.rulebook import rulebook
from perenne.law.scope import scope_of
from tests.law.given import PAID, a_post, codes, finding, judged, verdicts


def scope(country: str | None = None, audience: dict[str, float] | None = None, *stated: str) -> Scope:
    """The scope of a post by a creator of ``country``; ``stated`` is what ``--audience`` says."""
    post = a_post("", account={"country": country}, audience={"countries": audience or {}})
    return scope_of(post, rulebook(), stated)


def test_the_law_of_the_creators_own_country_applies() -> None:
    assert scope("FR") == Scope(("FR",))
    assert scope("US") == Scope(("US",))


@pytest.mark.parametrize(
    ("share", "applies"), [(0.0999, False), (0.1, True), (0.1001, True), (1.0, True), (0.0, False)]
)
def test_the_law_of_a_country_applies_from_a_tenth_of_the_audience(share: float, applies: bool) -> None:
    assert ("FR" in scope("US", {"FR": share}).countries) is applies


def test_every_country_that_applies_is_told_once_the_creators_own_first() -> None:
    assert scope("BE", {"FR": 0.5, "CA": 0.2, "BE": 0.3}).countries == ("BE", "CA", "FR")


def test_the_order_in_which_a_source_tells_the_audience_does_not_matter() -> None:
    assert scope("BE", {"FR": 0.5, "CA": 0.2}) == scope("BE", {"CA": 0.2, "FR": 0.5})


def test_the_stated_audience_is_that_of_posts_that_record_none() -> None:
    assert scope("US", None, "FR", "BE").countries == ("US", "BE", "FR")
    assert scope("US", {"GB": 0.9}, "FR").countries == ("US", "GB")
    assert scope("US", {"FR": 0.01}, "FR").countries == ("US",)


def test_where_nothing_is_known_french_law_is_assumed() -> None:
    assert scope() == Scope(("FR",), assumed=True)


@pytest.mark.parametrize("known", [("FR",), (None, {"FR": 0.5}), (None, None, "FR")])
def test_where_anything_is_known_nothing_is_assumed(known: Any) -> None:
    assert not scope(*known).assumed


def test_an_audience_that_is_thin_everywhere_is_known_and_no_law_is_assumed() -> None:
    assert scope(None, {"FR": 0.05, "BE": 0.05}) == Scope(())


@pytest.mark.parametrize(
    ("country", "abroad"),
    [("BE", "BE"), ("NO", "NO"), ("FR", None), ("CH", None), ("GB", None), ("CA", None), (None, None)],
)
def test_abroad_is_another_state_of_the_european_economic_area(country: str | None, abroad: str | None) -> None:
    assert scope(country, {"FR": 0.9}).abroad == abroad


def test_the_european_economic_area_has_thirty_states() -> None:
    eea = rulebook().index.eea
    assert len(eea) == len(set(eea)) == 30
    assert {"FR", "IS", "LI", "NO", "HR"} <= set(eea)
    assert not {"CH", "GB", "UK", "EL"} & set(eea)


# What the scope makes of the findings


def test_a_post_for_no_french_public_is_not_judged_by_french_law() -> None:
    canadian = a_post("Merci @maisonlune", account={"country": "CA"}, audience={"countries": {"CA": 0.95}}, deal=PAID)
    assert verdicts(judged(canadian)) == {}


def test_a_creator_from_belgium_who_speaks_to_the_french_owes_them_the_mention() -> None:
    belgian = a_post("Ma lampe", account={"country": "BE"}, audience={"countries": {"FR": 0.4}}, deal=PAID)
    found = finding(judged(belgian), "fr.mention.intent")
    assert (found.code, found.verdict) == ("mention_absent", "non_compliant")


def test_the_stated_audience_wakes_french_law_for_a_canadian_creator() -> None:
    canadian = a_post("Ma lampe", account={"country": "CA"}, audience={}, deal=PAID)
    assert verdicts(judged(canadian)) == {}
    assert codes(judged(canadian, audience=("FR",)))["fr.mention.intent"] == "mention_absent"


def test_an_assumed_country_stands_among_what_every_verdict_rests_on_and_is_never_asked() -> None:
    nowhere = judged(a_post("Ma lampe", account={}, audience={}, deal=PAID))
    assert nowhere.findings
    for found in nowhere.findings:
        assert "account.country" in found.depends_on
        assert found.question is None or found.question.fact != "account.country"
    for found in judged(a_post("Ma lampe", deal=PAID)).findings:
        assert "account.country" not in found.depends_on
