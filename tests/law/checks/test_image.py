"""Retouched and virtual images (loi n° 2023-451, art. 5): what is declared of a picture, and what the post says."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import Example, a_post, an_answer, finding, judged, paid, unjudged, verdicts

RETOUCHED, VIRTUAL = "fr.image.retouched", "fr.image.virtual"
MARCH_2024 = "2024-03-15T12:00:00Z"


def retouched(text: str | None, /, face: bool | None = True, **facts: Any) -> Post:
    return paid(text, media={"retouched": True, "face_or_body": face}, **facts)


def virtual(text: str | None, /, face: bool | None = True, **facts: Any) -> Post:
    return paid(text, media={"generated": True, "face_or_body": face}, **facts)


def no_deal(post: dict[str, Any]) -> Post:
    """A post with a personal code, whose deal nobody knows."""
    return a_post("Ma lampe, mon code LINA20", media={**post, "face_or_body": True})


FACE = (an_answer("media.face_or_body", "yes"),)
FACE_GENERATED = (an_answer("media.face_generated", "yes"),)
FACE_REAL = (an_answer("media.face_generated", "no"),)
NO_FACE = (an_answer("media.face_or_body", "no"),)
EXAMPLES = {
    RETOUCHED: [
        Example("mention_statutory", "compliant", retouched("Publicité · Images retouchées")),
        Example("mention_statutory", "compliant", retouched("", overlay=[{"text": "IMAGES RETOUCHEES"}])),
        Example("mention_equivalent", "compliant", retouched("Photo retouchée")),
        Example("mention_equivalent", "improvable", retouched("Photo retouchée", published_at=MARCH_2024)),
        Example("mention_absent", "non_compliant", retouched("Publicité @maisonlune")),
        Example("mention_absent", "non_compliant", retouched("", None), FACE),
        Example("mention_absent", "non_compliant", retouched("", first_comment="Images retouchées")),
        Example("contradiction", "needs_human", retouched("Publicité. Sans retouche, promis")),
        Example("contradiction", "needs_human", retouched("Publicité. Sans retouche", None)),
        Example("not_retouched", "out_of_scope", retouched("Sans retouche"), (an_answer("media.retouched", "no"),)),
        Example(
            "mention_absent", "non_compliant", retouched("Sans retouche"), (an_answer("media.retouched", "yes"),)
        ),
        Example("no_face", "out_of_scope", retouched("Publicité", False)),
        Example("no_face", "out_of_scope", retouched("Publicité", None), NO_FACE),
        Example("face_unknown", "needs_human", retouched("Publicité", None)),
        Example("face_unknown", "needs_human", retouched("", None), (an_answer("media.face_or_body", "unknown"),)),
        Example("deal_unknown", "needs_human", no_deal({"retouched": True})),
        Example("deal_unknown", "needs_human", a_post("Publicité", media={"retouched": True, "face_or_body": True})),
    ],
    VIRTUAL: [
        Example("mention_statutory", "compliant", virtual("Images virtuelles")),
        Example("mention_equivalent", "compliant", virtual("Image générée par IA")),
        Example("partly_told", "needs_human", virtual("Publicité. Décor généré par IA")),
        Example("partly_told", "needs_human", virtual("Décor généré par IA", None)),
        Example("mention_equivalent", "compliant", virtual("Décor généré par IA. Image générée par IA")),
        Example("mention_absent", "non_compliant", virtual("Décor généré par IA"), FACE_GENERATED),
        Example("face_not_generated", "out_of_scope", virtual("Décor généré par IA"), FACE_REAL),
        Example("platform_ai_label", "improvable", virtual("Publicité", labels={"ai": True})),
        Example("mention_absent", "non_compliant", virtual("Publicité @maisonlune")),
        Example("mention_absent", "non_compliant", virtual("Images retouchées", labels={"ai": False})),
        Example("no_face", "out_of_scope", virtual("", False, labels={"ai": True})),
        Example("face_unknown", "needs_human", virtual("", None, labels={"ai": True})),
        Example("deal_unknown", "needs_human", no_deal({"generated": True})),
    ],
}
EACH = [(rule, example) for rule, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("rule", "example"), EACH, ids=str)
def test_a_declared_image_gives_this_verdict(rule: str, example: Example) -> None:
    assert example.found(rule) == (example.code, example.verdict)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_examples_show_every_outcome_that_the_rule_has(rule: str) -> None:
    assert {example.code for example in EXAMPLES[rule]} == set(rulebook().rule(rule).outcomes)


@pytest.mark.parametrize("declared", [None, False])
def test_an_image_of_which_nothing_is_declared_is_never_guessed_at(declared: bool | None) -> None:
    media = {"retouched": declared, "generated": declared, "face_or_body": True}
    assert not set(EXAMPLES) & set(verdicts(judged(paid("Publicité", media=media))))


def test_a_retouched_image_that_promotes_nothing_is_art() -> None:
    art = a_post("Mon autoportrait", media={"retouched": True, "generated": True, "face_or_body": True})
    assert not set(EXAMPLES) & set(verdicts(judged(art)))


def test_a_retouched_image_for_which_nothing_was_exchanged_is_art_too() -> None:
    art = retouched("Publicité", deal={"consideration": "no"})
    assert RETOUCHED not in verdicts(judged(art))


def test_a_caption_that_was_not_recorded_proves_no_missing_mention() -> None:
    assert unjudged(judged(retouched(None)))[RETOUCHED] == "text"


def test_the_proof_names_the_declaration_and_the_face() -> None:
    found = finding(judged(retouched("Publicité @maisonlune")), RETOUCHED)
    assert [(proof.field, proof.value) for proof in found.evidence] == [
        ("media.retouched", True),
        ("media.face_or_body", True),
    ]


def test_an_image_both_retouched_and_generated_needs_both_mentions() -> None:
    both = {"retouched": True, "generated": True, "face_or_body": True}
    said = judged(paid("Publicité. Images retouchées.", media=both))
    assert (finding(said, RETOUCHED).verdict, finding(said, VIRTUAL).verdict) == ("compliant", "non_compliant")


@pytest.mark.parametrize(("day", "verdict"), [("2024-11-07", "improvable"), ("2024-11-08", "compliant")])
def test_an_equivalent_mention_is_admitted_since_november_2024(day: str, verdict: str) -> None:
    found = finding(judged(retouched("Photo retouchée", published_at=f"{day}T12:00:00Z")), RETOUCHED)
    assert found.verdict == verdict


def test_the_article_does_not_bind_a_creator_established_in_belgium() -> None:
    post = retouched("", account={"country": "BE"}, audience={"countries": {"FR": 0.5}})
    found = finding(judged(post), RETOUCHED)
    assert (found.code, found.verdict, found.position) == ("creator_abroad", "out_of_scope", "R2")
