"""Rows as objects that name their columns, a line each: for whoever reads an export, and back into a table."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django.db import models

from perenne.desk.leaving.schema import RECORDS, columns, fillings, model_of, rows_of

_AT_ONCE = 2_000


def written(name: str, organisation: int, database: str) -> Iterator[bytes]:
    """A line a row, by their key, without what an export leaves out."""
    names = [each.attname for each in columns(name)]
    for row in rows_of(name, organisation, database).values(*names).iterator(chunk_size=_AT_ONCE):
        yield msgspec.json.encode(row, order="sorted") + b"\n"


def records(name: str, organisation: int, database: str) -> Iterator[bytes]:
    """The column ``record`` of the same rows in the same order, as the library writes it."""
    rows = rows_of(name, organisation, database).values_list("record", flat=True)
    for record in rows.iterator(chunk_size=_AT_ONCE):
        yield record.encode() + b"\n"


def put_back(name: str, lines: Iterable[bytes], beside: Iterable[bytes] = ()) -> int:
    """Insert the rows as they were written; ``beside``: the lines of their records. Returns how many there were.

    Raises ``ValueError`` where a row has other columns than the table, or records are too few or too many.
    """
    table, fields = model_of(name), columns(name)
    wanted = {each.attname for each in fields}
    remaining, n = iter(beside), 0
    waiting: list[models.Model] = []
    for line in lines:
        row: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
        if set(row) != wanted:
            raise ValueError(name)
        values = {each.attname: _read(each, row[each.attname]) for each in fields} | fillings(name, row)
        if name in RECORDS:
            values["record"] = next(remaining).decode().removesuffix("\n")
        waiting.append(table(**values))
        n += 1
        if len(waiting) == _AT_ONCE:
            _insert(table, waiting)
    _insert(table, waiting)
    if next(remaining, None) is not None:
        raise ValueError(name)
    return n


def _insert(table: type[models.Model], waiting: list[models.Model]) -> None:
    table._base_manager.bulk_create(waiting)
    waiting.clear()


def _read(field: "models.Field[Any, Any]", value: object) -> object:
    target = getattr(field, "target_field", None) if field.is_relation else None
    return (target or field).to_python(value)
