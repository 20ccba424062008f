"""``perenne desk restore``: a verified backup into an empty desk, all of it or nothing."""

import hashlib
import os
import shutil
import zipfile
from pathlib import Path
from typing import NamedTuple

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from perenne import __version__
from perenne.chain import START
from perenne.desk.journal.acts import verify
from perenne.desk.keeping.archive import FOLDERS, KEY, Manifest, opened
from perenne.desk.keeping.backup import folder_of, schema
from perenne.desk.keeping.rows import name_of, put_back, tables, written
from perenne.evidence import keys
from perenne.model.errors import UsageError

_BEGUN = ".restoring"


class Restored(NamedTuple):
    rows: int
    files: int
    acts: int
    head: str
    sealing_key: bool


def restore(file: Path, data: Path) -> Restored:
    """Put everything of ``file`` back into the empty desk of the folder ``data``. Raises ``UsageError``."""
    with opened(file) as (archive, manifest):
        _fits(manifest)
        _empty()
        begun = data / _BEGUN
        shutil.rmtree(begun, ignore_errors=True)
        try:
            with transaction.atomic():
                rows = _rows(archive, manifest)
                files = _unpacked(archive, manifest, begun)
                _holds(manifest)
                _moved(begun)
            key = _key(archive, manifest)
        finally:
            shutil.rmtree(begun, ignore_errors=True)
    return Restored(rows, files, manifest.acts, manifest.head, key)


def _fits(manifest: Manifest) -> None:
    if manifest.schema != schema():
        raise UsageError(
            fr=f"la sauvegarde vient de Pérenne {manifest.version}, dont les tables sont autres que celles de "
            f"{__version__} : restaurez-la avec cette version, puis mettez à jour",
            en=f"the backup is from Pérenne {manifest.version}, whose tables are not those of {__version__}: restore "
            "it with that version, then update",
        )


def _empty() -> None:
    filled = any(table._base_manager.exists() for table in tables())
    if filled or any(place.is_dir() and any(place.iterdir()) for place in map(folder_of, FOLDERS)):
        raise UsageError(
            fr="ce bureau n’est pas vide : donnez à PERENNE_DESK_DATA un dossier neuf (et à PERENNE_DESK_DATABASE "
            "une base vide)",
            en="this desk is not empty: give PERENNE_DESK_DATA a new folder (and PERENNE_DESK_DATABASE an empty "
            "database)",
        )


def _rows(archive: zipfile.ZipFile, manifest: Manifest) -> int:
    """Every row, then the counters that number the next ones."""
    n = 0
    try:
        for table in tables():
            with archive.open(_part(table)) as stream:
                n += put_back(table, stream, "default")
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
                cursor.execute(statement)
        connection.check_constraints()
    except (DatabaseError, ValueError, KeyError, TypeError) as problem:
        raise UsageError(
            fr="les tables de la sauvegarde ne vont pas ensemble : rien n’a été restauré",
            en="the tables of the backup do not fit together: nothing was restored",
        ) from problem
    return n


def _part(table: type) -> str:
    return f"tables/{name_of(table)}.ndjson"


def _unpacked(archive: zipfile.ZipFile, manifest: Manifest, begun: Path) -> int:
    """The files, beside their place; returns how many."""
    names = [name for name in manifest.parts if name.split("/")[0] in FOLDERS]
    for name in names:
        file = begun / name
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.open(name) as stream, os.fdopen(_new(file), "wb") as target:
            shutil.copyfileobj(stream, target)
            target.flush()
            os.fsync(target.fileno())
    return len(names)


def _new(file: Path) -> int:
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _holds(manifest: Manifest) -> None:
    """What stands in the database now is, row by row, what the backup says, and the journal's chain holds."""
    for table in tables():
        content = hashlib.sha256()
        for line in written(table, "default"):
            content.update(line)
        if content.hexdigest() != manifest.parts[_part(table)].sha256:
            raise _differs(name_of(table))
    proof = verify()
    if not proof.holds or (proof.acts, proof.head) != (manifest.acts, manifest.head or START):
        raise _differs("journal")


def _differs(name: str) -> UsageError:
    return UsageError(
        fr=f"après la restauration, {name} n’est pas ce que dit la sauvegarde : rien n’a été gardé",
        en=f"after the restore, {name} is not what the backup says: nothing was kept",
    )


def _moved(begun: Path) -> None:
    for name in FOLDERS:
        if (begun / name).is_dir():
            place = folder_of(name)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if place.is_dir():
                place.rmdir()
            shutil.move(begun / name, place)


def _key(archive: zipfile.ZipFile, manifest: Manifest) -> bool:
    """The sealing key, where the backup holds it and none is here: a key that is here is never replaced."""
    file = keys.folder() / "seal.key"
    if KEY not in manifest.parts or os.path.lexists(file):
        return False
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(_new(file), "wb") as target:
        target.write(archive.read(KEY))
    return True
