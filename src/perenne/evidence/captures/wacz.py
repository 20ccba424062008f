"""A WACZ as evidence: the hashes of its files, the hash of the list that states them, and the signature on that.

Nothing is fetched: whether the issuer of a certificate deserved trust, or took it back, cannot be known here.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from perenne.chain import sha256, sha256_of
from perenne.evidence.captures import web_archive
from perenne.evidence.captures.looked import Fact
from perenne.evidence.timestamp import stamp
from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError, UnreadableFile
from perenne.readers import packed

LIST, DIGEST = "datapackage.json", "datapackage-digest.json"
_LARGEST_JSON = 16 * 2**20
_MOST_RESOURCES = 10_000


class _Stats(msgspec.Struct, frozen=True):
    hash: str | None = None


class _Resource(msgspec.Struct, frozen=True):
    path: str
    hash: str | None = None
    hashing: str | None = None
    stats: _Stats | None = None

    @property
    def stated(self) -> str | None:
        """The SHA-256 that is stated, in either of the two spellings; ``None`` where another kind is, or none."""
        said = self.hash or (f"{self.hashing}:{self.stats.hash}" if self.stats and self.stats.hash else "")
        return said.removeprefix("sha256:") if said.startswith("sha256:") else None


class _Package(msgspec.Struct, frozen=True):
    resources: list[_Resource] = msgspec.field(default_factory=list)


class _Signed(msgspec.Struct, frozen=True, rename="camel"):
    hash: str = ""
    signature: str = ""
    domain: str | None = None
    domain_cert: str | None = None
    public_key: str | None = None
    time_signature: str | None = None
    timestamp_cert: str | None = None


class _Digest(msgspec.Struct, frozen=True, rename="camel"):
    hash: str = ""
    signed_data: _Signed | None = None


def facts(stream: BinaryIO) -> Iterator[Fact]:
    """``stream``: the archive, seekable. Raises ``UnreadableFile``."""
    members = {each.name for each in packed.contents(stream).members}
    if LIST not in members:
        yield Fact("broken", "list", _NO_LIST)
        return
    stated = _json(stream, LIST)
    package = _decoded(stated, _Package)
    if package is None or len(package.resources) > _MOST_RESOURCES:
        yield Fact("broken", "list", _BAD_LIST)
        return
    for resource in package.resources:
        yield _of_resource(stream, resource, members)
    listed = {each.path for each in package.resources}
    for name in sorted(members - listed - {LIST, DIGEST}):
        yield Fact("unchecked", "unlisted", _UNLISTED, name)
    digest = _decoded(_json(stream, DIGEST), _Digest) if DIGEST in members else None
    yield from _of_digest(digest, stated, is_there=DIGEST in members)
    for name in sorted(each for each in members if each.endswith((".warc", ".warc.gz"))):
        yield from _of_archive(stream, name)


def _json(stream: BinaryIO, name: str) -> bytes:
    with packed.opened(stream, name) as inside:
        return inside.read(_LARGEST_JSON)


def _decoded(content: bytes, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _of_resource(stream: BinaryIO, resource: _Resource, members: set[str]) -> Fact:
    if resource.path not in members:
        return Fact("broken", "resource", _MISSING, resource.path)
    if resource.stated is None:
        return Fact("unchecked", "resource", _NO_HASH, resource.path)
    try:
        with packed.opened(stream, resource.path) as inside:
            holds = sha256_of(inside) == resource.stated
    except UnreadableFile as problem:
        return Fact("broken", "resource", problem.says, resource.path)
    return (
        Fact("holds", "resource", _SAME, resource.path)
        if holds
        else Fact("broken", "resource", _OTHER, resource.path)
    )


def _of_archive(stream: BinaryIO, name: str) -> Iterator[Fact]:
    try:
        with packed.opened(stream, name) as inside, web_archive.spooled(inside) as copy:
            for fact in web_archive.facts(copy):
                yield Fact(fact.state, fact.what, fact.says, f"{name} · {fact.about}" if fact.about else name)
    except UnreadableFile as problem:
        yield Fact("broken", "archive", problem.says, name)


# The hash of the list, and the signature on it


def _of_digest(digest: _Digest | None, stated: bytes, *, is_there: bool) -> Iterator[Fact]:
    if digest is None:
        yield Fact("broken", "digest", _BAD_DIGEST, DIGEST) if is_there else Fact("unchecked", "digest", _NO_DIGEST)
        return
    held = f"sha256:{sha256(stated)}"
    yield Fact("holds", "digest", _SAME, LIST) if digest.hash == held else Fact("broken", "digest", _OTHER, LIST)
    signed = digest.signed_data
    if signed is None:
        yield Fact("unchecked", "signature", _NOT_SIGNED)
        return
    if signed.hash != held:
        yield Fact("broken", "signature", _SIGNED_OTHER)
    yield _of_signature(signed)
    if signed.time_signature:
        yield _of_time(signed)


def _of_signature(signed: _Signed) -> Fact:
    try:
        key, names = _key(signed)
        if key is None:
            return Fact("unchecked", "signature", _NO_KEY)
        _verify(key, base64.b64decode(signed.signature, validate=True), signed.hash.encode())
    except InvalidSignature:
        return Fact("broken", "signature", _SIGNATURE_BROKEN)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return Fact("broken", "signature", _SIGNATURE_UNREADABLE)
    says = _SIGNED_BY if names else _SIGNED_BY_NOBODY
    return Fact("unchecked", "signature", says.filled(**names))


def _key(signed: _Signed) -> tuple[Any, Mapping[str, str]]:
    """The key that should have signed, and whom its certificate names and who issued that."""
    if signed.domain_cert:
        first, *_ = x509.load_pem_x509_certificates(signed.domain_cert.encode())
        names = {"domain": signed.domain or first.subject.rfc4514_string(), "issuer": first.issuer.rfc4514_string()}
        if signed.domain and not _is_for(first, signed.domain):
            raise ValueError("a certificate for another domain")
        return first.public_key(), names
    if signed.public_key:
        return load_der_public_key(base64.b64decode(signed.public_key)), {}
    return None, {}


def _is_for(certificate: x509.Certificate, domain: str) -> bool:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    return domain in names.get_values_for_type(x509.DNSName)


def _verify(key: Any, signature: bytes, signed: bytes) -> None:
    match key:
        case ec.EllipticCurvePublicKey():
            key.verify(signature, signed, ec.ECDSA(hashes.SHA256()))
        case rsa.RSAPublicKey():
            key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        case _:
            raise UnsupportedAlgorithm(type(key).__name__)


def _of_time(signed: _Signed) -> Fact:
    """The time-stamp stands on the signature as it is written; its certificate comes from the file itself."""
    try:
        token = base64.b64decode(signed.time_signature or "", validate=True)
        certificates = signed.timestamp_cert.encode() if signed.timestamp_cert else None
        stamped = stamp(token, hashlib.sha256(signed.signature.encode()).hexdigest(), certificates)
    except (ValueError, PerenneError):
        return Fact("broken", "timestamp", _TIME_UNREADABLE)
    if not stamped.matches or not stamped.is_signed:
        return Fact("broken", "timestamp", _TIME_BROKEN)
    return Fact("unchecked", "timestamp", _TIME.filled(time=f"{stamped.time:%Y-%m-%d %H:%M:%S} UTC"))


_NO_LIST = Bilingual(
    fr="datapackage.json manque : rien ne répond des fichiers",
    en="datapackage.json is missing: nothing vouches for the files",
)
_BAD_LIST = Bilingual(fr="datapackage.json est illisible", en="datapackage.json cannot be read")
_MISSING = Bilingual(fr="annoncé, et absent de l’archive", en="listed, and not in the archive")
_NO_HASH = Bilingual(fr="aucune empreinte SHA-256 annoncée", en="no SHA-256 hash stated")
_SAME = Bilingual(fr="l’empreinte correspond", en="the hash matches")
_OTHER = Bilingual(
    fr="l’empreinte ne correspond pas : le fichier a changé", en="the hash does not match: the file has changed"
)
_UNLISTED = Bilingual(
    fr="dans l’archive et non annoncé : rien n’en répond", en="in the archive and not listed: nothing vouches for it"
)
_BAD_DIGEST = Bilingual(fr="illisible", en="cannot be read")
_NO_DIGEST = Bilingual(
    fr="la liste n’a ni empreinte ni signature : qui peut écrire l’archive peut la refaire",
    en="the list has neither a hash nor a signature: whoever can write the archive can make it again",
)
_NOT_SIGNED = Bilingual(
    fr="pas de signature : qui peut écrire l’archive peut la refaire",
    en="not signed: whoever can write the archive can make it again",
)
_SIGNED_OTHER = Bilingual(fr="la signature porte sur une autre liste", en="the signature is on another list")
_NO_KEY = Bilingual(
    fr="signature sans clé ni certificat : invérifiable",
    en="a signature without key or certificate: cannot be checked",
)
_SIGNATURE_BROKEN = Bilingual(fr="la signature ne tient pas", en="the signature does not hold")
_SIGNATURE_UNREADABLE = Bilingual(
    fr="la signature est illisible, ou son certificat vaut pour un autre domaine",
    en="the signature cannot be read, or its certificate is for another domain",
)
_SIGNED_BY = Bilingual(
    fr="la signature tient : certificat de {domain}, émis par {issuer} ; la confiance en cet émetteur ne se vérifie "
    "pas "
    "hors ligne",
    en="the signature holds: certificate of {domain}, issued by {issuer}; whether to trust that issuer cannot be "
    "checked "
    "offline",
)
_SIGNED_BY_NOBODY = Bilingual(
    fr="la signature tient, par une clé que rien ne rattache à une personne",
    en="the signature holds, by a key that nothing ties to a person",
)
_TIME = Bilingual(
    fr="horodatée le {time} ; la confiance en l’autorité ne se vérifie pas hors ligne",
    en="time-stamped on {time}; whether to trust the authority cannot be checked offline",
)
_TIME_BROKEN = Bilingual(fr="l’horodatage ne tient pas", en="the time-stamp does not hold")
_TIME_UNREADABLE = Bilingual(fr="l’horodatage est illisible", en="the time-stamp cannot be read")
