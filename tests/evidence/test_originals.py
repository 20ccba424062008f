"""The files behind a bundle: inside where they are at hand and unchanged, their hash in any case."""

import hashlib
from pathlib import Path

import pytest

from perenne.evidence.originals import attached, from_audit
from perenne.model.errors import UsageError

CONTENT = "Un dimanche à Lorient".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / SHA256).write_bytes(CONTENT)
    return tmp_path


def _states(
    audit: Path, read_in: dict[str, str] | None = None, *, wanted: bool = True
) -> list[tuple[str, str, bool]]:
    read_in = read_in or {SHA256: "lina.ndjson"}
    return [(each.file, each.state, piece is not None) for each, piece in from_audit(audit, read_in, wanted=wanted)]


def test_a_copy_with_its_hash_goes_in(audit: Path) -> None:
    assert _states(audit) == [("lina.ndjson", "in_bundle", True)]
    ((_, piece),) = from_audit(audit, {SHA256: "lina.ndjson"}, wanted=True)
    assert piece is not None
    with piece.opened() as stream:
        assert (piece.path, stream.read()) == (f"originals/{SHA256}", CONTENT)


def test_a_copy_that_was_changed_is_said_and_stays_outside(audit: Path) -> None:
    (audit / "sources" / SHA256).write_bytes(b"otherwise")
    assert _states(audit) == [("lina.ndjson", "altered", False)]


def test_what_its_maker_leaves_out_or_nobody_kept_has_its_hash_alone(audit: Path) -> None:
    assert _states(audit, wanted=False) == [("lina.ndjson", "left_out", False)]
    assert _states(audit, {"ab" * 32: "gone.ndjson"}) == [("gone.ndjson", "not_kept", False)]


@pytest.mark.parametrize("name", ["../" * 21 + "x", ".", "", "/etc/passwd", "a" * 63, "\x00" * 64])
def test_a_hash_that_is_a_path_opens_nothing(audit: Path, name: str) -> None:
    assert _states(audit, {name: "x"}) == [("x", "not_kept", False)]


def test_no_link_is_followed(audit: Path, tmp_path: Path) -> None:
    (audit / "sources" / SHA256).rename(tmp_path / "elsewhere")
    (audit / "sources" / SHA256).symlink_to(tmp_path / "elsewhere")
    assert _states(audit) == [("lina.ndjson", "not_kept", False)]
    (audit / "sources" / SHA256).unlink()
    (audit / "sources").rename(audit / "real")
    (audit / "sources").symlink_to(audit / "real")
    assert _states(audit) == [("lina.ndjson", "not_kept", False)]


def test_an_attached_file_goes_in_under_its_hash_and_its_bare_name(audit: Path) -> None:
    (audit / "contrat.txt").write_bytes(CONTENT)
    (audit / "link").symlink_to("contrat.txt")
    for name in ("contrat.txt", "link"):
        original, piece = attached(audit / name)
        assert (original.file, original.state, piece.path) == (name, "in_bundle", f"originals/{SHA256}")


@pytest.mark.parametrize("name", ["absent", "sources"])
def test_what_is_no_file_cannot_be_attached(audit: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(audit)
    with pytest.raises(UsageError, match=f"“{name}” is no file to attach"):
        attached(Path(name))
