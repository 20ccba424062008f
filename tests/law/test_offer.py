"""Calls to buy or to join that a post makes: near the product they are plain, elsewhere a person must say."""

from typing import Any

import pytest

from perenne.law.facts import Facts
from perenne.law.offer import Offer, offer, offered, sold
from perenne.law.promotion import Trade, products
from tests.law.given import a_post
from tests.law.really import judged

FOREX = Trade(frozenset({"trading"}), "finance", "trading.promoted")


def facts(text: str, **record: Any) -> Facts:
    return judged(a_post(text, **record)).facts


def of_forex(text: str, *, counter: bool = False, **record: Any) -> Offer:
    read = facts(text, **record)
    return offer(read, list(products(read, FOREX)), counter=counter)


@pytest.mark.parametrize(
    "call",
    [
        "rejoins mon canal", "écris-moi en DM", "ouvre ton compte avec mon lien", "code LINA20", "accès VIP",
        "49 € par mois", "formation à 497 €", "plus que 3 places", "lien en bio, jusqu'à ce soir",
    ],
)  # fmt: skip
def test_a_call_beside_the_product_is_plain(call: str) -> None:
    made = of_forex(f"Le forex chaque matin, {call}")
    assert made.plain
    assert made.shown


@pytest.mark.parametrize(
    "text",
    [
        "Le forex chaque matin",
        "Le forex chaque matin, lien en bio",
        "Le forex chaque matin, abonne-toi",
        "Le forex ? Ne rejoins jamais ce canal",
        "Le forex : ils m'ont dit « rejoins mon canal » et je suis parti",
        "Rejoins mon canal, je parle de jardinage",
    ],
)
def test_a_link_a_warning_a_quotation_or_another_subject_offers_nothing(text: str) -> None:
    assert of_forex(text) == Offer()


def test_a_call_far_from_the_product_is_shown_and_not_plain() -> None:
    made = of_forex(f"Le forex chaque matin. {'Et la mer. ' * 30}Rejoins mon canal")
    assert made.shown
    assert not made.plain


def test_a_passage_that_warns_makes_no_plain_offer() -> None:
    made = of_forex(f"Le forex chaque matin, rejoins mon canal. {'Et la mer. ' * 12}Reportage complet sur le site")
    assert made.shown
    assert not made.plain


def test_a_call_in_another_text_of_the_post_is_shown_and_not_plain() -> None:
    made = of_forex("Le forex chaque matin", overlay=[{"text": "Rejoins mon canal"}])
    assert [(proof.field, made.plain) for proof in made.shown] == [("overlay[0].text", False)]


def test_a_bio_calls_nobody() -> None:
    assert of_forex("Le forex chaque matin", account={"country": "FR", "bio": "Rejoins mon canal"}) == Offer()


@pytest.mark.parametrize("price", ["à 12 €", "-20 %", "commandez avant minuit"])
def test_a_mere_price_sells_over_a_counter_and_not_what_is_joined(price: str) -> None:
    text = f"Le forex chaque matin, {price}"
    assert not of_forex(text).plain
    assert of_forex(text, counter=True).plain


def test_the_price_of_another_sentence_is_that_of_something_else() -> None:
    text = "Le forex chaque matin. Mes bougies à 12 €"
    assert of_forex(text) == Offer()
    assert not of_forex(text, counter=True).plain
    assert sold(facts(text), FOREX).shown == ()


def test_what_the_record_says_that_the_advertiser_sells_needs_no_word() -> None:
    deal = {"consideration": "unknown", "advertiser": {"name": "Belorso", "sectors": ["trading"]}}
    assert offered(facts("Places limitées, lien en bio", deal=deal), FOREX).plain
    assert not offered(facts("Places limitées, lien en bio"), FOREX).plain


def test_a_denied_deal_sells_nothing() -> None:
    read = facts("Le forex, rejoins mon canal", deal={"consideration": "no"})
    assert offered(read, FOREX) == Offer()
    assert sold(read, FOREX).shown == ()


def test_what_is_sold_shows_the_product_and_the_call() -> None:
    read = facts("Le forex chaque matin, commandez avant minuit")
    assert {proof.quote for proof in sold(read, FOREX).shown} >= {"Le forex", "commandez"}
    assert sold(facts("Le forex chaque matin"), FOREX).shown == ()
