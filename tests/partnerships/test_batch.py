"""A batch is one file: a heading, then an event a line; whatever is wrong in it is named by its line."""

import pytest

from perenne.model.errors import DataError
from perenne.partnerships.batch import FIRST, Batch, Heading, counting, fingerprint, read_batch, undone
from tests.partnerships.events import given, opened

EVENTS = (opened(), given("180.10"))
BATCH = Batch(Heading(id="b000001", before=FIRST, events=2, by="Ana Zibel", of="suivi.csv"), EVENTS)


def _refused(written: bytes) -> str:
    with pytest.raises(DataError) as refused:
        read_batch(written, "00000001.ndjson")
    assert "00000001.ndjson" in refused.value.says.fr
    return refused.value.says.en


def test_a_batch_is_the_same_after_a_journey() -> None:
    assert read_batch(BATCH.written(), "x") == BATCH
    assert BATCH.written() == read_batch(BATCH.written(), "x").written()
    assert len(fingerprint(BATCH.written())) == len(FIRST)


def test_a_line_that_is_none_is_named() -> None:
    lines = BATCH.written().splitlines(keepends=True)
    assert "line 1: this is not JSON" in _refused(b"")
    assert "line 1 (events): expected a whole number" in _refused(lines[0].replace(b'"events":2', b'"events":"2"'))
    assert "line 3: this is not JSON" in _refused(b"".join(lines[:2]) + b"{\n")
    assert "line 3 (what.kind)" in _refused(b"".join(lines[:2]) + lines[2].replace(b'"given"', b'"forgiven"'))
    assert "line 2 (more): unknown key" in _refused(lines[0] + lines[1].replace(b'"id"', b'"more":1,"id"') + lines[2])


@pytest.mark.parametrize("kept", [1, 2])
def test_a_batch_that_was_cut_says_what_it_announces(kept: int) -> None:
    lines = BATCH.written().splitlines(keepends=True)
    assert f"announces 2 events and holds {kept - 1}" in _refused(b"".join(lines[:kept]))
    assert "announces 2 events and holds 3" in _refused(BATCH.written() + lines[2])


def test_a_time_that_is_none_is_refused() -> None:
    heading = BATCH.written().replace(b'"by"', b'"at":"yesterday","by"')
    assert "line 1 (at): expected a date or a time" in _refused(heading)


def _heading(name: str, undoes: str | None = None) -> Heading:
    return Heading(id=name, before=FIRST, events=0, undoes=undoes)


def test_what_is_undone_counts_no_more_until_the_undoing_is_undone_too() -> None:
    headings = [_heading("a"), _heading("b", "a"), _heading("c", "b"), _heading("d", "c")]
    assert [undone(headings[:length]) for length in range(1, 5)] == [set(), {"a"}, {"b"}, {"c", "a"}]
    assert [batch.heading.id for batch in counting([Batch(each) for each in headings])] == ["b", "d"]


def test_an_undoing_of_something_unknown_takes_nothing_away() -> None:
    assert [each.heading.id for each in counting([Batch(_heading("a")), Batch(_heading("b", "z"))])] == ["a", "b"]
