"""The key that seals: made once, kept in the user's own folder, read by this user alone.

It stands in no command line and no message; what may be shown is its public half and the id of that.
"""

import os
import stat
import sys
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from perenne.model.errors import UsageError
from perenne.model.refused import why
from perenne.signed import key_id

HOME = "PERENNE_HOME"
"""The environment variable that names the folder of the user's keys."""
_NAME = "seal.key"
_MOST = 16_384
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SealingKey(NamedTuple):
    """``made``: it did not exist before."""

    key: Ed25519PrivateKey
    file: Path
    made: bool = False

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        return key_id(self.public)


def folder() -> Path:
    """Where the user's keys lie: ``PERENNE_HOME``, else what the system has for settings."""
    stated = os.environ.get(HOME)
    if stated:
        return Path(stated)
    settings = os.environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME")
    return Path(settings or Path.home() / ".config") / "perenne"


def sealing_key(file: Path | None = None) -> SealingKey:
    """The key in ``file``, else the user's own, which is made where there is none; raises ``UsageError``."""
    if file is not None:
        return SealingKey(_read(file), file)
    own = folder() / _NAME
    try:
        return SealingKey(_read(own), own) if os.path.lexists(own) else _made(own)
    except OSError as problem:
        raise UsageError(
            fr=f"impossible de garder la clé dans « {own} » ({why(problem).fr}) : {HOME} peut nommer un autre "
            "dossier",
            en=f"cannot keep the key in “{own}” ({why(problem).en}): {HOME} may name another folder",
        ) from None


def _made(file: Path) -> SealingKey:
    """Whole or not at all; of two first runs at once, both seal with the key of the first."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    beside = file.with_name(f".{_NAME}-{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.hardlink_to(beside)
    except FileExistsError:
        return SealingKey(_read(file), file)
    finally:
        beside.unlink(missing_ok=True)
    return SealingKey(key, file, made=True)


def _read(file: Path) -> Ed25519PrivateKey:
    try:
        with file.open("rb") as stream:
            if os.name == "posix" and os.fstat(stream.fileno()).st_mode & _OTHERS:
                raise UsageError(
                    fr=f"la clé « {file} » peut être lue par d’autres : tapez `chmod 600` sur ce fichier",
                    en=f"the key “{file}” can be read by others: type `chmod 600` on that file",
                )
            key = load_pem_private_key(stream.read(_MOST), None)
    except OSError as problem:
        raise UsageError(
            fr=f"impossible de lire la clé « {file} » ({why(problem).fr})",
            en=f"cannot read the key “{file}” ({why(problem).en})",
        ) from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _no_key(file) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(file)
    return key


def _no_key(file: Path) -> UsageError:
    return UsageError(
        fr=f"« {file} » n’est pas une clé Ed25519 sans mot de passe, au format PEM",
        en=f"“{file}” is no Ed25519 key without a password, as PEM",
    )


def stated_key_id(said: str) -> str:
    """The id of the key that somebody names: by its id, by its public half, or by a file that holds either."""
    words = said.strip()
    if len(words) < 256 and Path(words).is_file():
        with Path(words).open("rb") as stream:
            content = stream.read(_MOST)
        words = _public(content) or content.decode("ascii", "replace").strip()
    if words.startswith("k-") and _is_hex(words[2:], 16):
        return words
    if _is_hex(words, 32):
        return key_id(bytes.fromhex(words))
    raise UsageError(
        fr="--key attend l’identifiant d’une clé (k-…), la clé publique en hexadécimal, ou un fichier qui la "
        "contient",
        en="--key takes the id of a key (k-…), the public key in hexadecimal, or a file that holds it",
    )


def _public(content: bytes) -> str | None:
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key.public_bytes_raw().hex() if isinstance(key, Ed25519PublicKey) else None


def _is_hex(words: str, count: int) -> bool:
    return len(words) == 2 * count and set(words) <= set("0123456789abcdef")
