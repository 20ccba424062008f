"""The signatures of a PDF, looked at without the network: intact or altered, by whom, known here or not.

Runs in the child of ``apart``: the file may be anybody's. A certificate is looked at as of the time that the
signature states, since no clock is asked; revocation is not looked at, since it would take the network.
"""

import io
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from perenne.contracts.sign import check_installed
from perenne.model.errors import UnreadableFile

State = Literal["intact", "altered"]
Covers = Literal["file", "revision", "part"]


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """``who``: the name in the certificate; ``stated_name``, ``at``, ``how``: the consent, as the signature records
    it. ``covers``: the whole file, all of it up to this signature, or less. ``known``: its certificate leads to an
    authority that whoever verifies trusts."""

    state: State
    who: str | None
    issuer: str | None
    stated_name: str | None
    at: str | None
    how: str | None
    covers: Covers
    known: bool


def looked_at(content: bytes, *trusted: str) -> list[dict[str, Any]]:
    """Every signature in the order of signing. Raises ``UnreadableFile``, ``UsageError``."""
    check_installed()
    from pyhanko.pdf_utils.reader import PdfFileReader

    if b"%PDF-" not in content[:1024]:
        raise UnreadableFile(fr="ce fichier n’est pas un PDF", en="this file is no PDF")
    try:
        reader = PdfFileReader(io.BytesIO(content))
        embedded = [each for each in reader.embedded_signatures if each.sig_object_type == "/Sig"]
    except Exception:  # a reader of PDF has a hundred ways to stumble over a file that somebody broke
        return _broken(content)
    found = [_signature(each, content, trusted, each is embedded[-1]) for each in embedded]
    if not found and _SIGNED.search(content):
        return _broken(content)
    return [msgspec.to_builtins(each) for each in found]


_SIGNED = re.compile(rb"/ByteRange\s*\[")


def _broken(content: bytes) -> list[dict[str, Any]]:
    """A file that cannot be read as PDF: where it bears the marks of a signature, it was altered."""
    if not _SIGNED.search(content):
        raise UnreadableFile(fr="ce fichier n’est pas un PDF lisible", en="this file is no readable PDF")
    return [msgspec.to_builtins(_altered(None))]


def _altered(embedded: Any) -> Signature:
    said: dict[str, Any] = {"who": None, "issuer": None, "stated_name": None, "at": None, "how": None}
    with suppress(Exception):  # what is broken may not even say whose it was
        said = _said(embedded)
    return Signature(state="altered", covers="part", known=False, **said)


def _signature(embedded: Any, content: bytes, trusted: tuple[str, ...], last: bool) -> Signature:
    try:
        return _validated(embedded, content, trusted, last)
    except Exception:
        return _altered(embedded)


def _validated(embedded: Any, content: bytes, trusted: tuple[str, ...], last: bool) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    status = validate_pdf_signature(embedded, _context(embedded, trusted))
    covers: Covers = "part"
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        covers = "file"
    elif status.coverage is SignatureCoverageLevel.ENTIRE_REVISION:
        covers = "revision"
    allowed = {ModificationLevel.LTA_UPDATES} if last else set(ModificationLevel) - {ModificationLevel.OTHER}
    followed = covers == "revision" and status.modification_level in allowed
    unchanged = (covers == "file" or followed) and _nothing_hidden(embedded, content)
    intact = bool(status.intact and status.valid and status.docmdp_ok and unchanged)
    return Signature(
        state="intact" if intact else "altered",
        covers=covers,
        known=intact and bool(status.trusted),
        **_said(embedded),
    )


def _nothing_hidden(embedded: Any, content: bytes) -> bool:
    """The room that a signature leaves itself is covered by nothing: behind the signature it must be zeros."""
    start, length, end, _ = (int(each) for each in embedded.byte_range)
    room = content[start + length : end]
    held = bytes.fromhex(room[1:-1].decode("ascii"))
    return room[:1] + room[-1:] == b"<>" and not held[_der_length(held) :].strip(b"\0") and _one_case(room)


def _one_case(room: bytes) -> bool:
    return room in (room.lower(), room.upper())


def _der_length(held: bytes) -> int:
    """How long the first DER value in ``held`` is, its header included."""
    if held[1] < 0x80:
        return 2 + held[1]
    count = held[1] & 0x7F
    return 2 + count + int.from_bytes(held[2 : 2 + count], "big")


def _context(embedded: Any, trusted: tuple[str, ...]) -> Any:
    from asn1crypto import pem, x509
    from pyhanko_certvalidator import ValidationContext

    roots = [
        x509.Certificate.load(der) for text in trusted for _, _, der in pem.unarmor(text.encode(), multiple=True)
    ]
    moment = embedded.self_reported_timestamp or datetime.fromtimestamp(0, UTC)
    return ValidationContext(
        trust_roots=roots,
        other_certs=embedded.other_embedded_certs,
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
    )


def _said(embedded: Any) -> dict[str, Any]:
    """What the signature says of itself; what cannot be read is not said."""
    certificate, sig = embedded.signer_cert, embedded.sig_object
    moment = embedded.self_reported_timestamp
    return {
        "who": _named(certificate.subject),
        "issuer": _named(certificate.issuer),
        "stated_name": _text(sig, "/Name"),
        "at": moment.isoformat() if moment is not None else None,
        "how": _text(sig, "/Reason"),
    }


def _named(name: Any) -> str:
    common = name.native.get("common_name")
    return common if isinstance(common, str) else str(name.human_friendly)


def _text(sig: Any, key: str) -> str | None:
    value = sig.get(key)
    return None if value is None else str(value)
