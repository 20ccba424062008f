"""Who seals a contract here: a certificate for each party, made on first use by an authority of this machine alone.

Such a certificate says that this machine knew the party by that name, nothing more. Keys are kept as PKCS#12, read by
this user alone; a passphrase, where there is one, never stands in a command line.
"""

import hashlib
import os
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from perenne.model.errors import UsageError
from perenne.model.refused import why

AUTHORITY = "authority.pem"
"""The certificate to hand to whoever verifies; the key beside it stays."""
AUTHORITY_NAME = "Pérenne local authority"
_AUTHORITY_KEY = "authority.p12"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_YEARS = timedelta(days=3652)
_MOST = 65_536


class Identity(NamedTuple):
    """``p12``: key, certificate and chain; ``made``: it did not exist before."""

    p12: bytes
    passphrase: bytes | None
    made: bool = False


class _Pair(NamedTuple):
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def own(folder: Path, name: str, at: datetime, passphrase: bytes | None) -> Identity:
    """The identity of the party ``name`` in ``folder``, made where there is none. Raises ``UsageError``."""
    file = folder / f"party-{hashlib.sha256(name.encode()).hexdigest()[:16]}.p12"
    try:
        if file.exists():
            return in_file(file, passphrase, at)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        authority = _authority(folder, at, passphrase)
        party = _certified(name, at, authority)
        content = _packed(name, party, passphrase)
        _keep(file, content)
    except OSError as problem:
        raise UsageError(
            fr=f"impossible de garder les clés dans « {folder} » ({why(problem).fr})",
            en=f"cannot keep the keys in “{folder}” ({why(problem).en})",
        ) from None
    return Identity(content, passphrase, made=True)


def in_file(file: Path, passphrase: bytes | None, at: datetime) -> Identity:
    """The identity in a PKCS#12 ``file``. Raises ``UsageError``."""
    content = _private(file)
    _check_day(_opened(content, file, passphrase).certificate, file, at)
    return Identity(content, passphrase)


def _authority(folder: Path, at: datetime, passphrase: bytes | None) -> _Pair:
    file = folder / _AUTHORITY_KEY
    if file.exists():
        kept = _opened(_private(file), file, passphrase)
        _check_day(kept.certificate, file, at)
        return kept
    made = _certified(AUTHORITY_NAME, at, None)
    _keep(file, _packed("authority", made, passphrase))
    (folder / AUTHORITY).write_bytes(made.certificate.public_bytes(Encoding.PEM))
    return made


def _certified(name: str, at: datetime, by: _Pair | None) -> _Pair:
    """A key with its certificate, by the authority ``by`` or, for the authority itself, by its own key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    issuer, start = (
        (subject, at - timedelta(days=1)) if by is None else (by.certificate.subject, at - timedelta(hours=1))
    )
    usage = dict.fromkeys(
        ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
         "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
        False,
    )  # fmt: skip
    used = ("key_cert_sign", "crl_sign") if by is None else ("digital_signature", "content_commitment")
    usage |= dict.fromkeys(used, True)
    issuing_key = key if by is None else by.key
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + (2 * _YEARS if by is None else _YEARS))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=0 if by is None else None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing_key.public_key()), critical=False)
        .sign(issuing_key, hashes.SHA256())
    )
    return _Pair(key, made)


def _packed(name: str, pair: _Pair, passphrase: bytes | None) -> bytes:
    shut = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return pkcs12.serialize_key_and_certificates(name.encode(), pair.key, pair.certificate, None, shut)


def _opened(content: bytes, file: Path, passphrase: bytes | None) -> _Pair:
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, passphrase)
    except ValueError:
        raise UsageError(
            fr=f"« {file} » ne s’ouvre pas : mauvais mot de passe, ou ce n’est pas un PKCS#12",
            en=f"“{file}” does not open: a wrong passphrase, or no PKCS#12",
        ) from None
    if key is None or certificate is None:
        raise UsageError(
            fr=f"« {file} » ne contient pas une clé et son certificat",
            en=f"“{file}” holds no key with its certificate",
        )
    return _Pair(key, certificate)  # type: ignore[arg-type]  # the key of a stranger may be of another kind


def _check_day(certificate: x509.Certificate, file: Path, at: datetime) -> None:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not start <= at <= end:
        raise UsageError(
            fr=f"le certificat de « {file} » vaut du {start.date()} au {end.date()} : --at est en dehors",
            en=f"the certificate in “{file}” holds from {start.date()} to {end.date()}: --at is outside",
        )


def _private(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            if os.name == "posix" and os.fstat(stream.fileno()).st_mode & _OTHERS:
                raise UsageError(
                    fr=f"la clé « {file} » peut être lue par d’autres : tapez `chmod 600` sur ce fichier",
                    en=f"the key “{file}” can be read by others: type `chmod 600` on that file",
                )
            return stream.read(_MOST)
    except OSError as problem:
        raise UsageError(
            fr=f"impossible de lire la clé « {file} » ({why(problem).fr})",
            en=f"cannot read the key “{file}” ({why(problem).en})",
        ) from None


def _keep(file: Path, content: bytes) -> None:
    """Whole or not at all, for this user alone, and never over a key that is there."""
    beside = file.with_name(f".{file.name}-{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        file.hardlink_to(beside)
    finally:
        beside.unlink(missing_ok=True)
