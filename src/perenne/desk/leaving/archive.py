"""The file of an export: a ZIP whose canonical manifest names every part with its hash and size, and no more."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from perenne import __version__
from perenne.chain import Json, canonical, sha256, sha256_of
from perenne.desk.keeping.archive import MANIFEST, add
from perenne.desk.leaving.parts import Sought
from perenne.model.errors import UsageError

FORMAT = "perenne-export/1"
_NAME = re.compile(
    r"(posts|journal)/[a-z]+\.ndjson|book/\d{8}\.ndjson|rows/[a-z_]+\.[a-z_]+\.ndjson"
    r"|originals/[0-9a-f]{64}|bundles/[1-9]\d{0,18}\.zip"
)
_LARGEST_MANIFEST = 2**26
_DENSEST, _ROOM = 200, 2**26
"""How many times its size a file may unfold to, and how much it may in any case: text folds far less."""
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, msgspec.MsgspecError, KeyError),
    *(OSError, NotImplementedError, EOFError, RuntimeError),
)


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``content``: the hash of the canonical ``parts``; ``missing``: originals that were not there."""

    format: str
    program: str
    at: str
    organisation: int
    content: str
    missing: tuple[str, ...]
    parts: dict[str, Part]


def content_of(parts: Mapping[str, Part]) -> str:
    return sha256(canonical(_plain(parts)))


def _plain(value: object) -> Json:
    plain: Json = msgspec.to_builtins(value)
    return plain


def write(file: Path, organisation: int, sought: Sought, at: str, tell: Callable[[int], None]) -> Manifest:
    """Write every part into ``file``, which is new; ``tell`` is told how many are done."""
    parts: dict[str, Part] = {}
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as archive:
        for name, chunks in sought.parts.items():
            hashed, _ = add(archive, name, chunks())
            parts[name] = Part(hashed, archive.getinfo(name).file_size)
            tell(len(parts))
        manifest = Manifest(FORMAT, __version__, at, organisation, content_of(parts), sought.missing, parts)
        archive.writestr(MANIFEST, canonical(_plain(manifest)))
    return manifest


@contextmanager
def opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An export every part of which is there and as it was written. Raises ``UsageError``."""
    with ExitStack() as open_things:
        try:
            archive = open_things.enter_context(zipfile.ZipFile(file))
            manifest = _manifest(archive)
            _check(archive, manifest, file.stat().st_size)
        except FileNotFoundError:
            raise UsageError(fr="ce fichier d’export n’existe pas", en="this export file does not exist") from None
        except _UNREADABLE:
            raise _none() from None
        yield archive, manifest


def _none() -> UsageError:
    return UsageError(
        fr="ce fichier n’est pas un export du bureau, ou il est abîmé : donnez le fichier de « Tout emporter »",
        en="this file is no export of the desk, or is damaged: give the file of “Take everything”",
    )


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise _none()
    manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
    if manifest.format != FORMAT or manifest.content != content_of(manifest.parts):
        raise _none()
    return manifest


def _check(archive: zipfile.ZipFile, manifest: Manifest, size: int) -> None:
    """Names and sizes first, so that nothing is unfolded that the manifest does not name."""
    entries = {each.filename: each for each in archive.infolist()}
    if len(entries) != len(archive.infolist()) or set(entries) != {MANIFEST, *manifest.parts}:
        raise _none()
    if any(
        not _NAME.fullmatch(name) or entries[name].file_size != part.size for name, part in manifest.parts.items()
    ):
        raise _none()
    if sum(each.file_size for each in entries.values()) > _DENSEST * size + _ROOM:
        raise UsageError(
            fr="ce fichier se déplierait en bien plus qu’il ne peut contenir : il n’a pas été ouvert",
            en="this file would unfold to far more than it can hold: it was not opened",
        )
    for name, part in manifest.parts.items():
        with archive.open(name) as stream:
            hashed = sha256_of(stream)  # type: ignore[arg-type]  # a part of a ZIP reads like any file
        if hashed != part.sha256 or (name.startswith("originals/") and not name.endswith(hashed)):
            raise UsageError(
                fr=f"l’export est abîmé : {name} n’est plus ce qui a été écrit. Prenez-en une autre copie",
                en=f"the export is damaged: {name} is not what was written. Take another copy of it",
            )
