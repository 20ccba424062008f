"""Ask for everything, take it along, and remove the files that tell of somebody who was erased."""

from django.db import transaction
from django.utils import timezone

from perenne.desk.journal.acts import Author, record
from perenne.desk.leaving.models import Export, State
from perenne.desk.people.models import Member, Organisation


@transaction.atomic
def ask(author: Author, member: Member) -> Export:
    """Everything of the organisation, made by the worker; while one is being made, that one."""
    from perenne.desk.leaving.making import make_export  # the worker's entry, which needs this module's app

    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    waiting = Export.objects.filter(organisation=member.organisation_id, state=State.WAITING).first()
    if waiting is not None:
        return waiting
    export = Export.objects.create(organisation=member.organisation, by=member.person, at=timezone.now())
    record(author, "data.export", f"export:{export.pk}")
    make_export.enqueue(export.pk)
    return export


@transaction.atomic
def take(author: Author, export: Export) -> None:
    """Somebody downloads the file."""
    record(author, "data.download", f"export:{export.pk}", {"sha256": export.sha256})
