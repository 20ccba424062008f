"""The folder keeps batches in files that follow each other by their hashes; one writer gets each number."""

import os
import threading
from pathlib import Path

import pytest

from perenne.model.errors import DataError, UsageError
from perenne.partnerships.batch import FIRST, Batch, Heading, fingerprint
from perenne.partnerships.store import BEGINNING, Folder, Mark, Overtaken
from tests.partnerships.events import given, opened


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "book")


def _batch(after: Mark, *, euros: str = "1") -> Batch:
    event = opened() if after == BEGINNING else given(euros)
    return Batch(Heading(id=f"b{after.number + 1:06}", before=after.sha256, events=1), (event,))


def _filled(folder: Folder, count: int) -> list[Mark]:
    marks = [BEGINNING]
    for _ in range(count):
        marks.append(folder.append(_batch(marks[-1]), marks[-1]))
    return marks


def test_a_mark_says_which_batch_was_read_and_its_hash(folder: Folder) -> None:
    marks = _filled(folder, 2)
    second = folder.path / "00000002.ndjson"
    assert marks[2] == Mark(2, fingerprint(second.read_bytes()))
    assert [mark for _, mark in folder.read()] == marks[1:]
    assert [mark for _, mark in folder.read(marks[1])] == marks[2:]
    assert list(folder.read(marks[2])) == []
    assert [each.id for each in folder.headings()] == ["b000001", "b000002"]
    assert [each.heading.id for each in folder.batches()] == ["b000001", "b000002"]


def test_a_mark_holds_until_its_batch_is_another(folder: Folder) -> None:
    marks = _filled(folder, 2)
    assert all(map(folder.holds, marks))
    file = folder.path / "00000002.ndjson"
    file.write_bytes(file.read_bytes() + b"\n")
    assert (folder.holds(marks[1]), folder.holds(marks[2])) == (True, False)
    file.unlink()
    assert not folder.holds(marks[2])


def test_only_the_end_of_the_book_can_be_written_to(folder: Folder) -> None:
    marks = _filled(folder, 2)
    for mark in (BEGINNING, marks[1]):
        with pytest.raises(Overtaken):
            folder.append(_batch(mark), mark)
    with pytest.raises(Overtaken):
        folder.append(_batch(Mark(2, FIRST)), Mark(2, FIRST))
    assert len(folder.batches()) == 2


def test_of_many_writers_at_once_one_gets_each_number(folder: Folder) -> None:
    (first,) = _filled(folder, 1)[1:]
    won: list[str] = []

    def write(number: int) -> None:
        try:
            folder.append(_batch(first, euros=str(number)), first)
            won.append(str(number))
        except Overtaken:
            pass

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert len(won) == 1
    assert sorted(each.name for each in folder.path.iterdir()) == ["00000001.ndjson", "00000002.ndjson"]


def test_a_book_and_its_batches_are_for_this_user_alone(folder: Folder) -> None:
    _filled(folder, 1)
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert (folder.path / "00000001.ndjson").stat().st_mode & 0o777 == 0o600


def test_a_missing_batch_is_found_wherever_it_is_looked_from(folder: Folder) -> None:
    _filled(folder, 3)
    (folder.path / "00000002.ndjson").unlink()
    for look in (folder.headings, folder.batches):
        with pytest.raises(DataError, match=r"00000002\.ndjson is missing"):
            look()


def test_what_else_lies_in_the_folder_is_no_part_of_the_book(folder: Folder) -> None:
    _filled(folder, 1)
    for name in (".DS_Store", "notes.txt", "1.ndjson", "000000002.ndjson", "00000002.ndjson.bak"):
        (folder.path / name).write_bytes(b"?")
    assert len(folder.batches()) == len(folder.headings()) == 1


def test_a_pipe_under_the_next_number_is_not_waited_for(folder: Folder) -> None:
    _filled(folder, 1)
    os.mkfifo(folder.path / "00000002.ndjson")
    assert len(folder.batches()) == 1


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_place_that_is_no_folder_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    folder = Folder(tmp_path / place)
    with pytest.raises(UsageError, match=r"is not a folder|Not a directory"):
        folder.append(_batch(BEGINNING), BEGINNING)
    assert (tmp_path / "file").read_bytes() == b"x"
