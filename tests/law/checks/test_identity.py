"""For whom does the post advertise? (loi n° 2004-575, art. 20; the creator's own brand.)"""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import Example, a_post, an_answer, codes, finding, judged, paid, unjudged, verdicts

ADVERTISER, OWN = "fr.identity.advertiser", "fr.identity.own_brand"
LABEL = {"paid_partnership": True}


def owner(text: str | None, /, **account: Any) -> Post:
    """A post by the owner of Claraline."""
    return a_post(text, account={"country": "FR", "handle": "clara.m", "own_brands": ["Claraline"], **account})


NAMED = [
    Example("named", "compliant", paid("Publicité pour @maisonlune")),
    Example("named", "compliant", paid("Publicité : la lampe Maison Lune")),
    Example("named", "compliant", paid("Publicité #maisonlune")),
    Example("named", "compliant", paid("Publicité", title="Maison Lune, ma lampe")),
    Example("named", "compliant", paid("Publicité", labels={**LABEL, "sponsors": ["maisonlune"]})),
    Example("named", "compliant", a_post("Publicité @atelierbrume")),
    Example("named", "compliant", a_post("Publicité avec Belorso")),
    Example("not_named", "improvable", paid("Publicité · Ma lampe du soir")),
    Example("not_named", "improvable", paid("Ma lampe du soir")),
    Example("not_named", "improvable", a_post("Publicité · ma lampe du soir", labels=LABEL)),
    Example("not_named", "improvable", a_post("Publicité, merci @lina.m")),
]
OWNED = [
    Example("own_brand_disclosed", "compliant", owner("Publicité : la collection Claraline")),
    Example(
        "own_brand_disclosed", "compliant", paid("Claraline", account={"own_brands": ["Claraline"]}, labels=LABEL)
    ),
    Example("own_brand_plain", "compliant", owner("La collection Claraline", bio="Fondatrice de Claraline")),
    Example("own_brand_plain", "compliant", owner("La collection Claraline", handle="claraline")),
    Example("own_brand_plain", "compliant", owner("Ma marque a un an", name="Clara, Claraline")),
    Example("own_brand_confirmed", "compliant", owner("Claraline"), (an_answer("own_brand.plain", "yes"),)),
    Example("own_brand_silent", "needs_human", owner("La collection Claraline")),
    Example("own_brand_silent", "needs_human", owner("Ma marque a un an")),
    Example("own_brand_hidden", "improvable", owner("Claraline"), (an_answer("own_brand.plain", "no"),)),
]
EACH = [(rule, example) for rule, examples in ((ADVERTISER, NAMED), (OWN, OWNED)) for example in examples]


@pytest.mark.parametrize(("rule", "example"), EACH, ids=str)
def test_who_stands_behind_the_post_gives_this_verdict(rule: str, example: Example) -> None:
    assert example.found(rule) == (example.code, example.verdict)


def test_the_examples_show_every_outcome_that_the_rules_have() -> None:
    for rule, examples in ((ADVERTISER, NAMED), (OWN, OWNED)):
        assert {example.code for example in examples} == set(rulebook().rule(rule).outcomes)


@pytest.mark.parametrize("text", ["Publicité · Ma lampe Trucmuche", "Publicité #lampes"])
def test_a_name_that_cannot_be_classed_gives_no_finding(text: str) -> None:
    assert ADVERTISER not in verdicts(judged(a_post(text)))


@pytest.mark.parametrize("text", ["Ma lampe du soir", "Merci @maisonlune", "#sp"])
def test_a_post_that_is_no_advertisement_need_not_name_anybody(text: str) -> None:
    assert ADVERTISER not in verdicts(judged(a_post(text)))


def test_the_bio_and_the_first_comment_name_nobody_for_the_reader_of_the_post() -> None:
    elsewhere = paid("Publicité", first_comment="@maisonlune", account={"bio": "@maisonlune"})
    assert codes(judged(elsewhere))[ADVERTISER] == "not_named"


def test_an_advertiser_named_with_accents_apart_is_named() -> None:
    deal = {"consideration": "yes", "forms": ["money"], "advertiser": {"name": "Crème Brûlante"}}
    found = finding(judged(a_post("Publicité : Cre\u0300me Bru\u0302lante !", deal=deal)), ADVERTISER)
    assert (found.code, found.evidence[0].quote) == ("named", "Cre\u0300me Bru\u0302lante")


def test_a_word_that_only_contains_the_name_does_not_name_the_advertiser() -> None:
    deal = {"consideration": "yes", "forms": ["money"], "advertiser": {"name": "Lune"}}
    assert codes(judged(a_post("Publicité · mes lunettes du soir", deal=deal)))[ADVERTISER] == "not_named"


def test_the_name_is_quoted_where_it_stands() -> None:
    found = finding(judged(paid("Publicité avec @maisonlune.")), ADVERTISER)
    assert found.because.en == "The advertiser is named: maisonlune."
    assert (found.evidence[0].start, found.evidence[0].end) == (16, 26)


def test_nothing_was_exchanged_so_nobody_has_to_be_named() -> None:
    assert ADVERTISER not in verdicts(judged(a_post("Publicité", deal={"consideration": "no"})))


def test_an_advertisement_without_recorded_text_is_not_judged() -> None:
    assert unjudged(judged(paid(None)))[ADVERTISER] == "text"


def test_the_owner_of_a_brand_is_not_asked_for_whom_the_post_advertises() -> None:
    assert ADVERTISER not in verdicts(judged(owner("Publicité : la nouvelle collection")))


def test_an_owner_who_speaks_of_something_else_is_not_asked_about_the_brand() -> None:
    assert verdicts(judged(owner("Ma lampe du soir"))) == {}


def test_an_owner_whose_texts_were_not_recorded_is_not_judged() -> None:
    assert unjudged(judged(owner(None)))[OWN] == "text"


def test_a_brand_whose_name_has_no_letter_shows_itself_nowhere() -> None:
    nameless = a_post("Ma marque a un an", account={"country": "FR", "own_brands": ["★"], "handle": "clara.m"})
    assert codes(judged(nameless))[OWN] == "own_brand_silent"
