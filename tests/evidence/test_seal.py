"""A seal holds for one manifest, one key and one spelling."""

from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from perenne.chain import canonical, sha256
from perenne.evidence.manifest import written
from perenne.evidence.seal import Seal, is_signed, read_seal, sealed
from perenne.signed import key_id
from tests.evidence.bundles import KEY, OTHER_KEY

MANIFEST = b'{"perenne":"evidence/1"}'


def _seal(**changed: Any) -> Seal:
    seal = read_seal(sealed(MANIFEST, KEY, b"token"))
    assert seal is not None
    return msgspec.structs.replace(seal, **changed)


def test_a_seal_names_its_key_its_manifest_and_its_time_stamp() -> None:
    seal = _seal()
    assert is_signed(seal)
    public = KEY.public_key().public_bytes_raw()
    assert (seal.key_id, seal.public_key) == (key_id(public), public.hex())
    assert (seal.manifest_sha256, seal.timestamp_sha256) == (sha256(MANIFEST), sha256(b"token"))


def test_what_is_signed_can_be_verified_by_anybody_from_the_document_alone() -> None:
    said = msgspec.json.decode(sealed(MANIFEST, KEY))
    signature = bytes.fromhex(said.pop("signature"))
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["public_key"])).verify(signature, canonical(said))


OTHER = OTHER_KEY.public_key().public_bytes_raw()


@pytest.mark.parametrize(
    "changed",
    [
        {"manifest_sha256": "00" * 32},
        {"timestamp_sha256": "00" * 32},
        {"timestamp_sha256": None},
        {"public_key": OTHER.hex()},
        {"public_key": OTHER.hex(), "key_id": key_id(OTHER)},
        {"key_id": key_id(OTHER)},
        {"algorithm": "none"},
        {"algorithm": "ed25519"},
        {"signature": ""},
        {"signature": "00" * 64},
        {"signature": "zz" * 64},
        {"public_key": ""},
        {"public_key": "00" * 31},
    ],
)
def test_whatever_is_changed_in_a_seal_breaks_it(changed: dict[str, Any]) -> None:
    assert not is_signed(_seal(**changed))


def test_large_hexadecimal_is_another_spelling_and_refused() -> None:
    seal = _seal()
    assert not is_signed(_seal(signature=seal.signature.upper()))
    assert not is_signed(_seal(public_key=seal.public_key.upper()))


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[" * 100_000, b"\xff", written(_seal()) + b" ", written(_seal()).replace(b":", b": ", 1)],
)
def test_what_is_no_seal_byte_for_byte_is_none(content: bytes) -> None:
    assert read_seal(content) is None
