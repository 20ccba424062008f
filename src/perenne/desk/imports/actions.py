"""Begin an import, say what its columns are, correct a line, go on, stop it, undo it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from perenne.desk.creators.actions import unlearn
from perenne.desk.imports import originals, sheets, tables
from perenne.desk.imports.models import Correction, File, Heading, Import, Refused, State
from perenne.desk.imports.standing import is_blocked, staying
from perenne.desk.journal.acts import Author, Overtaken, record
from perenne.desk.people.models import Brand, Member, Person
from perenne.model.bilingual import Bilingual
from perenne.model.wire import RecordError
from perenne.readers.delimited import Row
from perenne.readers.reading import Origin
from perenne.readers.table import read_row


def begin(author: Author, member: Member, files: Iterable[UploadedFile[Any]], brand: Brand | None = None) -> Import:
    """Keep the originals, and hand the import to the worker."""
    kept = [(each.name or "?", originals.keep(each.chunks())) for each in files]
    with transaction.atomic():
        made = Import.objects.create(
            organisation=member.organisation, by=member.person, at=timezone.now(), brand=brand
        )
        File.objects.bulk_create(
            File(of=made, name=name[-255:], sha256=each.sha256, size=each.size) for name, each in kept
        )
        record(author, "import.begin", f"import:{made.pk}", {"files": [each.sha256 for _, each in kept]})
        _hand_over(made)
    return made


@transaction.atomic
def say(
    author: Author, person: Person, file: File, kind: str, columns: Mapping[str, str], options: Mapping[str, str]
) -> None:
    """Say what the columns of a table are: its import is looked at anew, and a file with the same headers is offered
    the same answer. Raises ``Overtaken``."""
    made = _asking(file.of_id)
    now = timezone.now()
    said = {"kind": kind, "columns": dict(columns), "options": dict(options)}
    if file.kind != kind:
        file.corrections.all().delete()
    file.kind, file.said, file.answered = kind, said, now
    file.save(update_fields=("kind", "said", "answered"))
    Heading.objects.update_or_create(
        organisation_id=made.organisation_id,
        key=(file.seen or {}).get("key", ""),
        defaults={"said": said, "of": made, "by": person, "at": now},
    )
    record(
        author, "import.columns", f"import:{made.pk}", {"file": file.sha256, "kind": kind, "options": dict(options)}
    )
    made.state = State.WAITING
    made.save(update_fields=("state",))
    _hand_over(made)


@transaction.atomic
def take_as(author: Author, file: File, kind: str) -> None:
    """A table holds ``kind``, whatever it was taken for: its import is looked at anew. Raises ``Overtaken``."""
    made = _asking(file.of_id)
    file.corrections.all().delete()
    file.kind, file.said, file.seen, file.heading, file.answered = kind, None, None, None, None
    file.save(update_fields=("kind", "said", "seen", "heading", "answered"))
    record(author, "import.kind", f"import:{made.pk}", {"file": file.sha256, "kind": kind})
    made.state = State.WAITING
    made.save(update_fields=("state",))
    _hand_over(made)


@transaction.atomic
def tell(author: Author, file: File, told: str) -> None:
    """Say what a file is that is in no known format; it stays with the original."""
    File.objects.filter(pk=file.pk).update(told=told)
    record(author, "import.tell", f"import:{file.of_id}", {"file": file.sha256}, {"told": told})


@transaction.atomic
def correct(author: Author, person: Person, refused: Refused, cells: Mapping[str, str]) -> Bilingual | None:
    """Write something else in place of cells of a refused line; returns why the line is still refused, ``None`` where
    it is read now. Raises ``Overtaken``."""
    _asking(refused.of_id)
    file, before = refused.source, refused.cells or {}
    changed = {header: text for header, text in cells.items() if text != before.get(header, "")}
    if file is None:
        raise Overtaken
    if (problem := _still_wrong(file, refused, changed)) is not None:
        return problem
    for header, text in changed.items():
        facts = {"written": before.get(header, ""), "corrected": text, "by": person, "at": timezone.now()}
        Correction.objects.update_or_create(file=file, line=refused.line, column=header, defaults=facts)
    Refused.objects.filter(of=refused.of_id, source=file, line=refused.line).delete()
    record(
        author,
        "import.correct",
        f"import:{refused.of_id}",
        {"file": file.sha256, "line": refused.line, "cells": len(changed)},
    )
    return None


def _still_wrong(file: File, refused: Refused, changed: Mapping[str, str]) -> Bilingual | None:
    """Why the line is refused with what is ``changed``; the library reads it."""
    before = refused.cells or {}
    headers = [each["header"] for each in (file.seen or {})["columns"]]
    row = Row(refused.line, tuple(before.get(header) for header in headers))
    earlier = tables.corrections_of(file).get(refused.line, {})
    origin = Origin(file.name, file.sha256)
    try:
        read_row(row, headers, tables.understood(file), {**earlier, **changed}, origin)
    except RecordError as problem:
        return problem.reason
    return None


@transaction.atomic
def confirm(author: Author, made: Import) -> None:
    """Go on: what was looked at is imported. Raises ``Overtaken``, also where a question is still open."""
    kept = _asking(made.pk)
    if is_blocked(list(kept.files.all())):
        raise Overtaken
    kept.state, kept.confirmed = State.WAITING, timezone.now()
    kept.save(update_fields=("state", "confirmed"))
    record(author, "import.confirm", f"import:{made.pk}")
    _hand_over(kept)


@transaction.atomic
def stop(author: Author, made: Import) -> None:
    """Ask a running import to stop; it keeps nothing."""
    kept = Import.objects.select_for_update().get(pk=made.pk)
    if kept.running or kept.asking:
        kept.state = State.STOPPING if kept.state == State.READING else State.STOPPED
        kept.save(update_fields=("state",))
        record(author, "import.stop", f"import:{made.pk}")


@transaction.atomic
def undo(author: Author, made: Import) -> int | None:
    """Take an import back: its posts go, but for those that something was built on since; returns how many stay,
    ``None`` where there was nothing to take back. Raises ``UsageError`` where the book rests on it."""
    kept = Import.objects.select_for_update().get(pk=made.pk)
    if not kept.may_be_undone:
        return None
    if kept.files.exclude(batch="").exists():
        sheets.undo(kept, author)
    kept.observations.all().delete()
    own = kept.posts.all()
    gone, _ = own.exclude(pk__in=staying(kept).values("pk")).delete()
    facts, stay = unlearn(kept), own.count()
    kept.state, kept.ended = State.UNDONE, timezone.now()
    kept.save(update_fields=("state", "ended"))
    record(author, "import.undo", f"import:{kept.pk}", {"stay": stay, "rows": gone, "facts": facts})
    return stay


def _asking(pk: int) -> Import:
    """The import, locked, which awaits a person's word. Raises ``Overtaken``."""
    made = Import.objects.select_for_update().get(pk=pk)
    if not made.asking:
        raise Overtaken
    return made


def _hand_over(made: Import) -> None:
    from perenne.desk.imports.reading import read_import  # tasks are loaded with the worker, not with the pages

    read_import.enqueue(made.pk)
