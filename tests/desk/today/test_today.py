"""Today: what awaits this person and nothing that their role may not do; put off with a reason, given to somebody."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perenne.desk.imports.models import Import
from perenne.desk.imports.models import State as ImportState
from perenne.desk.journal.models import Act
from perenne.desk.people.models import Member
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Post, State
from perenne.desk.today.models import Work
from perenne.desk.today.queries import cut, day, fortnight, since
from perenne.desk.today.row import Row
from perenne.report.voice import Voice
from tests.desk.cast import Cast, by, signed_in

WHY = "La créatrice est en voyage."


def _rows(member: Member) -> dict[str, Row]:
    found = day(member, timezone.localdate(), Voice("fr"))
    return {each.key: each for each in found.rows}


def _put_off(client: Client, post: Post, days: int = 3) -> int:
    until = (timezone.localdate() + timedelta(days=days)).isoformat()
    told = {"until": until, "reason": WHY}
    return client.post(reverse("row_postpone", args=(f"post:{post.pk}",)), told).status_code


def test_a_post_awaits_those_who_may_decide_on_it(cast: Cast) -> None:
    open_one, passed_on = cast.post("Une publication ouverte"), cast.post("Une publication transmise")
    passed_on.state = "escalated"
    passed_on.save()
    said = {who: signed_in(member).get("/").content.decode() for who, member in cast.members.items()}
    link = {each.pk: f'href="{reverse("post", args=(each.pk,))}"' for each in (open_one, passed_on)}
    assert {who for who, page in said.items() if link[open_one.pk] in page} == {"alma", "bruno"}
    assert {who for who, page in said.items() if link[passed_on.pk] in page} == {"bruno"}


def test_a_row_says_why_the_post_waits(cast: Cast) -> None:
    post = cast.post()
    row = _rows(cast.alma)[f"post:{post.pk}"]
    assert row.says != post.teaser
    assert row.verdict == "non_compliant"


def test_what_is_put_off_waits_until_its_day_and_the_reason_is_kept(cast: Cast) -> None:
    post, alma = cast.post(), signed_in(cast.alma)
    assert _put_off(alma, post) == 302
    today = timezone.localdate()
    row = _rows(cast.alma)[f"post:{post.pk}"]
    assert (row.group(today), row.put_off) == ("week", 1)
    act = Act.objects.get(verb="work.postpone")
    assert act.words.get(name="reason").text == WHY
    assert WHY in signed_in(cast.bruno).get(reverse("journal")).content.decode()


def test_what_is_put_off_three_times_goes_to_compliance_the_fourth(cast: Cast) -> None:
    post, alma = cast.post(), signed_in(cast.alma)
    for _ in range(3):
        assert _put_off(alma, post) == 302
    assert "trois fois" in alma.get(reverse("row", args=(f"post:{post.pk}",))).content.decode()
    post.refresh_from_db()
    assert post.state == State.WAITING
    assert _put_off(alma, post) == 302
    post.refresh_from_db()
    assert post.state == State.ESCALATED
    assert f"post:{post.pk}" not in _rows(cast.alma)
    row = _rows(cast.bruno)[f"post:{post.pk}"]
    assert row.escalated
    assert row.group(timezone.localdate()) == "late"
    assert {each.verb for each in Act.objects.all()} >= {"work.escalate", "post.escalate"}


@pytest.mark.parametrize(
    ("told", "field"), [({"until": "2020-01-01", "reason": WHY}, "id_until"), ({"until": "2099-01-01"}, "id_reason")]
)
def test_a_day_that_is_past_and_a_missing_reason_are_said_at_the_field(
    cast: Cast, told: dict[str, str], field: str
) -> None:
    answer = signed_in(cast.alma).post(reverse("row_postpone", args=(f"post:{cast.post().pk}",)), told)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert not Work.objects.exists()


def test_a_row_is_given_to_a_colleague_and_is_theirs(cast: Cast) -> None:
    post = cast.post()
    given = reverse("row_assign", args=(f"post:{post.pk}",))
    assert signed_in(cast.alma).post(given, {"owner": str(cast.bruno.pk)}).status_code == 302
    assert _rows(cast.alma)[f"post:{post.pk}"].owner == "Bruno"
    address = f'href="{reverse("post", args=(post.pk,))}"'
    assert address in signed_in(cast.bruno).get("/?only=mine").content.decode()
    assert address not in signed_in(cast.alma).get("/?only=mine").content.decode()
    assert signed_in(cast.alma).post(given, {"owner": str(cast.gil.pk)}).status_code == 422


def test_a_row_of_others_or_of_nobody_does_not_exist(cast: Cast) -> None:
    key = f"post:{cast.post().pk}"
    answers = {
        who: signed_in(each).get(reverse("row", args=(key,))).status_code for who, each in cast.members.items()
    }
    assert {who for who, status in answers.items() if status == 200} == {"alma", "bruno"}
    assert set(answers.values()) == {200, 404}
    for named in ("post:999999", "post:" + "9" * 40, "post:x", "anything", "%00"):
        assert signed_in(cast.alma).get(f"/work/{named}/").status_code == 404


def test_a_correction_that_was_asked_for_is_looked_at_again_on_its_day(cast: Cast) -> None:
    late, soon, far = (cast.post() for _ in range(3))
    today = timezone.localdate()
    for post, days in ((late, -1), (soon, 3), (far, 30)):
        choice = Choice("ask", "Mention absente", today + timedelta(days=days))
        decide(by(cast.alma), cast.alma.person, post, 1, choice, {})
    found = day(cast.alma, today, Voice("fr"))
    grouped = {name: len(rows) for name, rows in found.groups(found.rows, later=True)}
    assert grouped == {"late": 1, "week": 1, "later": 1}
    assert found.waiting == 2
    page = signed_in(cast.alma).get("/").content.decode()
    assert "later=1" in page
    assert f'href="{reverse("post", args=(far.pk,))}"' not in page[: page.index("<aside")]


def test_a_second_look_at_a_compliant_post_is_a_row_too(cast: Cast) -> None:
    post, today = cast.post(), timezone.localdate()
    decide(by(cast.alma), cast.alma.person, post, 1, Choice("compliant", "Étiquette vue", today), {})
    (row,) = _rows(cast.alma).values()
    assert (row.kind, row.due, row.owner) == ("look", today, "Alma")


def test_two_weeks_hold_what_is_due_in_them_and_what_is_late_today() -> None:
    today = date(2026, 11, 24)
    rows = [
        Row(str(n), "ask", "see", f"/{n}", str(n), "", due=today + timedelta(days=days))
        for n, days in enumerate((-4, 0, 13, 14))
    ]
    marks = {on: [each.title for each in those] for on, those in fortnight(rows, today)}
    assert len(marks) == 14
    assert {on: those for on, those in marks.items() if those} == {today: ["0", "1"], date(2026, 12, 7): ["2"]}


def test_today_asks_the_database_no_more_often_for_ten_times_the_rows(cast: Cast) -> None:
    client, counts = signed_in(cast.alma), []
    for more in (2, 18):
        for _ in range(more):
            cast.post()
            decide(by(cast.bruno), cast.bruno.person, cast.post(), 1, Choice("ask", WHY, timezone.localdate()), {})
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 22


def test_nobody_is_given_what_they_do_not_see_or_may_not_do(cast: Cast) -> None:
    post = cast.post(brand=cast.belorso)
    given = reverse("row_assign", args=(f"post:{post.pk}",))
    for who in (cast.farid, cast.chloe, cast.dina):
        answer = signed_in(cast.alma).post(given, {"owner": str(who.pk)})
        assert answer.status_code == 422
        assert 'href="#id_owner"' in answer.content.decode()
    assert not Work.objects.exists()


def test_of_two_who_put_a_row_off_at_once_the_second_sees_the_first(cast: Cast) -> None:
    address = reverse("row_postpone", args=(f"post:{cast.post().pk}",))
    first, second = (
        {"until": (timezone.localdate() + timedelta(days=days)).isoformat(), "reason": WHY, "times": "0"}
        for days in (3, 9)
    )
    assert signed_in(cast.alma).post(address, first).status_code == 302
    assert signed_in(cast.alma).post(address, first).status_code == 302
    answer = signed_in(cast.bruno).post(address, second)
    assert answer.status_code == 409
    assert "pendant que vous la lisiez" in answer.content.decode()
    assert Work.objects.get().times == 1
    assert Act.objects.filter(verb="work.postpone").count() == 1


def test_the_page_prints_the_first_rows_of_all_and_says_how_many_there_are() -> None:
    rows = [Row(str(n), "ask", "see", f"/{n}", str(n), "") for n in range(5)]
    groups = [("late", rows[:2]), ("today", rows[2:4]), ("week", rows[4:])]
    assert [(name, n, len(first)) for name, n, first in cut(groups, 3)] == [("late", 2, 2), ("today", 2, 1)]
    assert cut(groups, 5) == [(name, len(those), those) for name, those in groups]


def test_since_yesterday_a_post_counts_as_a_person_judged_it(cast: Cast) -> None:
    post = cast.post()
    told = Import.objects.create(
        organisation=cast.alma.organisation, by=cast.alma.person, at=timezone.now(), state=ImportState.DONE
    )
    Post.objects.filter(pk=post.pk).update(added_by=told, verdict="non_compliant")

    def says() -> str:
        return next(
            str(said) for drawing, said in since(cast.alma, timezone.localdate(), Voice("en")) if "read" in said
        )

    assert "non-compliant" in says()
    Post.objects.filter(pk=post.pk).update(state=State.DECIDED)
    assert "non-compliant" not in says()
    assert "compliant" in says()
