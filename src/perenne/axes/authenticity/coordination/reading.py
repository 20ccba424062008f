"""From files to acts: plain tables (CSV, Parquet, one JSON object a line), and our own records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa

from perenne.axes.authenticity.coordination.acts import SCHEMA
from perenne.axes.authenticity.coordination.moments import seconds
from perenne.axes.authenticity.coordination.records import from_records, holds_records
from perenne.dated.shelf import shelf
from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.refused import why
from perenne.readers import delimited

NEEDED = ("account", "object", "time")
_MAGIC = b"PAR1"
_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Read:
    """``acts`` as in ``SCHEMA``; ``incomplete``: rows that lack account, object or a time that can be read;
    ``channels``: what kinds of acts they are."""

    acts: pa.Table
    incomplete: int
    channels: frozenset[str]


def read(files: Sequence[Path], columns: Mapping[str, str]) -> Read:
    """The acts of ``files``. ``columns``: what a person said of their columns. Raises ``PerenneError``."""
    parts = [_read(file, columns) for file in files]
    channels = frozenset().union(*(part.channels for part in parts))
    if len(channels) > 1:
        said = ", ".join(sorted(channels))
        raise UsageError(
            fr=f"plusieurs sortes d’actes à la fois ({said}) : elles ne se mélangent pas, donnez-les une à une",
            en=f"several kinds of acts at once ({said}): they do not mix, give them one by one",
        )
    acts = pa.concat_tables([part.acts for part in parts])
    if not len(acts):
        raise UnreadableFile(
            fr="aucun acte lisible : il faut un compte, un objet et une heure par ligne",
            en="no act that can be read: a line needs an account, an object and a time",
        )
    return Read(acts, sum(part.incomplete for part in parts), channels)


def _read(file: Path, columns: Mapping[str, str]) -> Read:
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
        if head.startswith(_MAGIC):
            return _from_table(pl.scan_parquet(file), columns, file.name)
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            if holds_records(head):
                return Read(*from_records(file))
            return _from_table(pl.scan_ndjson(file, infer_schema_length=10_000), columns, file.name)
        return _from_table(_delimited(file), columns, file.name)
    except OSError as problem:
        said = why(problem)
        raise UnreadableFile(
            fr=f"{file.name} : impossible à lire ({said.fr})", en=f"{file.name}: cannot be read ({said.en})"
        ) from None
    except pl.exceptions.PolarsError as problem:
        reason = str(problem).splitlines()[0]
        raise UnreadableFile(
            fr=f"{file.name} : tableau illisible ({reason})", en=f"{file.name}: unreadable table ({reason})"
        ) from None


def _delimited(file: Path) -> pl.LazyFrame:
    with file.open("rb") as stream:
        dialect = delimited.examine(stream)
        header = delimited.first_row(_start(file))
    if header is None:
        raise UnreadableFile(
            fr=f"{file.name} : ce n’est ni un tableau ni des enregistrements",
            en=f"{file.name}: this is neither a table nor records",
        )
    if dialect.encoding.lower().replace("_", "-") in {"utf-8", "utf-8-sig", "ascii"}:
        return pl.scan_csv(file, separator=dialect.delimiter, infer_schema=False, skip_rows=int(dialect.preamble))
    text = file.read_bytes().decode(dialect.encoding, "replace").encode()
    return pl.scan_csv(text, separator=dialect.delimiter, infer_schema=False, skip_rows=int(dialect.preamble))


def _start(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_HEAD)


def _from_table(table: pl.LazyFrame, said: Mapping[str, str], name: str) -> Read:
    schema = table.collect_schema()
    columns = chosen_columns(schema.names(), said, name)
    moment = columns["time"]
    taken = {field: pl.col(columns[field]).cast(pl.String) if field in columns else pl.lit(None, pl.String)
             for field in ("account", "object", "action", "owner")}  # fmt: skip
    rows = table.select(
        _filled(taken["account"]).alias("account"),
        _filled(taken["object"]).alias("object"),
        seconds(moment, schema[moment]).alias("t"),
        _filled(taken["action"]).alias("action"),
        _filled(taken["owner"]).alias("owner"),
    ).collect()
    whole = rows.drop_nulls(["account", "object", "t"])
    return Read(whole.to_arrow().cast(SCHEMA), len(rows) - len(whole), frozenset({"table"}))


def _filled(text: pl.Expr) -> pl.Expr:
    """An empty cell says nothing."""
    trimmed = text.str.strip_chars()
    return pl.when(trimmed != "").then(trimmed)


def chosen_columns(names: Sequence[str], said: Mapping[str, str], file: str) -> dict[str, str]:
    """Which of the columns ``names`` each part of an act stands in. Raises ``UsageError``."""
    folded = {name.strip().lower(): name for name in reversed(names)}
    for field, column in said.items():
        if column not in names:
            shown = ", ".join(names[:12])
            raise UsageError(
                fr=f"{file} : pas de colonne « {column} » (donnée pour {field}) ; il y a : {shown}",
                en=f"{file}: there is no column “{column}” (given for {field}); there are: {shown}",
            )
    known: dict[str, list[str]] = shelf(__package__)["columns"]["columns"]
    guessed = {
        field: next((folded[each] for each in choices if each in folded), None) for field, choices in known.items()
    }
    found = {field: column for field, column in (guessed | dict(said)).items() if column is not None}
    missing = [field for field in NEEDED if field not in found]
    if missing:
        lacking, shown = ", ".join(missing), ", ".join(names[:12])
        raise UsageError(
            fr=f"{file} : quelle colonne dit {lacking} ? Dites-le avec --map {missing[0]}=COLONNE ; il y a : {shown}",
            en=f"{file}: which column says {lacking}? Say it with --map {missing[0]}=COLUMN; there are: {shown}",
        )
    return found


def columns_said(words: str) -> dict[str, str]:
    """What ``account=…,object=…,time=…`` says. Raises ``UsageError``."""
    known = (*NEEDED, "action", "owner")
    found = {}
    for part in filter(None, (each.strip() for each in words.split(","))):
        field, sign, column = (each.strip() for each in part.partition("="))
        if not sign or not column or field not in known:
            raise UsageError(
                fr=f"--map attend account=…,object=…,time=… (et action=…, owner=…), et non « {part} »",
                en=f"--map takes account=…,object=…,time=… (and action=…, owner=…), and not “{part}”",
            )
        found[field] = column
    return found
