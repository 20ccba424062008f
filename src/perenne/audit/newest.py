"""Of many posts, the newest and the first and last day, without reading every date: dates as written tell nearly."""

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from perenne.dated.civil import ZONES
from perenne.law.scope import HOME

_ZONE = ZoneInfo(ZONES[HOME])


class Newness(NamedTuple):
    """Sorts posts as they are shown: the newest day first, the undated last, within a day by the time there."""

    undated: bool
    age: int
    time: str


def newness(published: str | None) -> Newness:
    if published is None:
        return Newness(undated=True, age=0, time="")
    parsed = datetime.fromisoformat(published)
    if parsed.tzinfo is None:
        return Newness(undated=False, age=-parsed.toordinal(), time="")
    local = parsed.astimezone(_ZONE)
    return Newness(undated=False, age=-local.toordinal(), time=f"{local:%H:%M}")


def civil_date(published: str | None) -> date | None:
    """The civil day of publication."""
    if published is None:
        return None
    parsed = datetime.fromisoformat(published)
    return (parsed.astimezone(_ZONE) if parsed.tzinfo else parsed).date()


def written_day(published: pl.Series) -> pl.Series:
    """The date that each begins with, where it begins with one: at most a day beside the civil one, whatever zone is
    stated."""
    return published.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)


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
