import io

import pytest

from perenne.readers.text_lines import Lines, TooLong


def lines_of(text: str, longest: int = 100, resumed: int = 3) -> Lines:
    return Lines(io.StringIO(text, newline=""), longest, resumed)


def test_what_is_taken_as_a_whole_and_given_back_is_counted_once() -> None:
    lines = lines_of("a\nb\r\nc\rd")
    assert lines.take() == "a\nb\r\nc\rd"
    lines.taken(1, "b\r\nc\rd")
    assert (lines.number, lines.are_given_back) == (1, True)
    assert list(lines) == ["b\r\n", "c\r", "d"]
    assert (lines.number, lines.are_given_back) == (4, False)


def test_a_row_goes_back_behind_its_first_line_as_often_as_it_may() -> None:
    lines = lines_of("a\nb\nc\n", resumed=1)
    for begin, after in ((1, 1), (2, 3)):
        assert lines.begin_row() == begin
        list(lines)
        lines.resume()
        assert lines.number == after
    assert lines.reread_until == 3


def test_a_line_longer_than_any_is_cut_and_its_rest_forgotten() -> None:
    lines = lines_of(f"{'x' * 500}\nnext\n")
    lines.begin_row()
    with pytest.raises(TooLong):
        next(lines)
    assert lines.ended()
    lines.begin_row()
    assert (next(lines), lines.number) == ("next\n", 2)


def test_a_line_that_was_taken_in_part_is_read_to_its_end() -> None:
    lines = lines_of("x" * 70_000 + "\nnext\n", longest=69_000)
    lines.taken(0, lines.take())
    lines.begin_row()
    with pytest.raises(TooLong):
        next(lines)
    lines.begin_row()
    assert next(lines) == "next\n"
