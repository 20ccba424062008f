"""A stranger's file is looked at by a child that can open nothing; whatever happens to it, one sentence is said."""

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from perenne.evidence import confined
from perenne.model.errors import UnreadableFile


@pytest.fixture
def source() -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile() as file:
        file.write(b"a stranger's file")
        file.seek(5)
        yield file


def _child(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(confined, "CHILD", (sys.executable, "-c", code))


def test_the_answer_of_the_child_is_given_and_the_file_read_from_its_beginning(
    monkeypatch: pytest.MonkeyPatch, source: BinaryIO
) -> None:
    _child(monkeypatch, "import sys; print(sys.argv[1:], sys.stdin.buffer.read().decode())")
    with confined.run("warc", source, "more") as answer:
        assert answer.read() == b"['warc', 'more'] a stranger's file\n"


def test_a_refusal_comes_back_in_both_languages(monkeypatch: pytest.MonkeyPatch, source: BinaryIO) -> None:
    said = json.dumps(["illisible", "unreadable"])
    _child(monkeypatch, f"import sys; print({said!r}); sys.exit(3)")
    with pytest.raises(UnreadableFile) as refused:
        confined.run("warc", source)
    assert (refused.value.says.fr, refused.value.says.en) == ("illisible", "unreadable")


@pytest.mark.parametrize("end", ["sys.exit(1)", "os.abort()", "os.kill(os.getpid(), 9)", "1/0"])
def test_a_child_that_dies_is_one_sentence(monkeypatch: pytest.MonkeyPatch, source: BinaryIO, end: str) -> None:
    _child(monkeypatch, f"import os, sys; {end}")
    with pytest.raises(UnreadableFile, match="damaged, made to hurt, or takes more than 512 MiB"):
        confined.run("warc", source)


def test_a_child_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch, source: BinaryIO) -> None:
    def waited(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("child", 1)

    monkeypatch.setattr(subprocess, "run", waited)
    with pytest.raises(UnreadableFile, match="120 seconds"):
        confined.run("pdf", source)


def test_only_a_real_file_is_handed_to_a_child() -> None:
    with pytest.raises(io.UnsupportedOperation):
        confined.run("warc", io.BytesIO(b"x"))
