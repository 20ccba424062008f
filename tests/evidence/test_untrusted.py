"""Files that a stranger may have prepared: ordinary ones only, and shown as they were named."""

import os
from pathlib import Path

import pytest

from perenne.evidence import untrusted
from perenne.evidence.untrusted import named, ordinary, records
from perenne.model.answer import Answer
from perenne.model.errors import UsageError

LINE = (
    b'{"perenne":"answer/1","post_id":"Zx1","platform":"instagram","question":"deal.consideration","answer":"no"}\n'
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _refused(file: Path) -> list[str]:
    said = []
    for way in (ordinary, named):
        with pytest.raises(UsageError) as refused:
            way(file)
        said.append(refused.value.says.en)
    return said


@pytest.mark.usefixtures("here")
def test_a_file_is_shown_as_it_was_named_and_never_by_its_place_on_the_machine() -> None:
    Path("folder").mkdir()
    os.mkfifo("pipe")
    assert _refused(Path("absent.zip")) == ["cannot read “absent.zip” (No such file or directory)"] * 2
    assert _refused(Path("folder")) == ["“folder” is no ordinary file"] * 2
    assert _refused(Path("pipe")) == ["“pipe” is no ordinary file"] * 2


@pytest.mark.usefixtures("here")
def test_a_link_is_followed_only_where_a_person_named_it() -> None:
    Path("there").write_bytes(b"x")
    Path("link").symlink_to("there")
    Path("loop").symlink_to("loop")
    with named(Path("link")) as stream:
        assert stream.read() == b"x"
    with pytest.raises(UsageError, match="no ordinary file"):
        ordinary(Path("link"))
    assert _refused(Path("loop")) == ["“loop” is no ordinary file"] * 2


def test_each_line_is_given_with_its_record_and_a_bad_one_is_named(here: Path) -> None:
    (here / "a.ndjson").write_bytes(LINE + b"\n \n" + LINE.replace(b"\n", b"\r\n"))
    assert [line for line, _ in records(Path("a.ndjson"), Answer)] == [LINE.rstrip()] * 2
    (here / "a.ndjson").write_bytes(LINE + b"{}\n")
    with pytest.raises(UsageError, match=r"“a\.ndjson”, line 2"):
        list(records(Path("a.ndjson"), Answer))


def test_a_line_without_an_end_is_not_held_in_memory(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untrusted, "LONGEST_LINE", 50)
    (here / "a.ndjson").write_bytes(b" " * 60)
    with pytest.raises(UsageError, match="line 1: more than 50 bytes"):
        list(records(Path("a.ndjson"), Answer))
