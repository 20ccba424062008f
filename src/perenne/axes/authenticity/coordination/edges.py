"""The edges of a window, each with every joint act behind it; whole columns at a time: there may be millions."""

import zlib
from collections.abc import Sequence

import numpy as np
import polars as pl
import pyarrow as pa

from perenne.axes.authenticity.coordination.groups import Group, numbered
from perenne.axes.authenticity.coordination.method import Method
from perenne.axes.authenticity.coordination.names import Names, Texts
from perenne.axes.authenticity.coordination.rows import Rows, Shared
from perenne.axes.authenticity.coordination.significance import Bools, Floats, Ints, lift_interval, tail
from perenne.axes.authenticity.coordination.tables import EDGES, EVIDENCE
from perenne.axes.authenticity.coordination.window import READINGS, Pairs, Tested


def edges_and_evidence(
    names: Names, found: Sequence[Tested], groups: Sequence[Group], channel: str, method: Method
) -> tuple[pa.Table, pa.Table]:
    """The edges of all windows, and the joint acts; in the order of window and names."""
    group_of = _groups_by_number(names, groups)
    parts = [_of_window(names, each, _shown(each, method), group_of, method) for each in found]
    edges = [_whole(edge, EDGES, channel) for edge, _ in parts if len(edge)]
    acts = [_whole(act, EVIDENCE, channel) for _, act in parts if len(act)]
    return (
        pa.concat_tables([EDGES.empty_table(), *edges]).sort_by(
            [(name, "ascending") for name in ("window", "a", "b")]
        ),
        pa.concat_tables([EVIDENCE.empty_table(), *acts]).sort_by(
            [(name, "ascending") for name in ("window", "a", "b", "t_a", "object")]
        ),
    )


def _whole(frame: pl.DataFrame, schema: pa.Schema, channel: str) -> pa.Table:
    known = {"channel": pl.lit(channel), "shared": pl.lit(None, pl.String)}
    return frame.with_columns(**known).select(schema.names).to_arrow().cast(schema)


def _shown(found: Tested, method: Method) -> Pairs:
    """The edges that stand; where it was refused to judge, the pairs with the most joint acts, of which nothing is
    said."""
    if found.refused is None:
        return found.edges
    most = np.lexsort((found.tested.b, found.tested.a, -found.tested.joint))[: method.most_listed]
    return found.tested.only(np.sort(most))


def _groups_by_number(names: Names, groups: Sequence[Group]) -> Ints:
    """The group of each account, 0 where it has none."""
    found = np.zeros(len(names.account), np.int64)
    for account, (number, _role) in numbered(groups).items():
        found[account] = number
    return found


def _of_window(
    names: Names, found: Tested, shown: Pairs, group_of: Ints, method: Method
) -> tuple[pl.DataFrame, pl.DataFrame]:
    if not len(shown.p):
        return pl.DataFrame(), pl.DataFrame()
    rows = names.rows(found.evidence, np.concatenate((shown.a, shown.b)))
    met = Shared.of(rows, rows.place(shown.a), rows.place(shown.b))
    met = met.only(met.in_cell(rows) & (rows.q[met.left] > 0))
    turned: Bools = np.array(names.account[shown.a] > names.account[shown.b], np.bool_)
    together = (group_of[shown.a] == group_of[shown.b]) & (found.refused is None)  # what was not judged ties nobody
    group = np.where(together, group_of[shown.a], 0)
    ends = {
        "window": np.full(len(turned), found.window, np.int32),
        "group": pl.Series(group, dtype=pl.Int32).replace(0, None),
        "a": _texts(names.account[np.where(turned, shown.b, shown.a)]),
        "b": _texts(names.account[np.where(turned, shown.a, shown.b)]),
    }
    edges = pl.DataFrame(ends | {"pair": np.arange(len(turned))})
    acts = _acts(names, rows, met.only(met.joint(rows, found.window)), turned)
    evidence = acts.join(edges, on="pair", maintain_order="left")
    told = _told(shown, found).hstack(edges).join(_summed(acts), on="pair", maintain_order="left")
    halves = _both_halves(names, rows, met, found.window, shown, method)
    return told.with_columns(both_halves=pl.Series(halves)), evidence


def _texts(values: Texts) -> pl.Series:
    return pl.Series(values.tolist(), dtype=pl.String)


def _acts(names: Names, rows: Rows, joint: Shared, turned: Bools) -> pl.DataFrame:
    """One row a joint act, by the number of its ``pair``."""
    turn = turned[joint.pair]
    one, other = np.where(turn, joint.right, joint.left), np.where(turn, joint.left, joint.right)
    known = names.objects(rows.object[joint.left])
    acts = pl.DataFrame(
        {
            "pair": joint.pair, "number": rows.object[joint.left],
            "account_a": rows.account[one], "account_b": rows.account[other],
            "t_a": rows.t[one], "t_b": rows.t[other], "gap": rows.t[other] - rows.t[one],
            "acts_in_cell": rows.n[joint.left], "share": rows.q[joint.left],
        }
    )  # fmt: skip
    named = names.actions(rows.accounts)
    for side in ("a", "b"):
        acts = acts.join(
            named.rename({"action": f"action_{side}"}),
            left_on=[f"account_{side}", "number", f"t_{side}"], right_on=["account", "object", "t"],
            how="left", maintain_order="left",
        )  # fmt: skip
    moments = [pl.from_epoch(f"t_{side}", "s").dt.replace_time_zone("UTC") for side in ("a", "b")]
    return acts.join(known, on="number", how="left", maintain_order="left").with_columns(*moments)


def _told(shown: Pairs, found: Tested) -> pl.DataFrame:
    expected = shown.meetings * shown.share
    low, high = lift_interval(shown.joint, expected)
    judged = found.refused is None
    nothing = pl.Series([None] * len(expected), dtype=pl.Float64)
    return pl.DataFrame(
        {
            "meetings": shown.meetings, "joint": shown.joint, "expected": expected, "lift": shown.joint / expected,
            "lift_low": low, "lift_high": high, "p": shown.p if judged else nothing,
            "threshold": found.bound if judged else nothing,
            "reading": [READINGS[each] for each in shown.reading], "own_crowd": shown.own / shown.meetings,
        }
    )  # fmt: skip


def _summed(acts: pl.DataFrame) -> pl.DataFrame:
    """Of each pair: the first and last joint act, and how many owners in effect."""
    spans = acts.group_by("pair").agg(
        first=pl.min_horizontal("t_a", "t_b").min(), last=pl.max_horizontal("t_a", "t_b").max()
    )
    return spans.join(effective_owners(acts, "pair"), on="pair")


def effective_owners(acts: pl.DataFrame, by: str) -> pl.DataFrame:
    """How many owners in effect, by ``by``: one over the chance that two acts share theirs; null where one is
    unknown."""
    counts = acts.group_by(by, "owner").len("acts")
    effective = pl.col("acts").sum().cast(pl.Float64) ** 2 / (pl.col("acts").cast(pl.Float64) ** 2).sum()
    return counts.group_by(by).agg(
        owners=pl.when(pl.col("owner").null_count() == 0).then(effective).otherwise(None).cast(pl.Float64)
    )


def _both_halves(names: Names, rows: Rows, met: Shared, window: int, shown: Pairs, method: Method) -> Bools:
    """Whether each edge is seen in either half of the objects, divided by their names."""
    joint = met.joint(rows, window)
    number = rows.object[met.left]
    known = names.objects(number)
    parity = {one: zlib.crc32(name.encode()) & 1 for one, name in zip(known["number"], known["object"], strict=True)}
    half = np.array([parity[each] for each in number.tolist()], np.int64)
    seen = np.ones(len(shown.p), np.bool_)
    for which in (0, 1):
        mine = half == which
        n = np.bincount(met.pair[mine], minlength=len(seen))
        x = np.bincount(met.pair[mine & joint], minlength=len(seen))
        q = np.bincount(met.pair[mine], weights=rows.q[met.left[mine]], minlength=len(seen))
        share: Floats = np.where(shown.reading == 0, q / np.maximum(n, 1), shown.share)
        seen &= tail(x, n, share) <= method.half_level
    return seen
