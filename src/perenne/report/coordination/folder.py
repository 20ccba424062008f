"""The folder of a run: tables as Parquet and as CSV, a page, the network, and what was found in words.

Written beside, then renamed: nothing is ever half-written. The same acts give the same bytes.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet

from perenne.audit.lines import private
from perenne.axes.authenticity.coordination.detect import TABLES, Coordination
from perenne.axes.authenticity.coordination.told import lines
from perenne.model.bilingual import Bilingual, Language
from perenne.report.coordination.gexf import network
from perenne.report.coordination.page import render
from perenne.report.inert import defused
from perenne.report.place import Kind, said_plainly

RECORD = "coordination/1"
_SUMMARY, _NETWORK, _PAGE = "summary.json", "network.gexf", "report.html"
_OURS = frozenset({_SUMMARY, _NETWORK, _PAGE, *(f"{name}.{kind}" for name in TABLES for kind in ("parquet", "csv"))})
_MARK = f'"perenne":"{RECORD}"'.encode()
_ROWS = 10_000


def is_coordination(folder: Path) -> bool:
    """Whether ``folder`` is what such a run wrote."""
    try:
        with (folder / _SUMMARY).open("rb") as summary:
            return _MARK in summary.read(200)
    except OSError:
        return False


COORDINATION = Kind(is_coordination, _OURS.__contains__, Bilingual(fr="qu’une coordination", en="a coordination"))


def write_folder(found: Coordination, place: Path, target: Path, language: Language, *, named: bool) -> None:
    """Write ``found`` to ``target``; ``place``: the private folder beside it, which ``COORDINATION`` prepared.
    ``language``: of the page; ``named``: page and network show the accounts' names. Raises ``UsageError`` where that
    cannot be."""
    with said_plainly(target):
        folder = place / "new"
        folder.mkdir(mode=0o700)
        for name, table in found.tables.items():
            with open(folder / f"{name}.parquet", "xb", opener=private) as stream:
                pa.parquet.write_table(table, stream, compression="zstd")
            with open(folder / f"{name}.csv", "xb", opener=private) as stream:
                stream.writelines(as_csv(table))
        with open(folder / _NETWORK, "xb", opener=private) as stream:
            stream.write(network(found, named=named))
        with open(folder / _PAGE, "xb", opener=private) as stream:
            stream.write(render(found, language, named=named).encode())
        with open(folder / _SUMMARY, "xb", opener=private) as stream:
            stream.write(_summary(found))
        target.parent.mkdir(parents=True, exist_ok=True)
        COORDINATION.swap(folder, target)


def as_csv(table: pa.Table) -> Iterator[bytes]:
    """``table`` as CSV. Its texts are defused: no spreadsheet runs them."""
    yield _sheet([table.column_names])
    for batch in table.to_batches(max_chunksize=_ROWS):
        columns = [batch.column(number).to_pylist() for number in range(batch.num_columns)]
        yield _sheet([[_cell(value) for value in row] for row in zip(*columns, strict=True)])


def _sheet(rows: list[list[str]]) -> bytes:
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\r\n").writerows(rows)
    return sheet.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return defused(value) if isinstance(value, str) else repr(value)


def _summary(found: Coordination) -> bytes:
    said = [{"fr": line.fr, "en": line.en} for line in lines(found)]
    runs = [{name: value for name, value in run.items() if name != "parameters"} for run in found.run.to_pylist()]
    return msgspec.json.encode({"perenne": RECORD, "said": said, "run": runs}) + b"\n"
