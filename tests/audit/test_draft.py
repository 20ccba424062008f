"""A text before publication: what is proposed has been judged, changes as little as it can, and invents no deal."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perenne.audit.draft import MOST_EDITS, Draft, draft
from perenne.audit.judgement import Knowledge, judgements
from perenne.law.rulebook import rulebook
from perenne.model.finding import WORST_FIRST, Verdict, worst
from perenne.model.post import Post
from perenne.model.wire import convert

KNOWLEDGE = Knowledge(rulebook())
LUNE = {"name": "Maison Lune", "handles": ["maisonlune"]}
PAID = {"consideration": "yes", "forms": ["money"], "requested": True, "advertiser": LUNE}


def a_draft(text: str, **facts: Any) -> Post:
    record = {"platform": "instagram", "post_id": "draft", "published_at": "2026-11-20", "account": {"country": "FR"}}
    return convert(Post, {**record, "text": text, **facts})


def drafted(text: str, **facts: Any) -> Draft:
    return draft(a_draft(text, **facts), KNOWLEDGE)


def proposal(text: str, **facts: Any) -> str:
    mending = drafted(text, **facts).mending
    assert mending is not None
    assert mending.complete
    return mending.text


def judged_again(text: str, **facts: Any) -> Verdict:
    (judgement,) = judgements([a_draft(text, **facts)], KNOWLEDGE)
    return worst([finding.verdict for finding in judgement.findings])


# What is proposed


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("J’adore ces bougies", "Collaboration commerciale avec @maisonlune · J’adore ces bougies"),
        ("Merci à @maisonlune !", "Collaboration commerciale · Merci à @maisonlune !"),
        ("Mes bougies #sp", "Collaboration commerciale avec @maisonlune · Mes bougies #sp"),
        ("Publicité · une bougie", "Publicité avec @maisonlune · une bougie"),
        ("", "Collaboration commerciale avec @maisonlune"),
    ],
)
def test_a_paid_text_is_mended_by_the_fewest_words(text: str, mended: str) -> None:
    assert proposal(text, deal=PAID) == mended


def test_a_mention_after_the_fold_gets_one_at_the_opening() -> None:
    late = "Un long récit de montagne. " * 12 + "Collaboration commerciale avec @maisonlune."
    assert proposal(late, deal=PAID) == f"Collaboration commerciale · {late}"


def test_a_retouched_face_gets_its_own_mention_beside_the_first() -> None:
    mended = proposal("Mon maillot", deal=PAID, media={"retouched": True, "face_or_body": True})
    assert "Images retouchées" in mended
    assert mended.startswith("Collaboration commerciale avec @maisonlune")


def test_a_text_that_needs_nothing_gets_no_proposal() -> None:
    for text, facts in (("Bonjour le soleil", {}), ("Collaboration commerciale avec @maisonlune", {"deal": PAID})):
        assert drafted(text, **facts).mending is None


def test_what_only_a_person_can_judge_stays_with_the_person_and_the_rest_is_mended() -> None:
    mending = drafted("Pinot noir du Domaine de Riveaux, douze mois de fût", deal=RIVEAUX).mending
    assert mending is not None
    assert not mending.complete
    assert "L’abus d’alcool est dangereux pour la santé" in mending.text
    left = {finding.rule for finding in mending.judgement.findings if finding.verdict == "needs_human"}
    assert left == {"fr.alcohol.content"}


RIVEAUX = {**PAID, "advertiser": {"name": "Domaine de Riveaux", "sectors": ["alcohol"]}}


@pytest.mark.parametrize(
    "text",
    [
        "Publicité · Pinot noir du Domaine de Riveaux, à consommer avec modération",
        "Publicité · Pinot noir du Domaine de Riveaux. À CONSOMMER AVEC MODÉRATION.",
    ],
)
def test_half_a_health_message_gets_its_other_half_and_no_word_twice(text: str) -> None:
    mending = drafted(text, deal=RIVEAUX).mending
    assert mending is not None
    assert mending.text == f"{text}\n\nL’abus d’alcool est dangereux pour la santé."


def test_the_line_ends_of_the_text_are_those_of_its_mending() -> None:
    mending = drafted("Publicité\r\nPinot noir du Domaine de Riveaux\r\n", deal=RIVEAUX).mending
    assert mending is not None
    assert mending.text == (
        "Publicité\r\nPinot noir du Domaine de Riveaux\r\n\r\n"
        "L’abus d’alcool est dangereux pour la santé, à consommer avec modération."
    )


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Merci à la clinique @belleligne pour mes injections de botox, code NINA10", {}),
        ("Publicité · le forex change mes matins", {}),
        ("Mes sachets de nicotine, merci @zibellou !", {}),
        ("Mes sachets de nicotine", {"deal": {**PAID, "advertiser": {"name": "Zibellou", "sectors": ["nicotine"]}}}),
    ],
)
def test_where_a_deal_would_make_the_promotion_a_banned_one_no_wording_is_proposed(
    text: str, facts: dict[str, Any]
) -> None:
    assert drafted(text, **facts).mending is None


# What is taken for granted


def test_where_no_deal_is_known_the_mending_says_that_it_takes_one_for_granted() -> None:
    said = drafted("Merci à @maisonlune, j’adore ces bougies !")
    assert said.if_paid
    assert said.judgement.post.deal.consideration == "unknown"
    assert said.mending is not None
    assert said.mending.complete


def test_where_the_author_says_that_there_is_none_nothing_is_proposed() -> None:
    said = drafted("Merci à @maisonlune, j’adore ces bougies !", deal={"consideration": "no"})
    assert (said.if_paid, said.mending) == (False, None)


def test_no_name_is_invented_for_an_advertiser_that_nobody_named() -> None:
    mending = drafted("J’adore ces bougies", deal={"consideration": "yes", "forms": ["money"]}).mending
    assert mending is not None
    assert "@" not in mending.text


# Whatever the text

WORDS = st.sampled_from(
    ["bougie", "Merci", "@maisonlune", "#sp", "#ad", "Publicité", "collab", "non sponsorisé", "code LINA15",
     "vin rouge", "P.U.B", "offert par", "images retouchées", "#voyage", "🎁", "\n", "« pub »", "sponsored",
     "lien en bio"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "deal": st.sampled_from([PAID, {"consideration": "yes"}, {"consideration": "no"}]),
        "media": st.sampled_from([{"retouched": True, "face_or_body": True}, {"generated": True}]),
        "kind": st.sampled_from(["post", "reel", "story"]),
        "platform": st.sampled_from(["instagram", "tiktok", "youtube"]),
    },
)


@settings(max_examples=60)  # each example is judged a dozen times
@given(text=TEXTS, facts=FACTS)
def test_a_proposal_keeps_every_word_and_when_complete_is_compliant_judged_again(
    text: str, facts: dict[str, Any]
) -> None:
    said = drafted(text, **facts)
    if said.mending is None:
        return
    assert len(said.mending.edits) <= MOST_EDITS
    left = iter(said.mending.text.split())
    assert all(word in left for word in text.split())
    paid = {"consideration": "yes", "requested": True} if said.if_paid else {}
    again = judged_again(said.mending.text, **{**facts, "deal": {**facts.get("deal", {}), **paid}})
    assert again == worst([finding.verdict for finding in said.mending.judgement.findings])
    if said.mending.complete:
        assert again in {"compliant", "out_of_scope"}
    before = worst([finding.verdict for finding in said.judgement.findings])
    assert said.if_paid or WORST_FIRST.index(again) >= WORST_FIRST.index(before)
