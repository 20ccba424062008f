"""A bundle: pieces in, one sealed file out. The same pieces and the same key give the same bytes."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne import __version__
from perenne.chain import sha256
from perenne.evidence.container import Filling, Member, write
from perenne.evidence.manifest import (
    LONGEST_PATH,
    MANIFEST,
    MOST_BYTES,
    MOST_RESOURCES,
    SEAL,
    TIMESTAMP,
    Manifest,
    Resource,
    written,
)
from perenne.evidence.seal import sealed
from perenne.model.errors import UsageError
from perenne.signed import key_id

__all__ = ["LONGEST_PATH", "Bundle", "Piece", "bundled", "held", "on_disk"]
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the bundle to be: its path, what it is, and its bytes as often as wanted."""

    path: str
    media_type: str
    opened: Callable[[], BinaryIO]


def held(path: str, media_type: str, content: bytes) -> Piece:
    return Piece(path, media_type, partial(BytesIO, content))


def on_disk(path: str, media_type: str, file: Path) -> Piece:
    return Piece(path, media_type, lambda: file.open("rb"))


@dataclass(frozen=True, slots=True)
class Bundle:
    """The manifest and all that stands behind it, not yet sealed."""

    manifest: bytes
    fillings: tuple[Filling, ...]
    key: Ed25519PrivateKey

    @property
    def manifest_sha256(self) -> str:
        return sha256(self.manifest)

    def write(self, out: BinaryIO, timestamp: bytes | None = None) -> None:
        """Seal and write it; ``timestamp``: a token on the manifest, which the seal then covers too."""
        first = [_filled(MANIFEST, self.manifest), _filled(SEAL, sealed(self.manifest, self.key, timestamp))]
        if timestamp is not None:
            first.append(_filled(TIMESTAMP, timestamp))
        write(out, [*first, *self.fillings])


def bundled(pieces: Iterable[Piece], key: Ed25519PrivateKey, stated_on: str | None = None) -> Bundle:
    """The bundle of ``pieces``, whatever their order; raises ``UsageError`` where it would be too large to hold."""
    measured = [_measured(each) for each in sorted(pieces, key=lambda each: each.path)]
    manifest = written(
        Manifest(
            program=__version__,
            resources=tuple(resource for resource, _ in measured),
            sealed_by=key_id(key.public_key().public_bytes_raw()),
            stated_on=stated_on,
        )
    )
    _check(measured, manifest)
    return Bundle(manifest, tuple(filling for _, filling in measured), key)


def _check(measured: Sequence[object], manifest: bytes) -> None:
    if len(measured) > MOST_RESOURCES or len(manifest) > MOST_BYTES:
        raise UsageError(
            fr=f"un dossier de preuve tient {MOST_RESOURCES} fichiers au plus : choisissez des publications avec "
            "--post",
            en=f"a bundle holds {MOST_RESOURCES} files at most: choose posts with --post",
        )


def _filled(path: str, content: bytes) -> Filling:
    return Filling(Member(path, len(content), zlib.crc32(content)), partial(BytesIO, content))


def _measured(piece: Piece) -> tuple[Resource, Filling]:
    content, crc, size = hashlib.sha256(), 0, 0
    with piece.opened() as stream:
        while chunk := stream.read(_CHUNK):
            content.update(chunk)
            crc, size = zlib.crc32(chunk, crc), size + len(chunk)
    resource = Resource(path=piece.path, sha256=content.hexdigest(), bytes=size, media_type=piece.media_type)
    return resource, Filling(Member(piece.path, size, crc), piece.opened)
