"""Publicly financed training (loi n° 2023-451, art. 5): four pieces of information, and no bait."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.finding import Finding
from perenne.model.post import Post
from tests.law.given import a_post, an_answer, judged, paid, unjudged, verdicts

RULE = "fr.training.information"
ALL = "Reste à charge et accès sous conditions, organisme Langues & Co, sur Mon Compte Formation."


def by_part(post: Post, *answers: Any) -> dict[str | None, str]:
    """Part → code of what the rule says of ``post``."""
    return {found.part: found.code for found in said(post, *answers)}


def said(post: Post, *answers: Any) -> list[Finding]:
    return [found for found in judged(post, *answers).findings if found.rule == RULE]


def school(text: str, /, **facts: Any) -> Post:
    advertiser = {"name": "Langues & Co", "sectors": ["training_cpf"]}
    return a_post(text, deal={"consideration": "yes", "forms": ["money"], "advertiser": advertiser}, **facts)


def test_with_all_four_pieces_each_part_is_compliant_and_their_truth_left_to_a_person() -> None:
    found = said(paid(f"Publicité. Avec ton CPF. {ALL}"))
    assert {each.part: each.verdict for each in found} == dict.fromkeys(
        ("funding", "eligibility", "provider", "listing"), "compliant"
    )
    assert {notice.code for each in found for notice in each.notices} == {"terms_unverified"}
    assert {each.position for each in found} == {"R19"}


def test_each_piece_that_is_missing_is_a_breach_of_its_own() -> None:
    assert by_part(paid("Publicité. Un cours d'anglais avec ton CPF, sous conditions")) == {
        "funding": "funding_missing",
        "eligibility": "told",
        "provider": "provider_missing",
        "listing": "listing_missing",
    }


def test_words_that_offer_and_tell_who_pays_tell_the_funding() -> None:
    assert by_part(paid("Publicité. Formation financée par le CPF"))["funding"] == "told"


def test_the_name_of_a_school_tells_the_provider_and_the_address_of_the_service_the_listing() -> None:
    told = by_part(school("Publicité Langues & Co, www.moncompteformation.gouv.fr"))
    assert (told["provider"], told["listing"]) == ("told", "told")
    assert by_part(paid("Publicité. Un cours avec ton CPF, casque offert"))["provider"] == "provider_missing"
    assert by_part(paid("Publicité Maison Lune, avec ton CPF"))["provider"] == "told", "who pays may well train"


def test_a_gift_is_a_bait_even_beside_all_the_information() -> None:
    parts = by_part(paid(f"Publicité. Avec ton CPF, un casque offert. {ALL}"))
    assert parts["inducement"] == "inducement"


def test_where_nothing_proves_the_deal_or_the_promotion_a_person_is_asked_once() -> None:
    assert by_part(a_post("Publicité. Un cours avec ton CPF, casque offert")) == {
        None: "promotion_unproven",
        "inducement": "inducement_unproven",
    }
    assert by_part(paid("Publicité. J'ai utilisé mon CPF")) == {None: "product_in_doubt"}
    confirmed = an_answer("training.promoted", "yes")
    assert set(by_part(paid("Publicité. J'ai utilisé mon CPF"), confirmed)) == {
        "funding", "eligibility", "provider", "listing",
    }  # fmt: skip


def test_every_outcome_has_been_shown() -> None:
    shown = {"told", "funding_missing", "eligibility_missing", "provider_missing", "listing_missing", "inducement"}
    shown |= {"inducement_unproven", "product_in_doubt", "promotion_unproven"}
    assert shown == set(rulebook().rule(RULE).outcomes)
    assert "eligibility_missing" in by_part(school("Publicité")).values()


@pytest.mark.parametrize(
    "post",
    [
        a_post("J'ai utilisé mon CPF"),
        a_post("Avec ton CPF, mon code LINA20", deal={"consideration": "no"}),
        paid("Publicité pour une lampe"),
        a_post("Mon code LINA20 pour une lampe"),
    ],
    ids=lambda post: post.text,
)
def test_training_that_nobody_advertises_gives_no_finding(post: Post) -> None:
    assert RULE not in verdicts(judged(post))


def test_a_caption_that_was_not_recorded_proves_no_missing_information() -> None:
    post = paid(None, overlay=[{"text": "Avec ton CPF, sous conditions"}])
    assert unjudged(judged(post))[RULE] == "text"
    assert by_part(post) == {"eligibility": "told"}


def test_the_article_does_not_bind_a_creator_established_in_belgium() -> None:
    post = paid("Avec ton CPF", account={"country": "BE"}, audience={"countries": {"FR": 0.5}})
    assert [(found.code, found.verdict, found.position) for found in said(post)] == [
        ("creator_abroad", "out_of_scope", "R2")
    ]


@pytest.mark.parametrize(("day", "version"), [("2024-11-07", "2023-06-11"), ("2024-11-08", "2024-11-08")])
def test_the_version_is_that_of_the_day(day: str, version: str) -> None:
    assert {found.rule_version for found in said(school("Publicité", published_at=f"{day}T12:00:00Z"))} == {version}
