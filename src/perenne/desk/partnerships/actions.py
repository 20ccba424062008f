"""What people do with partnerships: open one, write down what happened, decide, import a sheet, take it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from pathlib import Path

import msgspec
from django.db import transaction
from django.utils import timezone

from perenne.chain import Json
from perenne.desk.journal.acts import Author, Overtaken, record
from perenne.desk.partnerships import writing
from perenne.desk.partnerships.folding import Brands
from perenne.desk.partnerships.models import Partnership, key_of
from perenne.desk.partnerships.store import Tables, locked
from perenne.desk.people.models import Brand, Member
from perenne.desk.people.permissions import member_brands
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError
from perenne.model.event import Decided, Event, Opened, Renewed, What
from perenne.model.reject import Reject
from perenne.partnerships.book import Keeper, Written
from perenne.partnerships.importing.joining import Pair
from perenne.partnerships.importing.mapping import AS_GUESSED, Choices
from perenne.partnerships.importing.plan import Plan, plan
from perenne.partnerships.importing.rows import Refused
from perenne.partnerships.partnership import handle_key
from perenne.readers.opening import open_reading
from perenne.text.names import folded_name

_OTHER_BRAND = Bilingual(
    fr="la ligne nomme une autre marque que celle de l’import : importez-la à part",
    en="the row names another brand than that of the import: import it apart",
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. ``batch``: to undo it by; ``None`` where the sheet said nothing new."""

    plan: Plan
    batch: str | None
    partnerships: tuple[str, ...]


@transaction.atomic
def open_partnership(author: Author, member: Member, what: Opened, since: date, brand: Brand | None) -> Partnership:
    """Raises ``Impossible`` where the two have a partnership already."""
    advertiser = what.advertiser.name or next(iter(what.advertiser.handles), "")
    key = Pair(handle_key(what.creator.handle), folded_name(advertiser)).new_id
    done = writing.write(member.organisation_id, [_event(member, key, since, what)], _written(member), brand)
    (row,) = done.rows
    record(author, "partnership.open", f"partnership:{row.pk}", {"ref": row.ref, "batch": done.batch})
    return row


@transaction.atomic
def write_down(
    author: Author, member: Member, row: Partnership, seen: int, what: What, on: date, note: str | None = None
) -> None:
    """Write down what happened, on the partnership as it was at version ``seen``. Raises ``Overtaken`` and
    ``Impossible``."""
    key = _name_of(row, seen)
    done = writing.write(member.organisation_id, [_event(member, key, on, what, note)], _written(member))
    kind = str(what.__struct_config__.tag)
    facts = {"ref": row.ref, "kind": kind, "batch": done.batch}
    record(author, "partnership.record", f"partnership:{row.pk}", facts)


@transaction.atomic
def decide(
    author: Author,
    member: Member,
    row: Partnership,
    seen: int,
    decided: Decided,
    changed: str | None = None,
    follows: Renewed | None = None,
) -> None:
    """Sign a decision with its reason; ``changed``: which terms change; ``follows``: the agreement that comes next.
    Raises ``Overtaken`` and ``Impossible``."""
    key, today = _name_of(row, seen), timezone.localdate()
    events = [_event(member, key, today, decided, changed)]
    if follows is not None:
        events.append(_event(member, key, today, follows))
    done = writing.write(member.organisation_id, events, _written(member))
    facts = {"ref": row.ref, "choice": decided.choice, "batch": done.batch}
    record(author, f"partnership.{decided.choice}", f"partnership:{row.pk}", facts, {"reason": decided.reason})


def _name_of(row: Partnership, seen: int) -> str:
    """The library's name of ``row``, which is locked. Raises ``Overtaken``."""
    locked(row.organisation_id)
    kept = Partnership.objects.get(pk=row.pk)
    if kept.version != seen:
        raise Overtaken
    (name,) = Tables(row.organisation_id).traced([kept.key])
    return name


def _event(member: Member, partnership: str, on: date, what: What, note: str | None = None) -> Event:
    return Event(
        id=writing.new_id(), partnership=partnership, on=on, what=what, by=member.person.name, note=note or None
    )


def _written(member: Member, of: str | None = None, sha256: str | None = None) -> Written:
    at = timezone.now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Written(by=member.person.name, at=at, of=of, sha256=sha256)


def looked_at(
    member: Member, path: Path, name: str, mapping: Choices = AS_GUESSED, brand: Brand | None = None
) -> Plan:
    """What importing the sheet would do; nothing is written. Raises ``UnreadableFile``, and ``UsageError`` where the
    member's role is limited to some brands and none of them is named."""
    limited = member_brands(member)
    if limited and (brand is None or brand.pk not in limited):
        raise UsageError(
            fr="votre rôle est limité à certaines marques : dites de laquelle est ce tableau",
            en="your role is limited to some brands: say of which one this sheet is",
        )
    if brand is not None and mapping.options.advertiser is None:
        options = msgspec.structs.replace(mapping.options, advertiser=brand.name)
        mapping = replace(mapping, options=options)
    with open_reading(path, name).opened() as stream:
        planned = plan(stream, name, Tables(member.organisation_id), mapping)
    return planned if brand is None else _of_brand(planned, member.organisation_id, brand)


def _of_brand(planned: Plan, organisation: int, brand: Brand) -> Plan:
    """Without what the sheet, or the book beside it, says of other brands."""
    brands = Brands(organisation)
    names = {each.partnership for each in planned.events} | {each.partnership for each in planned.conflicts}
    rows = Partnership.objects.filter(organisation=organisation, key__in=map(key_of, names))
    known = {each.key: each.brand_id for each in rows}
    others = {name for name in names if known.get(key_of(name), brand.pk) != brand.pk}
    for event in planned.events:
        advertiser = event.what.advertiser if isinstance(event.what, Opened) else None
        named = brands.of([advertiser.name or "", *advertiser.handles]) if advertiser else None
        if named is not None and named.pk != brand.pk and key_of(event.partnership) not in known:
            others.add(event.partnership)
    if not others:
        return planned
    places = {
        *((each.source.file, each.source.line) for each in planned.events if each.partnership in others),
        *((each.file, each.line) for each in planned.conflicts if each.partnership in others),
    }
    refused = (
        Refused(Reject(file or planned.file, line or 0, "advertiser", _OTHER_BRAND), {})
        for file, line in sorted(places, key=lambda each: (each[0] or "", each[1] or 0))
    )
    return replace(
        planned,
        conflicts=tuple(each for each in planned.conflicts if each.partnership not in others),
        events=tuple(each for each in planned.events if each.partnership not in others),
        created=tuple(each for each in planned.created if each not in others),
        completed=tuple(each for each in planned.completed if each not in others),
        refused=(*planned.refused, *refused),
    )


@transaction.atomic
def import_sheet(
    author: Author,
    member: Member,
    path: Path,
    name: str,
    mapping: Choices = AS_GUESSED,
    brand: Brand | None = None,
) -> Imported:
    """Write what the sheet says that the book does not hold, as one batch. Raises what ``looked_at`` raises, and
    ``UsageError`` where a question must be answered first."""
    locked(member.organisation_id)
    planned = looked_at(member, path, name, mapping, brand)
    for question in planned.questions:
        if question.blocks:
            raise UsageError(fr=question.says.fr, en=question.says.en)
    if not planned.events:
        return Imported(planned, None, ())
    done = writing.write(member.organisation_id, planned.events, _written(member, name, planned.sha256), brand)
    facts: dict[str, Json] = {
        "batch": done.batch,
        "sha256": planned.sha256,
        "created": len(planned.created),
        "completed": len(planned.completed),
        "events": len(planned.events),
        "refused": len(planned.refused),
    }
    record(author, "partnership.import", f"batch:{done.batch}", facts)
    return Imported(planned, done.batch, _refs(done.rows))


@transaction.atomic
def undo_import(author: Author, member: Member, batch: str) -> None:
    """Let the events of ``batch`` not count any more. Raises ``UsageError`` where there is none, or it is undone
    already, ``Needed`` where later events rest on it."""
    organisation = member.organisation_id
    locked(organisation)
    tables = Tables(organisation)
    keys = _touched(tables, batch)
    limited = member_brands(member)
    if limited and Partnership.objects.filter(organisation=organisation, key__in=keys).exclude(brand__in=limited):
        raise UsageError(f"aucun lot « {batch} » à annuler", f"there is no batch “{batch}” to undo")
    Keeper(tables).undo(batch, _written(member))
    rows = writing.fold_again(organisation, keys)
    record(author, "partnership.undo", f"batch:{batch}", {"batch": batch, "partnerships": len(rows)})


def _touched(tables: Tables, batch: str) -> list[str]:
    """The partnerships of which ``batch`` tells; of an undoing, those of what it undid."""
    by_name = {each.id: each for each in tables.headings()}
    while (heading := by_name.get(batch)) is not None and heading.undoes is not None:
        batch = heading.undoes
    return tables.partnerships_of(batch)


def _refs(rows: Sequence[Partnership]) -> tuple[str, ...]:
    return tuple(each.ref for each in rows)
