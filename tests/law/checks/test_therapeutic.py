"""What is sold in the place of a treatment (loi n° 2023-451, art. 4)."""

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import a_post, an_answer
from tests.law.really import Example, by_belorso, said

RULE = "fr.ban.therapeutic"
STOPPED = "J'ai arrêté mon traitement grâce à cette cure de jus"
LIKENED = "La propolis, antibiotique naturel du matin"
EXAMPLES = [
    Example("promoted", "prohibited", by_belorso(STOPPED)),
    Example("promoted", "prohibited", by_belorso(LIKENED), (an_answer("therapeutic.claimed", "yes"),)),
    Example("offered", "prohibited", a_post(f"{STOPPED}, code DETOX10")),
    Example("offered", "prohibited", a_post("Ce jus remplace la chimio, commandez-le avant dimanche")),
    Example("offered", "prohibited", a_post("j'ai lâché mes somnifères grâce à ces gélules, code NUIT15")),
    Example("offered", "prohibited", a_post("Ciao la ventoline avec ma méthode Respire, inscriptions en bio")),
    Example("offered", "prohibited", a_post("plus besoin d'antidep depuis le reiki, 70 € la séance, résa en dm")),
    Example("offered", "prohibited", a_post("Stop la cortisone ! Mes gouttes, lien en bio, stock limité")),
    Example("claim_in_doubt", "needs_human", by_belorso(LIKENED)),
    Example("claim_in_doubt", "needs_human", a_post(f"{LIKENED}, code DETOX10")),
    Example("promotion_unproven", "needs_human", a_post(f"Publicité · {STOPPED}")),
    Example("promotion_unproven", "needs_human", a_post(f"{STOPPED}. Ce n'est pas une publicité, code DETOX10")),
    Example("promotion_unproven", "needs_human", a_post(f"{STOPPED}. {'Bref. ' * 60}code DETOX10")),
    Example("promotion_unproven", "needs_human", a_post(f"{STOPPED}, 90 € la cure")),
    Example("promotion_unproven", "needs_human", a_post(f"« {STOPPED}, code DETOX10 » : vu sur un mur")),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.code}: {example.post.text[:60]}")
def test_a_claim_in_a_post_gives_this_verdict(example: Example) -> None:
    assert example.found(RULE) == (example.code, example.verdict)


def test_the_examples_show_every_outcome_that_the_rule_has() -> None:
    assert {example.code for example in EXAMPLES} == set(rulebook().rule(RULE).outcomes)


@pytest.mark.parametrize(
    "post",
    [
        a_post(STOPPED),
        a_post("J'ai arrêté mon traitement avec mon médecin, fin de traitement ! Code SANTE10 sur mes lunettes"),
        by_belorso("Ces tisanes ne remplacent pas un traitement, parlez-en à votre médecin"),
        by_belorso("N'arrêtez jamais votre traitement"),
        a_post("« J'ai arrêté la chimio » : enquête sur les dérives sectaires, lien en bio, places limitées"),
        a_post("Publicité · un câlin de chat, mieux que les antidépresseurs 😂"),
        a_post(f"{STOPPED}, code DETOX10", deal={"consideration": "no"}),
        a_post("J'ai terminé mes antibiotiques, place à ma cure de jus, code DETOX10"),
        a_post("Plus besoin de cortisone, jurait la magnétiseuse, 60 € la séance, résa en MP"),
        a_post(
            "Deux ans requis contre le coach : sa méthode remplace les médicaments, 300 € la cure, places limitées"
        ),
        a_post("Au marché on m'a vendu un jus : « il remplace la chimio, commandez le vôtre ». J'ai ri jaune"),
        a_post("Elle vendait ses gouttes à la place des antidépresseurs, lien en bio, stock limité"),
        a_post(f"{STOPPED}, code DETOX10. Non je déconne, je prends tout"),
        a_post("Code DETOX10", account={"country": "FR", "bio": STOPPED}),
    ],
    ids=lambda post: post.text,
)
def test_a_testimony_caution_news_and_a_joke_give_no_finding(post: Post) -> None:
    assert said(post, RULE) == {}


def test_an_answer_that_there_is_no_claim_ends_the_matter() -> None:
    assert said(by_belorso(STOPPED), RULE, an_answer("therapeutic.claimed", "no")) == {}


def test_a_substitute_for_a_treatment_is_to_be_put_before_somebody_without_delay() -> None:
    found = said(a_post(f"{STOPPED}, code DETOX10"), RULE)[None]
    assert [notice.code for notice in found.notices] == ["health_risk"]
    assert next(proof.quote for proof in found.evidence) == "J'ai arrêté mon traitement grâce à cette cure de jus"
