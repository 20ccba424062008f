"""Rows of any table as lines of JSON and back: the same on either database, to the microsecond."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from django.apps import apps
from django.db import models

_NOT_KEPT = frozenset({"auth", "contenttypes", "sessions", "usersessions"})
"""What the program makes by itself, and signed-in browsers: after a restore everybody signs in again."""
_AT_ONCE = 2_000


def tables() -> list[type[models.Model]]:
    """Every table that is kept, those between two others too, in the order of their names."""
    every = (
        each for each in apps.get_models(include_auto_created=True) if each._meta.managed and not each._meta.proxy
    )
    return sorted((each for each in every if each._meta.app_label not in _NOT_KEPT), key=name_of)


def name_of(table: type[models.Model]) -> str:
    return table._meta.label_lower


def _fields(table: type[models.Model]) -> Sequence["models.Field[Any, Any]"]:
    return table._meta.concrete_fields


def written(table: type[models.Model], database: str) -> Iterator[bytes]:
    """The rows, by their key: first a line of the columns' names, then a line a row."""
    names = [each.attname for each in _fields(table)]
    yield msgspec.json.encode(names) + b"\n"
    rows = table._base_manager.using(database).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield msgspec.json.encode(row, order="sorted") + b"\n"


def put_back(table: type[models.Model], lines: Iterable[bytes], database: str) -> int:
    """Insert the rows as they were written, without anything that the model would fill in anew; returns how many.

    Raises ``ValueError`` where the columns are not those of the table.
    """
    each_line = iter(lines)
    fields = _fields(table)
    if msgspec.json.decode(next(each_line, b"[]")) != [each.attname for each in fields]:
        raise ValueError(name_of(table))
    n = 0
    for line in each_line:
        values = msgspec.json.decode(line)
        read = {field.attname: _read(field, value) for field, value in zip(fields, values, strict=True)}
        table(**read).save_base(raw=True, force_insert=True, using=database)
        n += 1
    return n


def _read(field: "models.Field[Any, Any]", value: object) -> object:
    target = getattr(field, "target_field", None) if field.is_relation else None
    return (target or field).to_python(value)
