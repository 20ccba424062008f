"""Advertising for alcohol (code de la santé publique, art. L. 3323-2 to L. 3323-4)."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import Example, a_post, an_answer, codes, finding, judged, unjudged, verdicts

MESSAGE, CONTENT = "fr.alcohol.message", "fr.alcohol.content"
HEALTH = "L'abus d'alcool est dangereux pour la santé, à consommer avec modération."
RIVEAUX = {"consideration": "yes", "forms": ["money"], "advertiser": {"name": "Domaine de Riveaux"}}


def estate(text: str | None, /, *sectors: str, **facts: Any) -> Post:
    """A post for which the Domaine de Riveaux paid; its sectors where they are recorded."""
    advertiser = {"name": "Domaine de Riveaux", "sectors": list(sectors)}
    return a_post(text, deal={**RIVEAUX, "advertiser": advertiser}, **facts)


OBJECTIVE, NOT_OBJECTIVE = (an_answer("alcohol.objective", "yes"),), (an_answer("alcohol.objective", "no"),)
EXAMPLES = {
    MESSAGE: [
        Example("message_present", "compliant", estate(f"Publicité. Une cuvée de Riveaux. {HEALTH}")),
        Example("message_present", "compliant", estate("Une cuvée", overlay=[{"text": HEALTH.upper()}])),
        Example("message_present", "compliant", a_post(f"Publicité pour une cuvée. {HEALTH}")),
        Example("message_absent", "non_compliant", estate("Publicité. Une cuvée du Domaine de Riveaux.")),
        Example("message_absent", "non_compliant", estate("Publicité @domainederiveaux", "alcohol")),
        Example("message_absent", "non_compliant", estate("Une cuvée", "alcohol", first_comment=HEALTH)),
        Example(
            "message_absent",
            "non_compliant",
            estate("Une cuvée", "alcohol", account={"country": "FR", "bio": HEALTH}),
        ),
        Example("message_incomplete", "non_compliant", estate("Une cuvée, à consommer avec modération", "alcohol")),
        Example("product_in_doubt", "needs_human", estate("Publicité. Le vin blanc du soir")),
        Example("message_in_doubt", "needs_human", a_post("Publicité pour une cuvée")),
        Example("message_in_doubt", "needs_human", a_post("Une cuvée, mon code LINA20")),
    ],
    CONTENT: [
        Example("staging_unseen", "needs_human", estate(f"Une cuvée. {HEALTH}", "alcohol")),
        Example(
            "staging_unseen",
            "needs_human",
            estate("Une cuvée", "alcohol"),
            (an_answer("alcohol.objective", "unknown"),),
        ),
        Example("festive_words", "needs_human", estate("Une cuvée pour fêter l'été", "alcohol")),
        Example("content_confirmed", "compliant", estate("Une cuvée pour fêter l'été", "alcohol"), OBJECTIVE),
        Example("content_refused", "non_compliant", estate("Une cuvée", "alcohol"), NOT_OBJECTIVE),
    ],
}
EACH = [(rule, example) for rule, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("rule", "example"), EACH, ids=str)
def test_a_drink_in_a_post_gives_this_verdict(rule: str, example: Example) -> None:
    assert example.found(rule) == (example.code, example.verdict)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_examples_show_every_outcome_that_the_rule_has(rule: str) -> None:
    assert {example.code for example in EXAMPLES[rule]} == set(rulebook().rule(rule).outcomes)


@pytest.mark.parametrize(
    "post",
    [
        a_post("Une cuvée pour fêter l'été"),
        a_post("Merci @domainederiveaux pour la cuvée"),
        a_post("Une cuvée, mon code LINA20", deal={"consideration": "no"}),
        a_post("Publicité pour une lampe"),
        a_post("Publicité", account={"country": "FR", "bio": "J'aime le vin blanc"}),
        a_post("Ce n'est pas une publicité, juste une cuvée"),
    ],
    ids=lambda post: post.text,
)
def test_a_drink_that_nobody_advertises_and_an_advertisement_without_drink_give_no_finding(post: Post) -> None:
    assert not set(EXAMPLES) & set(verdicts(judged(post)))


def test_a_caption_that_was_not_recorded_proves_no_missing_message() -> None:
    missed = unjudged(judged(estate(None, "alcohol")))
    assert {MESSAGE: "text", CONTENT: "text"}.items() <= missed.items()


def test_the_message_on_the_picture_counts_where_the_caption_was_not_recorded() -> None:
    found = finding(judged(estate(None, "alcohol", overlay=[{"text": HEALTH}])), MESSAGE)
    assert (found.verdict, found.evidence[0].field) == ("compliant", "overlay[0].text")


def test_the_content_always_goes_to_counsel_and_not_to_the_creator() -> None:
    for text in ("Une cuvée", "Une cuvée pour fêter l'été"):
        found = finding(judged(estate(text, "alcohol")), CONTENT)
        assert found.question
        assert (found.question.fact, found.question.to) == ("alcohol.objective", "counsel")


def test_the_festive_words_are_quoted() -> None:
    found = finding(judged(estate("Une cuvée pour fêter l'été", "alcohol")), CONTENT)
    assert "« fêter »" in found.because.fr
    assert ("fêter", 15) in [(proof.quote, proof.start) for proof in found.evidence]


def test_a_sector_that_the_deal_records_is_the_proof_where_the_text_names_no_drink() -> None:
    found = finding(judged(estate("Publicité", "alcohol")), MESSAGE)
    assert [(proof.field, proof.value) for proof in found.evidence] == [("deal.advertiser.sectors", ["alcohol"])]


def test_a_house_of_several_sectors_promotes_the_drink_that_its_post_names_and_no_other() -> None:
    assert MESSAGE not in codes(judged(estate("Publicité. Leur confiture de figues", "food", "alcohol")))
    assert codes(judged(estate("Publicité. Leur vin blanc", "food", "alcohol"))).get(MESSAGE) == "message_absent"


def test_what_a_house_of_drinks_says_of_hiring_is_quoted_in_the_question() -> None:
    found = finding(judged(estate("Publicité. Trois postes à pourvoir au chai", "alcohol")), MESSAGE)
    assert found.code == "product_in_doubt"
    assert "postes à pourvoir" in [proof.quote for proof in found.evidence]


def test_a_house_of_drinks_that_hires_is_judged_once_a_person_says_that_the_drink_is_promoted() -> None:
    hiring = estate("Publicité. Trois postes à pourvoir au chai", "alcohol")
    said = {
        answer: codes(judged(hiring, an_answer("alcohol.promoted", answer))).get(MESSAGE) for answer in ("yes", "no")
    }
    assert said == {"yes": "message_absent", "no": None}


@pytest.mark.parametrize(
    ("answer", "expected"), [("yes", "message_absent"), ("no", None), ("unknown", "product_in_doubt")]
)
def test_a_drink_named_in_a_paid_post_for_something_else_accuses_only_after_an_answer(
    answer: str, expected: str | None
) -> None:
    crisps = a_post("Publicité. Mes lampes, et un vin blanc", deal=RIVEAUX)

    said = codes(judged(crisps, an_answer("alcohol.promoted", answer)))

    assert said.get(MESSAGE) == expected


def test_an_advertiser_of_another_sector_promotes_no_drink() -> None:
    assert not set(EXAMPLES) & set(
        verdicts(judged(estate("Publicité. Un verre de vin blanc et au lit", "cosmetics")))
    )
