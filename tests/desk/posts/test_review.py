"""The review of a post: what speaks for a deal, whose law was read, one rule held otherwise, another day's law."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perenne.desk.journal.models import Act
from perenne.desk.posts.actions import Choice, Held, Unanswered, decide, judge_again, override
from perenne.desk.posts.models import Override, Post
from perenne.desk.posts.queries import as_records, review, sides
from perenne.law.rulebook import rulebook
from perenne.model.finding import ACCUSING
from perenne.report.voice import Voice
from tests.desk.cast import Cast, by, signed_in

REASON = "L’étiquette de la plateforme était affichée, je l’ai vue."
INTENT = "fr.mention.intent"
IN_DOUBT = {"consideration": "yes", "forms": ["product"], "advertiser": {"name": "Belorso"}}


def _held(post: Post, rule: str = INTENT, verdict: str = "compliant") -> dict[str, str]:
    finding = post.findings.get(rule=rule)
    return {"version": str(post.version), "finding": str(finding.pk), "verdict": verdict, "reason": REASON}


def test_the_evidence_of_a_deal_is_graded_the_strongest_first(cast: Cast) -> None:
    post = cast.post("Avec mon code LINA15 chez @belorso #collab")
    beside = sides(post, Voice("fr"), timezone.localdate())
    grades = [str(each.grade) for each in beside.clues]
    assert beside.grade == "strong"
    assert grades == sorted(grades, key=["forte", "moyenne", "faible"].index)
    assert "forte" in grades
    page = signed_in(cast.alma).get(reverse("post", args=(post.pk,))).content.decode()
    assert "preuve forte" in page
    assert "LINA15" in page


def test_the_page_says_whose_law_was_read_and_why(cast: Cast) -> None:
    audience = {"countries": {"FR": 0.88, "BE": 0.04}}
    known = cast.post(audience=audience)
    unknown = cast.post(account={"handle": "x"})
    said = {each.pk: str(sides(each, Voice("fr"), timezone.localdate()).jurisdictions) for each in (known, unknown)}
    assert "pays d’établissement" in said[known.pk]
    assert "88" in said[known.pk]
    assert "Belgique" not in said[known.pk]
    assert "supposée" in said[unknown.pk]


def test_the_versions_of_the_rule_stand_in_a_strip_with_the_day_of_the_post(cast: Cast) -> None:
    post = cast.post(published_at="2024-01-10T10:00:00Z")
    strip = sides(post, Voice("fr"), timezone.localdate()).strip
    assert strip is not None
    assert len(strip.stretches) == len(rulebook().rules[INTENT].versions)
    (applied,) = (each for each in strip.stretches if each.applied)
    assert float(applied.x) <= float(strip.marker) <= float(applied.x) + float(applied.width)


def test_the_mending_is_shown_as_what_is_put_in(cast: Cast) -> None:
    post = cast.post()
    changed = sides(post, Voice("fr"), timezone.localdate()).changes
    assert "".join(each.text for each in changed if each.kind != "put") == post.read().text
    assert any(each.kind == "put" and "Collaboration commerciale" in each.text for each in changed)
    assert "<ins>" in signed_in(cast.alma).get(reverse("post", args=(post.pk,))).content.decode()


def test_one_rule_is_held_otherwise_by_a_person_and_the_proposal_stays(cast: Cast) -> None:
    post = cast.post()
    worst = post.verdict
    assert signed_in(cast.alma).post(reverse("override", args=(post.pk,)), _held(post)).status_code == 302
    post.refresh_from_db()
    kept = Override.objects.get()
    assert (kept.proposed, kept.verdict, kept.by) == (worst, "compliant", cast.alma.person)
    assert post.verdict != worst
    assert post.findings.get(rule=INTENT).verdict == worst
    assert Act.objects.get().verb == "post.override"
    page = signed_in(cast.bruno).get(reverse("post", args=(post.pk,))).content.decode()
    assert "badge ok signed" in page
    assert "étiquette de la plateforme" in page


def test_what_a_person_holds_of_a_rule_survives_a_new_judgement(cast: Cast) -> None:
    post = cast.post()
    rule = Held(INTENT, "", "compliant", REASON)
    override(by(cast.alma), cast.alma.person, post, 1, rule)
    post.refresh_from_db()
    held = post.verdict
    judge_again(post)
    assert post.verdict == held != "non_compliant"


def test_what_was_held_of_a_rule_goes_into_the_evidence(cast: Cast) -> None:
    post = cast.post()
    override(by(cast.alma), cast.alma.person, post, 1, Held(INTENT, "", "compliant", REASON))
    findings = [each.read() for each in post.findings.all()]
    (told,) = as_records([], findings, list(post.overrides.all()))
    assert (told.finding, told.verdict, told.reason) == (
        next(each.id for each in findings if each.rule == INTENT),
        "compliant",
        REASON,
    )


def test_a_verdict_without_a_reason_is_said_at_its_own_field(cast: Cast) -> None:
    post = cast.post()
    told = {**_held(post), "reason": ""}
    answer = signed_in(cast.alma).post(reverse("override", args=(post.pk,)), told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{told["finding"]}_reason"' in page
    assert f'id="id_{told["finding"]}_reason_error"' in page
    assert not Override.objects.exists()


def test_of_two_who_hold_a_rule_otherwise_at_once_the_second_is_told(cast: Cast) -> None:
    post = cast.post()
    told = _held(post)
    assert signed_in(cast.bruno).post(reverse("override", args=(post.pk,)), told).status_code == 302
    answer = signed_in(cast.alma).post(reverse("override", args=(post.pk,)), {**told, "verdict": "improvable"})
    assert answer.status_code == 409
    assert Override.objects.count() == 1


@pytest.mark.parametrize("verdict", sorted(ACCUSING))
def test_nobody_is_accused_by_hand_while_the_question_is_open(cast: Cast, verdict: str) -> None:
    post = cast.post("Ces gélules changent mes matins, merci Belorso", deal=IN_DOUBT)
    finding = next(each for each in post.findings.all() if each.read().question is not None)
    told = _held(post, finding.rule, verdict)
    answer = signed_in(cast.bruno).post(reverse("override", args=(post.pk,)), told)
    assert answer.status_code == 422
    assert "personne n’est accusé" in answer.content.decode()
    assert not Override.objects.exists()


def test_weak_evidence_never_ends_in_an_accusation(cast: Cast) -> None:
    post = cast.post("Merci @belorso, un amour de sac", deal={})
    assert post.verdict not in ACCUSING
    for finding in post.findings.all():
        held = Held(finding.rule, finding.read().part or "", "non_compliant", REASON)
        with pytest.raises(Unanswered):
            override(by(cast.bruno), cast.bruno.person, post, 1, held)
    assert not Act.objects.exists()


def test_an_answer_that_nobody_knows_accuses_nobody(cast: Cast) -> None:
    post = cast.post("Ces gélules changent mes matins, merci Belorso", deal=IN_DOUBT)
    asked = {each.fact: "unknown" for each in review(post, Voice("fr")).questions}
    made = decide(by(cast.bruno), cast.bruno.person, post, 1, Choice("ask", REASON), asked)
    assert made.verdict not in ACCUSING
    post.refresh_from_db()
    waiting = next(each for each in post.findings.all() if each.verdict == "needs_human")
    with pytest.raises(Unanswered):
        override(by(cast.bruno), cast.bruno.person, post, 2, Held(waiting.rule, "", "non_compliant", REASON))


def test_law_of_which_we_are_unsure_needs_a_person_in_every_outcome_that_would_accuse() -> None:
    unsure = [
        (rule, version)
        for rule in rulebook().rules.values()
        for version in rule.versions
        if version.confidence == "D"
    ]
    assert unsure
    assert {rule.verdict(code, version) for rule, version in unsure for code in rule.outcomes}.isdisjoint(ACCUSING)


def test_todays_law_is_a_reading_apart_that_says_so_and_decides_nothing(cast: Cast) -> None:
    post = cast.post("Publicité avec @belorso", published_at="2023-01-05T10:00:00Z")
    page = signed_in(cast.alma).get(reverse("post_today", args=(post.pk,))).content.decode()
    assert "Lecture à part" in page
    assert f'action="{reverse("decide", args=(post.pk,))}"' not in page
    assert not Act.objects.exists()


def test_after_a_correction_is_asked_for_the_message_stands_ready(cast: Cast) -> None:
    post = cast.post()
    client, address = signed_in(cast.alma), reverse("post", args=(post.pk,))
    assert "Message à envoyer" not in client.get(address).content.decode()
    decide(by(cast.alma), cast.alma.person, post, 1, Choice("ask", REASON), {})
    page = client.get(address).content.decode()
    assert "Message à envoyer" in page
    assert "Bonjour" in page[page.index('<textarea class="message"') :]


def test_a_review_asks_the_database_no_more_often_for_ten_times_the_posts(cast: Cast) -> None:
    client, counts, post = signed_in(cast.alma), [], cast.post()
    for more in (1, 15):
        for _ in range(more):
            cast.post()
        client.get(reverse("post", args=(post.pk,)))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("post", args=(post.pk,)))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14
