"""``perenne desk import-export``: an export into an empty desk, all of it to the same hashes, or nothing."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

import msgspec
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from perenne.desk.journal.acts import Author, record, verify
from perenne.desk.journal.models import Act
from perenne.desk.leaving import rows, told
from perenne.desk.leaving.archive import Manifest, Part, opened
from perenne.desk.leaving.parts import ACTS, WORDS, parts
from perenne.desk.leaving.schema import RECORDS, TO_ORGANISATION, model_of, part_of
from perenne.desk.partnerships.models import Batch, Event
from perenne.desk.partnerships.store import Tables
from perenne.desk.people.models import Organisation, Person
from perenne.model.errors import PerenneError, UsageError
from perenne.partnerships.batch import read_batch
from perenne.partnerships.store import BEGINNING

_BEGUN = ".bringing"
_LONGEST_LINE = 2**26
_UNFIT = (
    *(PerenneError, DatabaseError, msgspec.MsgspecError, ValidationError),
    *(ValueError, KeyError, TypeError, StopIteration, ArithmeticError),
)
_FOLDERS = ("originals", "bundles")


class Brought(NamedTuple):
    rows: int
    files: int
    acts: int
    content: str


def bring(file: Path, data: Path) -> Brought:
    """Everything of the export ``file`` into the empty desk of the folder ``data``. Raises ``UsageError``."""
    with opened(file) as (archive, manifest):
        _empty()
        begun = data / _BEGUN
        shutil.rmtree(begun, ignore_errors=True)
        moved: list[Path] = []
        try:
            _unpack(archive, manifest, begun)
            with transaction.atomic():
                n, acts = _rows(archive, manifest)
                moved += _move(begun)
                _same(manifest)
                author = Author("desk", "Pérenne", manifest.organisation, "job")
                record(author, "data.bring", f"organisation:{manifest.organisation}", {"content": manifest.content})
        except BaseException:
            for each in moved:
                each.unlink(missing_ok=True)
            raise
        finally:
            shutil.rmtree(begun, ignore_errors=True)
    return Brought(n, len(moved), acts, manifest.content)


def _empty() -> None:
    filled = any(table._base_manager.exists() for table in (Organisation, Person, Act))
    if filled:
        raise UsageError(
            fr="ce bureau n’est pas vide : donnez à PERENNE_DESK_DATA un dossier neuf (et à PERENNE_DESK_DATABASE "
            "une base vide)",
            en="this desk is not empty: give PERENNE_DESK_DATA a new folder (and PERENNE_DESK_DATABASE an empty "
            "database)",
        )


def _place(name: str) -> Path:
    places: dict[str, Path] = {"originals": settings.ORIGINALS, "bundles": settings.BUNDLES}
    return places[name]


def _rows(archive: zipfile.ZipFile, manifest: Manifest) -> tuple[int, int]:
    """Every row, the book and the journal, then the counters that number the next ones."""
    try:
        n = 0
        for name in TO_ORGANISATION:
            with _lines(archive, part_of(name)) as lines, _lines(archive, RECORDS.get(name)) as beside:
                n += rows.put_back(name, lines, beside)
        _book(archive, manifest)
        with _lines(archive, ACTS) as lines, _lines(archive, WORDS) as beside:
            acts = told.put_back(manifest.organisation, lines, beside)
        written = [model_of(name) for name in TO_ORGANISATION] + [Batch, Event, apps.get_model("journal.word")]
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), written):
                cursor.execute(statement)
        connection.check_constraints()
    except UsageError:
        raise
    except _UNFIT as problem:
        raise _unfit() from problem
    return n, acts


@contextmanager
def _lines(archive: zipfile.ZipFile, name: str | None) -> Iterator[Iterator[bytes]]:
    """The lines of a part; of none, none."""
    if name is None:
        yield iter(())
        return
    with archive.open(name) as stream:
        yield _whole_lines(stream)


def _whole_lines(stream: IO[bytes]) -> Iterator[bytes]:
    while line := stream.readline(_LONGEST_LINE):
        if not line.endswith(b"\n"):
            raise _unfit()
        yield line


def _book(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    tables, mark = Tables(manifest.organisation), BEGINNING
    for name in sorted(each for each in manifest.parts if each.startswith("book/")):
        mark = tables.append(read_batch(archive.read(name), name), mark)


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, begun: Path) -> None:
    for name in manifest.parts:
        if name.split("/")[0] in _FOLDERS:
            file = begun / name
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with archive.open(name) as stream, os.fdopen(handle, "wb") as target:
                shutil.copyfileobj(stream, target)
                target.flush()
                os.fsync(target.fileno())


def _move(begun: Path) -> Iterator[Path]:
    for name in _FOLDERS:
        place = _place(name)
        for file in sorted((begun / name).iterdir()) if (begun / name).is_dir() else ():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            yield Path(shutil.move(file, place / file.name))


def _same(manifest: Manifest) -> None:
    """What stands here now is, part by part, what the export says, and the journal's chain holds."""
    sought = parts(manifest.organisation, "default")
    if set(sought.parts) != set(manifest.parts) or sought.missing != manifest.missing:
        raise _unfit()
    for name, chunks in sought.parts.items():
        content, size = hashlib.sha256(), 0
        with suppress(FileNotFoundError):
            for chunk in chunks():
                content.update(chunk)
                size += len(chunk)
        if Part(content.hexdigest(), size) != manifest.parts[name]:
            raise UsageError(
                fr=f"une fois lu, {name} n’est pas ce que dit l’export : rien n’a été gardé",
                en=f"once read, {name} is not what the export says: nothing was kept",
            )
    if not verify().holds:
        raise _unfit()


def _unfit() -> UsageError:
    return UsageError(
        fr="les parties de cet export ne vont pas ensemble : rien n’a été gardé",
        en="the parts of this export do not fit together: nothing was kept",
    )
