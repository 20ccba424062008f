"""The manifest: every file of the bundle with its hash, as canonical JSON, so that one hash stands for them all."""

import re
from datetime import date
from typing import Any

import msgspec

from perenne.chain import NotCanonical, canonical
from perenne.model.bilingual import Bilingual

MANIFEST, SEAL, TIMESTAMP = "manifest.json", "seal.json", "timestamp.tsr"
FRONT = frozenset({MANIFEST, SEAL, TIMESTAMP})
"""The files that the manifest cannot list, because they stand on it; they come first, in this order."""

MOST_BYTES = 32 * 2**20
MOST_RESOURCES = 100_000
LONGEST_PATH = 200

_PATH = re.compile(r"[a-z0-9][a-z0-9._@-]*(?:/[a-z0-9][a-z0-9._@-]*)*\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class Resource(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file of the bundle."""

    path: str
    sha256: str
    bytes: int
    media_type: str

    def __post_init__(self) -> None:
        if len(self.path) > LONGEST_PATH or not _PATH.match(self.path) or self.path in FRONT:
            raise ValueError("a path that no bundle has")
        if not _SHA256.match(self.sha256) or not 0 <= self.bytes < 2**53:
            raise ValueError("no hash, or no size")


class Manifest(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    omit_defaults=True,
    tag_field="perenne",
    tag="evidence/1",
):
    """``sealed_by``: the id of the key that seals; ``stated_on``: the day that whoever made it stated, no clock's."""

    program: str
    resources: tuple[Resource, ...]
    sealed_by: str
    stated_on: str | None = None

    def __post_init__(self) -> None:
        paths = [each.path for each in self.resources]
        if paths != sorted(set(paths)) or len(paths) > MOST_RESOURCES:
            raise ValueError("paths out of order, twice, or too many")
        if self.stated_on is not None and not _is_day(self.stated_on):
            raise ValueError("no day")


def _is_day(said: str) -> bool:
    try:
        return _DAY.match(said) is not None and date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


class NoManifest(ValueError):
    """Bytes that are no manifest; ``reason`` says why."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


def written(record: msgspec.Struct) -> bytes:
    """The record as canonical JSON."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return canonical(plain)


def read_manifest(content: bytes) -> Manifest:
    """The manifest that ``content`` is, byte for byte; raises ``NoManifest``."""
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
        if written(manifest) == content:
            return manifest
    except (msgspec.DecodeError, UnicodeDecodeError, NotCanonical, RecursionError):
        raise NoManifest(
            Bilingual(fr="ce n’est pas un manifeste de dossier de preuve", en="it is no manifest of a bundle")
        ) from None
    raise NoManifest(Bilingual(fr="il n’est pas sous sa forme canonique", en="it is not in its canonical form"))
