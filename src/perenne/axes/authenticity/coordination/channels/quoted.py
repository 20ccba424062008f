"""The words that two copied texts share, beside each joint act."""

from functools import lru_cache

import polars as pl
import pyarrow as pa

from perenne.axes.authenticity.coordination.channels.passages import Worded
from perenne.axes.authenticity.coordination.tables import EVIDENCE

_REMEMBERED = 20_000
"""Texts that are met again and again need not be split again and again."""


def with_shared_words(evidence: pa.Table, texts: pl.DataFrame) -> pa.Table:
    """``evidence`` (of co-text) with the words that the texts of both acts share in ``shared``, as the first wrote
    them. ``texts``: ``account``, ``object``, ``t`` and the ``text`` of each act."""
    known = texts.group_by("account", "object", "t").agg(pl.col("text").min())
    moments = {f"t_{side}": pl.col(f"t_{side}").dt.epoch("s") for side in ("a", "b")}
    acts = pl.DataFrame(evidence).select("a", "b", "object", **moments)
    for side in ("a", "b"):
        acts = acts.join(
            known.rename({"text": f"text_{side}"}),
            left_on=[side, "object", f"t_{side}"], right_on=["account", "object", "t"],
            how="left", maintain_order="left",
        )  # fmt: skip
    worded = lru_cache(_REMEMBERED)(Worded)

    @lru_cache(_REMEMBERED)
    def shared(one: str | None, other: str | None) -> str | None:
        return None if one is None or other is None else worded(one).shared_with(worded(other))

    quotes = pa.array([shared(*pair) for pair in acts.select("text_a", "text_b").iter_rows()], pa.string())
    place = EVIDENCE.get_field_index("shared")
    return evidence.set_column(place, EVIDENCE.field(place), quotes)
