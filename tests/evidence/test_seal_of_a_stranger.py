"""Bundles that somebody sealed with a key of their own, and that are none: both verifiers refuse the same ones."""

import io
from functools import partial
from typing import Any
from zlib import crc32

import msgspec
import pytest

from perenne.chain import canonical, sha256
from perenne.evidence.container import Filling, Member, write
from perenne.signed import key_id
from tests.evidence.bundles import KEY, stranger, verified

STRANGER = stranger()
PUBLIC = KEY.public_key().public_bytes_raw()
CONTENT = b"Un dimanche"
RESOURCE = {"path": "a.txt", "sha256": sha256(CONTENT), "bytes": len(CONTENT), "media_type": "text/plain"}
MANIFEST = {"perenne": "evidence/1", "program": "0", "resources": [RESOURCE], "sealed_by": key_id(PUBLIC)}


def _json(value: object) -> bytes:
    """Sorted and without blanks, whatever it holds."""
    return msgspec.json.encode(value, order="deterministic")


def _sealed(manifest: dict[str, Any], **of_the_seal: Any) -> bytes:
    written = _json(manifest)
    stated: dict[str, Any] = {
        "algorithm": "Ed25519",
        "key_id": key_id(PUBLIC),
        "manifest_sha256": sha256(written),
        "perenne": "seal/1",
        "public_key": PUBLIC.hex(),
    }
    stated |= of_the_seal
    seal = _json({**stated, "signature": KEY.sign(_json(stated)).hex()})
    members = [("manifest.json", written), ("seal.json", seal)]
    members += [(each["path"], CONTENT) for each in manifest["resources"]]
    out = io.BytesIO()
    write(out, [Filling(Member(name, len(each), crc32(each)), partial(io.BytesIO, each)) for name, each in members])
    return out.getvalue()


def _both(content: bytes) -> tuple[str, str]:
    return verified(content).state, STRANGER(content)


def test_whoever_keeps_to_the_format_makes_a_bundle_without_our_program() -> None:
    assert _json(MANIFEST) == canonical(MANIFEST)  # type: ignore[arg-type]
    assert _both(_sealed(MANIFEST)) == ("intact", "intact")
    assert _both(_sealed(MANIFEST | {"stated_on": "2028-02-29"})) == ("intact", "intact")


@pytest.mark.parametrize(
    "changed",
    [
        {"perenne": "evidence/2"},
        {"program": 1},
        {"program": None},
        {"more": "x"},
        {"stated_on": "2026-02-30"},
        {"stated_on": "demain"},
        {"stated_on": None},
        {"sealed_by": "k-" + "0" * 32},
        {"resources": [RESOURCE | {"more": "x"}]},
        {"resources": [RESOURCE | {"media_type": 1}]},
        {"resources": [RESOURCE | {"bytes": 11.0}]},
        {"resources": [RESOURCE | {"sha256": RESOURCE["sha256"].upper()}]},  # type: ignore[attr-defined]
        {"resources": [RESOURCE | {"path": "../a.txt"}]},
        {"resources": [RESOURCE | {"path": "A.txt"}]},
        {"resources": [RESOURCE | {"path": "a" * 201}]},
        {"resources": [RESOURCE | {"path": "seal.json"}]},
        {"resources": [RESOURCE, RESOURCE]},
        {"resources": [RESOURCE | {"path": "b.txt"}, RESOURCE]},
    ],
)
def test_a_manifest_that_no_bundle_has_is_refused_by_both_however_well_it_is_sealed(changed: dict[str, Any]) -> None:
    assert set(_both(_sealed(MANIFEST | changed))) <= {"changed", "not_a_bundle", "not a bundle"}


@pytest.mark.parametrize(
    "changed",
    [{"perenne": "seal/2"}, {"algorithm": "none"}, {"more": "x"}, {"key_id": "k-1"}, {"padding": "x" * 5_000}],
)
def test_a_seal_that_no_bundle_has_is_refused_by_both(changed: dict[str, Any]) -> None:
    assert _both(_sealed(MANIFEST, **changed)) == ("changed", "changed")
