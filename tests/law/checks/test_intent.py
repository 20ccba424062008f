"""Is the commercial intent indicated? (loi n° 2023-451, art. 5 then 5-2), by examples that counsel can read."""

from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.answer import Answer
from perenne.model.post import Post
from tests.law.given import PAID, Example, a_deal, a_post, an_answer, codes, finding, judged, paid, unjudged, verdicts

RULE = "fr.mention.intent"
MARCH_2024 = "2024-03-15T12:00:00Z"


def given(text: str, requested: bool | None, /, **facts: Any) -> Post:
    """A post behind which stands a product, and no money."""
    return a_post(text, deal={**PAID, "forms": ["product"], "requested": requested}, **facts)


def yes_or_no(answer: str, fact: str = "deal.consideration") -> tuple[Answer, ...]:
    return (an_answer(fact, answer),)


EXAMPLES = [
    Example("mention_statutory", "compliant", a_post("Publicité · Ma lampe @maisonlune")),
    Example("mention_statutory", "compliant", paid("PUBLICITE avec @maisonlune")),
    Example("mention_statutory", "compliant", a_post("Publicite\u0301 avec @maisonlune")),
    Example("mention_statutory", "compliant", paid("#collaborationcommerciale #sp @maisonlune")),
    Example("mention_statutory", "compliant", paid("", overlay=[{"text": "Collaboration commerciale"}])),
    Example("mention_equivalent", "compliant", paid("Partenariat rémunéré avec @maisonlune")),
    Example("mention_equivalent", "improvable", paid("Partenariat rémunéré", published_at=MARCH_2024)),
    Example("label_only", "compliant", a_post("Ma lampe", labels={"paid_partnership": True})),
    Example("label_only", "compliant", a_post(None, labels={"promotional": True})),
    Example("label_only", "improvable", a_post("Lampe", labels={"paid_partnership": True}, published_at=MARCH_2024)),
    Example("label_only", "compliant", a_post("En partenariat avec @m", labels={"paid_partnership": True})),
    Example("mention_obfuscated", "improvable", paid("P.u.b.l.i.c.i.t.é @maisonlune")),
    Example("mention_obfuscated", "improvable", paid("𝗣𝘂𝗯𝗹𝗶𝗰𝗶𝘁𝗲 @maisonlune")),
    Example("mention_unclear", "improvable", a_post("En partenariat avec @maisonlune")),
    Example("mention_unclear", "improvable", paid("En partenariat avec Maison Lune")),
    Example("mention_unclear", "improvable", paid("#collab @maisonlune")),
    Example("mention_foreign", "improvable", paid("#sponsored @maisonlune")),
    Example("mention_gift", "improvable", paid("Offert par @maisonlune")),
    Example("mention_in_comment", "improvable", paid("Ma lampe", first_comment="Publicité")),
    Example("mention_on_other_slide", "improvable", paid("Ma lampe", series={"mention_elsewhere": True})),
    Example("mention_possible", "needs_human", paid("Attention, réclame !")),
    Example("mention_possible", "needs_human", paid("Collaboratoin comerciale, ma lampe")),
    Example("mention_confirmed", "improvable", paid("Attention, réclame !"), yes_or_no("yes", "mention.present")),
    Example("mention_absent", "non_compliant", paid("Attention, réclame !"), yes_or_no("no", "mention.present")),
    Example("other_slide_unknown", "needs_human", paid("Ma lampe", series={"index": 3, "of": 5})),
    Example(
        "own_brand_deal", "out_of_scope", a_post("Ma lampe", deal={"consideration": "yes", "forms": ["own_brand"]})
    ),
    Example("mention_ambiguous", "non_compliant", paid("Ma lampe du soir #collab")),
    Example("mention_refused", "non_compliant", paid("Ma lampe du soir #sp")),
    Example("thanks_only", "non_compliant", paid("Merci @maisonlune")),
    Example("mention_absent", "non_compliant", paid("Ma lampe du soir")),
    Example("mention_absent", "non_compliant", paid("")),
    Example("mention_absent", "non_compliant", given("Ma lampe du soir", True)),
    Example("mention_absent", "non_compliant", a_post("Ma lampe du soir"), yes_or_no("yes")),
    Example("mention_absent", "non_compliant", given("Ma lampe", None), yes_or_no("yes", "deal.requested")),
    Example("contradiction", "needs_human", paid("Ce n'est pas une publicité")),
    Example("contradiction", "needs_human", paid("Post non sponsorisé")),
    Example("contradiction", "needs_human", paid("Ma lampe du soir"), yes_or_no("no")),
    Example("contradiction", "needs_human", a_post("Lampe", deal={"consideration": "no"}), yes_or_no("yes")),
    Example("gift_unrequested", "needs_human", given("Ma lampe du soir", False)),
    Example("gift_unrequested", "needs_human", given("Ma lampe", None), yes_or_no("no", "deal.requested")),
    Example("gift_request_unknown", "needs_human", given("Ma lampe du soir", None)),
    Example("gift_request_unknown", "needs_human", given("Merci @maisonlune", None)),
    Example("clue_medium", "needs_human", a_post("Ma lampe, avec mon code LINA20")),
    Example("clue_medium", "needs_human", a_post("Offert par @maisonlune")),
    Example("clue_medium", "needs_human", a_post("Non sponsorisé, mon code LINA20")),
    Example("clue_medium", "needs_human", a_post("Ma lampe, mon code LINA20"), yes_or_no("unknown")),
    Example("clue_weak", "needs_human", a_post("Merci @maisonlune")),
    Example("clue_weak", "needs_human", a_post("Ma lampe du soir #sp")),
    Example("no_consideration", "out_of_scope", a_post("Ma lampe, mon code LINA20"), yes_or_no("no")),
    Example("no_consideration", "out_of_scope", a_post("Publicité", deal={"consideration": "no"})),
    Example("no_consideration", "out_of_scope", a_post("Merci @maisonlune", deal={"consideration": "no"})),
    Example("no_consideration", "out_of_scope", a_post("Ma lampe du soir"), yes_or_no("no")),
    Example("denied_by_author", "out_of_scope", a_post("Non sponsorisé. Merci @maisonlune")),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_what_the_post_says_and_what_is_known_give_this_verdict(example: Example) -> None:
    assert example.found(RULE) == (example.code, example.verdict)


def test_the_examples_show_every_outcome_that_the_rule_has() -> None:
    of_a_deal_file = {"clue_deal"}  # see tests of audit.deals
    assert {example.code for example in EXAMPLES} | of_a_deal_file == set(rulebook().rule(RULE).outcomes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ma lampe du soir",
        "J'adore la lampe",
        "@maisonlune",
        "Lien en bio",
        "code civil",
        "Non sponsorisé",
        "Merci !",
    ],
)
def test_an_innocent_post_is_not_even_asked_about(text: str) -> None:
    assert verdicts(judged(a_post(text))) == {}


def test_no_deal_recorded_and_nothing_that_speaks_for_one_gives_no_finding() -> None:
    assert verdicts(judged(a_post("Ma lampe du soir", deal={"consideration": "no"}))) == {}


def test_a_caption_that_the_source_does_not_record_proves_no_absence() -> None:
    judgement = judged(paid(None, overlay=[{"text": "Ma lampe du soir"}]))
    assert unjudged(judgement)[RULE] == "text"
    assert RULE not in verdicts(judgement)


def test_a_label_before_november_2024_says_nothing_of_a_caption_that_was_not_recorded() -> None:
    labelled = a_post(None, labels={"paid_partnership": True}, published_at=MARCH_2024)
    assert unjudged(judged(labelled))[RULE] == "text"


def test_the_statutory_word_of_a_video_whose_picture_was_not_recorded_comes_with_a_notice() -> None:
    unseen = finding(judged(paid("Publicité", kind="reel")), RULE)
    seen = finding(judged(paid("Publicité", kind="reel", overlay=[])), RULE)
    assert [notice.code for notice in unseen.notices] == ["picture_not_recorded"]
    assert seen.notices == ()


def test_a_plain_word_beside_a_disguised_one_makes_the_mention_plain() -> None:
    both = finding(judged(paid("Publicité P.u.b.l.i.c.i.t.é")), RULE)
    assert (both.code, [proof.quote for proof in both.evidence]) == ("mention_statutory", ["Publicité"])


def test_a_plain_equivalent_beside_a_disguised_statutory_word_is_a_plain_mention() -> None:
    both = finding(judged(paid("Partenariat rémunéré P.u.b.l.i.c.i.t.é")), RULE)
    assert (both.code, [proof.quote for proof in both.evidence]) == ("mention_equivalent", ["Partenariat rémunéré"])


def test_the_finding_quotes_the_words_that_prove_it() -> None:
    found = finding(judged(paid("🌙 Ma lampe, sponsorisé par @maisonlune")), RULE)
    proof = found.evidence[0]
    assert (proof.field, proof.start, proof.end, proof.quote) == ("text", 12, 26, "sponsorisé par")
    assert "« sponsorisé par »" in found.because.fr


def test_the_finding_shows_where_the_deal_was_recorded() -> None:
    found = finding(judged(paid("Ma lampe du soir")), RULE)
    assert [(proof.field, proof.value, proof.source) for proof in found.evidence] == [
        ("deal.consideration", "yes", "posts.ndjson:7")
    ]


def test_what_the_question_waits_for_is_the_deal_or_whether_a_post_was_expected() -> None:
    clue = finding(judged(a_post("Ma lampe, mon code LINA20")), RULE)
    gift = finding(judged(given("Ma lampe", None)), RULE)
    assert clue.question
    assert (clue.question.fact, clue.question.to) == ("deal.consideration", "creator")
    assert "un code promo personnel" in clue.because.fr
    assert gift.question
    assert gift.question.fact == "deal.requested"


def test_thanks_in_the_bio_are_not_what_the_post_says() -> None:
    thankful = paid("Ma lampe", account={"country": "FR", "bio": "Merci à vous tous"})
    assert codes(judged(thankful))[RULE] == "mention_absent"


def test_a_denial_in_the_bio_excuses_no_post() -> None:
    free = paid("Ma lampe", account={"country": "FR", "bio": "Compte non sponsorisé"})
    assert codes(judged(free))[RULE] == "mention_absent"


# Answers against evidence (position R31)

EVIDENCE = {
    "weak": a_post("Merci @maisonlune"),
    "medium": a_post("Ma lampe, mon code LINA20"),
    "strong": paid("Ma lampe du soir"),
}


@pytest.mark.parametrize(
    ("grade", "answer", "verdict"),
    [
        ("weak", "yes", "non_compliant"),
        ("weak", "no", "out_of_scope"),
        ("weak", "unknown", "needs_human"),
        ("medium", "yes", "non_compliant"),
        ("medium", "no", "out_of_scope"),
        ("medium", "unknown", "needs_human"),
        ("strong", "yes", "non_compliant"),
        ("strong", "no", "needs_human"),
        ("strong", "unknown", "non_compliant"),
    ],
)
def test_an_answer_prevails_over_a_clue_and_not_over_a_deal(grade: str, answer: str, verdict: str) -> None:
    found = finding(judged(EVIDENCE[grade], *yes_or_no(answer)), RULE)
    assert found.verdict == verdict
    assert found.question is None, "what was answered is not asked again"


def test_the_answer_stands_in_the_proof_with_who_gave_it_and_when() -> None:
    found = finding(judged(EVIDENCE["medium"], *yes_or_no("no")), RULE)
    assert ("answers.deal.consideration", "no", "Lina M., 2026-11-22") in [
        (proof.field, proof.value, proof.source) for proof in found.evidence
    ]


def test_a_deal_that_a_file_proves_against_an_answer_is_a_contradiction() -> None:
    post = a_post("Ma lampe @maisonlune", published_at="2026-03-12T12:00:00Z")
    found = finding(judged(post, *yes_or_no("no"), deals=[a_deal()]), RULE)
    assert (found.code, found.verdict) == ("contradiction", "needs_human")
    assert {"deals", "answers.deal.consideration"} <= {proof.field for proof in found.evidence}


def test_a_displayed_label_against_a_denial_goes_to_a_person() -> None:
    labelled = {"labels": {"paid_partnership": True}}

    assert codes(judged(a_post("Ma lampe, non sponsorisé", **labelled)))[RULE] == "contradiction"
    denied = judged(a_post("Ma lampe", **labelled), an_answer("deal.consideration", "no"))
    assert codes(denied)[RULE] == "contradiction"


def test_a_disguised_word_beside_a_displayed_label_is_no_worse_than_the_label() -> None:
    both = a_post("P.U.B.L.I.C.I.T.É Ma lampe @maisonlune", labels={"paid_partnership": True})

    assert codes(judged(both))[RULE] == "label_only"


def test_words_between_quotation_marks_are_spoken_of_unless_the_deal_is_proven() -> None:
    text = "Nouvelle lampe ! « Publicité » @maisonlune"

    assert RULE not in codes(judged(a_post("Hier j’ai lu « Publicité » sur un mur")))
    assert codes(judged(paid(text)))[RULE] == "mention_statutory"
