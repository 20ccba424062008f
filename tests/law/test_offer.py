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
        "abonnement à 49 €", "ma formation à 497 €", "plus que 3 places", "lien en bio, jusqu'à ce soir",
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
        "Moi : rejoins mon canal forex. Aussi moi : à découvert",
        "Reçu en DM : rejoins mon canal forex",
        "« Rejoins mon canal forex » : voilà le DM que reçoivent vos ados",
        "Le forex expliqué, entrée gratuite à la médiathèque, inscription en bio",
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


@pytest.mark.parametrize("amount", ["à 12 €", "49 € par mois", "60 € la séance", "formation à 497 €"])
def test_an_amount_alone_is_shown_and_calls_nobody(amount: str) -> None:
    made = of_forex(f"Le forex chaque matin, {amount}", counter=True)
    assert made.shown
    assert not made.plain


@pytest.mark.parametrize("sale", ["-20 %", "commandez avant minuit"])
def test_a_mere_sale_sells_over_a_counter_and_not_what_is_joined(sale: str) -> None:
    text = f"Le forex chaque matin, {sale}"
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


@pytest.mark.parametrize(
    "text",
    [
        "Il jurait tout savoir du forex, rejoignez son groupe privé disait l'affiche",
        "Quatre ans requis contre le trader du forex, accès VIP à 49 € par mois",
        "Mon cousin vend son accès VIP de forex, 49 € par mois",
        "Ils promettent la lune avec le forex, places limitées",
        "Elle m'a écrit au sujet du forex : rejoins mon canal",
        "Hier, le forex : « viens vite, rejoins mon canal, c'est simple »",
        "La prof de forex comparaissait pour ses séances à distance",
    ],
)
def test_what_others_sell_say_or_are_tried_for_is_no_offer(text: str) -> None:
    assert of_forex(text) == Offer()
    assert sold(facts(text), FOREX).shown == ()


@pytest.mark.parametrize(
    "text",
    [
        "Mon code promo LINA20 pour du forex. Non je rigole, c'est des pâtes",
        "POV : ton pote se met au forex, rejoins mon canal frérot",
        "Si j'étais un expert du forex je dirais : rejoins mon canal",
        "Le forex, rejoins mon canal ? Et puis quoi encore",
        "Le forex et moi : je vendais un accès VIP, rejoins mon canal, tout ça",
        "« Le forex, rejoins mon canal », vu sur un mur",
        "Le parquet a parlé du forex. Rejoins mon canal",
        "Je ne vends rien. Le forex, rejoins mon canal",
    ],
)
def test_a_joke_a_fiction_a_question_the_past_and_a_denial_leave_it_to_a_person(text: str) -> None:
    made = of_forex(text)
    assert made.shown
    assert not made.plain


@pytest.mark.parametrize(
    "text",
    [
        "Je rigole pas : le forex, rejoins mon canal",
        "Prêt à apprendre le forex ? Rejoins mon canal",
        "Le forex « facile », rejoins mon canal",
        "Le forex, rejoins mon canal, ce serait dommage de rater ça",
    ],
)
def test_what_only_resembles_doubt_leaves_the_offer_plain(text: str) -> None:
    assert of_forex(text).plain
