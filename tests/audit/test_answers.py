"""What people answered: the latest counts, what cannot be used is left aside, nothing is lost."""

import pytest

from perenne.audit.answers import answer_file, usable, with_answers
from perenne.model.answer import Answer
from perenne.model.post import Post, Source
from perenne.model.reject import Reject
from tests.law.given import a_post, an_answer, codes, finding, judged

INTENT = "fr.mention.intent"
CODE = a_post("Ma lampe, mon code LINA20")


def said(*answers: Answer) -> dict[str, str]:
    """Question → answer, of what is known about post C1."""
    return {question: answer.answer for question, answer in answer_file(answers).about(a_post("")).items()}


def test_each_question_keeps_its_answer() -> None:
    both = (an_answer("deal.consideration", "yes"), an_answer("deal.requested", "no"))
    assert said(*both) == {"deal.consideration": "yes", "deal.requested": "no"}


def test_the_latest_answer_to_a_question_counts_in_whatever_order_they_were_read() -> None:
    early = an_answer("deal.consideration", "yes", at="2026-11-20")
    late = an_answer("deal.consideration", "no", at="2026-11-21T08:00:00Z")
    assert said(early, late) == said(late, early) == {"deal.consideration": "no"}


def test_an_answer_with_a_date_counts_more_than_one_without() -> None:
    undated = Answer(platform="instagram", post_id="C1", question="deal.consideration", answer="yes")
    dated = an_answer("deal.consideration", "no", at="2020-01-01")
    assert said(undated, dated) == said(dated, undated) == {"deal.consideration": "no"}


def test_of_answers_of_the_same_day_the_last_read_counts() -> None:
    assert said(an_answer("deal.consideration", "yes"), an_answer("deal.consideration", "no")) == {
        "deal.consideration": "no"
    }


def test_an_answer_is_about_one_post_of_one_platform() -> None:
    known = answer_file([an_answer("deal.consideration", "no", post_id="C2")])
    assert known.about(a_post("")) == {}
    assert known.about(a_post("", post_id="C2", platform="tiktok")) == {}
    assert set(known.about(a_post("", post_id="C2"))) == {"deal.consideration"}


def test_a_post_without_id_is_answered_for_by_its_file_and_line() -> None:
    nameless = Post(platform="instagram", source=Source(file="a.ndjson", sha256="ab" * 32, line=12))
    known = answer_file([an_answer("deal.consideration", "no", post_id="abababababab:12")])
    assert set(known.about(nameless)) == {"deal.consideration"}
    assert known.without_post({("instagram", nameless.subject_id)}) == ()


def test_answers_about_posts_that_were_not_read_are_listed() -> None:
    known = answer_file([an_answer("a", "x", post_id=post_id) for post_id in ("C9", "C1", "C2", "C9")])
    assert known.without_post({("instagram", "C1")}) == (("instagram", "C2"), ("instagram", "C9"))
    assert answer_file([]).without_post({("instagram", "C1")}) == ()


# Facts of the record


def test_an_answered_date_is_the_date_of_the_post() -> None:
    dated = with_answers(a_post(""), {"published_at": an_answer("published_at", "2024-03-15")})
    assert dated.published_at == "2024-03-15"


def test_an_answered_country_is_the_country_of_the_creator_and_the_rest_of_the_account_stays() -> None:
    post = with_answers(
        a_post("", account={"handle": "lina.m"}), {"account.country": an_answer("account.country", "BE")}
    )
    assert (post.account.country, post.account.handle) == ("BE", "lina.m")


@pytest.mark.parametrize(
    ("question", "answer", "wanted"),
    [
        ("published_at", "hier", "20/11/2026"),
        ("published_at", "2024-02-30", "20/11/2026"),
        ("published_at", "", "20/11/2026"),
        ("account.country", "France", "FR"),
        ("account.country", "fr", "FR"),
        ("deal.consideration", "peut-être", "inconnu"),
        ("alcohol.objective", "plutôt", "inconnu"),
    ],
)
def test_an_answer_that_cannot_be_applied_is_refused_and_says_what_to_write(
    question: str, answer: str, wanted: str
) -> None:
    (refused,) = usable([an_answer(question, answer)])

    assert isinstance(refused, Reject)
    assert wanted in refused.reason.fr


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("12/11/2024", "2024-11-12T12:00:00+01:00"),
        ("2024-07-08", "2024-07-08T12:00:00+02:00"),
        ("2024-11-08 00:30", "2024-11-08T00:30:00+01:00"),
        ("2024-11-07T23:30:00Z", "2024-11-07T23:30:00Z"),
    ],
)
def test_a_date_that_was_asked_for_is_a_day_in_paris(written: str, taken: str) -> None:
    (answer,) = usable([an_answer("published_at", written)])

    assert isinstance(answer, Answer)
    assert answer.answer == taken


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("published_at", "unknown"),
        ("account.country", "unknown"),
        ("text", "yes"),
        ("labels.paid_partnership", "yes"),
    ],
)
def test_an_answer_of_unknown_or_about_no_fact_of_the_record_changes_no_record(question: str, answer: str) -> None:
    post = a_post("Ma lampe")
    assert with_answers(post, {question: an_answer(question, answer)}) == post


def test_an_answered_country_changes_whose_law_applies() -> None:
    unknown = a_post("Ma lampe", account={"handle": "lina.m"}, audience={}, deal={"consideration": "yes"})
    assert finding(judged(unknown), INTENT).depends_on[-1] == "account.country"
    assert codes(judged(unknown, an_answer("account.country", "CA"))) == {}
    assert "account.country" not in finding(judged(unknown, an_answer("account.country", "FR")), INTENT).depends_on


# In the loop: asked, answered, not asked again


@pytest.mark.parametrize(
    ("answer", "code"), [("yes", "mention_absent"), ("no", "no_consideration"), ("unknown", "clue_medium")]
)
def test_an_answered_question_is_gone_and_the_answer_stands_in_the_proof(answer: str, code: str) -> None:
    asked = finding(judged(CODE), INTENT)
    assert asked.question
    found = finding(judged(CODE, an_answer(asked.question.fact, answer)), INTENT)
    assert (found.code, found.question) == (code, None)
    assert "answers.deal.consideration" in {proof.field for proof in found.evidence}


def test_an_answer_to_another_question_leaves_the_question_open() -> None:
    assert finding(judged(CODE, an_answer("deal.requested", "no")), INTENT).question is not None
