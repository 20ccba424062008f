"""What is to be told of each group, from its edges and its joint acts."""

from collections.abc import Sequence
from typing import Any

import polars as pl
import pyarrow as pa

from perenne.axes.authenticity.coordination.edges import effective_owners
from perenne.axes.authenticity.coordination.groups import Group
from perenne.axes.authenticity.coordination.method import Method
from perenne.axes.authenticity.coordination.names import Names
from perenne.axes.authenticity.coordination.tables import GROUPS


def grouped(names: Names, edges: pa.Table, evidence: pa.Table, found: Sequence[Group], method: Method) -> pa.Table:
    """One row a group."""
    ties = pl.DataFrame(edges).partition_by("group", as_dict=True)
    acts = pl.DataFrame(evidence).partition_by("group", as_dict=True)
    rows = [
        {"group": number, "core": len(group.core), "joined": len(group.joined)}
        | _tied(group, ties[(number,)], acts[(number,)])
        | _middle(ties[(number,)], acts[(number,)])
        | _owned(names, group, ties[(number,)], acts[(number,)], method)
        for number, group in enumerate(found, 1)
    ]
    return pa.Table.from_pylist(rows, GROUPS)


def _tied(group: Group, ties: pl.DataFrame, acts: pl.DataFrame) -> dict[str, Any]:
    pairs = ties.n_unique(["a", "b"])
    return {
        "edges": pairs,
        "density": 2 * pairs / (len(group.core) * (len(group.core) - 1)),
        "objects": acts["object"].n_unique(),
        "joint_acts": acts.n_unique(["a", "b", "object"]),
        "first": ties["first"].min(),
        "last": ties["last"].max(),
    }


def _middle(ties: pl.DataFrame, acts: pl.DataFrame) -> dict[str, Any]:
    """The middle edge, in the window that has most of them."""
    often = ties.group_by("window").len().sort("len", "window", descending=[True, False])
    window = often["window"][0]
    inside = ties.filter(pl.col("window") == window)
    told: dict[str, Any] = {name: inside[name].median() for name in ("meetings", "joint", "expected")}
    gap = acts.filter(pl.col("window") == window)["gap"].abs().median()
    return told | {"window": window, "median_gap": gap, "own_crowd": inside["own_crowd"].mean()}


def _owned(names: Names, group: Group, ties: pl.DataFrame, acts: pl.DataFrame, method: Method) -> dict[str, Any]:
    """Whose the objects are, and whether the members act on each other's."""
    effective = effective_owners(acts, "group")["owners"][0]
    if effective is None:
        return {}
    often = acts.group_by("owner").len().sort("len", "owner", descending=[True, False])
    share = often["len"][0] / len(acts)
    mutual = _reciprocity(names, group, ties, acts)
    return {
        "owners": effective, "top_owner": often["owner"][0], "top_owner_share": share,
        "one_source": share >= method.one_owner, "reciprocity": mutual,
        "mutual": mutual >= method.pod_reciprocity and effective >= method.pod_owners,
    }  # fmt: skip


def _reciprocity(names: Names, group: Group, ties: pl.DataFrame, acts: pl.DataFrame) -> float:
    """The share of edges where each acted on the other's objects, of those where both have some: who publishes
    nothing cannot be answered."""
    acted = {(names.account[account], whose) for account, whose in names.on_whose(group.core)}
    owners = set(acts["owner"])
    able = [(a, b) for a, b in ties.select("a", "b").unique().rows() if a in owners and b in owners]
    return sum((a, b) in acted and (b, a) in acted for a, b in able) / len(able) if able else 0.0
