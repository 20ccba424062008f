"""What holds for any post, whatever it says and however little is known of it."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from perenne.audit.judgement import Judgement
from perenne.model.finding import ACCUSING, WORST_FIRST
from perenne.model.post import Audience, Deal, Labels, Post
from perenne.model.wire import convert, encode
from tests.law.given import PAID, a_post, all_judged, an_answer, verdicts
from tests.model import records

INTENT = "fr.mention.intent"

phrases = st.sampled_from(
    [
        "Publicité", "PUBLICITE\u0301", "P.u.b.l.i.c.i.t.é", "Collaboration commerciale", "Partenariat rémunéré",
        "En partenariat avec @maisonlune", "Offert par Belorso", "#collab", "#sponsored", "#sp", "Merci", "J'adore",
        "Ce n'est pas une publicité", "Non sponsorisé", "mon code LINA20", "Commandez", "lien en bio",
        "https://belorso.example/?aff=3", "@maisonlune", "Maison Lune", "Ma marque", "Claraline", "une cuvée",
        "pour fêter l'été", "L'abus d'alcool est dangereux pour la santé", "Images virtuelles", "Photo retouchée",
        "Ma lampe du soir", "🌙", "e\u0301t\u0301e\u0301", "\n", "#a #b #c", "x" * 130,
    ]
)  # fmt: skip
texts = st.lists(phrases, max_size=6).map(" ".join)
maybe_text = st.none() | texts
days = st.sampled_from(["2023-08-01T10:00:00Z", "2024-11-07", "2026-11-20T10:00:00Z", "2020-01-01", None])
on_picture = st.none() | st.lists(
    st.builds(lambda text, start: {"text": text, "from_s": start}, texts, st.none() | st.sampled_from([0.0, 9.0])),
    max_size=2,
)
facts = st.none() | st.booleans()
MEDIA = ("retouched", "generated", "face_or_body")
UNPROVEN: list[dict[str, Any]] = [{}, {"consideration": "unknown"}, {"consideration": "no"}]
PROVEN: list[dict[str, Any]] = [
    PAID,
    {**PAID, "forms": ["product"]},
    {**PAID, "forms": ["trip"], "requested": True},
    {"consideration": "yes", "advertiser": {"name": "Domaine de Riveaux", "sectors": ["alcohol"]}},
]


def posts_with(deals: list[dict[str, Any]], labels: st.SearchStrategy[bool | None]) -> st.SearchStrategy[Post]:
    """Posts made of phrases that mean something, with anything else known or not."""
    return st.builds(
        lambda text, **facts: a_post(text, **facts),
        maybe_text,
        kind=st.sampled_from(["post", "reel", "story", None]),
        published_at=days,
        title=maybe_text,
        first_comment=maybe_text,
        overlay=on_picture,
        speech=on_picture,
        deal=st.sampled_from(deals),
        labels=st.builds(lambda paid, ai: {"paid_partnership": paid, "ai": ai}, labels, facts),
        media=st.builds(lambda *said: dict(zip(MEDIA, said, strict=True)), facts, facts, facts),
        account=st.builds(
            lambda country, bio, own: {"country": country, "handle": "lina.m", "bio": bio, "own_brands": own},
            st.sampled_from(["FR", "BE", "CA", None]),
            maybe_text,
            st.sampled_from([[], ["Claraline"]]),
        ),
        audience=st.sampled_from([{"countries": {"FR": 0.5}}, {}]),
        series=st.none() | st.builds(lambda elsewhere: {"mention_elsewhere": elsewhere}, facts),
        reshare_of=st.sampled_from([None, "C0"]),
        coauthors=st.sampled_from([None, [], ["belorso"]]),
    )  # fmt: skip


any_post = posts_with(UNPROVEN + PROVEN, facts)
unproven = posts_with(UNPROVEN, st.sampled_from([None, False]))
proven = posts_with(PROVEN, facts)


def many(posts: st.SearchStrategy[Post]) -> st.SearchStrategy[list[Post]]:
    """Several posts at a time, each with its own id: to read the words of many costs as much as of one."""
    numbered = st.lists(posts, min_size=1, max_size=12)
    return numbered.map(
        lambda each: [msgspec.structs.replace(post, post_id=f"C{number}") for number, post in enumerate(each)]
    )


def changed(posts: list[Post], **fields: Any) -> list[Post]:
    return [msgspec.structs.replace(post, **fields) for post in posts]


def strictness(judgement: Judgement, rule: str) -> int:
    """The larger, the stricter; a rule that says nothing is as mild as can be."""
    return -WORST_FIRST.index(verdicts(judgement).get(rule, "out_of_scope"))


def accused(judgement: Judgement) -> set[str]:
    return {rule for rule, verdict in verdicts(judgement).items() if verdict in ACCUSING}


def at(record: Any, path: str) -> Any:
    """What stands at ``path`` (``overlay[0].text``) of a record as JSON shows it."""
    for step in path.replace("[", ".").replace("]", "").split("."):
        record = record[int(step)] if isinstance(record, list) else record[step]
    return record


repeated = settings(max_examples=25)


@repeated
@given(many(any_post | records.posts), st.sampled_from([None, "yes", "no"]))
def test_every_quote_and_every_value_stand_where_the_finding_says(posts: list[Post], said: str | None) -> None:
    facts = ("deal.consideration", "deal.requested", "media.face_or_body", "alcohol.objective", "own_brand.plain")
    answers = [an_answer(fact, said, post_id=post.subject_id) for post in posts for fact in facts if said]
    for judgement in all_judged(posts, *answers):
        record = msgspec.json.decode(encode(judgement.post))
        for proof in (proof for found in judgement.findings for proof in found.evidence):
            if proof.quote is not None:
                assert at(record, proof.field)[proof.start : proof.end] == proof.quote
            elif proof.field.startswith("answers."):
                assert proof.value == said
            else:
                assert at(record, proof.field) == proof.value


@repeated
@given(many(any_post | records.posts))
def test_judging_again_or_in_another_order_says_the_same(posts: list[Post]) -> None:
    assert all_judged(posts) == all_judged(posts) == all_judged(posts[::-1])[::-1]


@repeated
@given(many(unproven | records.posts))
def test_without_strong_proof_of_a_deal_nobody_is_accused(posts: list[Post]) -> None:
    for judgement in all_judged(posts):
        assert judgement.facts.strong or accused(judgement) == set()


@repeated
@given(many(proven))
def test_a_proven_deal_is_never_passed_over_in_silence(posts: list[Post]) -> None:
    for judgement in all_judged(posts):
        if judgement.post.text is not None and "FR" in judgement.facts.scope.countries:
            assert INTENT in verdicts(judgement)


@repeated
@given(many(any_post))
def test_a_post_that_opens_with_the_statutory_word_has_indicated_its_intent(posts: list[Post]) -> None:
    opened = [msgspec.structs.replace(post, text=f"Publicité. {post.text or ''}") for post in posts]
    for judgement in all_judged(opened):
        assert verdicts(judgement).get(INTENT, "compliant") in {"compliant", "out_of_scope", "needs_human"}
        if judgement.post.published_at:
            assert verdicts(judgement).get(INTENT) != "needs_human"


@repeated
@given(many(any_post))
def test_the_law_of_november_2024_is_never_stricter_on_the_words_than_the_one_before(posts: list[Post]) -> None:
    before, after = (all_judged(changed(posts, published_at=f"{day}T12:00Z")) for day in ("2024-11-07", "2024-11-08"))
    for old, new in zip(before, after, strict=True):
        if INTENT not in {each.rule for each in (*old.not_judged, *new.not_judged)}:
            assert strictness(new, INTENT) <= strictness(old, INTENT)


@repeated
@given(many(any_post))
def test_not_knowing_keeps_every_verdict_and_ends_the_question(posts: list[Post]) -> None:
    asked = all_judged(posts)
    unknown = [
        an_answer(found.question.fact, "unknown", post_id=judgement.post.subject_id)
        for judgement in asked
        for found in judgement.findings
        if found.question
    ]
    for before, after in zip(asked, all_judged(posts, *unknown), strict=True):
        assert verdicts(after) == verdicts(before)
        assert [found for found in after.findings if found.question] == []


@repeated
@given(many(any_post))
def test_an_answer_that_nothing_was_exchanged_accuses_nobody_who_was_not(posts: list[Post]) -> None:
    no = [an_answer("deal.consideration", "no", post_id=post.subject_id) for post in posts]
    for before, after in zip(all_judged(posts), all_judged(posts, *no), strict=True):
        assert accused(after) <= accused(before)


@repeated
@given(many(unproven))
def test_a_label_that_is_off_says_no_more_of_the_mention_than_one_not_recorded(posts: list[Post]) -> None:
    labels = [msgspec.structs.replace(Labels(), paid_partnership=said) for said in (None, False)]
    unknown, off = (all_judged(changed(posts, labels=each)) for each in labels)
    assert [verdicts(each) for each in unknown] == [verdicts(each) for each in off]


@repeated
@given(many(any_post))
def test_what_needs_a_person_asks_one_and_nothing_else_does(posts: list[Post]) -> None:
    for judgement in all_judged(posts):
        for found in judgement.findings:
            assert (found.question is not None) is (found.verdict == "needs_human")


@repeated
@given(many(any_post))
def test_each_rule_speaks_once_or_says_what_it_lacks(posts: list[Post]) -> None:
    for judgement in all_judged(posts):
        spoken = [found.rule for found in judgement.findings] + [each.rule for each in judgement.not_judged]
        assert len(spoken) == len(set(spoken))


@repeated
@given(many(any_post))
def test_a_caption_that_was_not_recorded_never_gives_a_breach_of_the_mention(posts: list[Post]) -> None:
    for judgement in all_judged(changed(posts, text=None)):
        assert not accused(judgement) & {INTENT, "fr.mention.every_medium"}


@repeated
@given(many(unproven))
def test_a_deal_in_money_is_never_judged_more_mildly_than_a_clue_where_the_post_says_nothing(
    posts: list[Post],
) -> None:
    silent = changed(posts, text="Merci @maisonlune, mon code LINA20", title=None, first_comment=None, series=None)
    silent = changed(
        silent, overlay=None, speech=None, published_at="2026-11-20T10:00:00Z", audience=Audience({"FR": 1})
    )
    clue, deal = (all_judged(changed(silent, deal=convert(Deal, each))) for each in ({}, PAID))
    assert {verdicts(each)[INTENT] for each in clue} == {"needs_human"}
    assert {verdicts(each)[INTENT] for each in deal} == {"non_compliant"}
