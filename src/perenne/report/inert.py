"""Cells that no spreadsheet runs: what the files said is text there, whoever wrote it and however it is opened."""

import re

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA = re.compile(r"\s*[=+@＝＋－＠-]")
"""What begins a formula; its wide forms do so in a spreadsheet that is set to Japanese."""
_LINE_OF_A_FORMULA = re.compile(r"(?:\A|[\r\n])\s*[=+@|%＝＋－＠-]|\A[\t\r]")
_LONG_NUMBER = re.compile(r"\d{12,}")


def defused(cell: str) -> str:
    """A cell of a CSV that no spreadsheet takes for a formula, nor a long id for a number to be rounded. It stands on
    one line, since a program that cuts the file at every line end would begin a cell there; no sign in it commands a
    terminal."""
    plain = _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", cell)) if not cell.isprintable() else cell
    return f"'{plain}" if _FORMULA.match(plain) or _LONG_NUMBER.fullmatch(plain) else plain


def is_formula(cell: str) -> bool:
    """Whether a cell of a workbook, or one of its lines, would be one if somebody edited it, or saved it as CSV."""
    return _LINE_OF_A_FORMULA.search(cell) is not None
