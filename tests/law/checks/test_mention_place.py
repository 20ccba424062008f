"""Is the mention understood, seen at once, and on every medium? By examples that counsel can read."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import PAID, Example, a_post, an_answer, codes, finding, judged, paid, unjudged, verdicts

UNDERSTANDABLE, INSTANT, EVERY = "fr.mention.understandable", "fr.mention.instant", "fr.mention.every_medium"
MARCH_2024 = "2024-03-15T12:00:00Z"
WORD = {"text": "Publicité"}
LABEL = {"paid_partnership": True}
LONG = "Une lampe qui change tout, le soir, quand la pluie bat les vitres et que la maison s'endort enfin. " * 2


def reel(text: str | None, /, *overlay: dict[str, Any], **facts: Any) -> Post:
    """A video for which Maison Lune paid, with what is written on its picture."""
    return paid(text, kind="reel", overlay=list(overlay), **facts)


def reshare(text: str | None, /, **facts: Any) -> Post:
    """Somebody else's post, shared, under a deal."""
    return a_post(text, **{"deal": PAID, "kind": "story", "reshare_of": "C0", **facts})


EXAMPLES = {
    UNDERSTANDABLE: [
        Example("in_french", "compliant", paid("Publicité @maisonlune")),
        Example("in_french", "compliant", paid("En partenariat avec Maison Lune #sponsored")),
        Example("label_in_french", "compliant", paid("#sponsored @maisonlune", labels=LABEL)),
        Example("foreign_word", "improvable", paid("#sponsored @maisonlune")),
        Example("foreign_word", "improvable", paid("#sponsored @maisonlune", published_at=MARCH_2024)),
    ],
    INSTANT: [
        Example("at_once", "compliant", paid("Publicité · Ma lampe")),
        Example("at_once", "compliant", paid(LONG, title="Publicité : ma lampe")),
        Example("at_once", "compliant", paid("#lampe #soir #publicité")),
        Example("at_once", "compliant", reel("Ma lampe", {**WORD, "from_s": 3.0})),
        Example("at_once", "compliant", reel("Ma lampe", WORD)),
        Example("at_once", "compliant", reel("", {**WORD, "from_s": 842}, promotion=[{"from_s": 840, "to_s": 900}])),
        Example("at_once", "compliant", paid(f"Publicité. {LONG} Publicité")),
        Example("label_at_once", "compliant", a_post(f"{LONG} Publicité", labels=LABEL)),
        Example("label_at_once", "compliant", paid("", labels=LABEL, promotion=[{"from_s": 70, "to_s": 90}])),
        Example("label_far", "improvable", paid("", labels=LABEL, promotion=[{"from_s": 70.5, "to_s": 90}])),
        Example("after_fold", "improvable", paid(f"{LONG} Publicité")),
        Example("among_hashtags", "improvable", paid("#lampe #soir #maison #publicité")),
        Example("late_on_picture", "improvable", reel("Ma lampe", {**WORD, "from_s": 3.5})),
        Example("spoken", "improvable", paid("Ma lampe", speech=[{**WORD, "from_s": 1}])),
        Example("in_comment", "improvable", paid("Ma lampe", first_comment="Publicité")),
        Example("after_fold", "improvable", paid(f"{LONG} Offert par @maisonlune")),
    ],
    EVERY: [
        Example("kept_in_reshare", "compliant", reshare("Publicité")),
        Example("kept_in_reshare", "compliant", reshare("", labels=LABEL)),
        Example("lost_in_reshare", "non_compliant", reshare("")),
        Example("lost_in_reshare", "non_compliant", reshare("", first_comment="Publicité")),
        Example("reshare_in_doubt", "needs_human", reshare("Post non sponsorisé")),
        Example("reshare_in_doubt", "needs_human", reshare(""), (an_answer("deal.consideration", "no"),)),
        Example("reshare_in_doubt", "needs_human", reshare("", deal={**PAID, "forms": ["trip"]})),
        Example("other_slide", "improvable", paid("", kind="story", series={"mention_elsewhere": True})),
        Example("spoken_only", "improvable", reel("Ma lampe", speech=[WORD])),
        Example("on_picture", "compliant", reel("Ma lampe", WORD)),
        Example("on_picture", "compliant", reel("Ma lampe", WORD, published_at=MARCH_2024)),
        Example("not_on_picture", "improvable", reel("Publicité", published_at=MARCH_2024)),
    ],
}
EACH = [(rule, example) for rule, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("rule", "example"), EACH, ids=str)
def test_where_the_mention_stands_gives_this_verdict(rule: str, example: Example) -> None:
    assert example.found(rule) == (example.code, example.verdict)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_examples_show_every_outcome_that_the_rule_has(rule: str) -> None:
    assert {example.code for example in EXAMPLES[rule]} == set(rulebook().rule(rule).outcomes)


@pytest.mark.parametrize("text", ["Ma lampe du soir", "Merci @maisonlune", "#sp", "Offert par @maisonlune", ""])
@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_post_without_mention_and_without_deal_is_not_told_where_to_put_one(rule: str, text: str) -> None:
    assert rule not in verdicts(judged(a_post(text, kind="reel", overlay=[])))


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_mention_where_nothing_was_exchanged_is_nobodys_concern(rule: str) -> None:
    for_nothing = {"deal": {"consideration": "no"}, "published_at": MARCH_2024, "reshare_of": "C0"}
    assert rule not in verdicts(judged(a_post(f"#a #b #c {LONG} #sponsored", kind="reel", **for_nothing)))


def test_the_fold_of_instagram_is_the_first_125_characters() -> None:
    seen = judged(paid("x" * 112 + ". Publicité"))
    cut = judged(paid("x" * 123 + ". Publicité"))
    assert codes(seen)[INSTANT] == "at_once"
    assert codes(cut)[INSTANT] == "after_fold"
    assert "125 caractères" in finding(cut, INSTANT).because.fr


def test_on_a_platform_whose_fold_nobody_knows_a_mention_is_never_behind_it() -> None:
    assert codes(judged(paid(f"{LONG} Publicité", platform="mastodon")))[INSTANT] == "at_once"


def test_a_label_shown_for_ten_seconds_is_near_a_promotion_within_the_minute_after() -> None:
    far = finding(judged(paid("", labels=LABEL, promotion=[{"from_s": 600, "to_s": 660}])), INSTANT)
    assert far.position == "R7"
    assert "labels.paid_partnership" in {proof.field for proof in far.evidence}


def test_a_label_and_a_word_on_the_picture_need_no_label_beside_the_promotion() -> None:
    late = {"promotion": [{"from_s": 600, "to_s": 660}], "labels": LABEL}
    assert codes(judged(reel("", {**WORD, "from_s": 600}, **late)))[INSTANT] == "at_once"


def test_until_november_2024_the_picture_of_a_video_had_to_carry_the_mention() -> None:
    seen = {date: judged(reel("Publicité", published_at=date)) for date in ("2024-11-07T12:00Z", "2024-11-08T12:00Z")}
    assert [codes(each).get(EVERY) for each in seen.values()] == ["not_on_picture", None]


def test_a_picture_that_was_not_recorded_proves_no_missing_mention() -> None:
    assert EVERY not in verdicts(judged(paid("Publicité", kind="reel", published_at=MARCH_2024)))


def test_a_photo_has_no_picture_apart_from_its_caption() -> None:
    assert EVERY not in verdicts(judged(paid("Publicité", overlay=[], published_at=MARCH_2024)))


def test_a_reshare_whose_text_was_not_recorded_is_not_judged() -> None:
    assert unjudged(judged(reshare(None)))[EVERY] == "text"


def test_a_reshare_without_proof_of_a_deal_is_not_judged_as_one() -> None:
    assert EVERY not in verdicts(judged(reshare("Merci @maisonlune", deal={})))


def test_a_mention_that_the_post_denies_is_seen_nowhere() -> None:
    denied = judged(reel("Ce n'est pas une publicité", {"text": "Ce n'est pas une publicité"}))
    assert not {INSTANT, EVERY, UNDERSTANDABLE} & set(verdicts(denied))
