"""A person's names covered wherever texts of the organisation write them: tables, the book, words of the journal."""

from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from django.db import models

from perenne.desk.journal.models import Word
from perenne.desk.leaving.names import Names
from perenne.desk.leaving.schema import TO_ORGANISATION, model_of
from perenne.desk.partnerships.models import Batch, Event, Partnership, key_of
from perenne.desk.partnerships.store import locked
from perenne.desk.partnerships.writing import fold_again
from perenne.model.event import Event as Told
from perenne.model.wire import encode
from perenne.partnerships.batch import FIRST, fingerprint, read_heading

_NOT_OF_PEOPLE = frozenset({"people.organisation", "people.brand", "leaving.erasure", "partnerships.book"})
_NO_TEXT = frozenset(
    {
        *(
            "platform",
            "rule",
            "kind",
            "part",
            "question",
            "answer",
            "format",
            "basis",
            "purpose",
            "language",
            "state",
        ),
        *("sha256", "token", "key_id", "password", "finding", "verb", "form", "manifest", "rules", "about_hash"),
    }
)
"""Columns in which the program writes: no person's name stands there."""
_AT_ONCE = 2_000


def cover(organisation: int, names: Names, spared: Collection[int] = ()) -> int:
    """Cover ``names`` in every row; returns in how many. ``spared``: people whose own names stay as they are."""
    return sum(_cover(table, organisation, names, spared) for table in TO_ORGANISATION if table not in _NOT_OF_PEOPLE)


def _cover(name: str, organisation: int, names: Names, spared: Collection[int]) -> int:
    table, n = model_of(name), 0
    for pk, values in list(_found(name, organisation, names)):
        if name == "people.person" and pk in spared:
            continue
        table._base_manager.filter(pk=pk).update(**values)
        n += 1
    return n


def _found(name: str, organisation: int, names: Names) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table in which one of ``names`` stands, with what is to stand there."""
    fields = _texts(name)
    if not fields:
        return
    rows = model_of(name)._base_manager.filter(**{TO_ORGANISATION[name]: organisation}).distinct()
    for pk, *values in rows.values_list("pk", *(each.attname for each in fields)).iterator(_AT_ONCE):
        changed = {}
        for field, value in zip(fields, values, strict=True):
            if value and (other := _other(field, value, names)) != value:
                changed[field.attname] = other
        if changed:
            yield pk, changed


def _other(field: "models.Field[Any, Any]", value: Any, names: Names) -> Any:
    if not isinstance(value, str):
        return names.replaced(value)
    marked = names.marked(value)
    return marked[: field.max_length] if field.max_length else marked


def _texts(name: str) -> list["models.Field[Any, Any]"]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    columns = model_of(name)._meta.concrete_fields
    return [each for each in columns if isinstance(each, kinds) and not each.choices and each.name not in _NO_TEXT]


def cover_book(organisation: int, names: Names) -> int:
    """Write the book anew where it writes ``names``, each batch behind the one before; returns in how many events."""
    book, before, n = locked(organisation), FIRST, 0
    partnerships: set[str] = set()
    for batch in Batch.objects.filter(organisation=organisation).order_by("number"):
        events = list(batch.events.order_by("place"))
        changed = [each for each in events if _renamed(each, names)]
        n += len(changed)
        Event.objects.bulk_update(changed, ("line", "key", "partnership"), batch_size=500)
        heading = read_heading(batch.line.encode(), batch.name)
        said = {name: names.marked(text) for name in ("by", "of") if (text := getattr(heading, name))}
        batch.line = encode(msgspec.structs.replace(heading, before=before, **said)).decode()
        before = fingerprint("".join(f"{line}\n" for line in (batch.line, *(each.line for each in events))).encode())
        batch.sha256 = before
        batch.save(update_fields=("line", "sha256"))
        partnerships |= {each.partnership for each in changed}
    book.sha256 = before
    book.save(update_fields=("sha256",))
    _list_anew(organisation, names, partnerships)
    return n


def _renamed(event: Event, names: Names) -> bool:
    found = msgspec.json.decode(event.line)
    other = names.replaced(found)
    if other == found:
        return False
    told = msgspec.convert(other, Told)
    event.line = encode(told).decode()
    event.key, event.partnership = key_of(told.id), key_of(told.partnership)
    return True


def _list_anew(organisation: int, names: Names, keys: Collection[str]) -> None:
    for row in Partnership.objects.filter(organisation=organisation):
        if (key := key_of(names.marked(row.key))) != row.key:
            row.key = key
            row.save(update_fields=("key",))
    if keys:
        fold_again(organisation, keys)


def shred_words(organisation: int, names: Names) -> int:
    """Shred every word of the journal that writes one of ``names``, whoever it was about."""
    words = Word.objects.filter(act__organisation=organisation, shredded=False).exclude(text="")
    found = [pk for pk, text in words.values_list("pk", "text").iterator(_AT_ONCE) if names.stands_in(text)]
    for start in range(0, len(found), 500):
        Word.objects.filter(pk__in=found[start : start + 500]).update(text="", salt="", shredded=True)
    return len(found)
