"""The phones of the invented agency, entered as its security officer would: ``phones.yaml``, in days before a day."""

import csv
import io
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

import msgspec
from django.core.files.uploadedfile import SimpleUploadedFile

from perenne.dated.shelf import shelf
from perenne.desk.devices import actions
from perenne.desk.people.access import author
from perenne.desk.people.models import Member
from perenne.devices.records import Device, Exempted, Incident

T = TypeVar("T", bound=msgspec.Struct)


class _Dated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record of the register; ``days``: by field, how many days before the demo it says."""

    days: dict[str, int]
    record: dict[str, Any]


class _Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A checklist that was filled in ``days`` ago; ``left``: kinds of questions that it was not asked."""

    device: str
    days: int
    by: str
    left: tuple[str, ...]


class _Console(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a console said ``days`` ago of a phone that bears ``app`` and was last patched ``patched`` days ago."""

    device: str
    days: int
    version: str
    patched: int
    app: str


class _Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: str
    answer: Literal["oui", "non"]
    of: str


class _Phones(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    devices: tuple[_Dated, ...]
    sheets: tuple[_Sheet, ...]
    console: _Console
    answers: tuple[_Answer, ...]
    exceptions: tuple[_Dated, ...]
    incidents: tuple[_Dated, ...]


def register(member: Member, until: date) -> None:
    """Enter the phones as ``member``, as they stand on the day ``until``."""
    told, writes = msgspec.convert(shelf(__package__)["phones"], _Phones), author(member)
    for phone in told.devices:
        actions.add_device(writes, member, _record(phone, Device, until))
    for incident in told.incidents:
        actions.tell_incident(writes, member, _record(incident, Incident, until))
    actions.bring_proofs(writes, member, [_checklist(each, told.answers, until) for each in told.sheets])
    actions.bring_proofs(writes, member, [_export(told.console, until)])
    for exception in told.exceptions:
        actions.give_exception(writes, member, _record(exception, Exempted, until))


def _record(told: _Dated, kind: type[T], until: date) -> T:
    days = {name: until - timedelta(days=ago) for name, ago in told.days.items()}
    return msgspec.convert(told.record | days, kind)


def _checklist(sheet: _Sheet, answers: tuple[_Answer, ...], until: date) -> SimpleUploadedFile:
    on = until - timedelta(days=sheet.days)
    asked = (each for each in answers if each.of not in sheet.left)
    rows = [(sheet.device, each.question, "", each.answer, on.isoformat(), sheet.by) for each in asked]
    return _file(f"liste-{sheet.device}.csv", [("device", "question", "words", "answer", "on", "by"), *rows])


def _export(told: _Console, until: date) -> SimpleUploadedFile:
    on, patched_on = ((until - timedelta(days=ago)).isoformat() for ago in (told.days, told.patched))
    head = ("device", "on", "patched_on", "os_version", f"app:{told.app}")
    return _file("console.csv", [head, (told.device, on, patched_on, told.version, "yes")])


def _file(name: str, rows: list[tuple[str, ...]]) -> SimpleUploadedFile:
    table = io.StringIO()
    csv.writer(table, delimiter=";").writerows(rows)
    return SimpleUploadedFile(name, table.getvalue().encode())
