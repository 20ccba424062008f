"""Rows of a Parquet file, read batch by batch; only ever run by ``confined``.

A row has its number from 1; row 0 are the names of the columns. Lists of texts become texts with commas, what is
nested otherwise becomes JSON, and bytes that are no text become nothing.
"""

import io
import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

import msgspec
import polars as pl

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.readers.confined import Heading, Read, check_what_is_said
from perenne.readers.delimited import MAX_COLUMNS, MAX_RECORD, Cell, Damaged, Row

_BATCH = 2_000
_LARGEST = 2**63

_TOO_LONG = Bilingual(
    fr=f"ligne de plus de {MAX_RECORD} caractères : non lue", en=f"row longer than {MAX_RECORD} characters: not read"
)


def read(stream: BinaryIO) -> Iterator[Read]:
    """The one table of ``stream``. Raises ``UnreadableFile``."""
    try:
        table = pl.scan_parquet(stream)
        names = table.collect_schema().names()
        rows = table.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, OSError, ValueError):
        raise _broken() from None
    if len(names) > MAX_COLUMNS:
        raise UnreadableFile(
            fr=f"plus de {MAX_COLUMNS} colonnes : gardez celles des publications",
            en=f"more than {MAX_COLUMNS} columns: keep those of the posts",
        )
    check_what_is_said(rows, rows * len(names), stream.seek(0, io.SEEK_END))
    yield Heading("")
    yield Row(0, tuple(names))
    number = 0
    try:
        for batch in table.collect_batches(chunk_size=_BATCH, maintain_order=True, engine="streaming"):
            for values in batch.iter_rows():
                number += 1
                yield _row(number, tuple(map(_cell, values)))
    except (pl.exceptions.PolarsError, OSError, ValueError):
        raise _broken() from None


def _row(number: int, cells: tuple[Cell, ...]) -> Row | Damaged:
    if sum(len(cell) for cell in cells if isinstance(cell, str)) > MAX_RECORD:
        return Damaged(number, _TOO_LONG)
    return Row(number, cells)


_AS_IT_IS = frozenset({type(None), bool, str, datetime, date, time, timedelta})


def _cell(value: Any) -> Cell:
    kind = type(value)
    if kind in _AS_IT_IS:
        plain: Cell = value
        return plain
    match value:
        case int():
            return value if abs(value) < _LARGEST else str(value)
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return str(value)
        case bytes():
            return None
        case list() if all(isinstance(each, str) for each in value):
            return ", ".join(value)
    try:
        return msgspec.json.encode(value).decode()
    except (TypeError, ValueError, msgspec.MsgspecError):
        return None


def _broken() -> UnreadableFile:
    return UnreadableFile(
        fr="fichier Parquet abîmé, incomplet ou chiffré : écrivez-le à nouveau, ou donnez le tableau en CSV",
        en="a Parquet file that is damaged, incomplete or encrypted: write it again, or give the table as CSV",
    )
