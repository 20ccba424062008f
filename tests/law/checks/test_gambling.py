"""The conditions of gambling advertisements, one by one (loi n° 2023-451, art. 4; code de la sécurité intérieure)."""

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import a_post, an_answer
from tests.law.really import Example, by_belorso, judged, known_only, said

RULE = "fr.gambling.conditions"
RISK = "Jouer comporte des risques : endettement, isolement, dépendance. Appelez le 09 74 75 13 13."
AGE = "Jeu interdit aux mineurs."
ALL_RIGHT = {"licensed": True, "age_gate": True}
ALL_WRONG = {"licensed": False, "age_gate": False}
BET = "Cote boostée ce soir"


def betting(text: str | None, /, **facts: bool) -> Post:
    """A post for which Belorso, a betting operator, paid."""
    return by_belorso(text, "gambling", facts=facts)


EXAMPLES = [
    Example("licensed", "compliant", betting(BET, **ALL_RIGHT), part="licence"),
    Example("not_licensed", "prohibited", betting(BET, **ALL_WRONG), part="licence"),
    Example("licence_unknown", "needs_human", betting(BET), part="licence"),
    Example("risk_message_present", "compliant", betting(f"{BET}. {RISK}"), part="risk_message"),
    Example("risk_message_absent", "non_compliant", betting(BET), part="risk_message"),
    Example("risk_message_in_doubt", "needs_human", a_post(f"Publicité · {BET}"), part="risk_message"),
    Example("age_mention_present", "compliant", betting(f"{BET}. {AGE}"), part="age_mention"),
    Example("age_mention_present", "compliant", betting(f"{BET} 🔞"), part="age_mention"),
    Example("age_mention_present", "compliant", betting(f"{BET}. 18+"), part="age_mention"),
    Example("age_mention_absent", "non_compliant", betting(BET), part="age_mention"),
    Example("age_mention_in_doubt", "needs_human", a_post(f"{BET}, mon code LINA20"), part="age_mention"),
    Example("age_gate_on", "compliant", betting(BET, **ALL_RIGHT), part="age_gate"),
    Example("age_gate_off", "prohibited", betting(BET, **ALL_WRONG), part="age_gate"),
    Example("age_gate_unknown", "needs_human", betting(BET), part="age_gate"),
    Example("gain_promised", "non_compliant", betting(f"{BET} : gains garantis"), part="claims"),
    Example("gain_promised_in_doubt", "needs_human", a_post(f"Publicité · {BET} : gains garantis"), part="claims"),
    Example("product_in_doubt", "needs_human", by_belorso("Un tour au casino, puis au lit")),
    Example(
        "promotion_unproven",
        "needs_human",
        known_only(f"Publicité · {BET}", "gambling", facts=ALL_WRONG),
        part="licence",
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_each_condition_gets_its_own_verdict(example: Example) -> None:
    assert example.found(RULE) == (example.code, example.verdict)


def test_the_examples_show_every_outcome_that_the_rule_has() -> None:
    assert {example.code for example in EXAMPLES} == set(rulebook().rule(RULE).outcomes)


def test_an_advertisement_that_meets_every_condition_is_compliant_in_every_part() -> None:
    found = said(betting(f"{BET}. {RISK} {AGE}", **ALL_RIGHT), RULE)
    assert {part: each.verdict for part, each in found.items()} == dict.fromkeys(
        ("licence", "risk_message", "age_mention", "age_gate"), "compliant"
    )


def test_where_no_deal_is_proven_only_the_deal_is_asked_for() -> None:
    found = said(a_post(f"Publicité · {BET}"), RULE)
    asked = {each.question.fact for each in found.values() if each.question}
    assert asked == {"deal.consideration"}


@pytest.mark.parametrize("place", ["first_comment", "account.bio"])
def test_a_message_outside_the_content_does_not_count(place: str) -> None:
    comment, bio = (f"{RISK} {AGE}" if place == each else None for each in ("first_comment", "account.bio"))
    post = by_belorso(BET, "gambling", first_comment=comment, account={"country": "FR", "bio": bio})
    found = said(post, RULE)
    assert {found["risk_message"].verdict, found["age_mention"].verdict} == {"non_compliant"}


def test_a_message_on_the_picture_counts() -> None:
    found = said(by_belorso(BET, "gambling", overlay=[{"text": f"{RISK} {AGE}"}]), RULE)
    assert found["risk_message"].evidence[0].field == "overlay[0].text"


def test_a_caption_that_was_not_recorded_proves_no_missing_message() -> None:
    judgement = judged(betting(None))
    assert ("fr.gambling.conditions", "text") in [(each.rule, each.field) for each in judgement.not_judged]
    assert not {"risk_message", "age_mention"} & {each.part for each in judgement.findings if each.rule == RULE}


@pytest.mark.parametrize(
    ("fact", "part", "answer", "code"),
    [
        ("licensed", "licence", "yes", "licensed"),
        ("licensed", "licence", "no", "not_licensed"),
        ("age_gate", "age_gate", "yes", "age_gate_on"),
        ("age_gate", "age_gate", "no", "age_gate_off"),
    ],
)
def test_what_only_the_operator_or_the_creator_knows_is_settled_by_an_answer(
    fact: str, part: str, answer: str, code: str
) -> None:
    found = said(betting(BET), RULE, an_answer(f"advertiser.{fact}", answer))
    assert found[part].code == code


@pytest.mark.parametrize(
    "post",
    [
        a_post(BET),
        a_post("Ma soirée au casino, quelle ambiance"),
        a_post("Publicité · concert au casino de Valbrume, billetterie en ligne"),
        a_post("Publicité · jeu-concours : trois coffrets à gagner"),
        a_post("J'ai arrêté les paris sportifs, mon témoignage, code LINA20"),
        a_post("Publicité · un week-end à Paris, sportif et gourmand"),
        a_post("Publicité · mes courses chez Casino, le supermarché du coin"),
        by_belorso("Une partie de poker entre deux essayages", "fashion"),
        a_post(f"Publicité · {BET}", deal={"consideration": "no"}),
    ],
    ids=lambda post: post.text,
)
def test_a_hall_a_shop_a_contest_a_memory_and_prevention_give_no_finding(post: Post) -> None:
    assert said(post, RULE) == {}
