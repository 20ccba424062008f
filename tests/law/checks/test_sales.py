"""Reference prices, contests, shipping by a supplier, ultra-fast fashion."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law import really
from tests.law.given import PAID, Example, a_post, an_answer, finding, judged, paid, unjudged, verdicts

PRICE, CONTEST = "fr.price.reference", "fr.contest.terms"
SUPPLIER, FASHION = "fr.dropshipping.supplier", "fr.fashion.ultra_express"
IN_2027 = "2027-01-15T12:00:00Z"
CLARALINE = {"country": "FR", "handle": "lina.m", "own_brands": ["Claraline"]}


def own(text: str | None, /, **facts: Any) -> Post:
    """A post by the owner of Claraline, of whose deals nothing is known."""
    return a_post(text, **{"account": CLARALINE, **facts})


def of(text: str, /, sectors: tuple[str, ...] = (), deal: str = "yes", **facts: Any) -> Post:
    """A post with an advertiser of ``sectors`` of whom ``facts`` are recorded, in November 2026 or at ``at``."""
    at = facts.pop("at", "2026-11-20T12:00:00Z")
    advertiser = {"name": "Zipshop", "sectors": list(sectors), "facts": facts}
    return a_post(text, published_at=at, deal={**PAID, "consideration": deal, "advertiser": advertiser})


def test_a_rule_that_is_to_come_says_so_in_words_that_hold_before_and_after_its_day() -> None:
    because = finding(judged(of("Mon haul", ("ultra_fast_fashion",))), FASHION).because
    assert because.fr == (
        "Le 20 novembre 2026, la règle n’est pas encore en vigueur : elle s’applique à compter du 1er janvier 2027."
    )
    assert because.en == "On 20 November 2026 the rule is not yet in force: it applies from 1 January 2027."


LOWEST, NOT_LOWEST = (an_answer("price.lowest_30_days", "yes"),), (an_answer("price.lowest_30_days", "no"),)
TERMS, NO_TERMS = (an_answer("contest.terms", "yes"),), (an_answer("contest.terms", "no"),)
ULTRA, NOT_ULTRA = (an_answer("advertiser.ultra_express", "yes"),), (an_answer("advertiser.ultra_express", "no"),)
EXAMPLES = {
    PRICE: [
        Example("reference_unknown", "needs_human", paid("Publicité. 39 € au lieu de 69 €")),
        Example("reference_unknown", "needs_human", own("Claraline : 39 € au lieu de 69 €")),
        Example("reference_unknown", "needs_human", own("Claraline : les soldes")),
        Example("reference_unknown", "needs_human", a_post("39 € au lieu de 69 €, mon code LINA20")),
        Example("reference_unknown", "needs_human", paid("Publicité. Les soldes chez @maisonlune")),
        Example("reference_confirmed", "compliant", paid("Publicité. 39 € au lieu de 69 €"), LOWEST),
        Example(
            "reference_stated", "compliant", paid("Publicité. 39 € au lieu de 69 €, prix le plus bas des 30 jours")
        ),
        Example("reference_refused", "non_compliant", paid("Publicité. 39 € au lieu de 69 €"), NOT_LOWEST),
        Example("reference_refused", "non_compliant", own("Claraline : 39 € au lieu de 69 €"), NOT_LOWEST),
        Example("promotion_unproven", "needs_human", a_post("Publicité. 39 € au lieu de 69 €"), NOT_LOWEST),
    ],
    CONTEST: [
        Example("terms_and_end", "compliant", paid("Publicité. Concours, règlement en lien. Fin dimanche.")),
        Example("terms_and_end", "compliant", own("Concours Claraline. Fin dimanche."), TERMS),
        Example("end_missing", "improvable", paid("Publicité. Concours, règlement en lien.")),
        Example("end_missing", "improvable", paid("Publicité. Concours.", first_comment="Règlement en lien")),
        Example("terms_missing", "non_compliant", paid("Publicité. Concours. Fin dimanche.")),
        Example("terms_missing", "non_compliant", own("Concours Claraline"), NO_TERMS),
        Example("terms_unknown", "needs_human", own("Concours Claraline")),
        Example("terms_unknown", "needs_human", a_post("Publicité. Concours.")),
        Example("terms_unknown", "needs_human", a_post("Publicité. Concours."), NO_TERMS),
    ],
    SUPPLIER: [
        Example("supplier_identified", "compliant", of("Lampe", dropshipping=True, supplier_identified=True)),
        Example("supplier_hidden", "non_compliant", of("Lampe", dropshipping=True, supplier_identified=False)),
        Example("supplier_unknown", "needs_human", of("Lampe", dropshipping=True)),
        Example("supplier_unknown", "needs_human", own("Claraline : expédié par le fournisseur")),
        Example(
            "supplier_hidden",
            "non_compliant",
            own("Claraline : expédié par le fournisseur"),
            (an_answer("advertiser.supplier_identified", "no"),),
        ),
        Example(
            "promotion_unproven",
            "needs_human",
            of("Publicité Zipshop", deal="unknown", dropshipping=True, supplier_identified=False),
        ),
    ],
    FASHION: [
        Example("ultra_express", "needs_human", of("Publicité Zipshop", ("ultra_fast_fashion",), at=IN_2027)),
        Example("ultra_express", "needs_human", of("Publicité Zipshop", ultra_express=True, at=IN_2027)),
        Example("ultra_express", "needs_human", of("Zipshop", ("ultra_fast_fashion",), at=IN_2027), ULTRA),
        Example("not_ultra_express", "out_of_scope", of("Zipshop", ("ultra_fast_fashion",), at=IN_2027), NOT_ULTRA),
    ],
}
EACH = [(rule, example) for rule, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("rule", "example"), EACH, ids=str)
def test_a_sale_gives_this_verdict(rule: str, example: Example) -> None:
    assert example.found(rule) == (example.code, example.verdict)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_examples_show_every_outcome_that_the_rule_has(rule: str) -> None:
    assert {example.code for example in EXAMPLES[rule]} == set(rulebook().rule(rule).outcomes)


@pytest.mark.parametrize(
    "post",
    [
        a_post("39 € au lieu de 69 € au marché"),
        a_post("39 € au lieu de 69 €", deal={"consideration": "no"}),
        a_post("Mon code LINA20 pendant les soldes"),
        paid("Publicité. Les soldes avec mon code LINA20"),
        a_post("Un concours entre voisins"),
        a_post("Un concours", deal={"consideration": "no"}),
        own("Un concours entre voisins"),
        a_post("Un colis expédié par le fournisseur"),
        paid("Un colis expédié par le fournisseur"),
        of("Publicité", dropshipping=False),
        of("Publicité Zipshop", ("fashion",), at=IN_2027),
        of("Zipshop", ("ultra_fast_fashion",), deal="no", at=IN_2027),
    ],
    ids=lambda post: post.text,
)
def test_nothing_commercial_a_personal_code_and_another_trade_give_no_finding(post: Post) -> None:
    assert not set(EXAMPLES) & set(verdicts(judged(post)))


def test_a_caption_that_was_not_recorded_proves_no_missing_terms() -> None:
    post = paid(None, overlay=[{"text": "Concours"}])
    assert unjudged(judged(post))[CONTEST] == "text"


def test_the_sentence_that_releases_the_platform_is_advised_where_it_is_missing() -> None:
    ends = ("", " Jeu non géré par Instagram.")
    text = "Publicité. Concours, règlement en lien. Fin dimanche."
    found = [finding(judged(paid(text + end)), CONTEST) for end in ends]
    assert [[notice.code for notice in each.notices] for each in found] == [["platform_release"], []]


def test_before_2027_ultra_fast_fashion_only_warns_of_the_ban_to_come() -> None:
    found = finding(judged(of("Publicité Zipshop", ("ultra_fast_fashion",))), FASHION)
    assert (found.code, found.verdict) == ("not_in_force", "out_of_scope")
    assert [notice.code for notice in found.notices] == ["banned_from_2027"]


def test_the_ban_of_2027_never_accuses_while_its_decree_is_missing() -> None:
    version = rulebook().rule(FASHION).versions[0]
    assert (version.confidence, version.position) == ("D", "R10")
    assert version.missing is not None
    assert "decree" in version.missing.en


def really_said(text: str) -> dict[str, str]:
    """What our own cues let the rules say of a paid post."""
    return {each.rule: each.code for each in really.judged(paid("Publicité. " + text)).findings}


def test_the_two_prices_of_a_change_say_whether_it_is_announced_as_cheaper() -> None:
    up, down = ("Le forfait est passé de " + prices for prices in ("1 200 € à 1 350,50 €", "1 350,50 € à 1 200 €"))
    assert PRICE not in really_said(up)
    assert really_said(down)[PRICE] == "reference_unknown"
