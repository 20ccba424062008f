import tempfile
from collections.abc import Iterator
from functools import partial

import pytest

from perenne.model.bilingual import Bilingual
from perenne.readers import kept
from perenne.readers.delimited import Block, Damaged, Row, one_by_one
from perenne.readers.kept import Kept, Rows, together

WRONG = Damaged(5, Bilingual(fr="cassé", en="broken"))
ROWS: list[Row | Damaged] = [
    Row(1, ("a", "b")),
    Row(2, ("c", "d")),
    WRONG,
    Row(6, ("é",), sure=False),
    Row(9, ("x", "y", "z")),
]


class Source:
    """Rows that count how often they are read."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Rows:
        self.times += 1
        return together(ROWS)


def test_rows_that_are_as_wide_stand_together_and_none_is_lost() -> None:
    assert list(together(ROWS[:2])) == [Block((1, 2), [("a", "c"), ("b", "d")])]
    assert list(one_by_one(together(ROWS))) == ROWS
    many = [Row(line, (str(line),)) for line in range(1, 2000)]
    assert list(one_by_one(together(many))) == many


@pytest.mark.parametrize("room", [0, 3, 10**6])
def test_rows_come_again_as_they_were_though_they_are_read_once(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(kept, "AS_THEY_ARE", room)
    source = Source()
    rows = Kept(source, packed=True)
    assert [list(one_by_one(rows())) for _ in range(3)] == [ROWS] * 3
    assert source.times == 1


def test_two_may_read_them_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "AS_THEY_ARE", 0)
    rows = Kept(Source(), packed=True)
    list(rows())
    assert all(one == other for one, other in zip(rows(), rows(), strict=True))


def test_rows_that_nobody_heard_to_the_end_are_read_anew() -> None:
    source = Source()
    rows = Kept(source, packed=True)
    first: Iterator[object] = rows()
    next(first)
    assert list(one_by_one(rows())) == ROWS
    assert source.times == 2


@pytest.mark.parametrize("buffering", [2, 10**6])
def test_where_there_is_no_room_to_keep_rows_they_are_read_anew(
    monkeypatch: pytest.MonkeyPatch, buffering: int
) -> None:
    """Seen at once, or only when what was held back is written at the end."""
    full = partial(open, "/dev/full", "wb", buffering=buffering)
    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", lambda size: full())
    monkeypatch.setattr(kept, "AS_THEY_ARE", 0)
    source = Source()
    rows = Kept(source, packed=True)
    assert [list(one_by_one(rows())) for _ in range(2)] == [ROWS] * 2
    assert source.times == 2


def test_what_cannot_be_packed_is_read_anew_where_it_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = Source(), Source()
    rows = Kept(small, packed=False)
    assert [list(one_by_one(rows())) for _ in range(2)] == [ROWS] * 2
    monkeypatch.setattr(kept, "AS_THEY_ARE", 3)
    rows = Kept(large, packed=False)
    assert [list(one_by_one(rows())) for _ in range(2)] == [ROWS] * 2
    assert (small.times, large.times) == (1, 2)
