"""What an Ed25519 key signed, and what the key is called. It never says whose key that is."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from perenne.chain import sha256


def key_id(public_key: bytes) -> str:
    """What a key is called: the beginning of its hash."""
    return f"k-{sha256(public_key)[:32]}"


def holds(public_key: str, signature: str, statement: bytes) -> bool:
    """Whether the key (hexadecimal) signed ``statement``."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), statement)
    except (InvalidSignature, ValueError):
        return False
    return True
