"""Time-stamps, against an authority that is made here by another library."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as plain_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from perenne.evidence.timestamp import NoTimeStamp, request, stamp
from perenne.model.errors import UsageError

MANIFEST = hashlib.sha256(b"a manifest").hexdigest()
THEN = datetime(2026, 11, 25, 10, 0, 0, tzinfo=UTC)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class _Authority:
    """A root, and a certificate of it that may stamp (or, on request, may not)."""

    def __init__(self, *, may_stamp: bool = True) -> None:
        root, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        self.root = self._certificate("Autorité Zibellou", root, "Autorité Zibellou", root, ca=True, use=None)
        use = ExtendedKeyUsageOID.TIME_STAMPING if may_stamp else ExtendedKeyUsageOID.CODE_SIGNING
        self.own = self._certificate("Horloge Zibellou", key, "Autorité Zibellou", root, ca=False, use=use)
        self.key = key

    @staticmethod
    def _certificate(
        name: str,
        key: rsa.RSAPrivateKey,
        issuer: str,
        by: rsa.RSAPrivateKey,
        *,
        ca: bool,
        use: x509.ObjectIdentifier | None,
    ) -> x509.Certificate:
        built = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(THEN - timedelta(days=1))
            .not_valid_after(THEN + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if use is not None:
            built = built.add_extension(x509.ExtendedKeyUsage([use]), critical=True)
        return built.sign(by, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def answer(self, asked: bytes, at: datetime = THEN) -> bytes:
        der = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        stamper = DummyTimeStamper(
            plain_x509.Certificate.load(self.own.public_bytes(Encoding.DER)),
            keys.PrivateKeyInfo.load(der),
            fixed_dt=at,
        )
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump())


@pytest.fixture(scope="module")
def authority() -> _Authority:
    return _Authority()


@pytest.fixture(scope="module")
def answer(authority: _Authority) -> bytes:
    return authority.answer(request(MANIFEST))


def test_the_same_manifest_gives_the_same_request() -> None:
    assert request(MANIFEST) == request(MANIFEST)
    read = tsp.TimeStampReq.load(request(MANIFEST), strict=True)
    assert read["message_imprint"]["hashed_message"].native.hex() == MANIFEST
    assert read["cert_req"].native is True


def test_an_answer_proves_its_time_and_its_authority(authority: _Authority, answer: bytes) -> None:
    said = stamp(answer, MANIFEST, authority.pem)
    assert (said.time, said.matches, said.is_signed, said.authority) == (THEN, True, True, "issued")
    assert said.signer == "CN=Horloge Zibellou"


def test_a_token_alone_proves_the_same_as_the_whole_answer(authority: _Authority, answer: bytes) -> None:
    token = tsp.TimeStampResp.load(answer)["time_stamp_token"].dump()
    assert stamp(token, MANIFEST, authority.pem) == stamp(answer, MANIFEST, authority.pem)


def test_without_a_certificate_nothing_is_said_of_the_authority(answer: bytes) -> None:
    assert stamp(answer, MANIFEST).authority == "not_given"


def test_another_authority_did_not_issue_it(answer: bytes) -> None:
    assert stamp(answer, MANIFEST, _Authority().pem).authority == "not_issued"


def test_a_token_on_something_else_does_not_match(answer: bytes) -> None:
    assert stamp(answer, "00" * 32).matches is False


def test_a_certificate_that_may_not_stamp_does_not_sign() -> None:
    other = _Authority(may_stamp=False)
    assert stamp(other.answer(request(MANIFEST)), MANIFEST, other.pem).is_signed is False


def test_a_time_outside_the_certificate_s_does_not_count(authority: _Authority) -> None:
    late = authority.answer(request(MANIFEST), THEN + timedelta(days=9))
    said = stamp(late, MANIFEST, authority.pem)
    assert said.is_signed is False


def test_no_flipped_byte_makes_another_time_look_signed(authority: _Authority, answer: bytes) -> None:
    for place in range(0, len(answer), 7):
        content = bytearray(answer)
        content[place] ^= 4
        try:
            said = stamp(bytes(content), MANIFEST, authority.pem)
        except UsageError:
            continue
        assert (said.time, said.matches) == (THEN, True) or not said.is_signed


@pytest.mark.parametrize("certificates", [b"", b"?", b"-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n"])
def test_an_authority_without_a_certificate_is_refused_by_that_name(answer: bytes, certificates: bytes) -> None:
    with pytest.raises(UsageError, match="--timestamp-ca takes the certificate"):
        stamp(answer, MANIFEST, certificates)


@pytest.mark.parametrize("content", [b"", b"?", b"\x30\x80" * 50_000, b"\x30\x03\x02\x01\x00", bytes(100)])
def test_what_is_no_time_stamp_is_refused(content: bytes) -> None:
    with pytest.raises(NoTimeStamp, match="no RFC 3161"):
        stamp(content, MANIFEST)
