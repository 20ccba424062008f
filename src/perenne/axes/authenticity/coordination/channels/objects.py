"""From what was acted with (an address, a hashtag, a text) to the object that an act is counted on."""

from collections.abc import Callable, Sequence

import polars as pl

from perenne.axes.authenticity.coordination.channels.addresses import canonical, host_of
from perenne.axes.authenticity.coordination.channels.families import families
from perenne.axes.authenticity.coordination.channels.hashtags import plain

CO_COMMENT, CO_SHARE, CO_LINK, CO_TEXT, CO_HASHTAG = CHANNELS = (
    "co-comment", "co-share", "co-link", "co-text", "co-hashtag",
)  # fmt: skip


def with_objects(acts: pl.DataFrame, channel: str, brief: Sequence[str] = ()) -> pl.DataFrame:
    """``acts`` (``account``, ``object``, ``t``, ``action``, ``owner``) with the objects of ``channel``; one that is
    none there is null. In ``co-link`` the owner of an address is its host, where none is told; in ``co-text`` what
    was written stands in a further column ``text``. Of other channels the objects are what they are."""
    if channel == CO_LINK:
        return _linked(acts)
    if channel == CO_HASHTAG:
        tags = _each(acts["object"], plain)
        day = pl.from_epoch("t", "s").dt.to_string("%Y-%m-%d")
        whole = pl.when(pl.col("object") != "").then(pl.format("#{} {}", "object", day))
        return acts.with_columns(object=tags).with_columns(object=whole)
    if channel == CO_TEXT:
        return acts.with_columns(text="object", object=families(acts["account"], acts["object"], brief))
    return acts


def _linked(acts: pl.DataFrame) -> pl.DataFrame:
    found = acts.with_columns(object=_each(acts["object"], canonical))
    return found.with_columns(owner=pl.coalesce("owner", _each(found["object"], host_of)))


def _each(column: pl.Series, work: Callable[[str], str | None]) -> pl.Series:
    """What ``work`` makes of each text of the column; each different text is looked at once."""
    different = column.drop_nulls().unique()
    made = pl.Series([work(each) for each in different], dtype=pl.String)
    return column.replace_strict(different, made, default=None, return_dtype=pl.String)
