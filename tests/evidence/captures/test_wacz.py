"""The list of a WACZ, its hash and its signature: each holds, breaks or cannot be known, and never more is said."""

import base64
import io
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from perenne.evidence.captures.looked import Fact
from perenne.evidence.captures.wacz import facts
from perenne.model.errors import UnreadableFile
from tests.evidence.captures.archives import KEY, wacz, zipped

FILES = {"pages/pages.jsonl": b"{}"}


def _facts(content: bytes) -> dict[str, Fact]:
    return {each.what: each for each in facts(io.BytesIO(content))}


def _certificate(domain: str | None, key: ec.EllipticCurvePrivateKey = KEY) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Captures Zibellou")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=400))
    )
    if domain:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(domain)]), critical=False)
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def _signed(**more: Any) -> dict[str, Fact]:
    return _facts(wacz(FILES, signed=True, **more))


def test_a_certificate_of_a_domain_is_named_and_not_trusted() -> None:
    said = _signed(domain="captures.example", domainCert=_certificate("captures.example"), publicKey=None)[
        "signature"
    ]
    assert said.state == "unchecked"
    assert "certificate of captures.example" in said.says.en
    assert "CN=Captures Zibellou" in said.says.en


@pytest.mark.parametrize(
    "more",
    [
        {"domain": "other.example", "domainCert": _certificate("captures.example")},
        {"domain": "captures.example", "domainCert": _certificate(None)},
        {"domain": "captures.example", "domainCert": "no certificate"},
        {
            "domain": "captures.example",
            "domainCert": _certificate("captures.example", ec.generate_private_key(ec.SECP256R1())),
        },
    ],
)
def test_a_certificate_of_something_else_does_not_vouch(more: dict[str, str]) -> None:
    assert _signed(**more)["signature"].state == "broken"


def test_a_signature_without_any_key_cannot_be_checked() -> None:
    assert _signed(publicKey=None)["signature"].state == "unchecked"


@pytest.mark.parametrize("token", ["", "AAAA", "é", base64.b64encode(bytes(100)).decode()])
def test_a_time_stamp_that_is_none_does_not_hold(token: str) -> None:
    said = _signed(timeSignature=token)
    assert ("timestamp" in said) == bool(token)
    assert not token or said["timestamp"].state == "broken"


def test_a_list_that_was_changed_no_longer_has_its_hash() -> None:
    whole = wacz(FILES)
    assert _facts(whole)["digest"].state == "holds"
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["datapackage.json"] += b" "
    assert _facts(zipped(files))["digest"].state == "broken"


@pytest.mark.parametrize(
    ("files", "what", "state"),
    [
        ({"a.txt": b"x"}, "list", "broken"),
        ({"datapackage.json": b"{"}, "list", "broken"),
        ({"datapackage.json": b"[" * 100_000}, "list", "broken"),
        ({"datapackage.json": b'{"resources":[{"path":"gone"}]}'}, "resource", "broken"),
        ({"datapackage.json": b'{"resources":[{"path":"a","hash":"md5:0"}]}', "a": b"x"}, "resource", "unchecked"),
        ({"datapackage.json": b'{"resources":[]}', "a": b"x"}, "unlisted", "unchecked"),
        ({"datapackage.json": b'{"resources":[]}', "datapackage-digest.json": b"["}, "digest", "broken"),
        ({"datapackage.json": b'{"resources":[]}'}, "digest", "unchecked"),
    ],
)
def test_whatever_is_missing_or_spoilt_is_said(files: dict[str, bytes], what: str, state: str) -> None:
    assert _facts(zipped(files))[what].state == state


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        _facts(b"PK\3\4 broken")
