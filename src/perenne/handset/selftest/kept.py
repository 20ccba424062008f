"""A matrix as it is kept: signed by this installation, so that whoever shows it can say whose it is, and of when."""

from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.chain import canonical
from perenne.handset.selftest.matrix import Matrix
from perenne.handset.tiers import Tier
from perenne.model.errors import DataError
from perenne.signed import holds

_SIGNED = b"perenne handset selftest\n"


class Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``key``: the public half, in hexadecimal; ``signature``: of the canonical JSON of ``matrix``."""

    matrix: Matrix
    key: str
    signature: str


def signed(matrix: Matrix, key: Ed25519PrivateKey) -> Signed:
    public = key.public_key().public_bytes_raw().hex()
    return Signed(matrix, public, key.sign(statement(matrix)).hex())


def is_whole(found: Signed) -> bool:
    """Whether the key that it names signed it as it stands."""
    return holds(found.key, found.signature, statement(found.matrix))


def statement(matrix: Matrix) -> bytes:
    """The bytes that are signed."""
    return _SIGNED + canonical(msgspec.to_builtins(matrix))


def file_of(folder: Path, tier: Tier) -> Path:
    return folder / f"selftest-{tier.value}.json"


def written(found: Signed) -> bytes:
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def read(file: Path) -> Signed | None:
    """``None`` where none was kept. Raises ``DataError`` where it is not what was signed."""
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Signed)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _changed(file) from None
    if not is_whole(found):
        raise _changed(file)
    return found


def _changed(file: Path) -> DataError:
    return DataError(
        fr=f"« {file.name} » n’est plus ce qui a été signé : relancez `perenne handset selftest`",
        en=f"“{file.name}” is no longer what was signed: run `perenne handset selftest` again",
    )
