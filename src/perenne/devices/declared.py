"""What a holder signs: the declaration without its signature, as the one sequence of bytes that stands for it."""

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.chain import canonical, sha256
from perenne.devices.records import Declaration, Device, Evidence, Original, Signature
from perenne.signed import holds, key_id

_SIGNED = b"perenne device declaration\n"


def statement(declaration: Declaration) -> bytes:
    return _SIGNED + canonical(msgspec.to_builtins(msgspec.structs.replace(declaration, signed=None)))


def signed(declaration: Declaration, key: Ed25519PrivateKey) -> Declaration:
    public = key.public_key().public_bytes_raw().hex()
    return msgspec.structs.replace(declaration, signed=Signature(public, key.sign(statement(declaration)).hex()))


def signer(declaration: Declaration) -> str | None:
    """The id of the key that signed ``declaration``; ``None`` where the signature does not hold."""
    said = declaration.signed
    if said is None or not holds(said.public_key, said.signature, statement(declaration)):
        return None
    return key_id(bytes.fromhex(said.public_key))


def as_evidence(declaration: Declaration, original: Original) -> Evidence:
    return Evidence(
        f"e-{sha256(statement(declaration))[:16]}",
        declaration.device,
        "declaration",
        declaration.on,
        original,
        declaration.apps,
        declaration.answers,
        by=declaration.by,
        signed=declaration.signed,
    )


def is_signed(evidence: Evidence, device: Device) -> bool:
    """Whether a declaration is still what a key of the holder signed; every other proof needs no signature."""
    if evidence.kind != "declaration":
        return True
    said = Declaration(
        evidence.device, evidence.on, evidence.by or "", evidence.apps, evidence.answers, evidence.signed
    )
    return signer(said) in device.keys
