"""Posts that wake no rule are counted from the index and the newest of them shown, whatever they lack."""

from pathlib import Path

from perenne.audit.digest import MOST_POSTS
from tests.audit.files import a_line, outcome, write_lines

QUIET = "Le chat dort au soleil"


def test_silent_posts_of_one_moment_are_shown_whether_they_have_an_id_or_not(tmp_path: Path) -> None:
    posts = [a_line("C1", QUIET), a_line(None, QUIET), a_line("", QUIET), a_line(None, QUIET)]
    found = outcome(write_lines(tmp_path / "posts.ndjson", posts))
    shown = [judged.post.post_id for judged in found.digest.first]
    assert len(shown) == 4
    assert sorted(shown, key=str) == ["", "C1", None, None]


def test_they_are_shown_in_the_order_of_all_the_others(tmp_path: Path) -> None:
    posts = [a_line(None, f"{QUIET} {n}") for n in range(MOST_POSTS + 2)]
    found = outcome(write_lines(tmp_path / "posts.ndjson", posts))
    shown = [judged.post.subject_id for judged in found.digest.first]
    assert len(shown) == MOST_POSTS
    assert shown == sorted(shown)
