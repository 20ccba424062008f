"""What promises money: risky contracts, sports tips, crypto-assets. Here the post's own offer stands for a deal."""

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import a_post, an_answer
from tests.law.really import Example, by_belorso, judged, known_only, said

FINANCE, TIPS, CRYPTO = "fr.ban.finance", "fr.ban.tips", "fr.crypto.authorised"
ON_LIST, NOT_ON_LIST = {"casp": True}, {"casp": False}
FAR = "Une longue histoire. " * 15
EXAMPLES = {
    FINANCE: [
        Example("promoted", "prohibited", by_belorso("Ma journée", "trading")),
        Example("promoted", "prohibited", by_belorso("Le compte CFD de Belorso")),
        Example("offered", "prohibited", a_post("Je t'apprends le forex, levier x200, rejoins mon canal")),
        Example("offered", "prohibited", a_post("Copie mes trades, accès VIP à 49 €/mois")),
        Example("offered", "prohibited", a_post("Le forex n'est pas une arnaque, rejoins mon canal")),
        Example("offer_in_doubt", "needs_human", a_post(f"Le forex et moi. {FAR} Rejoins mon canal")),
        Example("offer_in_doubt", "needs_human", a_post("Mon code promo pour du forex et une brique. Je rigole")),
        Example("offer_in_doubt", "needs_human", a_post("Non, je ne te donnerai pas mon code forex, arrête")),
        Example("offer_in_doubt", "needs_human", a_post("Le forex, rejoins mon canal ? Tu me vois écrire ça, moi ?")),
        Example("product_in_doubt", "needs_human", by_belorso("Deux heures de forex, puis un bon bain")),
        Example(
            "returns_promised", "needs_human", a_post("Rendement garanti de 8 % par semaine, écris-moi en privé")
        ),
        Example("promotion_unproven", "needs_human", a_post("Publicité · le forex change mes matins")),
    ],
    TIPS: [
        Example("promoted", "prohibited", by_belorso("Quel match !", "sports_tips")),
        Example("offered", "prohibited", a_post("Mon canal VIP à 29 €/mois, 87 % de pronos gagnants ⚽")),
        Example("offered", "prohibited", a_post("Pronos fiables tous les soirs, rejoins le canal Telegram")),
        Example("offered", "prohibited", a_post("Pronos du soir dans mon privé Telegram, 20 € la semaine")),
        Example("offer_in_doubt", "needs_human", a_post("Mes pronos gratuits, rejoins mon canal")),
        Example(
            "offer_in_doubt", "needs_human", a_post("J'ai testé le canal VIP de pronos du cousin : 29 € par mois")
        ),
        Example(
            "offer_in_doubt", "needs_human", a_post("Mes pronos du week-end : 29 € par mois, c'est le prix du foin")
        ),
        Example("product_in_doubt", "needs_human", by_belorso("Mes pronos du week-end, allez Valbrume")),
        Example("promotion_unproven", "needs_human", a_post("Publicité · mes pronos du week-end")),
    ],
    CRYPTO: [
        Example("authorised", "compliant", by_belorso("Du bitcoin chaque lundi", "crypto", facts=ON_LIST)),
        Example("promoted", "prohibited", by_belorso("Le lundi, c'est Belorso", "crypto", facts=NOT_ON_LIST)),
        Example(
            "offered",
            "prohibited",
            known_only("Passe à +30 % par mois, lien en bio, places limitées", "crypto", facts=NOT_ON_LIST),
        ),
        Example("authorisation_unknown", "needs_human", by_belorso("Belorso, prestataire agréé", "crypto")),
        Example("authorisation_unknown", "needs_human", a_post("Signaux crypto : rejoins mon groupe")),
        Example(
            "authorisation_unknown", "needs_human", a_post("Mon memecoin arrive, whitelist ouverte, lien en bio")
        ),
        Example("offer_in_doubt", "needs_human", a_post(f"Le bitcoin et moi. {FAR} Rejoins mon canal")),
        Example("offer_in_doubt", "needs_human", a_post("Non, je ne te donnerai pas mon code bitcoin, arrête")),
        Example("product_in_doubt", "needs_human", by_belorso("Du bitcoin et un thé", facts=NOT_ON_LIST)),
        Example(
            "promotion_unproven",
            "needs_human",
            known_only("Publicité · des bitcoins", facts=NOT_ON_LIST),
        ),
    ],
}
EACH = [(rule, example) for rule, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("rule", "example"), EACH, ids=lambda each: str(each)[:90])
def test_a_promise_of_money_gives_this_verdict(rule: str, example: Example) -> None:
    assert example.found(rule) == (example.code, example.verdict)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_examples_show_every_outcome_that_the_rule_has(rule: str) -> None:
    assert {example.code for example in EXAMPLES[rule]} == set(rulebook().rule(rule).outcomes)


@pytest.mark.parametrize(
    "post",
    [
        a_post("Le forex pour les nuls : c'est quoi ?"),
        a_post("Attention aux arnaques au forex : ils te disent rejoins mon canal, ne réponds pas"),
        a_post("Trading cards : mon classeur, rejoins mon groupe de collectionneurs"),
        a_post("Mon PEA en ETF, 100 € par mois, rejoins ma newsletter"),
        a_post("J'ai perdu mes économies en trading. Écris-moi en privé si tu vis pareil"),
        a_post("Mes pronos pour ce soir : 2-1 pour Valbrume"),
        a_post("Son pronostic vital est engagé, cagnotte en bio, places limitées"),
        a_post("Vos pronos en commentaire ? Abonnez-vous à mon canal"),
        a_post("Le bitcoin chute de 10 %, l'analyse de notre journaliste"),
        a_post("Arnaque à la crypto : dix victimes témoignent, rejoins le groupe de soutien"),
        a_post("Comment déclarer ses cryptos aux impôts, lien en bio"),
        a_post("Quatre ans requis contre le trader : forex, accès VIP, places limitées"),
        a_post("Il a promis la lune avec le forex : rejoignez son canal, disait-il"),
        a_post("Une personne sur trois a reçu ce message : rejoins mon canal forex"),
        a_post("La vieille enseigne du passage : « forex pour tous, rejoins mon canal, accès VIP »"),
        a_post("Sa communauté et lui, c'est fini : il vend son accès VIP de pronos à 49 € par mois"),
        a_post("Je t'apprends le forex, rejoins mon canal", deal={"consideration": "no"}),
        by_belorso("Un documentaire sur le forex, ce soir", "other"),
    ],
    ids=lambda post: post.text,
)
def test_savings_news_warnings_losses_and_opinions_give_no_finding(post: Post) -> None:
    assert not set(EXAMPLES) & {each.rule for each in judged(post).findings}


@pytest.mark.parametrize("rule", [FINANCE, TIPS, CRYPTO])
def test_the_question_of_a_doubtful_offer_ends_with_its_answer(rule: str) -> None:
    doubtful = next(example.post for example in EXAMPLES[rule] if example.code == "offer_in_doubt")
    asked = said(doubtful, rule)[None].question
    assert asked is not None
    assert said(doubtful, rule, an_answer(asked.fact, "no")) == {}


def test_a_call_that_is_said_to_sell_crypto_assets_asks_for_the_authorisation() -> None:
    doubtful = a_post(f"Le bitcoin et moi. {FAR} Rejoins mon canal")
    assert said(doubtful, CRYPTO, an_answer("crypto.promoted", "yes"))[None].code == "authorisation_unknown"


def test_the_doubt_about_a_call_near_crypto_assets_ends_where_the_provider_is_authorised() -> None:
    authorised = known_only(f"Le bitcoin et moi. {FAR} Rejoins mon canal", "crypto", facts=ON_LIST)
    assert said(authorised, CRYPTO) == {}


def test_an_offer_is_proved_by_the_product_and_by_the_call() -> None:
    found = said(a_post("Je t'apprends le forex, rejoins mon canal"), FINANCE)[None]
    quotes = [proof.quote for proof in found.evidence]
    assert "rejoins" in quotes
    assert any(quote and "forex" in quote for quote in quotes)


def test_a_provider_is_proved_by_its_name_and_by_what_the_text_says_of_it() -> None:
    found = said(by_belorso("Publicité · Belorso, prestataire agréé", "crypto"), CRYPTO)[None]
    assert {"Belorso", "prestataire agréé"} <= {proof.quote for proof in found.evidence}


@pytest.mark.parametrize(
    ("rule", "text"), [(FINANCE, "Le forex, rejoins mon canal"), (TIPS, "Pronos, accès VIP à vie")]
)
def test_what_rests_on_an_offer_says_so(rule: str, text: str) -> None:
    found = said(a_post(text), rule)[None]
    assert (found.code, found.position) == ("offered", "R36")


def test_a_creator_in_another_eea_state_gets_a_question() -> None:
    spain = a_post("Je t'apprends le forex, rejoins mon canal", account={"country": "ES"})
    assert said(spain, FINANCE)[None].code == "creator_abroad_question"


@pytest.mark.parametrize(("day", "version"), [("2026-06-30", "2024-11-08"), ("2026-07-01", "2026-07-01")])
def test_since_july_2026_only_the_european_authorisation_counts(day: str, version: str) -> None:
    post = by_belorso("Bonjour", "crypto", facts=NOT_ON_LIST, published_at=f"{day}T12:00:00Z")
    assert said(post, CRYPTO)[None].rule_version == version


@pytest.mark.parametrize(("answer", "code"), [("yes", "authorised"), ("no", "promoted")])
def test_who_answers_for_the_list_settles_it(answer: str, code: str) -> None:
    post = by_belorso("Bonjour", "crypto")
    assert said(post, CRYPTO, an_answer("advertiser.casp", answer))[None].code == code


def test_a_return_promised_by_the_week_with_nothing_to_join_is_talk() -> None:
    assert said(a_post("Il parle de rendement garanti de 8 % par semaine"), FINANCE) == {}


def test_a_creator_who_says_that_the_return_is_of_no_such_contract_is_asked_no_more() -> None:
    post = a_post("Rendement garanti de 8 % par semaine, écris-moi en privé")
    assert said(post, FINANCE, an_answer("trading.promoted", "no")) == {}
