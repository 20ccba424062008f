"""The job of an export: one moment of the organisation into one file, which has its name once it is whole."""

import os
import shutil
import tempfile
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from perenne.chain import sha256_of
from perenne.desk.journal.acts import Author, record
from perenne.desk.keeping.snapshot import snapshot
from perenne.desk.leaving.archive import Manifest, write
from perenne.desk.leaving.models import Export, State
from perenne.desk.leaving.parts import parts
from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError

_FAULT = Bilingual(
    fr="quelque chose n’a pas marché de notre côté : demandez l’export de nouveau",
    en="something went wrong on our side: ask for the export again",
)
_BESIDE = ".export-"


def folder() -> Path:
    """Beside the bundles: an export is never part of a backup."""
    place: Path = settings.BUNDLES.parent / "exports"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def path_of(export: Export) -> Path:
    return folder() / f"{export.pk}.zip"


@task()
def make_export(pk: int) -> None:
    """Make export ``pk``, unless it is made; a worker that was killed left nothing but its own folder."""
    export = Export.objects.filter(pk=pk, state=State.WAITING).select_related("by").first()
    if export is None:
        return
    try:
        _make(export)
    except PerenneError as problem:
        _fail(pk, problem.says)
    except Exception:
        _fail(pk, _FAULT)
        raise


def _fail(pk: int, says: Bilingual) -> None:
    Export.objects.filter(pk=pk, state=State.WAITING).update(
        state=State.FAILED, failure_fr=says.fr, failure_en=says.en
    )


def _make(export: Export) -> None:
    with tempfile.TemporaryDirectory(prefix=f"{_BESIDE}{export.pk}-", dir=folder()) as beside:
        whole = Path(beside) / "export.zip"
        with snapshot(Path(beside)) as database:
            manifest = written(whole, export, database)
        whole.chmod(0o600)
        with whole.open("rb") as stream:
            os.fsync(stream.fileno())
            hashed = sha256_of(stream)
        with transaction.atomic():
            kept = Export.objects.select_for_update().get(pk=export.pk)
            if kept.state != State.WAITING:
                return
            kept.state, kept.sha256, kept.size = State.MADE, hashed, whole.stat().st_size
            kept.content, kept.missing = manifest.content, len(manifest.missing)
            kept.done = kept.parts = len(manifest.parts)
            kept.save()
            author = Author(export.by.ref, export.by.name, export.organisation_id, "job")
            facts = {"content": kept.content, "sha256": hashed}
            record(author, "data.exported", f"export:{export.pk}", facts)
            remove(Export.objects.filter(organisation=export.organisation_id).exclude(pk=export.pk))
            whole.replace(path_of(export))


def written(file: Path, export: Export, database: str) -> Manifest:
    """The export as ``file``, of what ``database`` shows."""
    sought = parts(export.organisation_id, database)
    every = Export.objects.filter(pk=export.pk)
    every.update(parts=len(sought.parts), done=0)
    at = timezone.now().isoformat(timespec="seconds")

    def tell(done: int) -> None:
        if done % 10 == 0:
            every.update(done=done)

    return write(file, export.organisation_id, sought, at, tell)


def remove(exports: "QuerySet[Export]") -> int:
    """Those of ``exports`` that were made are no longer there to be taken; their files go with the commit."""
    made = list(exports.filter(state=State.MADE))
    for each in made:
        transaction.on_commit(partial(path_of(each).unlink, missing_ok=True))
    Export.objects.filter(pk__in=[each.pk for each in made]).update(state=State.GONE)
    return len(made)


def sweep() -> None:
    """Remove what jobs that were killed left: it holds people's words."""
    for each in folder().glob(f"{_BESIDE}*"):
        shutil.rmtree(each)
