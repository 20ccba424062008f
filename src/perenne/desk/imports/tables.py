"""A table of an import: how its columns were taken, what a person said of them, the rows as they are written."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Any, NamedTuple

import msgspec

from perenne.desk.imports.models import File, Heading
from perenne.desk.posts.judging import storable
from perenne.model.errors import UnreadableFile
from perenne.partnerships.importing.mapping import AS_GUESSED, Choices
from perenne.partnerships.importing.mapping import Options as SheetOptions
from perenne.partnerships.importing.plan import words
from perenne.partnerships.importing.tabs import tabs
from perenne.partnerships.importing.vocabulary import roles
from perenne.readers import headers
from perenne.readers.columns import name_columns
from perenne.readers.delimited import Row, as_text
from perenne.readers.grid import open_grid
from perenne.readers.headers.cells import holds_private
from perenne.readers.mapping import Mapping, Options
from perenne.readers.opening import Reading
from perenne.readers.preview import Preview, SeenColumn, preview
from perenne.readers.table import Corrections, holds_posts

POSTS, PARTNERSHIPS = "posts", "partnerships"
_LONGEST = 300
"""Characters of a cell that are shown."""
_SIDES = frozenset({"advertiser", "advertiser_handle"})


def look(file: File, reading: Reading) -> None:
    """Note how the columns of ``file`` are taken: by what a person said of it, else of such headers before."""
    with reading.opened() as stream:
        found = preview(stream, mapping_of(file) if file.kind == POSTS else None)
        key = key_of([each.column.header for each in found.columns])
        offered = Heading.objects.filter(organisation=file.of.organisation_id, key=key).first()
        if file.said is None and offered is not None and file.kind in {"", offered.said["kind"]}:
            file.heading, file.said, file.kind = offered, offered.said, offered.said["kind"]
            if file.kind == POSTS:
                found = preview(stream, mapping_of(file))
        if not file.kind:
            file.kind = PARTNERSHIPS if _is_sheet(found, reading) else POSTS
    file.seen = _seen(found, key)


def key_of(said: Collection[str]) -> str:
    """The same for the same headers, however they are spelled."""
    return hashlib.sha256("\n".join(map(headers.key, said)).encode()).hexdigest()


def mapping_of(file: File) -> Mapping:
    """What a person said of a table of posts."""
    said = file.said or {}
    return Mapping(tuple(said.get("columns", {}).items()), Options(**said.get("options", {})))


def understood(file: File) -> Mapping:
    """The same with what whole columns proved."""
    seen = file.seen or {}
    return Mapping(mapping_of(file).columns, Options(**seen.get("understood", {})))


def choices_of(file: File) -> Choices:
    """What a person said of a sheet of partnerships."""
    if not file.said:
        return AS_GUESSED
    columns = {header: field for header, field in file.said.get("columns", {}).items() if field != "extra"}
    exact = {headers.key(header): field for header, field in columns.items()} | columns
    return Choices(exact, msgspec.convert(file.said.get("options", {}), SheetOptions))


def corrections_of(file: File) -> Corrections:
    """What people wrote in place of cells of ``file``."""
    found: dict[int, dict[str, str]] = {}
    for each in file.corrections.all():
        found.setdefault(each.line, {})[each.column] = each.corrected
    return found


def _is_sheet(found: Preview, reading: Reading) -> bool:
    """Whether a table tells of partnerships: it names both sides and what was agreed, and holds no captions."""
    if any(each.column.field == "text" for each in found.columns):
        return False
    try:
        with reading.opened() as stream:
            fields = frozenset().union(*(tab.fields for tab in tabs(stream, words(), AS_GUESSED)))
    except UnreadableFile:
        return False
    return not fields.isdisjoint(_SIDES) and not fields.isdisjoint(roles().terms)


def _seen(found: Preview, key: str) -> dict[str, Any]:
    open_fields = {doubt.field: doubt.blocks for doubt in found.doubts if doubt.field}
    mapping = found.mapping.options
    return {
        "key": key,
        "rows": found.rows,
        "sheet": found.sheet or "",
        "holds": found.holds or "",
        "columns": [_column(each) for each in found.columns],
        "asks": [doubt.option for doubt in found.doubts if doubt.option] + _platform(found),
        "rivals": open_fields,
        "blocked": any(doubt.blocks for doubt in found.doubts) or found.holds != POSTS,
        "understood": {name: value for name in Options.__slots__ if (value := getattr(mapping, name)) is not None},
    }


def _platform(found: Preview) -> list[str]:
    """``platform``, where no column names it."""
    named = {each.column.field for each in found.columns}
    return ["platform"] if named.isdisjoint({"platform", "url"}) and found.mapping.options.platform is None else []


def _column(seen: SeenColumn) -> dict[str, Any]:
    says = seen.says
    return {
        "header": storable(seen.column.header),
        "field": seen.column.field,
        "read_as": seen.column.read_as,
        "sample": storable(seen.sample),
        "line": seen.line,
        "says": storable(str(says)) if isinstance(says, date | datetime | time) else msgspec.to_builtins(says),
        "empty": seen.empty,
    }


class Written(NamedTuple):
    """A row as it is written: header → text, without what is about private persons."""

    line: int
    cells: dict[str, str]


def rows_at(reading: Reading, mapping: Mapping, lines: Collection[int]) -> Iterator[Written]:
    """The rows of a table of posts that begin at ``lines``."""
    if not lines:
        return
    with reading.opened() as stream:
        grid = open_grid(stream, mapping, partial(holds_posts, mapping))
        columns = name_columns(grid.said, "posts", mapping).columns
        for row in grid.rows():
            if isinstance(row, Row) and row.line in lines:
                pairs = zip(columns, map(as_text, row.cells), strict=False)
                cells = {
                    column.header: storable(text)[:_LONGEST]
                    for column, text in pairs
                    if column.header and column.read_as not in {"private", "dropped"} and not holds_private(text)
                }
                yield Written(row.line, cells)
