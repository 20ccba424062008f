"""What speaks for an exchange behind a post, and how strongly (positions R21 to R24 and R33)."""

from typing import Any

import pytest

from perenne.intent.clues import clue, deal_evidence
from perenne.model.answer import Answer
from perenne.model.clue import DealEvidence
from perenne.model.finding import Evidence
from perenne.model.post import Deal, Post
from perenne.model.wire import convert
from perenne.text.mention import mentions
from tests.law.given import PAID, a_post, an_answer, read_all


def evidence(post: Post, *answers: Answer) -> DealEvidence:
    content = read_all([post])[0]
    return deal_evidence(post, content, mentions(content), answers={each.question: each for each in answers})


def says(post: Post, *answers: Answer) -> list[tuple[str, str]]:
    """Grade and kind of every clue, strongest first."""
    return [(each.grade, each.kind) for each in evidence(post, *answers).clues]


def bio(text: str) -> dict[str, Any]:
    return {"account": {"country": "FR", "handle": "lina.m", "bio": text}}


STRONG = [
    (a_post("", deal=PAID), "deal"),
    (a_post("", labels={"paid_partnership": True}), "label"),
    (a_post("", labels={"promotional": True}), "label"),
]
MEDIUM = [
    (a_post("avec mon code LINA20"), "code"),
    (a_post("code LINA20", kind="reel"), "code"),
    (a_post("", overlay=[{"text": "mon code BRUME5"}]), "code"),
    (a_post("Offert par Belorso"), "gift_words"),
    (a_post("", links=["https://belorso.example/?aff=3"]), "tracked_link"),
    (a_post("voir https://belorso.example/?ref=lina !"), "tracked_link"),
    (a_post("Commandez le nouveau cabas", coauthors=["belorso"]), "coauthor"),
    (a_post("", extra={"tiktok": {"isAd": True}}), "platform_flag"),
    (a_post("", extra={"tiktok": {"adAuthorization": True, "isAd": False}}), "platform_flag"),
]
WEAK = [
    (a_post("Ma lampe #collab"), "bare_tag"),
    (a_post("Ma lampe #sp"), "bare_tag"),
    (a_post("Merci @belorso"), "tag_and_praise"),
    (a_post("J'adore ce cabas @belorso"), "tag_and_praise"),
    (a_post("Commandez chez @belorso"), "tag_and_praise"),
    (a_post("", first_comment="Merci @belorso"), "tag_and_praise"),
]


@pytest.mark.parametrize(
    ("post", "grade", "kind"),
    [
        *((post, "strong", kind) for post, kind in STRONG),
        *((post, "medium", kind) for post, kind in MEDIUM),
        *((post, "weak", kind) for post, kind in WEAK),
    ],
)
def test_this_speaks_for_a_deal(post: Post, grade: str, kind: str) -> None:
    assert says(post) == [(grade, kind)]


@pytest.mark.parametrize(
    "post",
    [
        a_post("Ma lampe du soir"),
        a_post("@belorso"),
        a_post("Lien en bio @belorso"),
        a_post("Merci la vie"),
        a_post("Merci @lina.m"),
        a_post("Concours de tartes chez @belorso"),
        a_post("Merci, écrivez à contact@belorso.example"),
        a_post("Publicité"),
        a_post("Partenariat rémunéré avec Belorso"),
        a_post("En partenariat avec Belorso"),
        a_post("#sponsored"),
        a_post("le code civil, le code wifi"),
        a_post("https://belorso.example/p"),
        a_post("Une journée entre amies", coauthors=["claire.m"]),
        a_post("", labels={"paid_partnership": False, "promotional": False, "sponsors": ["belorso"]}),
        a_post("", labels={"ai": True}),
        a_post("", extra={"tiktok": {"isAd": False, "adAuthorization": None}}),
        a_post("", extra={"tiktok": "isAd", "isAd": True}),
        a_post("", deal={"consideration": "unknown", "forms": ["money"], "requested": True}),
        a_post("Ce n'est pas une publicité"),
        a_post(None),
    ],
    ids=str,
)
def test_this_speaks_for_nothing(post: Post) -> None:
    assert says(post) == []


def test_thanks_and_a_brand_speak_only_where_they_stand_near_each_other() -> None:
    assert says(a_post(f"Merci à vous. {'x' * 60} @belorso")) == [("weak", "tag_and_praise")]
    assert says(a_post(f"Merci à vous. {'x' * 90} @belorso")) == []
    assert says(a_post("Merci à vous", first_comment="@belorso")) == []


def test_what_the_bio_says_every_day_speaks_for_no_post() -> None:
    every_day = "Merci @belorso, commandez avec mon code LINA20 sur https://belorso.example/?ref=lina"
    assert says(a_post("Ma lampe du soir", **bio(every_day))) == []
    assert says(a_post("Une journée entre amies", coauthors=["claire.m"], **bio(every_day))) == []


def test_what_the_bio_denies_is_denied_of_no_post() -> None:
    assert evidence(a_post("Ma lampe", **bio("Non sponsorisé"))).denied is None


def test_clues_do_not_add_up() -> None:
    many = evidence(a_post("mon code LINA20, offert par Belorso, merci @belorso", links=["https://x.example/?aff=1"]))
    assert many.grade == "medium"
    assert [each.grade for each in many.clues] == ["medium", "medium", "medium", "weak"]


def test_the_strongest_clue_comes_first_and_names_the_grade() -> None:
    all_grades = evidence(a_post("#sp mon code LINA20", deal=PAID))
    assert [each.grade for each in all_grades.clues] == ["strong", "medium", "weak"]
    assert all_grades.grade == "strong"
    assert evidence(a_post("")).grade == "none"


def test_a_negated_gift_or_tag_is_no_clue() -> None:
    assert says(a_post("Ce n'est pas une #collab")) == []


def test_every_clue_shows_its_proof() -> None:
    found = evidence(a_post("🌙 mon code LINA20", links=["https://belorso.example/?aff=3"], deal=PAID)).clues
    assert [each.evidence for each in found] == [
        Evidence("deal.consideration", value="yes", source="posts.ndjson:7"),
        Evidence("text", 11, 17, "LINA20"),
        Evidence("links[0]", value="https://belorso.example/?aff=3", source="posts.ndjson:7"),
    ]


def test_a_clue_is_said_in_both_languages() -> None:
    said = clue("code", Evidence("text", 0, 6, "LINA20")).says
    assert (said.fr, said.en) == ("un code promo personnel est donné", "a personal promo code is given")
    with pytest.raises(KeyError):
        clue("hunch", Evidence("text"))


# Who denies it


@pytest.mark.parametrize(
    ("post", "answers", "denied"),
    [
        (a_post("", deal={"consideration": "no"}), (), "record"),
        (a_post(""), (an_answer("deal.consideration", "no"),), "answer"),
        (a_post("Non sponsorisé", deal={"consideration": "no"}), (an_answer("deal.consideration", "no"),), "answer"),
        (a_post("Non sponsorisé", deal={"consideration": "no"}), (), "record"),
        (a_post("Post non sponsorisé"), (), "own_words"),
        (a_post("Ce n'est pas une publicité"), (), "own_words"),
        (a_post("", first_comment="Non sponsorisé"), (), "own_words"),
        (a_post("Ce n'est pas une lampe"), (), None),
        (a_post(""), (an_answer("deal.consideration", "yes"),), None),
        (a_post(""), (an_answer("deal.consideration", "unknown"),), None),
        (a_post(""), (an_answer("deal.requested", "no"),), None),
    ],
    ids=str,
)
def test_who_can_know_may_deny_it(post: Post, answers: tuple[Answer, ...], denied: str | None) -> None:
    found = evidence(post, *answers).denied
    assert (found.kind if found else None) == denied


def test_an_answer_that_says_yes_is_strong_and_shows_who_gave_it() -> None:
    found = evidence(a_post("Ma lampe"), an_answer("deal.consideration", "yes"))
    assert [(each.grade, each.kind) for each in found.clues] == [("strong", "answer")]
    assert found.clues[0].evidence == Evidence(
        "answers.deal.consideration", value="yes", source="Lina M., 2026-11-22"
    )
    assert found.answered == "yes"


# What the deal says


@pytest.mark.parametrize(
    ("forms", "in_kind"),
    [
        (["product"], True),
        (["trip", "service"], True),
        (["loan", "discount"], True),
        (["product", "money"], False),
        (["commission"], False),
        (["own_brand", "product"], False),
        ([], False),
    ],
)
def test_a_deal_is_in_kind_where_no_money_is_part_of_it(forms: list[str], in_kind: bool) -> None:
    assert evidence(a_post("", deal={"consideration": "yes", "forms": forms})).in_kind_only is in_kind


def test_the_terms_of_a_recorded_deal_stand_in_for_those_of_the_post() -> None:
    terms = convert(Deal, {**PAID, "requested": True})
    proof = Evidence("deals", value="Maison Lune, money, 2026-03-10", source="deals.csv:2")
    post = a_post("Ma lampe")
    found = deal_evidence(post, (), (), [clue("deal_line", proof)], terms)
    assert (found.grade, found.requested, found.forms) == ("strong", True, ("money",))
    assert found.advertiser is not None
    assert found.advertiser.name == "Maison Lune"
    assert [each.kind for each in found.of_kind("deal", "deal_line")] == ["deal_line"]
    assert found.of_grade("medium") == ()
