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


def one_object_an_act(acts: pl.DataFrame, channel: str) -> pl.DataFrame:
    """``acts`` with one object an act, the one that fewest accounts share (of those that any share; then by name). A
    post with six hashtags that a brief asks for meets another such post once and not six times: what happened once
    is no habit. Acts with links or hashtags are told apart by account and second; of any others, only where the
    source has an id for them."""
    act = ("account", "t") if channel in {CO_LINK, CO_HASHTAG} else ("account", "t", "action")
    several = (pl.len().over(act) > 1) & (pl.lit("action" not in act) | pl.col("action").is_not_null())
    parted = acts.with_row_index("place").with_columns(several=several)
    if not parted["several"].any():
        return acts
    known = parted.group_by("object").agg(accounts=pl.col("account").n_unique())
    ranked = (
        parted.filter("several").join(known, on="object").sort(pl.col("accounts") < 2, "accounts", "object", "place")
    )
    chosen = ranked.unique(act, keep="first", maintain_order=True)["place"]
    return parted.filter(~pl.col("several") | pl.col("place").is_in(chosen.implode())).select(acts.columns)


def _linked(acts: pl.DataFrame) -> pl.DataFrame:
    found = acts.with_columns(object=_each(acts["object"], canonical))
    return found.with_columns(owner=pl.coalesce("owner", _each(found["object"], host_of)))


def _each(column: pl.Series, work: Callable[[str], str | None]) -> pl.Series:
    """What ``work`` makes of each text of the column; each different text is looked at once."""
    different = column.drop_nulls().unique()
    made = pl.Series([work(each) for each in different], dtype=pl.String)
    return column.replace_strict(different, made, default=None, return_dtype=pl.String)
