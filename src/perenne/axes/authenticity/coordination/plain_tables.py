"""Plain tables of acts: CSV, Parquet, one JSON object a line, with a column each for account, object and time."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import polars as pl

from perenne.axes.authenticity.coordination.moments import is_date, seconds
from perenne.dated.shelf import shelf
from perenne.model.errors import PerenneError, UnreadableFile, UsageError
from perenne.model.refused import why
from perenne.readers import delimited

NEEDED = ("account", "object", "time")
ACT = ("account", "object", "t", "action", "owner", "dated")
"""``dated``: the source says a day and no time, so that ``t`` is its midnight."""
_MAGIC = b"PAR1"
_HEAD = 1 << 16


def table_of_acts(file: Path, columns: Mapping[str, str], channel: str | None) -> pl.DataFrame:
    """The rows of ``file`` as acts (``ACT``), with nulls where they lack something. ``columns``: what a person said
    of them. Raises ``PerenneError``."""
    if not file.is_file():  # to open a pipe would be to wait for ever
        raise UnreadableFile(
            fr=f"{file.name} : ce n’est pas un fichier ordinaire (un dossier, un tube ou un périphérique)",
            en=f"{file.name}: this is no regular file (a folder, pipe or device)",
        )
    try:
        return _acts(_opened(file), columns, channel, file.name)
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


def is_table_of_acts(head: bytes) -> bool:
    """Whether the first line is a JSON object with an account, an object and a time that are no objects
    themselves: records of ours have such names too."""
    try:
        first = msgspec.json.decode(head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0])
        named = chosen_columns(list(first), {}, "", None) if isinstance(first, dict) else {}
    except (msgspec.DecodeError, UsageError, RecursionError):
        return False
    return bool(named) and not any(isinstance(first[name], dict | list) for name in named.values())


def has_columns(file: Path, channel: str | None) -> bool:
    """Whether ``file`` is a table with a column each for account, object and time."""
    try:
        chosen_columns(_opened(file).collect_schema().names(), {}, file.name, channel)
    except (OSError, PerenneError, pl.exceptions.PolarsError):
        return False
    return True


def _opened(file: Path) -> pl.LazyFrame:
    head = start_of(file)
    if head.startswith(_MAGIC):
        return pl.scan_parquet(file)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return pl.scan_ndjson(file, infer_schema_length=10_000)
    return _delimited(file)


def _delimited(file: Path) -> pl.LazyFrame:
    try:
        with file.open("rb") as stream:
            dialect = delimited.examine(stream)
    except UnreadableFile as problem:
        raise UnreadableFile(fr=f"{file.name} : {problem.says.fr}", en=f"{file.name}: {problem.says.en}") from None
    header = delimited.first_row(start_of(file))
    if header is None:
        raise UnreadableFile(
            fr=f"{file.name} : ce n’est ni un tableau ni des enregistrements",
            en=f"{file.name}: this is neither a table nor records",
        )
    if dialect.encoding.lower().replace("_", "-") in {"utf-8", "utf-8-sig", "ascii"}:
        return pl.scan_csv(file, separator=dialect.delimiter, infer_schema=False, skip_rows=int(dialect.preamble))
    text = file.read_bytes().decode(dialect.encoding, "replace").encode()
    return pl.scan_csv(text, separator=dialect.delimiter, infer_schema=False, skip_rows=int(dialect.preamble))


def start_of(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_HEAD)


def _acts(table: pl.LazyFrame, said: Mapping[str, str], channel: str | None, name: str) -> pl.DataFrame:
    schema = table.collect_schema()
    columns = chosen_columns(schema.names(), said, name, channel)
    moment = columns["time"]
    texts = {
        field: _filled(pl.col(columns[field]).cast(pl.String)) if field in columns else pl.lit(None, pl.String)
        for field in ("account", "object", "action", "owner")
    }
    times = {"t": seconds(moment, schema[moment]), "dated": is_date(moment, schema[moment])}
    return table.select(**texts, **times).select(ACT).collect()


def _filled(text: pl.Expr) -> pl.Expr:
    """An empty cell says nothing."""
    trimmed = text.str.strip_chars()
    return pl.when(trimmed != "").then(trimmed)


def chosen_columns(names: Sequence[str], said: Mapping[str, str], file: str, channel: str | None) -> dict[str, str]:
    """Which of the columns ``names`` each part of an act of ``channel`` stands in. Raises ``UsageError``."""
    folded = {name.strip().lower(): name for name in reversed(names)}
    for field, column in said.items():
        if column not in names:
            shown = ", ".join(names[:12])
            raise UsageError(
                fr=f"{file} : pas de colonne « {column} » (donnée pour {field}) ; il y a : {shown}",
                en=f"{file}: there is no column “{column}” (given for {field}); there are: {shown}",
            )
    guessed = {
        field: next((folded[each] for each in choices if each in folded), None)
        for field, choices in _known_names(channel).items()
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


def _known_names(channel: str | None) -> dict[str, list[str]]:
    known = shelf(__package__)["columns"]
    columns: dict[str, list[str]] = known["columns"]
    return columns | {"object": [*known["of_channel"].get(channel, ()), *columns["object"]]}


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
