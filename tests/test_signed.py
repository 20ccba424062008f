"""What a key signed holds for that key and those words alone."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.signed import holds, key_id

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
SIGNATURE = KEY.sign(b"said").hex()


def test_a_signature_holds_for_the_words_that_were_signed() -> None:
    assert holds(PUBLIC.hex(), SIGNATURE, b"said")
    assert not holds(PUBLIC.hex(), SIGNATURE, b"said otherwise")


def test_it_does_not_hold_for_another_key() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert not holds(other.hex(), SIGNATURE, b"said")
    assert key_id(other) != key_id(PUBLIC)


@pytest.mark.parametrize(("key", "signature"), [("", SIGNATURE), ("zz", SIGNATURE), (PUBLIC.hex(), ""), ("ab", "cd")])
def test_what_is_no_key_or_no_signature_signs_nothing(key: str, signature: str) -> None:
    assert not holds(key, signature, b"said")


def test_a_key_is_called_by_the_beginning_of_its_hash() -> None:
    assert key_id(PUBLIC) == "k-56475aa75463474c0285df5dbf2bcab7"
