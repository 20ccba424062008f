"""A declaration is what its holder signed, byte for byte, or it is refused."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.devices.declared import as_evidence, signed, signer
from perenne.devices.records import Declaration, Original
from perenne.devices.register import read_register
from perenne.model.wire import as_builtins
from perenne.signed import key_id
from tests.devices.made import ABSENT, device, only

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ID = key_id(KEY.public_key().public_bytes_raw())
SAID = signed(Declaration("phone-1", date(2026, 11, 20), "presse", ABSENT), KEY)


def test_the_signer_is_known_by_the_id_of_the_key() -> None:
    assert signer(SAID) == ID


@pytest.mark.parametrize(
    "changed",
    [
        {"device": "phone-2"},
        {"on": date(2026, 11, 21)},
        {"by": "cabinet"},
        {"apps": dict.fromkeys(ABSENT, True)},
        {"answers": {"contacts": False}},
        {"signed": None},
    ],
)
def test_a_changed_word_breaks_the_signature(changed: dict[str, object]) -> None:
    assert signer(msgspec.structs.replace(SAID, **changed)) is None


def test_a_signed_word_is_a_proof_and_is_verified_whenever_the_register_is_read(tmp_path: Path) -> None:
    told = as_builtins(as_evidence(SAID, Original("declaration.json", "b" * 64)))
    verdict = only(tmp_path, device(keys=[ID]), told)
    assert verdict.verdict == "compliant"
    assert verdict.points[0].proofs[0].kind == "declaration"
    for phone, word in ((device(), told), (device(keys=[ID]), told | {"on": "2026-11-21"})):
        assert only(tmp_path, phone, word).verdict == "unknown", (
            "a key that is not known any more, a word that changed"
        )
        assert [each.id for each in read_register(tmp_path).unsigned] == [told["id"]]
