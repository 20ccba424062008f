"""The file of a backup: a ZIP whose manifest names every part with its hash, and nothing besides."""

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from perenne.chain import sha256_of
from perenne.model.errors import UsageError

FORMAT = "perenne-desk-backup-1"
MANIFEST = "manifest.json"
KEY = "keys/seal.key"
FOLDERS = ("originals", "bundles", "files")
_PART = re.compile(
    r"tables/[a-z0-9_.]+\.ndjson|keys/seal\.key|(originals|bundles|files)/[\w-][\w.-]*(/[\w-][\w.-]*)*"
)
_CHUNK = 2**20


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rows``: of a table."""

    sha256: str
    rows: int | None = None


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``schema``: the newest migration of each app; ``acts`` and ``head``: the end of the journal's chain."""

    format: str
    version: str
    at: str
    schema: list[str]
    acts: int
    head: str
    parts: dict[str, Part]


def add(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write the part ``name``; returns its hash, and how many chunks it was."""
    content, n = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as part:
        for chunk in chunks:
            content.update(chunk)
            part.write(chunk)
            n += 1
    return content.hexdigest(), n


def of_file(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


@contextmanager
def opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup every part of which is there and as it was written. Raises ``UsageError``."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
            if manifest.format != FORMAT:
                raise _none()
            _check(archive, manifest)
            yield archive, manifest
    except FileNotFoundError:
        raise UsageError(fr="ce fichier de sauvegarde n’existe pas", en="this backup file does not exist") from None
    except (zipfile.BadZipFile, msgspec.MsgspecError, KeyError, IsADirectoryError):
        raise _none() from None


def _none() -> UsageError:
    return UsageError(
        fr="ce fichier n’est pas une sauvegarde du bureau, ou il est abîmé : donnez le fichier que « perenne desk "
        "backup » a écrit",
        en="this file is no backup of the desk, or is damaged: give the file that “perenne desk backup” wrote",
    )


def _check(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    names = archive.namelist()
    if len(set(names)) != len(names) or set(names) != {MANIFEST, *manifest.parts}:
        raise _none()
    for name, part in manifest.parts.items():
        if not _PART.fullmatch(name):
            raise _none()
        with archive.open(name) as stream:
            if sha256_of(_binary(stream)) != part.sha256:
                raise UsageError(
                    fr=f"la sauvegarde est abîmée : {name} n’est plus ce qui a été écrit. Prenez-en une autre copie",
                    en=f"the backup is damaged: {name} is not what was written. Take another copy of it",
                )


def _binary(stream: object) -> BinaryIO:
    return stream  # type: ignore[return-value]  # a part of a ZIP reads like any file
