"""What partnerships give to the page of the day: what awaits a person, the coming days, the meters."""

from datetime import timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perenne.desk.partnerships.folding import known_thresholds
from perenne.desk.partnerships.models import Item
from perenne.desk.partnerships.queries import awaiting, awaiting_count, meters, strip
from perenne.model.event import Decided
from perenne.report.voice import Voice
from tests.desk.cast import Cast
from tests.desk.partnerships.made import event, gift, opened, partnership, write

FR = Voice("fr")


def test_days_and_questions_of_a_partnership_await_a_person_the_late_ones_first(cast: Cast) -> None:
    row, today = partnership(cast), timezone.localdate()
    waits = awaiting(cast.alma, today, FR)
    assert [each.kind for each in waits] == ["payment", "threshold", "unvalued", "delivery", "notice"]
    assert [each.late for each in waits] == [True, False, False, False, False]
    assert {(each.ref, each.pair) for each in waits} == {(row.ref, row.title)}
    assert awaiting_count(cast.alma, today) == len(waits)
    assert [each.kind for each in awaiting(cast.alma, today, FR, most=2)] == ["payment", "threshold"]


def test_what_two_partnerships_of_the_same_two_share_is_told_once(cast: Cast) -> None:
    today = timezone.localdate()
    for name in ("P-1", "P-2"):
        write(cast, [event(opened(cast.lune, "lina", today), today, name), event(gift("600"), today, name)])
    waits = awaiting(cast.alma, today, FR)
    assert [(each.kind, each.ref) for each in waits] == [("threshold", "P-0001")]


def test_a_notice_that_passed_is_told_by_the_end_that_nobody_decided_on(cast: Cast) -> None:
    partnership(cast)
    later = timezone.localdate() + timedelta(days=60)
    waits = {each.kind: each for each in awaiting(cast.alma, later, FR)}
    assert "notice" not in waits
    assert "sans que le livre dise ce qu’il devient" in waits["end"].says


def test_what_was_decided_awaits_nobody(cast: Cast) -> None:
    partnership(cast)
    today = timezone.localdate()
    decided = Decided(about="C-1", choice="stop", reason="Deux ans suffisent")
    write(cast, [event(decided, today, f"P-lina.m-{cast.belorso.pk}")])
    assert {"notice", "end"}.isdisjoint(each.kind for each in awaiting(cast.alma, today, FR))


def test_the_threshold_is_that_of_the_law_of_the_year(cast: Cast) -> None:
    today = timezone.localdate()
    known = known_thresholds().in_year(today.year)
    assert known is not None
    near = known.amount * known.warn_share
    for name, amount in (("below", near - Decimal("0.01")), ("near", near), ("reached", known.amount)):
        write(
            cast,
            [event(opened(cast.lune, name, today), today, name), event(gift(f"{amount:.2f}"), today, name)],
        )
    told = {each.pair.rpartition(" ")[2] for each in awaiting(cast.alma, today, FR) if each.kind == "threshold"}
    assert told == {"near", "reached"}


def test_the_meters_are_the_fullest_of_the_year_and_a_pair_is_told_once(cast: Cast) -> None:
    today = timezone.localdate()
    for name, creator, euros in (("P-1", "a", "100"), ("P-2", "b", "700"), ("P-3", "b", "50"), ("P-4", "c", "300")):
        write(cast, [event(opened(cast.lune, creator, today), today, name), event(gift(euros), today, name)])
    found = meters(cast.alma, today, FR)
    assert [each.pair.rpartition(" ")[2] for each in found] == ["b", "c", "a"]
    assert str(found[0].total).startswith("750")
    assert found[0].drawn is not None


def test_the_strip_holds_the_days_of_two_weeks_in_order(cast: Cast) -> None:
    partnership(cast)
    today = timezone.localdate()
    days = strip(cast.alma, today, FR)
    assert [each.kind for each in days] == ["exclusivity_ends", "delivery", "notice"]
    assert all(today <= each.on < today + timedelta(days=14) for each in days)


def test_who_may_not_see_partnerships_is_told_of_none_and_others_of_their_brands(cast: Cast) -> None:
    partnership(cast)
    today = timezone.localdate()
    for who in (cast.dina, cast.emil, cast.farid, cast.gil):
        assert not [*awaiting(who, today, FR), *meters(who, today, FR), *strip(who, today, FR)]
    partnership(cast, "nine", cast.lune)
    assert {each.brand for each in awaiting(cast.farid, today, FR)} == {cast.lune.pk}


def test_they_ask_one_query_each_however_many_partnerships_there_are(cast: Cast) -> None:
    today = timezone.localdate()
    for number in range(12):
        partnership(cast, f"creatrice{number}")
    assert Item.objects.count() > 50
    cast.alma.brands.all()
    for asked in (awaiting, meters, strip):
        asked(cast.alma, today, FR)
        with CaptureQueriesContext(connection) as queries:
            asked(cast.alma, today, FR)
        assert len(queries) == 1, asked.__name__
