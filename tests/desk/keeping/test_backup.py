"""A backup made while people work, and put back: the same rows, the same journal, the same originals."""

import hashlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
import pytest_django
from django.db import connection

from perenne.desk.keeping.archive import FORMAT, MANIFEST, Manifest, Part, opened
from perenne.model.errors import UsageError

_AT_WORK = """
import sys, threading
from pathlib import Path
from perenne.desk import launch
told = launch.prepare(lambda said: None)
from django.conf import settings
from django.db import connection
from perenne.desk.imports.originals import keep
from perenne.desk.journal.acts import Author
from perenne.desk.keeping.backup import backup
from perenne.desk.people import actions
from perenne.desk.people.models import Brand, Organisation
from perenne.evidence.keys import sealing_key

launch.found(launch.First("lina@exemple.invalid", "Agence Méridienne"))
agency, by = Organisation.objects.get(), Author("desk", "Pérenne", 1, "job")
keep([b"an original"])
sealing_key()
stop, begun = threading.Event(), threading.Event()

def work():
    n = 0
    while not stop.is_set():
        actions.add_brand(by, agency, f"Marque {n}", ["compte"])
        n += 1
        if n == 5:
            begun.set()
    connection.close()

worker = threading.Thread(target=work)
worker.start()
assert begun.wait(120)
kept = backup(Path(sys.argv[1]), sealing_key=True)
after = Brand.objects.count()
while Brand.objects.count() == after:
    pass
stop.set()
worker.join()
print(Brand.objects.count())
"""
_PUT_BACK = """
import json, sys
from pathlib import Path
from perenne.desk import launch
from perenne.model.errors import UsageError
told = launch.prepare(lambda said: None)
from perenne.desk.keeping.restore import restore
from perenne.desk.journal.acts import Author, verify
from perenne.desk.journal.models import Act
from perenne.desk.people import actions
from perenne.desk.people.models import Brand, Organisation

done = restore(Path(sys.argv[1]), told.data)
brands, acts = Brand.objects.count(), Act.objects.filter(verb="brand.add").count()
try:
    restore(Path(sys.argv[1]), told.data)
    twice = True
except UsageError:
    twice = False
actions.add_brand(Author("desk", "Pérenne", 1, "job"), Organisation.objects.get(), "Après", [])
print(json.dumps({"brands": brands, "acts": acts, "files": done.files, "twice": twice, "holds": verify().holds}))
"""


def run(script: str, file: Path, data: Path, database: str) -> str:
    told = {**os.environ, "PERENNE_DESK_DATA": str(data), "PERENNE_DESK_DATABASE": database}
    told.pop("PERENNE_HOME", None)
    ran = subprocess.run(
        [sys.executable, "-c", script, str(file)], env=told, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@contextmanager
def new_desk(data: Path) -> Iterator[str]:
    """An empty desk whose tables are those of the tests' own database; gives the address of its database, none for
    the SQLite in the folder ``data``."""
    if connection.vendor == "sqlite":
        data.mkdir(mode=0o700)
        connection.ensure_connection()
        with closing(sqlite3.connect(data / "desk.sqlite3")) as copy:
            connection.connection.backup(copy)
        yield ""
        return
    import psycopg

    server, name, like = os.environ["PERENNE_DESK_DATABASE"], f"{data.name}_{os.getpid()}", connection.settings_dict
    connection.close()
    with psycopg.connect(server, autocommit=True) as administering:
        administering.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like["NAME"]}"')
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        administering.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.usefixtures("django_db_setup")
def test_a_backup_made_while_people_work_is_put_back_whole(
    tmp_path: Path, django_db_blocker: pytest_django.DjangoDbBlocker
) -> None:
    file, before, after = (tmp_path / name for name in ("desk.zip", "before", "after"))
    with django_db_blocker.unblock(), new_desk(before) as database, new_desk(after) as other:
        written = int(run(_AT_WORK, file, before, database))
        told = json.loads(run(_PUT_BACK, file, after, other))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {each.name for each in tmp_path.iterdir()} - {"after"} == {"before", "desk.zip"}, (
        "nothing is left beside it"
    )
    assert 5 <= told["brands"] < written, "one moment, and others went on"
    assert told["acts"] == told["brands"], "an act and what it tells of are of the same moment"
    assert (told["files"], told["twice"], told["holds"]) == (1, False, True)
    name = hashlib.sha256(b"an original").hexdigest()
    assert (after / "originals" / name).read_bytes() == b"an original"
    key = after / "keys" / "seal.key"
    assert key.read_bytes() == (before / "keys" / "seal.key").read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def archive_of(folder: Path, parts: dict[str, bytes], told: dict[str, bytes] | None = None) -> Path:
    """A file like a backup that holds ``parts``, whose manifest tells of ``told``."""
    file = folder / "backup.zip"
    named = {name: Part(hashlib.sha256(data).hexdigest()) for name, data in (told or parts).items()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        manifest = Manifest(FORMAT, "0", "2026-11-29", [], 0, "", named)
        archive.writestr(MANIFEST, msgspec.json.encode(manifest))
    return file


def test_a_backup_that_is_whole_opens(tmp_path: Path) -> None:
    with opened(archive_of(tmp_path, {"originals/ab": b"x"})) as (_, manifest):
        assert list(manifest.parts) == ["originals/ab"]


def test_a_part_that_changed_is_named(tmp_path: Path) -> None:
    file = archive_of(tmp_path, {"originals/ab": b"x"}, {"originals/ab": b"y"})
    with pytest.raises(UsageError, match="originals/ab is not what was written"), opened(file):
        pass


@pytest.mark.parametrize("name", ["../x", "originals/../../x", "/etc/x", "originals/.x", "keys/other", "tables/x.py"])
def test_a_part_that_would_lie_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no backup"), opened(archive_of(tmp_path, {name: b"x"})):
        pass


@pytest.mark.parametrize("told", [{}, {"originals/a": b"x", "originals/b": b"y"}])
def test_a_part_too_many_or_missing_is_refused(tmp_path: Path, told: dict[str, bytes]) -> None:
    file = archive_of(tmp_path, {"originals/a": b"x"}, told or {"originals/c": b"x"})
    with pytest.raises(UsageError, match="no backup"), opened(file):
        pass


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"words"])
def test_what_is_no_backup_is_said_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(UsageError, match="no backup"), opened(tmp_path / "x.zip"):
        pass


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    from perenne.desk.keeping.backup import backup

    (tmp_path / "kept.zip").write_bytes(b"precious")
    with pytest.raises(UsageError, match="exists already"):
        backup(tmp_path / "kept.zip")
    assert (tmp_path / "kept.zip").read_bytes() == b"precious"
