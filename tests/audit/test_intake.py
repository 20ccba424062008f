"""Every file is read to its end or says why not; what was there adds up to what was read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from perenne.audit.crew import crew
from perenne.audit.intake import EVERY, FileRead, in_order
from perenne.audit.judgement import Knowledge
from perenne.audit.spool import Spool
from perenne.law.rulebook import rulebook
from perenne.readers import post_ndjson, tasks
from perenne.readers.opening import Found, find_files
from perenne.readers.reading import Item, Origin
from tests.audit.files import a_line, write, write_lines

ReadAll = Callable[..., list[FileRead]]


def ignore(done: int) -> None:
    """Nobody watches."""


@pytest.fixture
def read_all() -> Iterator[ReadAll]:
    """Read files into spools that are there as long as the test."""
    spools = []

    def read(files: Sequence[Found], told: Callable[[int], None] = ignore) -> list[FileRead]:
        spools.append(Spool())
        with crew(1, Knowledge(rulebook()), spools[-1].folder) as hands:
            return list(hands.read(in_order(files), None, told))

    yield read
    for spool in spools:
        spool.close()


def test_posts_rejects_and_others_of_a_file_add_up_to_its_records(tmp_path: Path, read_all: ReadAll) -> None:
    answer = '{"perenne": "answer/1", "platform": "x", "post_id": "1", "question": "q", "answer": "no"}'
    write_lines(
        tmp_path / "a.ndjson", [a_line("C1", "un"), "{broken", a_line("C2", "deux"), answer, '{"platform": "?"}']
    )
    (file,) = read_all(find_files([tmp_path]))
    assert [post.post_id for post in file.posts] == ["C1", "C2"]
    assert [reject.line for reject in file.rejects] == [2, 5]
    assert dict(file.others) == {"answer/1": 1}
    assert (file.name, file.format, file.holds, file.unread) == ("a.ndjson", "post/1", frozenset(), None)


def test_each_post_knows_the_file_the_hash_and_the_line_it_came_from(tmp_path: Path, read_all: ReadAll) -> None:
    write_lines(tmp_path / "a.ndjson", [a_line("C1", "un"), "", a_line("C2", "deux")])
    (file,) = read_all(find_files([tmp_path]))
    assert [(post.source.file, post.source.line) for post in file.posts] == [("a.ndjson", 1), ("a.ndjson", 3)]
    assert {post.source.sha256 for post in file.posts} == {file.sha256}


def test_files_are_read_in_the_order_of_their_names_whatever_the_order_they_are_given_in(
    tmp_path: Path, read_all: ReadAll
) -> None:
    for name in ("b", "a", "c"):
        write_lines(tmp_path / f"{name}.ndjson", [a_line(name, "un")])
    found = find_files([tmp_path])
    names = ["a.ndjson", "b.ndjson", "c.ndjson"]
    assert [file.name for file in read_all(found)] == names
    assert [file.name for file in read_all(found[::-1])] == names


def test_a_file_that_cannot_be_read_is_listed_with_its_reason_and_the_others_are_read(
    tmp_path: Path, read_all: ReadAll
) -> None:
    write(tmp_path / "empty.ndjson", "")
    (tmp_path / "picture.ndjson").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    write_lines(tmp_path / "posts.ndjson", [a_line("C1", "un")])
    read = {file.name: file for file in read_all(find_files([tmp_path]))}
    assert [len(file.posts) for file in read.values()] == [0, 0, 1]
    empty = read["empty.ndjson"].unread
    assert empty is not None
    assert (empty.file, empty.reason.fr) == ("empty.ndjson", "le fichier est vide")
    picture = read["picture.ndjson"].unread
    assert picture is not None
    assert "image" in picture.reason.fr
    assert read["picture.ndjson"].format == "unread"


def test_a_file_that_memory_cannot_hold_is_listed_with_what_was_read_of_it_and_the_others_are_read(
    tmp_path: Path, read_all: ReadAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
        yield from post_ndjson.read(stream, origin)
        if origin.file == "a":
            bytearray(2**60)

    card = replace(post_ndjson.CARD, read=greedy)
    monkeypatch.setattr(tasks, "format_named", lambda name: card)
    for name in ("a", "b"):
        write_lines(tmp_path / name, [a_line("C1", name)])
    first, second = read_all(find_files([tmp_path]))
    assert first.unread is not None
    assert "more memory" in first.unread.reason.en
    assert (len(first.posts), len(second.posts), second.unread) == (1, 1, None)


def test_a_file_that_is_gone_when_its_turn_comes_is_listed(tmp_path: Path, read_all: ReadAll) -> None:
    write_lines(tmp_path / "a.ndjson", [a_line("C1", "un")])
    found = find_files([tmp_path])
    (tmp_path / "a.ndjson").unlink()
    (file,) = read_all(found)
    assert file.unread is not None
    assert file.unread.reason.en == "the file is gone"


def test_a_file_with_a_token_in_it_is_not_clean(tmp_path: Path, read_all: ReadAll) -> None:
    with_token = a_line("C1", "un", url="https://x.example/p?access_token=abc123")
    write_lines(tmp_path / "a.ndjson", [with_token])
    write_lines(tmp_path / "b.ndjson", [a_line("C1", "un")])
    read = read_all(find_files([tmp_path]))
    assert read[1].holds == frozenset()


@pytest.mark.parametrize("records", [1, EVERY, 2 * EVERY + 1])
def test_progress_never_goes_back_and_ends_at_what_was_read(tmp_path: Path, read_all: ReadAll, records: int) -> None:
    write_lines(tmp_path / "a.ndjson", [a_line(f"C{number}", "un") for number in range(records)])
    write_lines(tmp_path / "b.ndjson", ["{broken", *(a_line(f"D{number}", "un") for number in range(records))])
    told: list[int] = []
    read_all(find_files([tmp_path]), told.append)
    assert told == sorted(told)
    assert (told or [0])[-1] <= 2 * records + 1
    assert len(told) == 2 * (records // EVERY)


def test_no_file_at_all_is_nothing_read(read_all: ReadAll) -> None:
    told: list[int] = []
    assert read_all([], told.append) == []
    assert told == []
