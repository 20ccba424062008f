"""Content made by artificial intelligence (règlement (UE) 2024/1689, art. 50)."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from tests.law.given import Example, a_post, an_answer, codes, judged, unjudged, verdicts

DEEPFAKE, MARKING = "eu.ai.deepfake", "eu.ai.marking"
SATIRE, NO_SATIRE = (an_answer("media.satire", "yes"),), (an_answer("media.satire", "no"),)
KEPT, LOST = (an_answer("media.marking_kept", "yes"),), (an_answer("media.marking_kept", "no"),)


def made(
    text: str | None = "Il a tout compris",
    /,
    resembles: bool | None = True,
    label: bool | None = False,
    face: bool | None = None,
    **facts: Any,
) -> Post:
    """A post whose picture a machine made; no deal is known."""
    media = {"generated": True, "resembles_existing": resembles, "face_or_body": face}
    return a_post(text, media=media, labels={"ai": label}, **facts)


EXAMPLES = {
    DEEPFAKE: [
        Example("disclosed", "compliant", made(label=True)),
        Example("disclosed", "compliant", made("Image générée par IA")),
        Example("disclosed", "compliant", made("", overlay=[{"text": "IMAGE GENEREE PAR IA"}])),
        Example("disclosed", "compliant", made(label=None), (an_answer("labels.ai", "yes"),)),
        Example("disclosed", "compliant", made(resembles=None, label=True)),
        Example("hidden", "non_compliant", made()),
        Example("hidden", "non_compliant", made(deal={"consideration": "no"})),
        Example("hidden", "non_compliant", made(first_comment="Image générée par IA")),
        Example("hidden", "non_compliant", made(label=None), (an_answer("labels.ai", "no"),)),
        Example("hidden", "non_compliant", made("Parodie"), NO_SATIRE),
        Example("hidden", "non_compliant", made(resembles=None), (an_answer("media.resembles_existing", "yes"),)),
        Example("label_unknown", "needs_human", made(label=None)),
        Example("art_in_doubt", "needs_human", made("Parodie")),
        Example("art_confirmed", "improvable", made("Parodie"), SATIRE),
        Example("resemblance_unknown", "needs_human", made(resembles=None)),
        Example("resemblance_unknown", "needs_human", made(resembles=None, face=True)),
        Example("resembles_nothing", "out_of_scope", made(resembles=False)),
        Example("resembles_nothing", "out_of_scope", made(), (an_answer("media.resembles_existing", "no"),)),
    ],
    MARKING: [
        Example("marking_shown", "compliant", made(label=True)),
        Example("marking_unknown", "needs_human", made()),
        Example("marking_kept", "compliant", made(), KEPT),
        Example("marking_lost", "improvable", made(label=None), LOST),
    ],
}
EACH = [(rule, example) for rule, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("rule", "example"), EACH, ids=str)
def test_generated_content_gives_this_verdict(rule: str, example: Example) -> None:
    assert example.found(rule) == (example.code, example.verdict)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_examples_show_every_outcome_that_the_rule_has(rule: str) -> None:
    assert {example.code for example in EXAMPLES[rule]} == set(rulebook().rule(rule).outcomes)


def test_content_of_which_nothing_is_declared_is_never_guessed_at() -> None:
    plain = a_post("Il a tout compris", media={"generated": None, "resembles_existing": True})
    assert not set(EXAMPLES) & set(verdicts(judged(plain)))


def test_a_landscape_of_which_nobody_says_what_it_resembles_asks_nothing() -> None:
    assert DEEPFAKE not in codes(judged(made(resembles=None, face=False)))


def test_what_was_not_recorded_proves_nothing() -> None:
    missed = unjudged(judged(made(None, label=None)))
    assert {DEEPFAKE: "text", MARKING: "labels.ai"}.items() <= missed.items()


@pytest.mark.parametrize(("day", "code"), [("2026-08-01", "not_in_force"), ("2026-08-02", "hidden")])
def test_the_article_applies_since_august_2026(day: str, code: str) -> None:
    assert codes(judged(made(published_at=f"{day}T12:00:00Z")))[DEEPFAKE] == code


def test_the_regulation_binds_in_the_european_economic_area_only() -> None:
    abroad = made(account={"country": "CH"}, audience={})
    assert not set(EXAMPLES) & set(verdicts(judged(abroad)))
