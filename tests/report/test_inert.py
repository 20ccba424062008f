"""No cell runs in a spreadsheet, commands a terminal, or begins a new line of the file."""

import pytest

from perenne.report.inert import defused, is_formula


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("x")', "+33", "-1", "@SUM(A1)", " =1", "＝1", "＋1", "－1", "＠A1", "7301234567890123456"]
)
def test_a_cell_that_a_spreadsheet_would_compute_is_guarded(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["\t=1", "\r=1", "\n+1", "\x00=1", "\u2028@A1"])
def test_a_formula_behind_a_control_is_guarded_too(cell: str) -> None:
    assert defused(cell) == f"' {cell[1:]}"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("Ma lampe\r\n=1+1", "Ma lampe =1+1"),
        ("rouge \x1b[31m", "rouge  [31m"),
        ("\x9b2J\x7f", " 2J "),
        ("moitié \ud83d", "moitié \ufffd"),
    ],
)
def test_a_cell_stands_on_one_line_and_commands_nothing(cell: str, shown: str) -> None:
    assert defused(cell) == shown


@pytest.mark.parametrize(
    "cell", ["", "Ma lampe", "a=b", "12", "2026-11-20", "https://x.example/?a=1", "#pub", "été 🌙"]
)
def test_any_other_cell_is_left_as_it_is(cell: str) -> None:
    assert defused(cell) == cell
    assert not is_formula(cell)


@pytest.mark.parametrize("cell", ["=1", "\t1", " @A1", "Ma lampe\n=1+1", "a\r\n-2+3", "|cmd", "%a"])
def test_a_cell_of_a_workbook_is_a_formula_where_one_of_its_lines_is(cell: str) -> None:
    assert is_formula(cell)
