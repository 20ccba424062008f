"""Keys and tokens, sealed: each handset has a key of its own, and what is sealed for one does not open in another.

The root key lies in the system's keyring where there is one, else in a file that a passphrase opens (scrypt). From it
each handset's key is derived (HKDF), with which every secret is sealed (ChaCha20-Poly1305), bound to the handset, its
name, the version of its key and the day on which it expires. Source: RFC 7914, RFC 5869, RFC 8439.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkstemp
from typing import Protocol

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from perenne.model.errors import UsageError

_ROOT, _KEYRING = "root.json", "perenne handset"
_KEY, _NONCE, _SALT = 32, 12, 16
_N, _R, _P = 2**17, 8, 1
_SHORTEST = 12
_SHOWN = 16


class Keyring(Protocol):
    """What the system keeps secrets in, such as that of the library ``keyring``."""

    def get_password(self, service: str, name: str) -> str | None: ...

    def set_password(self, service: str, name: str, password: str) -> None: ...


class _Root(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The root key as it lies in the file: sealed by a key that a passphrase and ``salt`` give."""

    perenne: str
    salt: bytes
    nonce: bytes
    sealed: bytes
    n: int = _N
    r: int = _R
    p: int = _P


class _Secret(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A secret as it lies in the file; what is not secret stands in clear, so that one sees what is old."""

    version: int
    made_on: date
    nonce: bytes
    sealed: bytes
    expires_on: date | None = None


class _Secrets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    perenne: str
    handset: str
    version: int
    secrets: dict[str, _Secret]


class Vault:
    """The secrets of all handsets in ``folder``, which its owner alone may read."""

    def __init__(
        self, folder: Path, root: bytes, today: Callable[[], date] = lambda: datetime.now(UTC).date()
    ) -> None:
        self._folder, self._root, self._today = folder, root, today

    def put(self, handset: str, name: str, secret: bytes, expires_on: date | None = None) -> None:
        """Seal ``secret`` under ``name``, in place of what was there."""
        with self._alone(handset):
            kept = self._read(handset)
            sealed = self._seal(handset, name, kept.version, secret, expires_on)
            self._write(msgspec.structs.replace(kept, secrets={**kept.secrets, name: sealed}))

    def get(self, handset: str, name: str) -> bytes:
        """Raises ``UsageError`` where nothing lies under ``name``, it has expired, or it was sealed for another."""
        kept = self._read(handset)
        found = kept.secrets.get(name)
        if found is None:
            raise UsageError(
                fr=f"aucun secret « {name} » pour « {handset} »", en=f"no secret “{name}” for “{handset}”"
            )
        if found.expires_on is not None and found.expires_on < self._today():
            raise UsageError(
                fr=f"le secret « {name} » de « {handset} » a expiré : demandez-en un autre à la plateforme",
                en=f"the secret “{name}” of “{handset}” has expired: ask the platform for another",
            )
        return self._open(handset, name, found)

    def names(self, handset: str) -> dict[str, tuple[date, date | None]]:
        """What lies there: by name, when it was sealed and when it expires."""
        return names_in(self._folder, handset)

    def remove(self, handset: str, name: str) -> None:
        with self._alone(handset):
            kept = self._read(handset)
            self._write(msgspec.structs.replace(kept, secrets={k: v for k, v in kept.secrets.items() if k != name}))

    def rotate(self, handset: str) -> None:
        """Seal everything of ``handset`` anew, with a new key."""
        with self._alone(handset):
            kept = self._read(handset)
            version = kept.version + 1
            anew = {
                name: self._seal(handset, name, version, self._open(handset, name, each), each.expires_on)
                for name, each in kept.secrets.items()
            }
            self._write(msgspec.structs.replace(kept, version=version, secrets=anew))

    def fingerprint(self, secret: bytes) -> str:
        """What may be written in a ledger of a secret: it tells two apart, and nothing of either."""
        mac = HMAC(_derived(self._root, b"fingerprint"), SHA256())
        mac.update(secret)
        return mac.finalize().hex()[:_SHOWN]

    def _seal(self, handset: str, name: str, version: int, secret: bytes, expires_on: date | None) -> _Secret:
        nonce = os.urandom(_NONCE)
        bound = _bound(handset, name, version, expires_on)
        sealed = ChaCha20Poly1305(self._key(handset, version)).encrypt(nonce, secret, bound)
        return _Secret(version, self._today(), nonce, sealed, expires_on)

    def _open(self, handset: str, name: str, found: _Secret) -> bytes:
        key = ChaCha20Poly1305(self._key(handset, found.version))
        try:
            return key.decrypt(found.nonce, found.sealed, _bound(handset, name, found.version, found.expires_on))
        except (InvalidTag, ValueError):  # a nonce of another length
            raise UsageError(
                fr=f"le secret « {name} » n’a pas été scellé pour « {handset} » avec cette clé, ou il a changé",
                en=f"the secret “{name}” was not sealed for “{handset}” with this key, or it changed",
            ) from None

    def _key(self, handset: str, version: int) -> bytes:
        return _derived(self._root, f"handset:{handset}:{version}".encode())

    def _alone(self, handset: str) -> AbstractContextManager[None]:
        return _alone(_file(self._folder, handset))

    def _read(self, handset: str) -> _Secrets:
        return _secrets(_file(self._folder, handset), handset)

    def _write(self, secrets: _Secrets) -> None:
        _write_beside(_file(self._folder, secrets.handset), msgspec.json.encode(secrets))


def names_in(folder: Path, handset: str) -> dict[str, tuple[date, date | None]]:
    """What lies in ``folder`` for ``handset``, which takes no key to see: by name, when it was sealed and expires."""
    kept = _secrets(_file(folder, handset), handset).secrets
    return {name: (each.made_on, each.expires_on) for name, each in kept.items()}


def _file(folder: Path, handset: str) -> Path:
    if not handset or not all(each.isalnum() or each in "-_" for each in handset):
        raise UsageError(fr=f"« {handset} » n’est pas un nom de téléphone", en=f"“{handset}” is no name of a handset")
    return folder / f"{handset}.secrets.json"


def _secrets(file: Path, handset: str) -> _Secrets:
    try:
        return msgspec.json.decode(file.read_bytes(), type=_Secrets)
    except FileNotFoundError:
        return _Secrets("secrets/1", handset, 1, {})
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise UsageError(
            fr=f"{file.name} n’est pas un fichier de secrets", en=f"{file.name} is no file of secrets"
        ) from None


def opened(folder: Path, passphrase: Callable[[], str], keyring: Keyring | None = None) -> Vault:
    """The vault in ``folder``, made at the first time. ``passphrase`` is asked for only where no ``keyring`` holds
    the root key. Raises ``UsageError``."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if keyring is not None:
        with suppress(Exception):  # a keyring of a machine without a desktop refuses in ways of its own
            return Vault(folder, _of_keyring(keyring))
    file, words = folder / _ROOT, passphrase()
    if not file.exists():
        _check_length(words)
    with _alone(file):
        return Vault(folder, _of_file(file, words) if file.exists() else _made(file, words))


def is_made(folder: Path) -> bool:
    """Whether a passphrase opens the vault in ``folder`` already."""
    return (folder / _ROOT).exists()


def _of_keyring(keyring: Keyring) -> bytes:
    told = keyring.get_password(_KEYRING, "root")
    if told is None:
        told = os.urandom(_KEY).hex()
        keyring.set_password(_KEYRING, "root", told)
    return bytes.fromhex(told)


def _check_length(passphrase: str) -> None:
    if len(passphrase) < _SHORTEST:
        raise UsageError(
            fr=f"la phrase secrète doit avoir au moins {_SHORTEST} signes",
            en=f"the passphrase must have at least {_SHORTEST} characters",
        )


def _made(file: Path, passphrase: str) -> bytes:
    root, salt, nonce = os.urandom(_KEY), os.urandom(_SALT), os.urandom(_NONCE)
    sealed = ChaCha20Poly1305(_of_words(passphrase, salt, _N, _R, _P)).encrypt(nonce, root, _KEYRING.encode())
    _write_beside(file, msgspec.json.encode(_Root("vault/1", salt, nonce, sealed)))
    return root


def _of_file(file: Path, passphrase: str) -> bytes:
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Root)
        if (kept.n, kept.r, kept.p) != (_N, _R, _P):
            raise msgspec.ValidationError
        key = ChaCha20Poly1305(_of_words(passphrase, kept.salt, kept.n, kept.r, kept.p))
        return key.decrypt(kept.nonce, kept.sealed, _KEYRING.encode())
    except (msgspec.DecodeError, RecursionError, ValueError):  # bytes that are no text, a nonce of another length
        raise UsageError(fr=f"{file.name} n’est pas un coffre", en=f"{file.name} is no vault") from None
    except InvalidTag:
        raise UsageError(
            fr="la phrase secrète n’ouvre pas ce coffre", en="the passphrase does not open this vault"
        ) from None


def _of_words(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=salt, length=_KEY, n=n, r=r, p=p).derive(passphrase.encode("utf-8", "surrogateescape"))


def _derived(root: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=purpose).derive(root)


def _bound(handset: str, name: str, version: int, expires_on: date | None) -> bytes:
    until = f"\0{expires_on}" if expires_on is not None else ""
    return f"{handset}\0{name}\0{version}{until}".encode()


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Nobody else reads ``file`` and writes it anew meanwhile. The lock lies beside: the file itself is replaced."""
    beside = file.with_name(f".{file.name}.lock")
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write_beside(file: Path, content: bytes) -> None:
    descriptor, beside = mkstemp(prefix=f".{file.name}.", dir=file.parent)  # which its owner alone may read
    try:
        with os.fdopen(descriptor, "wb") as writing:
            writing.write(content)
            writing.flush()
            os.fsync(descriptor)
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
