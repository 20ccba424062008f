"""Pieces become one file: the same ones the same bytes, whatever their order, and never more than it can hold."""

import io
from pathlib import Path

import pytest

from perenne.evidence import bundle
from perenne.evidence.bundle import bundled, held, on_disk
from perenne.evidence.manifest import read_manifest
from perenne.evidence.verify import verify
from perenne.model.errors import UsageError
from tests.evidence.bundles import KEY, PIECES, verified


def _written(made: bundle.Bundle, timestamp: bytes | None = None) -> bytes:
    out = io.BytesIO()
    made.write(out, timestamp)
    return out.getvalue()


def test_a_file_on_the_disk_is_the_same_as_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(3_000_000))
    there = bundled([on_disk("a.bin", "x/y", tmp_path / "a")], KEY)
    assert _written(there) == _written(bundled([held("a.bin", "x/y", bytes(3_000_000))], KEY))
    assert read_manifest(there.manifest).resources[0].bytes == 3_000_000


def test_a_bundle_can_be_written_again_with_a_time_stamp_on_the_same_manifest() -> None:
    made = bundled(PIECES, KEY)
    plain, stamped = verified(_written(made)), verified(_written(made, b"token"))
    assert plain.state == stamped.state == "intact"
    assert plain.manifest_sha256 == stamped.manifest_sha256 == made.manifest_sha256


def test_a_file_that_changes_between_measuring_and_writing_does_not_pass_for_sealed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"before")
    made = bundled([on_disk("a.bin", "x/y", tmp_path / "a")], KEY)
    (tmp_path / "a").write_bytes(b"behind")
    out = io.BytesIO()
    made.write(out)
    said = verify(out)
    assert (said.state, [each.what for each in said.changes]) == ("changed", ["content"])


@pytest.mark.parametrize("limit", ["MOST_RESOURCES", "MOST_BYTES"])
def test_more_than_a_bundle_can_hold_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(bundle, limit, 2)
    with pytest.raises(UsageError, match="choose posts with --post"):
        bundled(PIECES, KEY)


def test_two_pieces_of_one_name_are_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="twice"):
        bundled([PIECES[0], PIECES[0]], KEY)
