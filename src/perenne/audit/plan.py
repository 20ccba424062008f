"""From the indexes of all files to what has to be done: which posts are judged together, and which are silent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from perenne.audit.index import NOTHING, Index
from perenne.audit.places import PLACE
from perenne.law.facts import Scope

BATCH, BYTES = 2_000, 2**25
"""How many posts that may speak, and how many bytes of them, are judged at a time: each time costs some milliseconds,
each post some kilobytes, and several workers share what there is the more evenly the smaller it is cut."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Records that stand next to each other in the order of judging: the place of each, and the number of its post,
    which copies share."""

    number: int
    rows: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Plan:
    """All posts by platform and id: the place of each (of its first copy), how many copies there are beside, the
    batches to judge, and those that surely wake no rule, with what the index says of them."""

    posts: pl.DataFrame
    copies: int
    batches: tuple[Batch, ...]
    silent: pl.DataFrame
    scopes: Counter[Scope]


def planned(indexes: Sequence[Index]) -> Plan:
    """The plan for all posts of ``indexes``."""
    scopes: dict[Scope, int] = {}
    rows = _rows(indexes, scopes)
    first = (rows["platform"] != rows["platform"].shift()) | (rows["id"] != rows["id"].shift())
    rows = rows.with_columns(first=first.fill_null(value=True)).drop("platform", "id")
    rows = rows.with_columns(post=pl.col("first").cum_sum().cast(pl.UInt32) - 1)
    judged = rows.select(pl.col("speaks").any().over("post") | (pl.len().over("post") > 1)).to_series()
    posts, silent = rows.filter(pl.col("first")), rows.filter(~judged)
    return Plan(
        posts=posts.select(*PLACE),
        copies=rows.height - posts.height,
        batches=tuple(_batches(rows.filter(judged).select(*PLACE, "post", "first"))),
        silent=silent.select(*PLACE, "creator", "day", "dated"),
        scopes=_counted(silent["scope"], list(scopes)),
    )


def _rows(indexes: Sequence[Index], scopes: dict[Scope, int]) -> pl.DataFrame:
    frames = []
    for index in indexes:
        known = [scopes.setdefault(scope, len(scopes)) for scope in index.scopes]
        number = pl.col("scope").replace_strict(range(len(known)), known, return_dtype=pl.UInt32)
        frames.append(index.frame.with_columns(number) if known else index.frame)
    return pl.concat(frames).sort("platform", "id", maintain_order=True) if frames else NOTHING.frame


def _counted(numbers: pl.Series, scopes: Sequence[Scope]) -> Counter[Scope]:
    return Counter({scopes[number]: posts for number, posts in numbers.value_counts().iter_rows()})


def _batches(rows: pl.DataFrame) -> list[Batch]:
    posts = pl.col("first").cum_sum() - 1
    sized = rows.select(first="first", posts=posts // BATCH, bytes=pl.col("length").cast(pl.Int64).cum_sum() // BYTES)
    opening = sized.filter("first")  # copies stay together
    begins = pl.any_horizontal(pl.col("posts", "bytes").diff().fill_null(1) > 0)
    starts = rows["first"].arg_true().filter(opening.select(begins).to_series()).to_list()
    ends = [*starts[1:], rows.height] if starts else []
    return [
        Batch(number, rows[start:end].drop("first"))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
