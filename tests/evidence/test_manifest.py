"""A manifest names files that any system can hold, once each and in order, and is one sequence of bytes."""

from typing import Any

import msgspec
import pytest

from perenne.chain import canonical
from perenne.evidence import manifest
from perenne.evidence.manifest import LONGEST_PATH, Manifest, NoManifest, Resource, read_manifest, written


def _resource(path: str, **other: Any) -> Resource:
    said = {"path": path, "sha256": "ab" * 32, "bytes": 1, "media_type": "text/plain"} | other
    return msgspec.convert(said, Resource)


def _manifest(*paths: str, **other: Any) -> bytes:
    resources = tuple(_resource(path) for path in paths)
    return written(Manifest(program="1", resources=resources, sealed_by="k-1", **other))


@pytest.mark.parametrize("path", ["a", "a.txt", "originals/00ff", "a/b/c-d_e@f.g", "a" * LONGEST_PATH])
def test_a_path_of_plain_letters_is_held(path: str) -> None:
    assert read_manifest(_manifest(path)).resources[0].path == path


@pytest.mark.parametrize(
    "path",
    [
        "", "/a", "a/", "a//b", "../a", "a/../b", ".a", "A", "é", "a b", "a\\b", "c:a", "a\n", "a\x00", "\u202ea",
        "manifest.json", "seal.json", "timestamp.tsr", "a" * (LONGEST_PATH + 1),
    ],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_or_is_another_on_some_system_is_refused(path: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        _resource(path)


@pytest.mark.parametrize(
    "other", [{"sha256": "AB" * 32}, {"sha256": "ab"}, {"bytes": -1}, {"bytes": 2**53}, {"bytes": 1.5}, {"more": 1}]
)
def test_a_hash_or_a_size_that_is_none_is_refused(other: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        _resource("a", **other)


@pytest.mark.parametrize("paths", [("b", "a"), ("a", "a")])
def test_files_stand_in_order_and_once(paths: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="out of order, twice"):
        _manifest(*paths)


def test_there_are_no_more_files_than_a_verifier_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "MOST_RESOURCES", 2)
    assert len(read_manifest(_manifest("a", "b")).resources) == 2
    with pytest.raises(ValueError, match="too many"):
        _manifest("a", "b", "c")


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "demain", "2026-1-1", "20260101", "२०२६-०१-०१", ""])
def test_what_is_stated_is_a_day_of_the_calendar(day: str) -> None:
    with pytest.raises(ValueError, match="no day"):
        _manifest("a", stated_on=day)
    assert read_manifest(_manifest("a", stated_on="2028-02-29")).stated_on == "2028-02-29"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (lambda said: said.replace(b":", b": ", 1), "canonical"),
        (lambda said: said + b"\n", "canonical"),
        (lambda said: said.replace(b'"bytes":1', b'"bytes":1.0'), "no manifest"),
        (lambda said: said.replace(b'"program":"1"', b'"program":"\\u0031"'), "canonical"),
        (lambda said: said.replace(b"evidence/1", b"evidence/2"), "no manifest"),
        (lambda said: said[:-1], "no manifest"),
        (lambda said: b"\xff" + said, "no manifest"),
        (lambda said: canonical({**msgspec.json.decode(said), "other": 1}), "no manifest"),
    ],
)
def test_other_bytes_of_the_same_meaning_are_another_manifest(changed: Any, why: str) -> None:
    with pytest.raises(NoManifest) as refused:
        read_manifest(changed(_manifest("a")))
    assert why in refused.value.reason.en
    assert refused.value.reason.fr
