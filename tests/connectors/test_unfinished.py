"""What a run left unfinished is gone on with, or told to be something else; never a surprise."""

from pathlib import Path

import pytest

from perenne.connectors.unfinished import Same, unfinished
from perenne.model.errors import UsageError

SAME = Same("invented", "lina", "", None, comments=False)


def _left(folder: Path) -> Path:
    """A run that kept a record, and did not end."""
    with unfinished(folder / "out", SAME) as kept:
        kept.add(b"{}")
        kept.keep({"after": "1"}, {"posts": 1}, {})
    return folder / ".out.unfinished" / "state.json"


def test_what_was_kept_is_gone_on_with(tmp_path: Path) -> None:
    _left(tmp_path)
    with unfinished(tmp_path / "out", SAME) as kept:
        assert (kept.position, kept.counts) == ({"after": "1"}, {"posts": 1})
        kept.finish(tmp_path / "out")
    assert (tmp_path / "out" / "invented-lina.ndjson").read_bytes() == b"{}\n"


@pytest.mark.parametrize("size", [b"9223372036854775808", b"9223372036854775807", b"4", b"-1", b'"\xff"', b"null"])
def test_a_state_that_speaks_of_other_records_is_not_gone_on_with(tmp_path: Path, size: bytes) -> None:
    state = _left(tmp_path)
    content = state.read_bytes()
    assert b'"size":3' in content
    state.write_bytes(content.replace(b'"size":3', b'"size":' + size))
    with pytest.raises(UsageError, match="another unfinished run"), unfinished(tmp_path / "out", SAME):
        pass
