"""Records on disk are records: read as often as wanted, in their order, equal to the same ones in memory."""

from pathlib import Path

import msgspec
import pytest

from perenne.audit.lines import Lines, LineWriter, joined, written
from perenne.audit.outcome import Advertised, Conflict
from perenne.model.bilingual import Bilingual
from perenne.model.post import Advertiser
from perenne.model.reject import Reject

REJECTS = tuple(Reject("a.ndjson", n, "", Bilingual(fr=f"n° {n}", en=f"no. {n}")) for n in range(4))


def test_what_was_written_is_read_again_each_time(tmp_path: Path) -> None:
    lines = written(Reject, tmp_path / "x", REJECTS)
    assert tuple(lines) == tuple(lines) == REJECTS
    assert len(lines) == 4
    assert REJECTS[2] in lines
    assert [msgspec.json.decode(line)["line"] for line in lines.raw()] == [0, 1, 2, 3]


def test_they_equal_any_collection_of_the_same_records(tmp_path: Path) -> None:
    lines = written(Reject, tmp_path / "x", REJECTS)
    assert lines == REJECTS
    assert lines == list(REJECTS)
    assert lines != REJECTS[::-1]
    assert lines != REJECTS[:3]
    assert lines != 5


def test_nothing_written_is_no_file(tmp_path: Path) -> None:
    lines = written(Reject, tmp_path / "x", [])
    assert lines == ()
    assert not lines
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_for_this_user_only_and_never_replaces_another(tmp_path: Path) -> None:
    written(Reject, tmp_path / "x", REJECTS)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        written(Reject, tmp_path / "x", REJECTS)


def test_several_are_one_after_the_other(tmp_path: Path) -> None:
    parts = [written(Reject, tmp_path / str(n), REJECTS[n : n + 2]) for n in (0, 2)]
    whole = joined(Reject, [*parts, Lines(Reject)], owner=None)
    assert whole == REJECTS
    assert joined(Reject, [], owner=None) == ()


def test_values_that_are_no_structs_come_back_as_they_were(tmp_path: Path) -> None:
    conflict = Conflict("x", "1", "text", "é\n", "", "a:1", "b:2")
    advertised = Advertised("x", "1", Advertiser(name="Valbrume", facts={"licensed": True}))
    assert written(Conflict, tmp_path / "c", [conflict]) == [conflict]
    assert written(Advertised, tmp_path / "a", [advertised]) == [advertised]


def test_a_writer_may_be_closed_twice(tmp_path: Path) -> None:
    writer = LineWriter[Reject](Reject, tmp_path / "x")
    writer.write(REJECTS[0])
    writer.close()
    writer.close()
    assert writer.lines() == REJECTS[:1]
