"""Posts that a program already holds as columns (a data frame, an Arrow batch): no object a post is made of them.

A column is named like a field of ``post/1``: ``platform``, ``post_id``, ``text``, ``account.handle``. A row whose
plain fields are as ``post/1`` wants them is written into the spool column by column; any other becomes a record and
is checked like one: it gives a post or a reject. Rows are numbered from 1, over all frames, unless the columns
``source.file``, ``source.sha256`` and ``source.line`` say where each was read.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import msgspec
import polars as pl

from perenne.audit.index import IndexBuilder
from perenne.audit.intake import FileRead
from perenne.audit.lines import LineWriter
from perenne.audit.silence import Listening
from perenne.audit.spool import RecordWriter
from perenne.model import wire
from perenne.model.post import Kind, Platform, Post
from perenne.model.reject import Reject
from perenne.readers.reading import Origin

FORMAT = "columns/1"

_ACCOUNT = ("account.id", "account.handle", "account.name", "account.country")
_BEFORE = ("post_id", "url", "kind", "published_at")
_AFTER = ("title", "text", "language", "first_comment")
_PLAIN = frozenset(("platform", *_BEFORE, *_ACCOUNT, *_AFTER))
FILE, SHA256, LINE = "source.file", "source.sha256", "source.line"
_SOURCE = (FILE, SHA256, LINE)
_MOMENT = (
    r"^\d{4}-\d{2}-\d{2}"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3}|\.\d{6})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Posts as ``frames``, one after the other, and what they are called: ``origin`` stands in every source."""

    origin: Origin
    frames: Callable[[], Iterable[pl.DataFrame]]


@dataclass(frozen=True, slots=True)
class Plain:
    """Rows that are posts as they stand: their ``lines`` for the spool, and ``noted``, what the index takes of them
    but for the length of the lines."""

    lines: pl.Series
    noted: pl.DataFrame


def read_columns(columns: Columns) -> Iterator[Plain | Post | Reject]:
    """The rows of each frame: those that are plain together, then the others one by one."""
    first = 1
    for frame in columns.frames():
        placed = _placed(frame, columns.origin, first)
        first += frame.height
        plain = _which_are_plain(frame.select(pl.exclude(_SOURCE)))
        if plain.any():
            yield _lines(placed.filter(plain), columns.origin if FILE not in frame.columns else None)
        for row in placed.filter(~plain).iter_rows(named=True):
            yield _record(row)


def _placed(frame: pl.DataFrame, origin: Origin, first: int) -> pl.DataFrame:
    """The rows with where each was read: as it says itself, else in ``origin``, numbered from ``first``."""
    numbers = pl.int_range(first, first + frame.height, dtype=pl.Int64)
    known = {FILE: pl.lit(origin.file), SHA256: pl.lit(origin.sha256), LINE: numbers}
    own = frame.columns
    return frame.with_columns(
        pl.coalesce(pl.col(name).cast(pl.Int64 if name == LINE else pl.String), other)
        if name in own
        else other.alias(name)
        for name, other in known.items()
    )


def _which_are_plain(frame: pl.DataFrame) -> pl.Series:
    simple = "platform" in frame.columns and _PLAIN.issuperset(frame.columns)
    if not simple or any(kind != pl.String for kind in frame.dtypes):
        return pl.repeat(value=False, n=frame.height, eager=True)
    return frame.select(_is_plain(set(frame.columns))).to_series()


def _is_plain(columns: set[str]) -> pl.Expr:
    """Whether every field of a row is as ``post/1`` wants it, as far as columns tell: a doubt is a no."""
    holds = [pl.col("platform").is_in(list(get_args(Platform)))]
    if "kind" in columns:
        holds.append(pl.col("kind").is_null() | pl.col("kind").is_in(list(get_args(Kind))))
    if "account.country" in columns:
        country = pl.col("account.country")
        holds.append(country.is_null() | (country.str.contains(r"^[A-Z]{2}$") & (country != "UK")))
    if "published_at" in columns:
        said = pl.col("published_at")
        day = said.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        holds.append(
            said.is_null()
            | (said.str.contains(_MOMENT) & day.dt.year().is_between(1900, 2200).fill_null(value=False))
        )
    return pl.all_horizontal(holds).fill_null(value=False)


def _lines(frame: pl.DataFrame, origin: Origin | None) -> Plain:
    """The records as ``wire.encode`` would write them. ``origin``: all were read there."""
    columns = set(frame.columns)
    file = _json(FILE) if origin is None else pl.lit(msgspec.json.encode(origin.file).decode())
    source = pl.concat_str(
        pl.lit('"source":{"file":'), file, pl.lit(',"sha256":"'), pl.col(SHA256), pl.lit('","line":'), pl.col(LINE),
        pl.lit(f',"reader":"{FORMAT}"}}}}\n'),
    )  # fmt: skip
    named = pl.concat_str(pl.col(SHA256).str.slice(0, 12), pl.lit(":"), pl.col(LINE))
    lines = frame.select(
        pl.concat_str(
            pl.lit('{"perenne":"post/1","platform":"'),
            pl.col("platform"),
            pl.lit('",'),
            *_members(_BEFORE, columns),
            *_account(columns),
            *_members(_AFTER, columns),
            source,
        )
    ).to_series()
    said = [name for name in ("text", "title", "first_comment") if name in columns]
    noted = frame.select(
        platform=pl.col("platform"),
        id=pl.coalesce(_recorded("post_id", columns), named),
        words=pl.concat_str(said, separator="\n", ignore_nulls=True) if said else pl.lit(""),
        handle=_recorded("account.handle", columns),
        name=_recorded("account.name", columns),
        account=_recorded("account.id", columns),
        country=_recorded("account.country", columns),
        published=_recorded("published_at", columns),
    )
    return Plain(lines, noted)


def _recorded(name: str, columns: set[str]) -> pl.Expr:
    return pl.col(name) if name in columns else pl.lit(None, dtype=pl.String)


def _members(names: tuple[str, ...], columns: set[str]) -> Iterator[pl.Expr]:
    """``"text":"…",`` for each field that is recorded, nothing for one that is not."""
    for name in names:
        if name in columns:
            key = pl.lit(f'"{name.rpartition(".")[2]}":')
            said = pl.concat_str(key, _json(name), pl.lit(","))
            yield pl.when(pl.col(name).is_null()).then(pl.lit("")).otherwise(said)


def _json(name: str) -> pl.Expr:
    """A text as JSON writes it."""
    wrapped = pl.struct(pl.col(name).alias("k")).struct.json_encode()
    return wrapped.str.slice(len('{"k":')).str.strip_suffix("}")


def _account(columns: set[str]) -> Iterator[pl.Expr]:
    members = list(_members(_ACCOUNT, columns))
    if members:
        inside = pl.concat_str(*members)
        whole = pl.concat_str(pl.lit('"account":{'), inside.str.strip_suffix(","), pl.lit("},"))
        yield pl.when(inside == "").then(pl.lit("")).otherwise(whole)


def _record(row: dict[str, Any]) -> Post | Reject:
    origin, line = Origin(row.pop(FILE), row.pop(SHA256)), row.pop(LINE)
    record: dict[str, Any] = {}
    for path, value in row.items():
        outer, _, inner = path.partition(".")
        if not inner:
            record[path] = value
        elif value is not None:
            record.setdefault(outer, {})[inner] = value
    try:
        post = wire.convert(Post, record)
    except wire.RecordError as problem:
        return Reject(origin.file, line, problem.path, problem.reason)
    return msgspec.structs.replace(post, source=origin.source(FORMAT, line, post.source.observed_at))


def read_frames(columns: Columns, spool: Path, number: int, listening: Listening) -> FileRead:
    """Spool posts that come as columns."""
    rejects = LineWriter[Reject](Reject, spool / f"rejects-{number}.ndjson")
    index = IndexBuilder(number, listening)
    with closing(RecordWriter(spool, number)) as posts, closing(rejects):
        for item in read_columns(columns):
            match item:
                case Plain():
                    index.add_columns(item.noted.with_columns(length=posts.write_all(item.lines)))
                case Post():
                    index.add(item, posts.write(item))
                case Reject():
                    rejects.write(item)
        return FileRead(
            path=Path(),
            name=columns.origin.file,
            sha256=columns.origin.sha256,
            format=FORMAT,
            posts=posts.lines(),
            index=index.index(),
            rejects=rejects.lines(),
            others=Counter(),
            member=columns.origin.file,
        )
