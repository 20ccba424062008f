"""Small invented web archives, whole and spoilt."""

import base64
import gzip as packing
import hashlib
import io
import json
import zipfile
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PAGE = b"<p>Collaboration commerciale avec Maison Lorbec</p>"


def warc(*pages: bytes, gzip: bool = True) -> bytes:
    """A WARC with one answer for each of ``pages``."""
    records = [_record(f"https://lorbec.example/{n}", page) for n, page in enumerate(pages or (PAGE,))]
    return b"".join(packing.compress(each) if gzip else each for each in records)


def _record(address: str, page: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    headers = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(page):012}>",
        f"WARC-Target-URI: {address}",
        "WARC-Date: 2026-11-20T09:00:00Z",
        f"WARC-Block-Digest: {_sha1(block)}",
        f"WARC-Payload-Digest: {_sha1(page)}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join(headers).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def _sha1(content: bytes) -> str:
    """As most archives state it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()


KEY = ec.generate_private_key(ec.SECP256R1())


def wacz(files: dict[str, bytes], *, signed: bool = False, **spoilt: Any) -> bytes:
    """A WACZ of ``files``; ``spoilt``: keys of what is signed, to put in the place of the right ones."""
    resources = [
        {"path": path, "hash": f"sha256:{hashlib.sha256(each).hexdigest()}", "bytes": len(each)}
        for path, each in files.items()
    ]
    listed = json.dumps({"profile": "data-package", "resources": resources}).encode()
    stated = f"sha256:{hashlib.sha256(listed).hexdigest()}"
    digest: dict[str, Any] = {"path": "datapackage.json", "hash": stated}
    if signed:
        public = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        signature = KEY.sign(stated.encode(), ec.ECDSA(hashes.SHA256()))
        digest["signedData"] = {
            "hash": stated,
            "signature": base64.b64encode(signature).decode(),
            "publicKey": base64.b64encode(public).decode(),
        } | spoilt
    return zipped(files | {"datapackage.json": listed, "datapackage-digest.json": json.dumps(digest).encode()})


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
