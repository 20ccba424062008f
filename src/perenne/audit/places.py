"""Where records lie in a spool, as columns: the file, the offset and the length of each line."""

from collections.abc import Sequence

import polars as pl

PLACE = {"file": pl.UInt32, "offset": pl.UInt64, "length": pl.UInt32}


def places(file: int, lengths: pl.Series, start: int = 0) -> pl.DataFrame:
    """The places of lines that lie one after the other in a file, from the byte ``start``."""
    ends = lengths.cast(pl.UInt64).cum_sum() + start
    columns = {"file": pl.repeat(file, len(lengths), eager=True), "offset": ends - lengths, "length": lengths}
    return pl.DataFrame(columns, schema=PLACE)


def with_changes(at: pl.DataFrame, changed: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The places of numbered posts, those that ``changed`` at their new places."""
    moved = pl.concat(changed) if changed else pl.DataFrame(schema={"post": pl.UInt32, **PLACE})
    if not moved.height:
        return at
    numbered = at.with_row_index("post").join(moved, on="post", how="left", maintain_order="left", suffix="_new")
    return numbered.select(pl.coalesce(f"{name}_new", name).alias(name) for name in PLACE)
