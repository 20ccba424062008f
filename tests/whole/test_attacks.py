"""The files made to hurt that take longest to read."""

from pathlib import Path

from tests.readers.test_attacks import LONG_LINE, attacked_by_a_line


def test_a_line_of_two_gigabytes_is_one_reject_between_two_posts(tmp_path: Path) -> None:
    assert attacked_by_a_line(2 * 2**30, tmp_path) == LONG_LINE
