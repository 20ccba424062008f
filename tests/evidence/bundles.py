"""Small bundles, sealed by a key that is nobody's, and the verifier that the documents give to strangers."""

import io
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.evidence.bundle import Piece, bundled, held
from perenne.evidence.verify import Verdict, verify

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "verify_bundle.py"
PIECES = (
    held("posts.ndjson", "application/x-ndjson", '{"text":"Un dimanche à Lorient"}\n'.encode() * 3),
    held("findings.ndjson", "application/x-ndjson", b'{"verdict":"compliant"}\n'),
    held("originals/" + "ab" * 32, "application/octet-stream", bytes(range(256))),
    held("page.html", "text/html", b"<p>Zibellou"),
    held("empty.txt", "text/plain", b""),
)


def sealed(pieces: tuple[Piece, ...] = PIECES, key: Ed25519PrivateKey = KEY, timestamp: bytes | None = None) -> bytes:
    out = io.BytesIO()
    bundled(pieces, key, "2026-11-25").write(out, timestamp)
    return out.getvalue()


def verified(content: bytes, key: str | None = None) -> Verdict:
    return verify(io.BytesIO(content), key)


def stranger() -> Callable[..., str]:
    """The verdict of the documented verifier: ``intact``, ``changed`` or ``not a bundle``."""
    found = runpy.run_path(str(SCRIPT))["verdict"]
    assert callable(found)
    return cast("Callable[..., str]", found)
