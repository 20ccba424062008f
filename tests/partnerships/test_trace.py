"""Every fact leads back to the line that says it."""

from datetime import date

from perenne.partnerships.book import read_book, record, undo
from perenne.partnerships.trace import traced
from tests.partnerships.events import given, invoiced, opened, paid
from tests.partnerships.importing.sheets import Memory

ON = date(2026, 12, 31)


def test_an_event_is_found_with_its_batch_and_its_line() -> None:
    store = Memory()
    record(store, [opened(), given("10.00")])
    record(store, [late := given("20.00")])
    told = traced(store, ON)["P-1"]
    assert [(each.batch.id, each.line) for each in told] == [("b000001", 2), ("b000001", 3), ("b000002", 2)]
    assert told[-1].event == late
    written = store.kept[1].written().splitlines()
    assert late.id.encode() in written[told[-1].line - 1]


def test_what_was_undone_and_what_came_later_is_no_proof() -> None:
    store = Memory()
    record(store, [opened(), invoiced("F1", "10.00", on="2026-02-01")])
    gone = record(store, [given("20.00", on="2026-03-01")])
    record(store, [paid("F1", "10.00", on="2026-04-01")])
    undo(store, gone)
    assert len(traced(store, ON)["P-1"]) == 3
    assert len(traced(store, date(2026, 2, 1))["P-1"]) == 2


def test_what_rests_on_something_later_is_left_out_as_the_book_leaves_it_out() -> None:
    store = Memory()
    record(store, [opened("2026-05-01"), given("20.00", on="2026-02-01")])
    day = date(2026, 3, 1)
    assert traced(store, day) == {}
    assert read_book(store, day).partnerships == {}
