"""RFC 3161 time-stamps on a manifest: the request for one, and what a token proves. Nothing is fetched.

A token is looked at as a stranger's: its imprint, its signature, and, where the certificate of an authority is given,
whether that authority issued it. Revocation cannot be checked without the network, and the verdict says so.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from asn1crypto import algos, cms, core, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from perenne.model.errors import UsageError

MOST_BYTES = 2**20
_LONGEST_CHAIN = 8
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}

Authority = Literal["not_given", "issued", "not_issued"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token proves. ``matches``: it is a token on this manifest; ``is_signed``: its signature holds;
    ``authority``: whether the authority that was given issued it; ``signer``: the name in its certificate."""

    time: datetime
    matches: bool
    is_signed: bool
    authority: Authority
    signer: str


class NoTimeStamp(UsageError):
    """Bytes that are no time-stamp."""


def request(manifest_sha256: str) -> bytes:
    """A request for a token on the manifest, as DER. It holds no number drawn at random: the same manifest gives the
    same request."""
    asked = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": bytes.fromhex(manifest_sha256),
            },
            "cert_req": True,
        }
    )
    return bytes(asked.dump())


def stamp(token: bytes, manifest_sha256: str, authority: bytes | None = None) -> Stamp:
    """What ``token`` (a token, or the whole answer of an authority) proves; ``authority``: certificates as PEM.

    Raises ``NoTimeStamp``, and ``UsageError`` where there is no certificate in ``authority``.
    """
    trusted = _trusted(authority) if authority is not None else None
    try:
        return _stamp(_signed_data(token), manifest_sha256, trusted)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError):
        raise NoTimeStamp(
            fr="ce fichier n’est pas un horodatage RFC 3161", en="this file is no RFC 3161 time-stamp"
        ) from None


def _trusted(authority: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(authority)
    except ValueError:
        raise UsageError(
            fr="--timestamp-ca attend le certificat de l’autorité au format PEM",
            en="--timestamp-ca takes the certificate of the authority as PEM",
        ) from None


def _signed_data(token: bytes) -> Any:
    try:
        found = tsp.TimeStampResp.load(token, strict=True)["time_stamp_token"]
        found["content_type"].native  # noqa: B018 (asn1crypto reads lazily: this is what refuses a bare token)
    except (ValueError, TypeError):
        found = cms.ContentInfo.load(token, strict=True)
    return found["content"]


def _stamp(signed: Any, manifest_sha256: str, authority: Sequence[x509.Certificate] | None) -> Stamp:
    info = tsp.TSTInfo.load(signed["encap_content_info"]["content"].parsed.dump(), strict=True)
    imprint = info["message_imprint"]
    trusted = authority or []
    held = [*_certificates(signed), *trusted]  # a token may leave its own certificate out
    signature = signed["signer_infos"][0]
    signer = _signer(signature["sid"].chosen, held)
    time = info["gen_time"].native
    return Stamp(
        time=time,
        matches=(
            imprint["hash_algorithm"]["algorithm"].native == "sha256"
            and imprint["hashed_message"].native.hex() == manifest_sha256
        ),
        is_signed=_may_stamp(signer, time) and _is_signed(signature, signed["encap_content_info"], signer),
        authority=_authority(signer, held, trusted, time) if authority is not None else "not_given",
        signer=signer.subject.rfc4514_string(),
    )


def _certificates(signed: Any) -> list[x509.Certificate]:
    if isinstance(signed["certificates"], core.Void):
        return []
    return [
        x509.load_der_x509_certificate(each.dump()) for each in signed["certificates"] if each.name == "certificate"
    ]


def _signer(named: Any, held: Sequence[x509.Certificate]) -> x509.Certificate:
    """The certificate that the signature names."""
    for each in held:
        if isinstance(named, cms.IssuerAndSerialNumber):
            issuer, serial = named["issuer"].dump(), named["serial_number"].native
            if (each.issuer.public_bytes(), each.serial_number) == (issuer, serial):
                return each
        elif x509.SubjectKeyIdentifier.from_public_key(each.public_key()).digest == named.native:
            return each
    raise ValueError("the certificate of the signer is missing")


def _may_stamp(certificate: x509.Certificate, time: datetime) -> bool:
    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return ExtendedKeyUsageOID.TIME_STAMPING in uses and _is_valid_at(certificate, time)


def _is_valid_at(certificate: x509.Certificate, time: datetime) -> bool:
    return certificate.not_valid_before_utc <= time <= certificate.not_valid_after_utc


def _is_signed(signature: Any, content: Any, signer: x509.Certificate) -> bool:
    """The signature stands on attributes, these on the content and on the certificate."""
    attributes = {each["type"].native: each["values"] for each in signature["signed_attrs"]}
    digest = signature["digest_algorithm"]["algorithm"].native
    held = content["content"].contents
    if attributes["message_digest"][0].native != hashlib.new(digest, held).digest():
        return False
    if not _names(attributes, signer):
        return False
    signed = b"\x31" + signature["signed_attrs"].dump()[1:]
    try:
        _verify(signer.public_key(), signature["signature"].native, signed, signature["signature_algorithm"], digest)
    except (InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _names(attributes: dict[str, Any], signer: x509.Certificate) -> bool:
    """Whether the signed attributes name the certificate, so that no other can be put in its place."""
    der = signer.public_bytes(Encoding.DER)
    if "signing_certificate_v2" in attributes:
        first = attributes["signing_certificate_v2"][0]["certs"][0]
        return bool(
            first["cert_hash"].native == hashlib.new(first["hash_algorithm"]["algorithm"].native, der).digest()
        )
    first = attributes["signing_certificate"][0]["certs"][0]
    return bool(first["cert_hash"].native == hashlib.sha1(der, usedforsecurity=False).digest())


def _verify(key: Any, signature: bytes, signed: bytes, algorithm: algos.SignedDigestAlgorithm, digest: str) -> None:
    used = _HASHES[digest]()
    match key:
        case rsa.RSAPublicKey() if algorithm.signature_algo == "rsassa_pss":
            key.verify(signature, signed, padding.PSS(padding.MGF1(used), padding.PSS.AUTO), used)
        case rsa.RSAPublicKey():
            key.verify(signature, signed, padding.PKCS1v15(), used)
        case ec.EllipticCurvePublicKey():
            key.verify(signature, signed, ec.ECDSA(used))
        case ed25519.Ed25519PublicKey():
            key.verify(signature, signed)
        case _:
            raise UnsupportedAlgorithm(type(key).__name__)


def _authority(
    signer: x509.Certificate, held: Sequence[x509.Certificate], trusted: Sequence[x509.Certificate], time: datetime
) -> Authority:
    return "issued" if _is_issued(signer, held, trusted, time) else "not_issued"


def _is_issued(
    certificate: x509.Certificate,
    held: Sequence[x509.Certificate],
    trusted: Sequence[x509.Certificate],
    time: datetime,
) -> bool:
    """Whether a chain leads from ``certificate`` to one of ``trusted``, each link signed by the next."""
    for _ in range(_LONGEST_CHAIN):
        if certificate in trusted:
            return True
        issuer = next((each for each in (*trusted, *held) if _issued(certificate, each, time)), None)
        if issuer is None:
            return False
        certificate = issuer
    return False


def _issued(certificate: x509.Certificate, issuer: x509.Certificate, time: datetime) -> bool:
    if certificate == issuer or not _is_valid_at(issuer, time):
        return False
    try:
        if not issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            return False
        certificate.verify_directly_issued_by(issuer)
    except (x509.ExtensionNotFound, InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True
