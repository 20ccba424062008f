"""A file appears whole, or what stands there is left as it was."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from perenne.cli.writing import write_beside
from perenne.model.errors import UsageError


def test_a_file_is_replaced_once_everything_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out.ndjson"
    out.write_bytes(b"earlier")

    def chunks() -> Iterator[bytes]:
        yield b"new"
        assert out.read_bytes() == b"earlier"

    write_beside(out, chunks())
    assert out.read_bytes() == b"new"
    assert out.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [out]


def test_what_fails_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_beside(tmp_path / "out.ndjson", chunks())
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"earlier")
    (tmp_path / "link").symlink_to("target")
    write_beside(tmp_path / "link", [b"new"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    listener = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    listener.start()
    write_beside(pipe, [b"a", b"b"])
    listener.join()
    assert heard == [b"ab"]
    assert pipe.is_fifo()


def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        write_beside(tmp_path / "nowhere" / "out.ndjson", [b"x"])
    with pytest.raises(UsageError, match="cannot write"):
        write_beside(tmp_path, [b"x"])
