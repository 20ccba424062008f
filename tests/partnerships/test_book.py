"""What was acknowledged is never lost, and what was refused leaves no trace."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from perenne.model.errors import DataError, PerenneError, UsageError
from perenne.model.event import Event
from perenne.model.money import Money
from perenne.model.wire import encode
from perenne.partnerships.batch import Batch, Heading, counting
from perenne.partnerships.book import Keeper, Needed, Written, read_book, record, undo
from perenne.partnerships.fold import Impossible, fold
from perenne.partnerships.store import BEGINNING, Folder, Mark
from tests.partnerships.events import event, given, invoiced, opened, paid, published
from tests.partnerships.importing.sheets import Memory


def test_a_book_is_rebuilt_from_its_folder(tmp_path: Path) -> None:
    events = [opened(), given("180.10"), published("r1")]
    store = Folder(tmp_path / "book")
    record(store, events[:1])
    record(store, events[1:], Written(by="Ana Zibel", at="2026-02-11", of="sheet.xlsx"))
    book = read_book(Folder(tmp_path / "book"))
    assert book.partnerships == fold(events)
    assert [each.of for each in book.batches] == [None, "sheet.xlsx"]


def test_a_folder_that_does_not_exist_is_an_empty_book(tmp_path: Path) -> None:
    assert read_book(Folder(tmp_path / "nothing")).partnerships == {}


@for_all(st.lists(st.integers(1, 4), max_size=6))
def test_how_events_are_cut_into_batches_changes_nothing(sizes: list[int]) -> None:
    events = [opened(), given("1"), given("2"), invoiced("F-1", "10"), paid("F-1", "4"), published("r1")]
    cut: list[list[Event]] = []
    rest = list(events)
    for size in sizes:
        cut.append(rest[:size])
        rest = rest[size:]
    cut.append(rest)
    assert fold(each for part in cut for each in part) == fold(events)


def test_a_batch_with_one_impossible_event_is_not_written_at_all(tmp_path: Path) -> None:
    store = Folder(tmp_path / "book")
    record(store, [opened()])
    with pytest.raises(Impossible):
        record(store, [given("10"), paid("F-9", "10")])
    assert len(read_book(store).batches) == 1
    assert read_book(store).partnerships["P-1"].given == ()


def test_an_import_is_undone_whole_and_can_come_back(tmp_path: Path) -> None:
    store = Folder(tmp_path / "book")
    record(store, [opened()])
    imported = record(store, [given("10"), given("20")])
    undoing = undo(store, imported)
    assert read_book(store).partnerships["P-1"].given == ()
    undo(store, undoing)
    assert len(read_book(store).partnerships["P-1"].given) == 2
    assert len(read_book(store).batches) == 4, "nothing is ever taken out"


def test_what_later_events_rest_on_cannot_be_undone(tmp_path: Path) -> None:
    store = Folder(tmp_path / "book")
    record(store, [opened()])
    invoices = record(store, [invoiced("F-1", "10")])
    record(store, [paid("F-1", "10")])
    with pytest.raises(
        Needed, match=r"“b000002” cannot be undone: the event “e\d+” of the batch “b000003” .*no invoice"
    ):
        undo(store, invoices)


def test_only_a_batch_that_counts_can_be_undone(tmp_path: Path) -> None:
    store = Folder(tmp_path / "book")
    first = record(store, [opened()])
    undo(store, first)
    for gone in (first, "b000099"):
        with pytest.raises(UsageError, match="no batch"):
            undo(store, gone)


def test_an_undoing_of_an_undoing_lets_events_count_again() -> None:
    def batch(name: str, undoes: str | None = None) -> Batch:
        return Batch(Heading(id=name, before="", events=0, undoes=undoes))

    batches = [batch("a"), batch("b", undoes="a"), batch("c", undoes="b")]
    assert [each.heading.id for each in counting(batches)] == ["a", "c"]
    assert [each.heading.id for each in counting(batches[:2])] == ["b"]


@pytest.mark.parametrize("harm", ["change", "remove", "cut", "junk"])
def test_a_book_that_was_altered_says_where(tmp_path: Path, harm: str) -> None:
    store = Folder(tmp_path / "book")
    for each in ([opened()], [given("10")], [given("20")]):
        record(store, each)
    middle = tmp_path / "book" / "00000002.ndjson"
    if harm == "remove":
        middle.unlink()
    elif harm == "change":
        middle.write_bytes(middle.read_bytes().replace(b'"10"', b'"11"'))
    elif harm == "cut":
        middle.write_bytes(middle.read_bytes().splitlines(keepends=True)[0])
    else:
        middle.write_bytes(middle.read_bytes().replace(b'"given"', b'"forgiven"'))
    with pytest.raises(DataError, match=r"0000000[23]\.ndjson"):
        read_book(Folder(tmp_path / "book"))


def test_whoever_keeps_a_book_reads_what_others_write_meanwhile(tmp_path: Path) -> None:
    mine, theirs = Keeper(Folder(tmp_path / "book")), Keeper(Folder(tmp_path / "book"))
    mine.record([opened()])
    theirs.record([invoiced("F-1", "10")])
    mine.record([paid("F-1", "6")])
    with pytest.raises(Impossible, match="4 is open"):
        theirs.record([paid("F-1", "6")])
    undone = theirs.record([given("10")])
    mine.undo(undone)
    theirs.record([given("20")])
    book = read_book(Folder(tmp_path / "book"))
    assert [each.what.value for each in book.partnerships["P-1"].given] == [Money(Decimal(20))]
    assert [each.id for each in book.batches] == [f"b{number:06}" for number in range(1, 7)]


@settings(max_examples=25, deadline=None)
@for_all(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(["give", "pay", "undo", "post"])), max_size=12))
def test_two_keepers_and_a_book_read_anew_always_agree(acts: list[tuple[int, str]]) -> None:
    store = Memory()
    keepers = (Keeper(store), Keeper(store))
    keepers[0].record([opened(), invoiced("F-1", "3")])
    for number, (who, act) in enumerate(acts):
        events = {"give": given("1"), "pay": paid("F-1", "1"), "post": published(f"r{number % 3}")}
        with suppress(Impossible, UsageError):
            if act == "undo" and len(store.kept) > 1:
                keepers[who].undo(f"b{len(store.kept):06}")
            elif act != "undo":
                keepers[who].record([events[act]])
    fresh = read_book(store)
    for keeper in keepers:
        keeper.record([given("2")])
    assert [len(each.given) for each in read_book(store).partnerships.values()] == [
        len(each.given) + 2 for each in fresh.partnerships.values()
    ]


def test_a_book_that_was_replaced_by_another_is_read_anew(tmp_path: Path) -> None:
    keeper = Keeper(Folder(tmp_path / "book"))
    keeper.record([opened()])
    keeper.record([given("10")])
    shutil.rmtree(tmp_path / "book")
    record(Folder(tmp_path / "book"), [opened(creator="théo.exemple")])
    keeper.record([given("20")])
    (held,) = read_book(Folder(tmp_path / "book")).partnerships.values()
    assert (held.creator.handle, len(held.given)) == ("théo.exemple", 1)


def test_a_further_write_reads_no_batch_again(tmp_path: Path) -> None:
    class Counted(Folder):
        read_since: ClassVar[list[int]] = []

        def read(self, since: Mark = BEGINNING) -> Iterator[tuple[Batch, Mark]]:
            for batch, mark in super().read(since):
                self.read_since.append(mark.number)
                yield batch, mark

    keeper = Keeper(Counted(tmp_path / "book"))
    keeper.record([opened()])
    for number in range(5):
        keeper.record([given(str(number))])
    assert Counted.read_since == []


def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    limited = """
import resource, sys
from pathlib import Path
from perenne.model.errors import UsageError
from perenne.partnerships.book import record
from perenne.partnerships.store import Folder
from tests.partnerships.events import given, opened

record(Folder(Path(sys.argv[1])), [opened()])
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    record(Folder(Path(sys.argv[1])), [given(str(number)) for number in range(100)])
except UsageError as problem:
    print(problem.says.en)
"""
    book = tmp_path / "book"
    done = subprocess.run(
        [sys.executable, "-c", limited, str(book)],
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"nothing was written into the book “{book}” (File too large)\n"
    assert [each.name for each in book.iterdir()] == ["00000001.ndjson"]


def test_no_byte_of_any_batch_but_the_last_can_change_unseen(tmp_path: Path) -> None:
    store = Folder(tmp_path / "book")
    for each in ([opened()], [given("10")], [given("20")]):
        record(store, each)
    for name in ("00000001.ndjson", "00000002.ndjson"):
        file = tmp_path / "book" / name
        written = file.read_bytes()
        for place in range(0, len(written), 3):
            file.write_bytes(written[:place] + bytes([written[place] ^ 1]) + written[place + 1 :])
            with pytest.raises(PerenneError):
                read_book(store)
        file.write_bytes(written)
    assert len(read_book(store).batches) == 3


def test_what_a_killed_writer_left_is_no_part_of_the_book(tmp_path: Path) -> None:
    store = Folder(tmp_path / "book")
    record(store, [opened()])
    (tmp_path / "book" / ".halfway").write_bytes(encode(given("10"))[:20])
    record(store, [given("20")])
    assert len(read_book(store).partnerships["P-1"].given) == 1


_WRITER = """
import sys
from pathlib import Path
from perenne.partnerships.book import record
from perenne.partnerships.store import Folder
from tests.partnerships.events import given, opened

store = Folder(Path(sys.argv[1]))
record(store, [opened()])
print("opened", flush=True)
for number in range(10_000):
    record(store, [given(str(number))])
    print(number, flush=True)
"""


def test_kill_9_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    for after in (0, 1, 7, 23):
        book = tmp_path / str(after)
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(book)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}
        ) as writer:
            assert writer.stdout is not None
            told = [writer.stdout.readline() for _ in range(after + 1)]
            writer.send_signal(signal.SIGKILL)
            told += writer.stdout.readlines()
        acknowledged = [line for line in told if line.strip().isdigit()]
        kept = read_book(Folder(book)).partnerships["P-1"].given
        assert len(acknowledged) <= len(kept) <= len(acknowledged) + 1
        record(Folder(book), [published("after the crash")])


def _write_many(folder: str, person: int) -> None:
    for number in range(10):
        gift = event(given(str(number)).what, partnership=f"P-{person}", name=f"{person}-{number}")
        record(Folder(Path(folder)), [gift])


def test_two_people_who_write_at_once_both_succeed(tmp_path: Path) -> None:
    store = Folder(tmp_path / "book")
    record(store, [opened(partnership="P-1"), opened(partnership="P-2")])
    spawn = multiprocessing.get_context("spawn")
    people = [spawn.Process(target=_write_many, args=(str(tmp_path / "book"), person)) for person in (1, 2)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert [each.exitcode for each in people] == [0, 0]
    book = read_book(store)
    assert [len(book.partnerships[name].given) for name in ("P-1", "P-2")] == [10, 10]
    assert [each.id for each in book.batches] == [f"b{number:06}" for number in range(1, 22)]


def test_the_book_of_a_day_knows_nothing_of_what_happened_later(tmp_path: Path) -> None:
    store = Folder(tmp_path / "book")
    record(store, [opened("2025-01-02"), given("10", "2025-02-01"), invoiced("F-1", "10", "2025-04-01")])
    record(store, [paid("F-1", "10", "2025-03-01"), published("r1", "2025-05-01")])
    early = read_book(store, date(2025, 3, 15)).partnerships["P-1"]
    assert len(early.given) == 1
    assert (early.invoices, early.publications) == ((), ()), "a payment rests on an invoice that was not there yet"
    assert read_book(store, date(2024, 12, 31)).partnerships == {}
