"""From facts and a date to findings: the version of the day, the edges between two, what stands around every rule."""

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import pytest

from perenne.dated.shelf import shelf
from perenne.law.rulebook import Rulebook, read_rulebook, rulebook
from perenne.model.bilingual import day_in_words
from perenne.model.finding import Finding
from perenne.model.post import Post
from tests.law.given import a_post, an_answer, codes, finding, judged, paid, verdicts

INTENT, UNDERSTANDABLE, INSTANT = "fr.mention.intent", "fr.mention.understandable", "fr.mention.instant"
EVERY, DECLARED, RETOUCHED = "fr.mention.every_medium", "eu.dsa.declaration", "fr.image.retouched"
EQUIVALENT = "Partenariat rémunéré avec @maisonlune"


def on(day: str | None, text: str = EQUIVALENT, **facts: Any) -> Mapping[str, Finding]:
    """The findings on a paid post of ``day``, by rule."""
    return {found.rule: found for found in judged(paid(text, published_at=day, **facts)).findings}


# The law of the day


@pytest.mark.parametrize(
    ("day", "version", "verdict"),
    [
        ("2023-06-11T12:00:00Z", "2023-06-11", "improvable"),
        ("2024-05-11T12:00:00Z", "2023-06-11", "improvable"),
        ("2024-05-12T12:00:00Z", "2024-05-12", "improvable"),
        ("2024-11-07T12:00:00Z", "2024-05-12", "improvable"),
        ("2024-11-08T12:00:00Z", "2024-11-08", "compliant"),
        ("2031-01-01T12:00:00Z", "2024-11-08", "compliant"),
    ],
)
def test_a_post_is_judged_by_the_law_of_its_own_day(day: str, version: str, verdict: str) -> None:
    found = on(day)[INTENT]
    assert (found.rule_version, found.verdict) == (version, verdict)
    assert (found.law_date, found.basis) == (day[:10], "publication")


def test_the_day_is_the_one_in_paris() -> None:
    assert on("2024-11-07T22:59:59Z")[INTENT].law_date == "2024-11-07"
    assert on("2024-11-07T23:00:00Z")[INTENT].law_date == "2024-11-08"
    assert on("2024-11-07T23:30:00+09:00")[INTENT].law_date == "2024-11-07"
    assert on("2024-06-30T22:00:00Z")[INTENT].law_date == "2024-07-01"


@pytest.mark.parametrize("day", ["2023-06-10T12:00:00Z", "2019-01-01T12:00:00Z", "2023-06-10T21:59:59Z"])
def test_before_the_law_the_rule_is_out_of_scope_and_says_since_when_it_applies(day: str) -> None:
    found = on(day, "Ma lampe")[INTENT]
    assert (found.code, found.verdict, found.position) == ("not_in_force", "out_of_scope", "R28")
    assert day_in_words(date.fromisoformat(day[:10]), "fr") in found.because.fr
    assert "11 juin 2023" in found.because.fr
    assert found.question is None
    assert found.depends_on == ("published_at",)


def test_a_rule_that_nothing_wakes_says_nothing_of_a_day_before_it() -> None:
    assert INTENT not in verdicts(judged(a_post("Ma lampe du soir", published_at="2019-01-01T12:00:00Z")))


def test_a_repealed_rule_is_out_of_scope_after_its_last_day() -> None:
    shelved = copy.deepcopy(shelf("perenne.law.rules"))
    shelved["fr/mention.intent"]["versions"][-1]["to"] = "2026-06-30"
    post = paid("Ma lampe", published_at="2026-07-01T12:00:00Z")
    found = finding(judged(post, book=read_rulebook(shelved)), INTENT)
    assert (found.code, found.verdict) == ("repealed", "out_of_scope")


def test_the_view_under_another_days_law_says_so() -> None:
    post = paid(EQUIVALENT, published_at="2026-11-20T12:00:00Z")
    found = finding(judged(post, as_of=date(2024, 3, 15)), INTENT)
    assert (found.law_date, found.basis) == ("2024-03-15", "as_of")
    assert (found.rule_version, found.verdict) == ("2023-06-11", "improvable")


def test_the_view_under_another_days_law_needs_no_date_of_publication() -> None:
    undated = paid(EQUIVALENT, published_at=None)
    assert finding(judged(undated, as_of=date(2026, 11, 20)), INTENT).verdict == "compliant"


# The day is not known, or not to the hour


def test_an_unknown_date_leaves_the_verdict_on_which_all_versions_agree() -> None:
    found = on(None, "Publicité · Ma lampe")[INTENT]
    assert (found.code, found.verdict, found.law_date) == ("mention_statutory", "compliant", None)


def test_an_undated_post_is_not_accused_since_it_may_be_older_than_the_rule() -> None:
    found = on(None, "Ma lampe")[INTENT]
    assert (found.code, found.verdict) == ("date_unknown", "needs_human")


def test_an_unknown_date_asks_for_itself_where_the_versions_disagree() -> None:
    found = on(None)[INTENT]
    assert (found.code, found.verdict, found.position) == ("date_unknown", "needs_human", "R28")
    assert found.question
    assert (found.question.fact, found.question.to) == ("published_at", "creator")
    assert [proof.quote for proof in found.evidence] == ["Partenariat rémunéré"], "the proof stays in sight"


@pytest.mark.parametrize("moment", ["2024-11-07", "2024-11-08", "2024-11-08T00:10:00", "2024-11-07T23:59:00"])
def test_a_local_time_within_a_day_of_the_change_needs_a_person_where_the_verdicts_differ(moment: str) -> None:
    found = on(moment)[INTENT]
    assert (found.code, found.verdict) == ("date_near_change", "needs_human")
    assert day_in_words(date.fromisoformat(moment[:10]), "en") in found.because.en
    assert found.question
    assert found.question.fact == "published_at"


@pytest.mark.parametrize(("moment", "verdict"), [("2024-11-06", "improvable"), ("2024-11-09", "compliant")])
def test_two_days_from_the_change_a_date_alone_is_enough(moment: str, verdict: str) -> None:
    assert on(moment)[INTENT].verdict == verdict


@pytest.mark.parametrize("moment", ["2024-05-11", "2024-05-12T00:00:00", "2024-11-08"])
def test_a_local_time_near_a_change_gives_the_plain_verdict_where_both_agree(moment: str) -> None:
    found = on(moment, "Publicité")[INTENT]
    assert (found.code, found.verdict) == ("mention_statutory", "compliant")


def test_near_a_change_the_finding_cites_the_version_of_its_day_and_not_a_later_one() -> None:
    found = on("2023-06-11")[INTENT]
    assert (found.code, found.rule_version) == ("date_near_change", "2023-06-11")
    assert "version initiale" in found.article


def test_a_date_given_in_answer_is_the_date() -> None:
    undated = paid(EQUIVALENT, published_at=None)
    found = finding(judged(undated, an_answer("published_at", "2024-11-08T09:00:00+01:00")), INTENT)
    assert (found.verdict, found.law_date) == ("compliant", "2024-11-08")


def test_a_date_that_nobody_remembers_is_not_asked_again() -> None:
    found = finding(judged(paid(EQUIVALENT, published_at=None), an_answer("published_at", "unknown")), INTENT)
    assert (found.verdict, found.question) == ("needs_human", None)


# A creator established elsewhere in the European Economic Area


def abroad_book(abroad: str) -> Rulebook:
    shelved = copy.deepcopy(shelf("perenne.law.rules"))
    shelved["fr/mention.intent"]["abroad"] = abroad
    return read_rulebook(shelved)


BELGIAN: dict[str, Any] = {"account": {"country": "BE"}, "audience": {"countries": {"FR": 0.5}}}


def test_a_rule_of_article_4_asks_whether_the_notification_procedure_was_used() -> None:
    post = paid("Ma lampe", **BELGIAN)
    found = finding(judged(post, book=abroad_book("needs_human")), INTENT)
    assert (found.code, found.verdict, found.position) == ("creator_abroad_question", "needs_human", "R2")
    assert found.question
    assert (found.question.fact, found.question.to) == ("eea.notified", "counsel")
    assert "(BE)" in found.because.fr
    answered = finding(judged(post, an_answer("eea.notified", "no"), book=abroad_book("needs_human")), INTENT)
    assert answered.question is None


def test_a_rule_of_article_5_is_set_aside() -> None:
    found = finding(judged(paid("Ma lampe", **BELGIAN), book=abroad_book("out_of_scope")), INTENT)
    assert (found.code, found.verdict, found.depends_on) == ("creator_abroad", "out_of_scope", ("account.country",))


def test_a_rule_that_nothing_wakes_says_nothing_of_a_creator_abroad() -> None:
    assert verdicts(judged(a_post("Ma lampe", **BELGIAN), book=abroad_book("needs_human"))) == {}


def test_switzerland_lies_outside_and_the_whole_law_applies() -> None:
    swiss = paid("Ma lampe", account={"country": "CH"}, audience={"countries": {"FR": 0.5}})
    assert finding(judged(swiss, book=abroad_book("out_of_scope")), INTENT).verdict == "non_compliant"


# An answer on which a verdict rests stands in its proof

IN_KIND: dict[str, Any] = {"deal": {"consideration": "yes", "forms": ["product"]}}
RETOUCHED_UNSEEN: dict[str, Any] = {"media": {"retouched": True}}
RETOUCHED_FACE: dict[str, Any] = {"media": {"retouched": True, "face_or_body": True}}
DRINK: dict[str, Any] = {"deal": {"consideration": "yes", "advertiser": {"name": "Belorso", "sectors": ["alcohol"]}}}
OWNER: dict[str, Any] = {"account": {"country": "FR", "own_brands": ["Claraline"]}, "deal": {}}


@pytest.mark.parametrize(
    ("rule", "code", "post", "fact", "answer"),
    [
        (INTENT, "mention_absent", paid("Ma lampe", deal={}), "deal.consideration", "yes"),
        (INTENT, "mention_absent", paid("Ma lampe", **IN_KIND), "deal.requested", "yes"),
        (INTENT, "gift_unrequested", paid("Ma lampe", **IN_KIND), "deal.requested", "no"),
        (RETOUCHED, "mention_absent", paid("Publicité", **RETOUCHED_UNSEEN), "media.face_or_body", "yes"),
        (RETOUCHED, "no_face", paid("Publicité", **RETOUCHED_FACE), "media.face_or_body", "no"),
        ("fr.alcohol.content", "content_confirmed", paid("Une cuvée", **DRINK), "alcohol.objective", "yes"),
        ("fr.alcohol.content", "content_refused", paid("Une cuvée", **DRINK), "alcohol.objective", "no"),
        ("fr.identity.own_brand", "own_brand_confirmed", paid("Claraline", **OWNER), "own_brand.plain", "yes"),
    ],
)
def test_an_answer_on_which_the_verdict_rests_is_shown(
    rule: str, code: str, post: Post, fact: str, answer: str
) -> None:
    found = finding(judged(post, an_answer(fact, answer)), rule)
    assert found.code == code
    assert fact in found.depends_on
    shown = [(proof.value, proof.source) for proof in found.evidence if proof.field == f"answers.{fact}"]
    assert shown == [(answer, "Lina M., 2026-11-22")]


def test_what_was_answered_is_not_shown_as_if_the_record_said_so() -> None:
    found = finding(judged(paid("", **RETOUCHED_FACE), an_answer("media.face_or_body", "no")), RETOUCHED)
    assert "media.face_or_body" not in {proof.field for proof in found.evidence}


# What every finding is


def test_the_order_of_the_rules_never_matters() -> None:
    book = rulebook()
    turned = Rulebook(dict(reversed(list(book.rules.items()))), book.index, book.sha256)
    for text in ("Ma lampe", "#a #b #c #sponsored", EQUIVALENT):
        post = paid(text, labels={"paid_partnership": False})
        assert judged(post, book=turned).findings == judged(post).findings


def test_a_finding_keeps_its_id_from_run_to_run_and_in_any_company() -> None:
    alone = judged(paid("Ma lampe"))
    again = judged(paid("Ma lampe"), an_answer("published_at", "2026-11-20T12:00:00Z", post_id="C2"))
    assert [found.id for found in alone.findings] == [found.id for found in again.findings]
    assert len({found.id for found in alone.findings}) == len(alone.findings)


@pytest.mark.parametrize(
    "other", [{"post_id": "C2"}, {"platform": "tiktok"}, {"published_at": "2024-06-01T12:00:00Z"}]
)
def test_another_post_or_another_version_gives_another_id(other: dict[str, Any]) -> None:
    assert finding(judged(paid("Ma lampe", **other)), INTENT).id != finding(judged(paid("Ma lampe")), INTENT).id


def test_worst_findings_come_first() -> None:
    found = judged(paid("Ma lampe", labels={"paid_partnership": False}))
    assert [each.verdict for each in found.findings] == ["non_compliant", "improvable", "improvable"]


def test_a_rule_of_confidence_c_that_accuses_says_that_counsel_must_verify_the_text() -> None:
    shelved = copy.deepcopy(shelf("perenne.law.rules"))
    shelved["fr/mention.intent"]["versions"][-1]["confidence"] = "C"
    book = read_rulebook(shelved)
    assert [notice.code for notice in finding(judged(paid("Ma lampe"), book=book), INTENT).notices] == [
        "to_be_verified"
    ]
    assert finding(judged(paid("Publicité"), book=book), INTENT).notices == ()


def test_a_finding_speaks_the_article_of_its_version_and_survives_json() -> None:
    found = finding(judged(paid("Ma lampe")), INTENT)
    assert found.article == "loi n° 2023-451, art. 5-2"
    assert msgspec.json.decode(msgspec.json.encode(found), type=Finding) == found


def test_several_rules_speak_each_for_itself() -> None:
    said = codes(judged(paid("#a #b #c #sponsored @maisonlune", labels={"paid_partnership": False})))
    assert said == {
        INTENT: "mention_foreign",
        UNDERSTANDABLE: "foreign_word",
        INSTANT: "among_hashtags",
        "fr.identity.advertiser": "named",
        DECLARED: "not_declared",
    }
