"""What may not be promoted at all: aesthetic acts, nicotine, tobacco and vaping, medicines, infant formula."""

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import a_post, an_answer
from tests.law.really import Example, by_belorso, judged, known_only, said

AESTHETIC, NICOTINE, TOBACCO = "fr.ban.aesthetic", "fr.ban.nicotine", "fr.tobacco.ban"
MEDICINE, FORMULA = "fr.medicine.ban", "fr.infant_formula.ban"
BEFORE_2024 = "2024-11-07T12:00:00Z"
RISKY, HARMLESS = (an_answer("aesthetic_surgery.risk", "yes"),), (an_answer("aesthetic_surgery.risk", "no"),)
PEELING = "Séance de LED rouge à l'institut @belorso"

EXAMPLES = {
    AESTHETIC: [
        Example("promoted", "prohibited", by_belorso("Merci à la clinique @belorso pour mes injections, 0 douleur")),
        Example("promoted", "prohibited", by_belorso("Ma rhinoplastie chez @belorso, un mois après")),
        Example("promoted", "prohibited", by_belorso("Une journée parfaite", "aesthetic_surgery")),
        Example("promoted", "prohibited", by_belorso(PEELING, published_at=BEFORE_2024)),
        Example("promoted", "prohibited", by_belorso(PEELING), RISKY),
        Example("promoted_gentle", "needs_human", by_belorso(PEELING)),
        Example("promoted_gentle", "needs_human", by_belorso(PEELING, "aesthetic_surgery")),
        Example("no_risk", "out_of_scope", by_belorso(PEELING), HARMLESS),
        Example("product_in_doubt", "needs_human", by_belorso("Ma rhinoplastie, et un soir au cinéma")),
        Example("promotion_unproven", "needs_human", a_post("Publicité · ma rhinoplastie à la clinique")),
        Example("promotion_unproven", "needs_human", a_post("Mon botox chez le docteur, -15 % avec LINA")),
    ],
    NICOTINE: [
        Example("product_banned", "prohibited", by_belorso("Mes sachets menthe du moment @belorso", "nicotine")),
        Example("product_banned", "prohibited", by_belorso("Mes sachets de nicotine @belorso")),
        Example("promoted", "prohibited", by_belorso("Du snus @belorso", published_at="2026-03-30T12:00:00Z")),
        Example("product_in_doubt", "needs_human", by_belorso("Un snus, et la journée commence au bureau")),
        Example("promotion_unproven", "needs_human", a_post("Mes sachets de nicotine, mon code LINA20")),
    ],
    TOBACCO: [
        Example("promoted", "prohibited", by_belorso("Une cave à cigares @belorso")),
        Example("promoted", "prohibited", by_belorso("Ce soir", "tobacco", published_at="1999-05-01T12:00:00Z")),
        Example("promoted_vaping", "prohibited", by_belorso("Le nouveau liquide mangue est fou", "vaping")),
        Example("promoted_vaping", "prohibited", by_belorso("Ma vape @belorso, j'ai arrêté de fumer avec")),
        Example(
            "vaping_not_covered", "out_of_scope", by_belorso("Ce soir", "vaping", published_at="2016-05-18T12:00:00Z")
        ),
        Example("product_in_doubt", "needs_human", by_belorso("Une chicha entre amis au bord de l'eau")),
        Example("promotion_unproven", "needs_human", a_post("Publicité · mon e-liquide fraise")),
    ],
    MEDICINE: [
        Example("promoted", "prohibited", by_belorso("L'ibuprofène de Belorso dans mon sac")),
        Example("promoted", "prohibited", by_belorso("Ma trousse de voyage", "medicine")),
        Example("device", "needs_human", by_belorso("Mes lentilles de contact @belorso")),
        Example("device", "needs_human", by_belorso("Mon bilan à six mois", "medical_device")),
        Example(
            "device_allowed",
            "compliant",
            by_belorso("Mon bilan", "medical_device"),
            (an_answer("medical_device.allowed", "yes"),),
        ),
        Example(
            "device_refused",
            "prohibited",
            by_belorso("Mon bilan", "medical_device"),
            (an_answer("medical_device.allowed", "no"),),
        ),
        Example("product_in_doubt", "needs_human", by_belorso("Un paracétamol, une sieste, et au travail")),
        Example("promotion_unproven", "needs_human", a_post("Publicité · du minoxidil depuis trois mois")),
    ],
    FORMULA: [
        Example("promoted", "prohibited", by_belorso("Le lait 1er âge de Belorso, approuvé par bébé")),
        Example("promoted", "prohibited", by_belorso("Premier biberon", "infant_formula")),
        Example(
            "promoted",
            "prohibited",
            by_belorso("Le lait infantile de Belorso"),
            (an_answer("infant_formula.first_age", "yes"),),
        ),
        Example("later_age", "out_of_scope", by_belorso("Le lait 2e âge @belorso")),
        Example("later_age", "out_of_scope", by_belorso("Le lait de croissance du goûter", "infant_formula")),
        Example("age_in_doubt", "needs_human", by_belorso("Le lait infantile de Belorso")),
        Example("product_in_doubt", "needs_human", by_belorso("Un lait 1er âge au frais, et nous voilà partis")),
        Example("promotion_unproven", "needs_human", a_post("Publicité · notre lait 1er âge")),
    ],
}
EACH = [(rule, example) for rule, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("rule", "example"), EACH, ids=str)
def test_a_product_in_a_post_gives_this_verdict(rule: str, example: Example) -> None:
    assert example.found(rule) == (example.code, example.verdict)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_examples_show_every_outcome_that_the_rule_has(rule: str) -> None:
    assert {example.code for example in EXAMPLES[rule]} == set(rulebook().rule(rule).outcomes)


INNOCENT = [
    a_post("Un an après ma rhinoplastie, je vous raconte tout"),
    a_post("J'ai arrêté de fumer : 100 jours sans cigarette"),
    a_post("Les sachets de nicotine sont interdits depuis avril"),
    a_post("Je prends de l'ibuprofène et je dors"),
    a_post("Notre lait 1er âge du moment, l'avis d'une maman"),
    a_post("Publicité · un sérum à l'acide hyaluronique, texture fine"),
    a_post("Publicité · mon pantalon cigarette et mes cigares au miel"),
    a_post("Publicité · botox capillaire au salon"),
    a_post("Publicité · mon petit-déjeuner anti-inflammatoire"),
    a_post("Publicité", account={"country": "FR", "bio": "Vape, cigares et sachets de nicotine"}),
    a_post("Publicité · on m'a proposé des « sachets de nicotine », j'ai ri"),
    by_belorso("Mon sérum à l'acide hyaluronique @belorso pour les lèvres", "cosmetics"),
    by_belorso("Une cigarette et un café, l'équipe au repos", "fashion"),
    known_only("Mon lait de toilette", "infant_formula"),
    a_post("Mes cigares du dimanche, mon code LINA20", deal={"consideration": "no"}),
    a_post("La clinique vétérinaire est ouverte, rendez-vous en ligne, -10 % avec LINA"),
]


@pytest.mark.parametrize("post", INNOCENT, ids=lambda post: post.text)
def test_a_word_that_nobody_sells_or_that_means_something_else_gives_no_finding(post: Post) -> None:
    found = {each.rule: each.code for each in judged(post).findings}
    assert not set(EXAMPLES) & set(found)


@pytest.mark.parametrize("rule", [AESTHETIC, NICOTINE])
def test_a_creator_in_another_eea_state_gets_a_question_from_article_4(rule: str) -> None:
    post = EXAMPLES[rule][0].post
    spain = by_belorso(post.text, "nicotine" if rule == NICOTINE else "aesthetic_surgery", account={"country": "ES"})
    found = said(spain, rule)[None]
    assert (found.code, found.verdict) == ("creator_abroad_question", "needs_human")


@pytest.mark.parametrize("rule", [TOBACCO, MEDICINE, FORMULA])
def test_what_stands_outside_the_law_of_2023_binds_a_creator_in_another_eea_state_too(rule: str) -> None:
    sector = {TOBACCO: "tobacco", MEDICINE: "medicine", FORMULA: "infant_formula"}[rule]
    spain = by_belorso("Ce soir", sector, account={"country": "ES"}, audience={"countries": {"FR": 0.9}})
    assert said(spain, rule)[None].verdict == "prohibited"


@pytest.mark.parametrize("rule", [AESTHETIC, NICOTINE])
def test_a_post_older_than_the_law_falls_outside_and_one_without_a_date_is_asked_for_it(rule: str) -> None:
    sector = "nicotine" if rule == NICOTINE else "aesthetic_surgery"
    old, undated = (by_belorso("Ce soir", sector, published_at=day) for day in ("2023-06-10T12:00:00Z", None))
    assert said(old, rule)[None].code == "not_in_force"
    asked = said(undated, rule)[None].question
    assert asked is not None
    assert asked.fact == "published_at"


def test_a_gift_that_nobody_asked_a_post_for_accuses_nobody() -> None:
    gift = {"consideration": "yes", "forms": ["product"], "requested": False}
    advertiser = {"name": "Belorso", "handles": ["belorso"], "sectors": ["vaping"]}
    found = said(a_post("Ma vape", deal={**gift, "advertiser": advertiser}), TOBACCO)[None]
    assert (found.code, found.verdict) == ("promotion_unproven", "needs_human")


@pytest.mark.parametrize(("answer", "code"), [("yes", "promoted"), ("no", None), ("unknown", "product_in_doubt")])
def test_the_answer_to_the_question_settles_what_was_promoted(answer: str, code: str | None) -> None:
    post = by_belorso("Ma rhinoplastie, et un soir au cinéma")
    found = said(post, AESTHETIC, an_answer("aesthetic_surgery.promoted", answer))
    assert (found[None].code if found else None) == code


def test_the_words_that_name_the_act_are_the_proof() -> None:
    found = said(by_belorso("Merci à la clinique @belorso pour mes injections"), AESTHETIC)[None]
    assert "pour mes injections" in [proof.quote for proof in found.evidence]


def test_since_april_2026_the_finding_says_that_the_product_is_banned_itself() -> None:
    found = said(by_belorso("Ce soir", "nicotine"), NICOTINE)[None]
    assert [notice.code for notice in found.notices] == ["sale_banned"]
