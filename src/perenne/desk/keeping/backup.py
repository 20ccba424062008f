"""``perenne desk backup``: rows of one moment, and every file that they speak of, verified before it has its name."""

import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from perenne import __version__
from perenne.desk.journal.models import Head
from perenne.desk.keeping.archive import FOLDERS, FORMAT, KEY, MANIFEST, Manifest, Part, add, of_file, opened
from perenne.desk.keeping.rows import name_of, tables, written
from perenne.desk.keeping.snapshot import snapshot
from perenne.evidence import keys
from perenne.model.errors import UsageError
from perenne.model.refused import why


class Kept(NamedTuple):
    """``damaged``: originals that are no longer what their name says; they are in the backup as they are."""

    file: Path
    rows: int
    files: int
    damaged: int


def schema() -> list[str]:
    """The newest migration of each app, as the program has them."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    return sorted(f"{app}.{name}" for app, name in loader.graph.leaf_nodes())


def folder_of(name: str) -> Path:
    """Where the desk keeps the files of ``name``."""
    places: dict[str, Path] = {
        "originals": settings.ORIGINALS,
        "bundles": settings.BUNDLES,
        "files": settings.FILES,
    }
    return places[name]


def backup(target: Path, *, sealing_key: bool = False) -> Kept:
    """Write everything into ``target``, or into a file of today's name in that folder. Raises ``UsageError``."""
    file = target / f"perenne-{timezone.now():%Y%m%d-%H%M%S}.zip" if target.is_dir() else target
    if os.path.lexists(file):
        raise UsageError(
            fr=f"« {file} » existe déjà : donnez un autre nom, rien n’est remplacé",
            en=f"“{file}” exists already: give another name, nothing is replaced",
        )
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".perenne-backup-") as beside:
            whole = Path(beside) / "backup.zip"
            kept = _written(whole, Path(beside), sealing_key=sealing_key)
            with opened(whole):
                pass
            with whole.open("rb") as stream:
                os.fsync(stream.fileno())
            whole.rename(file)
    except OSError as problem:
        raise UsageError(
            fr=f"impossible d’écrire la sauvegarde ({why(problem).fr}) : donnez un autre dossier",
            en=f"cannot write the backup ({why(problem).en}): give another folder",
        ) from None
    return kept._replace(file=file)


def _written(whole: Path, beside: Path, *, sealing_key: bool) -> Kept:
    parts: dict[str, Part] = {}
    handle = os.open(whole, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w+b") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        at = timezone.now()
        with snapshot(beside) as database:
            for table in tables():
                name = f"tables/{name_of(table)}.ndjson"
                sha256, lines = add(archive, name, written(table, database))
                parts[name] = Part(sha256, rows=lines - 1)
            head = Head.objects.using(database).filter(pk=1).first()
        rows = sum(each.rows or 0 for each in parts.values())
        damaged = 0
        for name, file in _files():
            sha256, _ = add(archive, name, of_file(file))
            parts[name] = Part(sha256)
            damaged += name.startswith("originals/") and sha256 != file.name
        files = len(parts) - len(tables())
        if sealing_key:
            parts[KEY] = Part(add(archive, KEY, of_file(_sealing_key()))[0])
        end = (head.n, head.hash) if head else (0, "")
        manifest = Manifest(FORMAT, __version__, at.isoformat(), schema(), *end, parts)
        archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return Kept(whole, rows, files, damaged)


def _files() -> Iterator[tuple[str, Path]]:
    """Every file that is kept, but for those that are being written."""
    for name in FOLDERS:
        place = folder_of(name)
        for file in sorted(place.rglob("*")) if place.is_dir() else ():
            inside = file.relative_to(place)
            if file.is_file() and not file.is_symlink() and not any(part.startswith(".") for part in inside.parts):
                yield f"{name}/{inside.as_posix()}", file


def _sealing_key() -> Path:
    file = keys.folder() / "seal.key"
    if not file.is_file():
        raise UsageError(
            fr="il n’y a pas encore de clé qui scelle : recommencez sans --with-sealing-key",
            en="there is no sealing key yet: try again without --with-sealing-key",
        )
    return file
