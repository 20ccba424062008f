"""What people do with the register: record a device and change it, give an exception, tell of an incident, bring
proofs. Every one of them is a record of the library, refused where the library refuses it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from perenne.chain import Json
from perenne.desk.devices.models import Entry
from perenne.desk.devices.queries import register_of
from perenne.desk.journal.acts import Author, Overtaken, record
from perenne.desk.people.models import Member, Organisation
from perenne.devices.importing.bringing import brought
from perenne.devices.importing.content import check_size
from perenne.devices.importing.seen import Asked, Imported
from perenne.devices.importing.table import Mapping
from perenne.devices.records import Device, Exempted, Incident
from perenne.devices.rule import institutional
from perenne.model.wire import encode


class Known(Exception):
    """There is a device of that id already."""


class Shared(Exception):
    """Another device has one of its names: its id is the message."""


def _check_called(organisation: Organisation, device: Device) -> None:
    others = Entry.objects.filter(organisation=organisation, kind=Entry.DEVICE).exclude(ref=device.id)
    for line in others.values_list("line", flat=True):
        other = msgspec.json.decode(line, type=Device)
        if other.called & device.called:
            raise Shared(other.id)


def add_device(author: Author, member: Member, device: Device) -> None:
    """Raises ``Known``, ``Shared``."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=member.organisation_id)
        if Entry.objects.filter(organisation=member.organisation, kind=Entry.DEVICE, ref=device.id).exists():
            raise Known
        _check_called(member.organisation, device)
        _enter(member, Entry.DEVICE, device.id, device)
        record(author, "device.add", f"device:{device.id}", {"ref": device.id, "class": device.class_})


def change_device(author: Author, entry: Entry, seen: int, device: Device) -> None:
    """Raises ``Overtaken``, ``Shared``."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=entry.organisation_id)
        _check_called(entry.organisation, device)
        locked = Entry.objects.select_for_update().get(pk=entry.pk)
        if locked.version != seen:
            raise Overtaken
        before, after = (msgspec.json.decode(each) for each in (locked.line, encode(device)))
        changed: list[Json] = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        if not changed:
            return
        locked.line, locked.version = encode(device).decode(), locked.version + 1
        locked.save(update_fields=("line", "version"))
        record(author, "device.change", f"device:{device.id}", {"ref": device.id, "changed": changed})


def give_exception(author: Author, member: Member, told: Exempted) -> Exempted:
    """A new exception, ``X-1``; to extend one is to give another."""
    with transaction.atomic():
        made = msgspec.structs.replace(told, id=_next(member, Entry.EXCEPTION, "X"))
        _enter(member, Entry.EXCEPTION, made.device, made)
        facts: dict[str, Json] = {"ref": made.id, "device": made.device, "rule": made.rule, "until": str(made.until)}
        words = {"reason": made.reason, "approved_by": made.approved_by}
        record(author, "device.except", f"device:{made.device}", facts, words)
    return made


def tell_incident(author: Author, member: Member, told: Incident) -> Incident:
    with transaction.atomic():
        made = msgspec.structs.replace(told, id=_next(member, Entry.INCIDENT, "I"))
        _enter(member, Entry.INCIDENT, made.device, made)
        facts: dict[str, Json] = {"ref": made.id, "device": made.device, "incident": made.kind, "on": str(made.on)}
        record(author, "device.incident", f"device:{made.device}", facts, {"what": made.what})
    return made


@dataclass(frozen=True, slots=True)
class Kept:
    """``new``: proofs that were not there yet; ``left``: devices and answers that were left out."""

    new: int
    left: int


def bring_proofs(
    author: Author, member: Member, files: Iterable[UploadedFile[Any]], mapping: Mapping | None = None
) -> Kept:
    """Keep of ``files`` what the rules ask for, and nothing else: the files themselves are not kept. Raises
    ``UnreadableFile``, and keeps nothing then."""
    register, rules = register_of(member), institutional()
    asked = Asked.by(register, rules)
    found = [brought(_content(each), each.name or "?", register, asked, mapping or Mapping()) for each in files]
    evidence = {each.id: each for one in found for each in one.evidence}
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=member.organisation_id)
        there = Entry.objects.filter(organisation=member.organisation, kind=Entry.EVIDENCE, ref__in=evidence)
        new = [evidence[each] for each in sorted(set(evidence) - set(there.values_list("ref", flat=True)))]
        Entry.objects.bulk_create(_entry(member, Entry.EVIDENCE, each.device, each) for each in new)
        facts: dict[str, Json] = {"new": len(new), "files": sorted({each.original.sha256 for each in new})}
        record(author, "device.proofs", "devices", facts)
    return Kept(len(new), sum(map(_left, found)))


def _content(file: UploadedFile[Any]) -> bytes:
    check_size(file.name or "?", file.size or 0)
    content: bytes = file.read()
    return content


def _left(found: Imported) -> int:
    return found.strangers + found.undated + found.silent + found.beside


def _next(member: Member, kind: str, letter: str) -> str:
    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    return f"{letter}-{Entry.objects.filter(organisation=member.organisation, kind=kind).count() + 1}"


def _enter(member: Member, kind: str, device: str, told: Any) -> None:
    _entry(member, kind, device, told).save()


def _entry(member: Member, kind: str, device: str, told: Any) -> Entry:
    return Entry(
        organisation=member.organisation,
        kind=kind,
        ref=told.id,
        device=device,
        line=encode(told).decode(),
        by=member.person,
        at=timezone.now(),
    )
