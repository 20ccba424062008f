"""The seal: an Ed25519 signature that binds a manifest to the key of whoever sealed it.

It proves that nothing changed since, and that the holder of the key sealed it. It does not say who that is: it is no
qualified signature.
"""

import re

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.chain import canonical, sha256
from perenne.evidence.manifest import written
from perenne.model.bilingual import Bilingual
from perenne.signed import holds, key_id

MOST_BYTES = 4096
_HEX = re.compile(r"(?:[0-9a-f]{2})*\Z")


class Seal(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    omit_defaults=True,
    tag_field="perenne",
    tag="seal/1",
):
    """What is signed is this record as canonical JSON, without ``signature``."""

    algorithm: str
    key_id: str
    manifest_sha256: str
    public_key: str
    signature: str
    timestamp_sha256: str | None = None


def sealed(manifest: bytes, key: Ed25519PrivateKey, timestamp: bytes | None = None) -> bytes:
    """The seal of ``manifest`` (and of the time-stamp on it) as the bytes of ``seal.json``."""
    public = key.public_key().public_bytes_raw()
    unsigned = Seal(
        algorithm="Ed25519",
        key_id=key_id(public),
        manifest_sha256=sha256(manifest),
        public_key=public.hex(),
        signature="",
        timestamp_sha256=None if timestamp is None else sha256(timestamp),
    )
    return written(msgspec.structs.replace(unsigned, signature=key.sign(_statement(unsigned)).hex()))


def read_seal(content: bytes) -> Seal | None:
    """The seal that ``content`` is, byte for byte, or ``None``."""
    try:
        seal = msgspec.json.decode(content, type=Seal)
        return seal if written(seal) == content else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def is_signed(seal: Seal) -> bool:
    """Whether the signature is that of the key which the seal shows, on what the seal states."""
    if seal.algorithm != "Ed25519" or not _HEX.match(seal.public_key) or not _HEX.match(seal.signature):
        return False
    if seal.key_id != key_id(bytes.fromhex(seal.public_key)):
        return False
    return holds(seal.public_key, seal.signature, _statement(seal))


def _statement(seal: Seal) -> bytes:
    stated = msgspec.to_builtins(seal)
    del stated["signature"]
    return canonical(stated)


MEANS = Bilingual(
    fr="Ce sceau prouve que rien n’a changé depuis qu’il a été posé, et que la personne qui détient la clé l’a posé. "
    "Il ne prouve pas qui est cette personne, et ce n’est pas une signature qualifiée.",
    en="This seal proves that nothing changed since it was set, and that whoever holds the key set it. "
    "It does not prove who that is, and it is not a qualified signature.",
)
