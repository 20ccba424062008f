"""The book in the tables: the same bytes as in a folder, append-only, undone as the library undoes."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from perenne.desk.partnerships import actions, writing
from perenne.desk.partnerships.models import Batch, Event, Partnership
from perenne.desk.partnerships.store import Tables
from perenne.model.errors import DataError, UsageError
from perenne.model.event import Decided, Paid
from perenne.model.money import Money
from perenne.partnerships.book import Written, read_book, record, undo
from perenne.partnerships.fold import Impossible
from perenne.partnerships.store import BEGINNING, Folder, Mark, Overtaken
from tests.desk.cast import Cast, by
from tests.desk.partnerships.made import event, gift, opened, partnership, story, write

DAY = date(2026, 3, 2)


def test_the_tables_hold_the_same_bytes_as_a_folder_that_was_written_alike(cast: Cast, tmp_path: Path) -> None:
    folder, tables = Folder(tmp_path / "book"), Tables(cast.agency.pk)
    told = story(cast.lune, "léa", timezone.localdate(), "P-1")
    written = Written(by="Alma", at="2026-03-02T09:00:00Z", of="tableau.csv", sha256="ab" * 32)
    record(folder, told, written)
    writing.write(cast.agency.pk, told, written)
    undo(folder, "b000001")
    undo(tables, "b000001")
    files = [(tmp_path / "book" / f"0000000{n}.ndjson").read_bytes() for n in (1, 2)]
    assert [batch.written() for batch in tables.batches()] == files
    assert [mark for _, mark in tables.read()] == [mark for _, mark in folder.read()]


def test_the_library_reads_the_same_book_from_the_tables(cast: Cast) -> None:
    partnership(cast, "lina.m")
    partnership(cast, "nine", cast.lune)
    book = read_book(Tables(cast.agency.pk))
    assert [each.creator.handle for each in book.partnerships.values()] == ["lina.m", "nine"]
    assert [each.id for each in book.batches] == ["b000001", "b000002"]


def test_the_library_writes_to_the_tables_like_to_a_folder(cast: Cast) -> None:
    tables = Tables(cast.agency.pk)
    record(tables, [event(opened(cast.lune, "lina", DAY), DAY, "P-1")])
    assert Event.objects.get().line.startswith('{"perenne":"event/1"')
    assert tables.holds(Mark(1, Batch.objects.get().sha256))


def test_whoever_saw_an_older_end_of_the_book_is_told_and_nothing_is_written(cast: Cast) -> None:
    tables = Tables(cast.agency.pk)
    partnership(cast)
    with pytest.raises(Overtaken):
        tables.append(next(iter(tables.read()))[0], BEGINNING)
    assert Batch.objects.count() == 1


def test_a_line_that_was_altered_in_the_database_is_found(cast: Cast) -> None:
    partnership(cast)
    partnership(cast, "nine")
    kept = Event.objects.order_by("pk")[2]
    Event.objects.filter(pk=kept.pk).update(line=kept.line.replace("900", "100"))
    with pytest.raises(DataError):
        Tables(cast.agency.pk).batches()


def test_an_event_that_contradicts_the_book_is_refused_and_leaves_nothing(cast: Cast) -> None:
    row = partnership(cast)
    paid = Paid(invoice="F-404", amount=Money(amount=gift("10").value.amount))  # type: ignore[union-attr]
    with pytest.raises(Impossible):
        actions.write_down(by(cast.alma), cast.alma, row, row.version, paid, DAY)
    assert Batch.objects.count() == 1
    assert not Act.objects.exists()


def test_an_id_that_counts_in_another_partnership_is_refused(cast: Cast) -> None:
    first = opened(cast.lune, "lina", DAY)
    writing.write(cast.agency.pk, [event(first, DAY, "P-1")], Written())
    taken = Tables(cast.agency.pk).batches()[0].events[0]
    again = type(taken)(id=taken.id, partnership="P-2", on=DAY, what=opened(cast.lune, "nine", DAY))
    with pytest.raises(Impossible):
        writing.write(cast.agency.pk, [again], Written())


def test_two_partnerships_of_the_same_two_count_together_and_one_that_is_undone_counts_no_more(cast: Cast) -> None:
    first = write(cast, [event(opened(cast.lune, "lina", DAY), DAY, "P-1"), event(gift("600"), DAY, "P-1")])
    second = write(cast, [event(opened(cast.lune, "@Lina", DAY), DAY, "P-2"), event(gift("500"), DAY, "P-2")])
    assert {str(each.years.get(year=DAY.year).total) for each in (first, second)} == {"1100.00"}
    actions.undo_import(by(cast.alma), cast.alma, "b000002")
    assert str(first.years.get(year=DAY.year).total) == "600.00"
    assert not Partnership.objects.get(pk=second.pk).live
    actions.undo_import(by(cast.alma), cast.alma, "b000003")
    assert Partnership.objects.get(pk=second.pk).live
    assert Partnership.objects.get(pk=second.pk).ref == "P-0002", "a reference is never given to another"
    assert str(first.years.get(year=DAY.year).total) == "1100.00"
    assert verify().holds


def test_what_later_events_rest_on_is_not_undone_and_the_reason_names_the_later_batch(cast: Cast) -> None:
    row = partnership(cast)
    reason = Decided(about="C-1", choice="continue", reason="Deux ans sans faute")
    actions.decide(by(cast.alma), cast.alma, row, row.version, reason)
    with pytest.raises(UsageError, match="b000002"):
        actions.undo_import(by(cast.alma), cast.alma, "b000001")
    assert Partnership.objects.get().live


def test_the_rows_of_the_list_are_what_folding_everything_anew_gives(cast: Cast) -> None:
    row = partnership(cast)
    items = sorted(row.items.values_list("kind", "on", "fr", "en"), key=str)
    writing.fold_again(cast.agency.pk, [row.key])
    again = Partnership.objects.get(pk=row.pk)
    same = ("title", "since", "term_end", "is_written", "last_post", "pair", "ref", "brand_id", "owner")
    assert {name: getattr(row, name) for name in same} == {name: getattr(again, name) for name in same}
    assert sorted(again.items.values_list("kind", "on", "fr", "en"), key=str) == items
    assert {kind for kind, *_ in items} >= {"notice", "end", "delivery", "payment", "exclusivity_ends", "unvalued"}
