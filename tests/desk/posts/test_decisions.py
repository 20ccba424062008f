"""Judging a post: questions first, a reason always, two people at once, the journal beside."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perenne.desk.journal.acts import Overtaken, verify
from perenne.desk.journal.models import Act
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Decision, Post, State
from perenne.desk.posts.queries import as_records, review
from perenne.model.finding import Question
from perenne.report.voice import Voice
from tests.desk.cast import Cast, by, signed_in
from tests.desk.creators.made import account
from tests.desk.partnerships.made import partnership

VERDICTS = ("prohibited", "non_compliant", "needs_human", "improvable", "compliant", "out_of_scope")
REASON = "La mention manque au début du texte."
GIFTED = {"consideration": "yes", "forms": ["product"], "advertiser": {"name": "Belorso"}}


def _told(post: Post, **more: str) -> dict[str, str]:
    return {"version": str(post.version), "kind": "ask", "reason": REASON, "due": "2026-12-03", **more}


def test_a_hidden_advertisement_is_proposed_as_non_compliant_and_a_correction_asked_for(cast: Cast) -> None:
    post = cast.post()
    assert post.verdict == "non_compliant"
    answer = signed_in(cast.alma).post(reverse("decide", args=(post.pk,)), _told(post))
    assert answer.status_code == 302
    post.refresh_from_db()
    decision = post.decisions.get()
    assert (post.state, decision.reason, decision.by, str(decision.due)) == (
        State.ASKED,
        REASON,
        cast.alma.person,
        "2026-12-03",
    )
    assert Act.objects.first().verb == "post.ask"  # type: ignore[union-attr]
    assert verify().holds


def test_a_decision_without_a_reason_is_not_recorded_and_what_was_written_is_kept(cast: Cast) -> None:
    post = cast.post()
    answer = signed_in(cast.alma).post(reverse("decide", args=(post.pk,)), _told(post, reason=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Motif : ce champ est obligatoire." in page.replace("\u00a0", " ")
    assert 'value="2026-12-03"' in page
    assert not Decision.objects.exists()
    assert not Act.objects.exists()


def test_what_is_in_doubt_is_held_against_nobody_before_its_question_was_answered(cast: Cast) -> None:
    post = cast.post("Un vin rouge chez Belorso, merci", deal=GIFTED)
    assert post.verdict == "needs_human"
    client = signed_in(cast.alma)
    assert client.post(reverse("decide", args=(post.pk,)), _told(post)).status_code == 422
    assert not Decision.objects.exists()


def test_an_answer_judges_the_post_anew(cast: Cast) -> None:
    post = cast.post("Ces gélules changent mes matins, merci Belorso", deal=GIFTED)
    asked = {f"answer:{each.fact}": "yes" for each in _questions(post)}
    assert asked
    answer = signed_in(cast.bruno).post(reverse("decide", args=(post.pk,)), _told(post, **asked))
    assert answer.status_code == 302
    post.refresh_from_db()
    assert post.verdict == "non_compliant"
    assert post.answers.count() == len(asked)
    assert [act.verb for act in Act.objects.order_by("n")] == ["post.answer", "post.ask"]


def test_a_decision_is_never_told_as_worse_than_what_its_person_decided_on(cast: Cast) -> None:
    post = cast.post("Ces gélules changent mes matins, merci Belorso", deal=GIFTED)
    facts = [each.fact for each in _questions(post)]
    decide(by(cast.alma), cast.alma.person, post, 1, Choice("ask", REASON), dict.fromkeys(facts, "unknown"))
    decide(by(cast.bruno), cast.bruno.person, post, 2, Choice("ask", REASON), dict.fromkeys(facts, "yes"))
    post.refresh_from_db()
    assert post.verdict == "non_compliant"
    told = as_records(list(post.decisions.all()), [each.read() for each in post.findings.all()])
    said = {name: {each.verdict for each in told if each.by == name} for name in ("Alma", "Bruno")}
    assert "non_compliant" in said["Bruno"]
    assert "non_compliant" not in said["Alma"]


def _questions(post: Post) -> tuple[Question, ...]:
    return review(post, Voice("fr")).questions


def test_of_two_people_who_decide_at_once_the_second_sees_the_first(cast: Cast) -> None:
    post = cast.post()
    seen = _told(post)
    assert signed_in(cast.bruno).post(reverse("decide", args=(post.pk,)), seen).status_code == 302
    answer = signed_in(cast.alma).post(reverse("decide", args=(post.pk,)), {**seen, "reason": "Je vois autre chose"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert REASON in page
    assert "Je vois autre chose" in page
    assert Decision.objects.count() == 1


def test_a_post_that_was_passed_on_is_for_compliance_alone(cast: Cast) -> None:
    post = cast.post()
    decide(by(cast.alma), cast.alma.person, post, 1, Choice("escalate", "À voir"), {})
    post.refresh_from_db()
    assert signed_in(cast.alma).post(reverse("decide", args=(post.pk,)), _told(post)).status_code == 403
    assert signed_in(cast.bruno).post(reverse("decide", args=(post.pk,)), _told(post)).status_code == 302


def test_deciding_on_a_post_as_it_was_changes_nothing(cast: Cast) -> None:
    post = cast.post()
    decide(by(cast.bruno), cast.bruno.person, post, 1, Choice("compliant", "Vu l’étiquette"), {})
    with pytest.raises(Overtaken):
        decide(by(cast.alma), cast.alma.person, post, 1, Choice("ask", "Trop tard"), {})
    assert Act.objects.count() == 1


def test_a_caption_full_of_markup_reaches_the_page_as_text(cast: Cast) -> None:
    post = cast.post('<script>alert("x")</script> <img src=x onerror=alert(1)>')
    page = signed_in(cast.alma).get(reverse("post", args=(post.pk,))).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "<img" not in page


def test_pages_run_no_script_of_anybody_else(cast: Cast) -> None:
    answer = signed_in(cast.alma).get(reverse("posts"))
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(("language", "word"), [("fr", "Votre décision"), ("en", "Your decision")])
def test_the_review_speaks_the_language_of_the_person(cast: Cast, language: str, word: str) -> None:
    client = signed_in(cast.alma)
    client.cookies["language"] = language
    answer = client.get(reverse("post", args=(cast.post().pk,)))
    assert word in answer.content.decode()
    assert answer["Content-Language"] == language


def test_the_list_narrows_to_what_is_asked_for(cast: Cast) -> None:
    wanted, other = (
        cast.post(),
        cast.post("Publicité · Les lunettes @belorso", account={"handle": "noe.q", "country": "FR"}),
    )
    client = signed_in(cast.alma)
    for query, shown in (("q=lina", wanted), ("q=noe", other), (f"verdict={wanted.verdict}", wanted)):
        page = client.get(f"{reverse('posts')}?{query}").content.decode()
        hidden = other if shown is wanted else wanted
        assert reverse("post", args=(shown.pk,)) in page
        assert f'href="{reverse("post", args=(hidden.pk,))}"' not in page


def test_a_page_asks_the_database_no_more_often_for_ten_times_the_posts(cast: Cast) -> None:
    client, counts = signed_in(cast.alma), []
    for more in (2, 18):
        for _ in range(more):
            cast.post()
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("posts"))
            client.get("/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 28


def test_a_button_that_is_pressed_twice_signs_once(cast: Cast) -> None:
    post, alma = cast.post(), signed_in(cast.alma)
    for _ in range(2):
        assert alma.post(reverse("decide", args=(post.pk,)), _told(post)).status_code == 302
    assert Decision.objects.count() == 1


def test_a_wrong_field_is_marked_and_told_by_its_problem(cast: Cast) -> None:
    post = cast.post()
    page = signed_in(cast.alma).post(reverse("decide", args=(post.pk,)), {"version": "1"}).content.decode()
    assert 'aria-invalid="true"' in page
    for field in ("id_reason", "id_kind"):
        assert f'aria-describedby="{field}_error"' in page
        assert f'id="{field}_error"' in page
    assert "autofocus" in page[page.index('class="problems"') :][:80]


def test_what_a_person_judged_compliant_is_shown_as_that_wherever_posts_are_listed(cast: Cast) -> None:
    post, alma = cast.post(), signed_in(cast.alma)
    addresses = [
        reverse("posts"),
        reverse("creator_posts", args=(account(cast).creator_id,)),
        reverse("partnership", args=(partnership(cast).ref,)),
    ]
    proposed = [alma.get(each).content.decode().count("badge bad") for each in addresses]
    decide(by(cast.bruno), cast.bruno.person, post, 1, Choice("compliant", "L’étiquette est sur l’image."), {})
    pages = [alma.get(each).content.decode() for each in addresses]
    assert [each.count("badge bad") + 1 for each in pages] == proposed
    assert all("badge ok signed" in each for each in pages)


def test_what_a_person_judged_compliant_is_found_as_that(cast: Cast) -> None:
    post, alma = cast.post(), signed_in(cast.alma)
    decide(by(cast.bruno), cast.bruno.person, post, 1, Choice("compliant", "L’étiquette est sur l’image."), {})
    link = f'href="{reverse("post", args=(post.pk,))}"'
    found = {each: link in alma.get(f"/posts/?verdict={each}").content.decode() for each in VERDICTS}
    assert found == {**dict.fromkeys(VERDICTS, False), "compliant": True}
