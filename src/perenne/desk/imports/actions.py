"""Begin an import, stop it, undo it."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from perenne.desk.imports import originals
from perenne.desk.imports.models import File, Import, State
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Brand, Member
from perenne.desk.posts.models import Post


def begin(author: Author, member: Member, files: Iterable[UploadedFile[Any]], brand: Brand | None = None) -> Import:
    """Keep the originals, and hand the import to the worker."""
    from perenne.desk.imports.reading import read_import  # the worker's entry, which needs this module

    kept = [(each.name or "?", originals.keep(each.chunks())) for each in files]
    with transaction.atomic():
        made = Import.objects.create(
            organisation=member.organisation, by=member.person, at=timezone.now(), brand=brand
        )
        File.objects.bulk_create(
            File(of=made, name=name[-255:], sha256=each.sha256, size=each.size) for name, each in kept
        )
        record(author, "import.begin", f"import:{made.pk}", {"files": [each.sha256 for _, each in kept]})
        read_import.enqueue(made.pk)
    return made


@transaction.atomic
def stop(author: Author, made: Import) -> None:
    """Ask a running import to stop; it keeps nothing."""
    kept = Import.objects.select_for_update().get(pk=made.pk)
    if kept.running:
        kept.state = State.STOPPED if kept.state == State.WAITING else State.STOPPING
        kept.save(update_fields=("state",))
        record(author, "import.stop", f"import:{made.pk}")


@transaction.atomic
def undo(author: Author, made: Import) -> int | None:
    """Take an import back: its posts go, but for those that people have acted on since or that are evidence; returns
    how many stay, ``None`` where there was nothing to take back."""
    kept = Import.objects.select_for_update().get(pk=made.pk)
    if not kept.may_be_undone:
        return None
    own = Post.objects.filter(added_by=kept)
    gone, _ = own.filter(version=1, bundles=None).delete()
    staying = own.count()
    kept.state, kept.ended = State.UNDONE, timezone.now()
    kept.save(update_fields=("state", "ended"))
    record(author, "import.undo", f"import:{kept.pk}", {"stay": staying, "rows": gone})
    return staying
