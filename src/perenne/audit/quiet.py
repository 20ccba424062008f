"""The posts that wake no rule and were never opened: counted from the index alone, the newest kept to be shown.

The newest and the first and last day are found without reading every date: dates as written tell nearly.
"""

from heapq import nsmallest
from pathlib import Path

import msgspec
import polars as pl

from perenne.audit.digest import MOST_POSTS, Digest, judged_post
from perenne.audit.newest import civil_date, newness
from perenne.audit.plan import Plan
from perenne.audit.spool import RecordReader
from perenne.audit.summary import Tally
from perenne.model.finding import WORST_FIRST
from perenne.model.post import Platform, Post, Source, nameless

_SILENT = WORST_FIRST[-1]
_POSTS = msgspec.json.Decoder(Post)


class _Dated(msgspec.Struct, frozen=True):
    """What of a record tells how new it is."""

    platform: Platform
    post_id: str | None = None
    published_at: str | None = None
    source: Source = Source()


_DATED = msgspec.json.Decoder(_Dated)


def count_silent(plan: Plan, spool: Path, tally: Tally, digest: Digest) -> None:
    """Count the silent posts of ``plan``."""
    tally.copies = plan.copies
    tally.add_silent(plan.silent.height, plan.scopes, plan.silent["creator"])
    digest.verdicts[_SILENT] += plan.silent.height
    with RecordReader(spool) as reader:
        for line in reader.fetch(at_the_ends(plan.silent)):
            if (day := civil_date(_DATED.decode(line).published_at)) is not None:
                digest.see([day])


def keep_newest(plan: Plan, spool: Path, digest: Digest) -> None:
    """Keep the newest silent posts, where there is room for them beside those with a worse verdict."""
    room = MOST_POSTS - sum(digest.verdicts[verdict] for verdict in WORST_FIRST if verdict != _SILENT)
    if room <= 0:
        return
    with RecordReader(spool) as reader:
        lines = reader.fetch(perhaps_newest(plan.silent, MOST_POSTS))
        for line in nsmallest(MOST_POSTS, lines, _newest_first):
            digest.consider(judged_post(_POSTS.decode(line), ()))


def _newest_first(line: bytes) -> tuple[object, ...]:
    dated = _DATED.decode(line)
    called = dated.post_id if dated.post_id is not None else nameless(dated.source.sha256, dated.source.line)
    return newness(dated.published_at), dated.platform, called, line


def at_the_ends(posts: pl.DataFrame) -> pl.DataFrame:
    """Of posts with their ``day`` as written, those among which the first and the last civil day are."""
    first, last = posts["day"].min(), posts["day"].max()
    near = pl.col("day").is_null() | (pl.col("day") <= pl.lit(first) + 1) | (pl.col("day") >= pl.lit(last) - 1)
    return posts.filter(pl.col("dated") & near)


def perhaps_newest(posts: pl.DataFrame, most: int) -> pl.DataFrame:
    """Of posts with their ``day`` as written, those among which the ``most`` newest are."""
    days = posts["day"].drop_nulls().sort(descending=True)
    if posts.height <= most or len(days) < most:
        return posts
    return posts.filter(pl.col("dated") & (pl.col("day").is_null() | (pl.col("day") >= days[most - 1] - 2)))
