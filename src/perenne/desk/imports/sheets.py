"""Sheets of partnerships in an import: looked at, then written into the book of the organisation."""

from typing import Any

import msgspec

from perenne.desk.imports import originals, tables
from perenne.desk.imports.models import File, Import
from perenne.desk.imports.spool import Refusal, Spool
from perenne.desk.journal.acts import Author
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.posts.judging import storable
from perenne.model.errors import PerenneError, UsageError
from perenne.partnerships.importing.plan import Plan, Seen

_SHOWN = 200
"""How many contradictions and lines left aside are kept to be shown; all are counted."""


def look(file: File, member: Member, spool: Spool) -> None:
    """Note what importing the sheet ``file`` would do."""
    from perenne.desk.partnerships.actions import looked_at

    try:
        _check_role(member)
        planned = looked_at(member, originals.path_of(file.sha256), file.name, tables.choices_of(file), file.of.brand)
    except PerenneError as problem:
        file.problem_fr, file.problem_en = storable(problem.says.fr), storable(problem.says.en)
        nothing = {"columns": [], "asks": [], "rivals": {}, "blocked": True, "failed": True}
        file.seen = {**(file.seen or {}), **nothing}
        return
    _note(file, planned, spool)


def write(file: File, member: Member, spool: Spool) -> None:
    """Write the sheet, within the transaction that keeps the import. Raises ``UsageError`` for an open question."""
    from perenne.desk.partnerships.actions import import_sheet

    _check_role(member)
    author = Author(member.person.ref, member.person.name, member.organisation_id, "job")
    done = import_sheet(
        author, member, originals.path_of(file.sha256), file.name, tables.choices_of(file), file.of.brand
    )
    file.batch = done.batch or ""
    _note(file, done.plan, spool)


def undo(made: Import, author: Author) -> None:
    """Take back what the sheets of ``made`` wrote, the last one first. Raises ``UsageError``."""
    from perenne.desk.partnerships.actions import undo_import

    person = author.ref.rpartition(":")[2]
    member = Member.objects.select_related("person").get(organisation=made.organisation_id, person=int(person))
    _check_role(member)
    for file in made.files.exclude(batch="").order_by("-pk"):
        undo_import(author, member, file.batch)


def _check_role(member: Member) -> None:
    if not can(member, "partnership.write"):
        raise UsageError(
            fr="c’est un tableau de partenariats, et votre rôle ne tient pas les partenariats : demandez à une "
            "personne qui les tient de l’importer",
            en="this is a sheet of partnerships, and your role does not keep partnerships: ask somebody who keeps "
            "them to import it",
        )


def _note(file: File, planned: Plan, spool: Spool) -> None:
    file.records = planned.rows
    for each in planned.refused:
        spool.refuse(Refusal(file.pk, each.reject, {name: storable(text) for name, text in each.cells.items()}))
    options = msgspec.to_builtins(planned.understood.options)
    file.seen = {
        **(file.seen or {}),
        "rows": planned.rows,
        "columns": [_column(each) for each in planned.seen],
        "asks": sorted({each.option for each in planned.questions if each.option}),
        "rivals": {},
        "blocked": any(each.blocks for each in planned.questions),
        "understood": {name: value for name, value in options.items() if value is not None},
        "plan": {
            "events": len(planned.events),
            "kept": planned.kept,
            "created": len(planned.created),
            "completed": len(planned.completed),
            "conflicts": len(planned.conflicts),
            "left": len(planned.left),
            "shown": [
                {"file": each.file, "line": each.line, "kept": storable(each.book), "other": storable(each.sheet)}
                for each in planned.conflicts[:_SHOWN]
            ],
            "aside": [
                {"line": each.line, "fr": storable(each.says.fr), "en": storable(each.says.en)}
                for each in planned.left[:_SHOWN]
            ],
        },
    }


def _column(seen: Seen) -> dict[str, Any]:
    column = seen.column
    read_as = "private" if column.private else column.read_as or "dropped"
    return {
        "header": storable(column.header),
        "tab": seen.tab or "",
        "field": column.field,
        "read_as": read_as,
        "vat": column.vat or "",
        "sample": storable(seen.sample),
        "line": 0,
        "says": None,
        "empty": 0,
    }
