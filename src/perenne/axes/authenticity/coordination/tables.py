"""What was found, as tables: a row an edge, a joint act, a group, an account, a window."""

import json
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from perenne.axes.authenticity.coordination.clock import Clock
from perenne.axes.authenticity.coordination.groups import Group, numbered
from perenne.axes.authenticity.coordination.method import Method
from perenne.axes.authenticity.coordination.names import Names
from perenne.axes.authenticity.coordination.significance import joint_needed
from perenne.axes.authenticity.coordination.window import Tested

_MOMENT = pa.timestamp("s", "UTC")
EDGES = pa.schema(
    [
        ("channel", pa.string()), ("window", pa.int32()), ("group", pa.int32()), ("a", pa.string()),
        ("b", pa.string()), ("meetings", pa.int64()), ("joint", pa.int64()), ("expected", pa.float64()),
        ("lift", pa.float64()), ("lift_low", pa.float64()), ("lift_high", pa.float64()), ("p", pa.float64()),
        ("threshold", pa.float64()), ("reading", pa.string()), ("own_crowd", pa.float64()),
        ("owners", pa.float64()), ("first", _MOMENT), ("last", _MOMENT), ("both_halves", pa.bool_()),
    ]
)  # fmt: skip
"""``reading``: the innocent reading that came nearest; ``own_crowd``: the share of meetings judged on the object's
own crowd, and not on similar objects; ``owners``: how many in effect; p and threshold are null where it was refused
to judge."""
EVIDENCE = pa.schema(
    [
        ("channel", pa.string()), ("window", pa.int32()), ("group", pa.int32()), ("a", pa.string()),
        ("b", pa.string()), ("object", pa.string()), ("owner", pa.string()), ("t_a", _MOMENT), ("t_b", _MOMENT),
        ("gap", pa.int64()), ("acts_in_cell", pa.int64()), ("share", pa.float64()), ("action_a", pa.string()),
        ("action_b", pa.string()), ("shared", pa.string()),
    ]
)  # fmt: skip
"""``shared``: the words that both texts share, where texts are what was copied."""
GROUPS = pa.schema(
    [
        ("group", pa.int32()), ("core", pa.int64()), ("joined", pa.int64()), ("edges", pa.int64()),
        ("density", pa.float64()), ("objects", pa.int64()), ("joint_acts", pa.int64()), ("meetings", pa.float64()),
        ("joint", pa.float64()), ("expected", pa.float64()), ("window", pa.int32()), ("median_gap", pa.float64()),
        ("own_crowd", pa.float64()), ("owners", pa.float64()), ("top_owner", pa.string()),
        ("top_owner_share", pa.float64()), ("one_source", pa.bool_()), ("reciprocity", pa.float64()),
        ("mutual", pa.bool_()), ("first", _MOMENT), ("last", _MOMENT),
    ]
)  # fmt: skip
"""``meetings``, ``joint``, ``expected``: of its middle edge, in the ``window`` that has most of its edges; owners are
weighed by joint acts, since two of a group also meet by chance here and there; ``reciprocity``: of the edges whose
both ends own an object here, the share where each acted on the other's."""
ACCOUNTS = pa.schema(
    [
        ("account", pa.string()), ("tested", pa.bool_()), ("p", pa.float64()), ("accused", pa.bool_()),
        ("group", pa.int32()), ("role", pa.string()), ("window", pa.int32()),
    ]
)  # fmt: skip
BURSTS = pa.schema(
    [
        ("channel", pa.string()), ("window", pa.int32()), ("object", pa.string()), ("owner", pa.string()),
        ("at", _MOMENT), ("acts", pa.int64()), ("together", pa.int64()), ("share", pa.float64()),
        ("usual", pa.float64()), ("denser", pa.int64()), ("alike", pa.int64()),
    ]
)  # fmt: skip
"""``acts`` of one hour of the object's age, ``together`` of them within the window of the one ``at``; ``share`` of
joint pairs, and the ``usual`` one where objects are of that size and age; ``denser`` of ``alike`` such hours are. It
tells of objects, of no account, and has no probability."""


def bursts(names: Names, found: Sequence[Tested], channel: str) -> pa.Table:
    """One row a burst, the densest first: of the shortest window that was judged, since a burst is short."""
    shortest = min((each for each in found if each.refused is None), key=lambda each: each.window, default=None)
    if shortest is None or not len(shortest.bursts):
        return BURSTS.empty_table()
    known = {row["number"]: row for row in names.objects(shortest.bursts.column("object").to_numpy()).to_dicts()}
    rows = [_burst(row, known[row["object"]], shortest.window, channel) for row in shortest.bursts.to_pylist()]
    rows.sort(key=lambda row: (-row["share"] / row["usual"], row["object"], row["at"]))
    return pa.Table.from_pylist(rows, BURSTS)


def _burst(row: dict[str, Any], known: dict[str, Any], window: int, channel: str) -> dict[str, Any]:
    return {
        "channel": channel, "window": window, "object": known["object"], "owner": known["owner"], "at": row["t"],
        "acts": row["n"], "together": row["most"], "share": row["joint"] / 1e6, "usual": row["usual"] / 1e9,
        "denser": row["denser"], "alike": row["of"],
    }  # fmt: skip


def accounts(names: Names, found: Sequence[Tested], groups: Sequence[Group], windows: int) -> pa.Table:
    """One row an account, in the order of their names. Who joined a group is accused with it; ``role`` says so."""
    size = len(names.account)
    tested, accused = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    p, window = np.full(size, np.inf), np.zeros(size, np.int64)
    for each in found:
        if each.refused is not None:
            continue
        better = each.family.p < p[each.family.account]
        place = each.family.account[better]
        p[place], window[place] = each.family.p[better], each.window
        tested[each.family.account] = True
        accused[each.family.account[each.family.accused]] = True
    group, role = np.zeros(size, np.int64), np.full(size, None, object)
    role[accused] = "alone"
    for account, (number, part) in numbered(groups).items():
        group[account], role[account] = number, part
    order = names.accounts
    untested = ~tested[order]
    columns = [
        pa.array(names.account[order], pa.string()),
        pa.array(tested[order]),
        pa.array(np.minimum(windows * p[order], 1.0), mask=untested),
        pa.array([each is not None for each in role[order]], pa.bool_()),
        pa.array(group[order].astype(np.int32), mask=group[order] == 0),
        pa.array(role[order], pa.string()),
        pa.array(window[order].astype(np.int32), mask=untested),
    ]
    return pa.table(columns, schema=ACCOUNTS)


def run(
    names: Names,
    found: Sequence[Tested],
    refused: dict[int, str],
    clock: Clock,
    channel: str,
    method: Method,
) -> pa.Table:
    """One row a window: parameters, size, what was set aside, what was refused."""
    numbers = msgspec.to_builtins(method)
    every = names.count() | {"clock": clock.step}
    rows: list[dict[str, Any]] = []
    for window in method.windows:
        each = next((one for one in found if one.window == window), None)
        told: dict[str, Any] = {"refused": refused.get(window), "notes": ""}
        if each is not None:
            told = {"refused": each.refused, "notes": " ".join(each.accounting.notes)} | each.accounting.counts
            told["joint_needed"] = _needed(each, method)
        rows.append(
            {"channel": channel, "window": window, "method": method.version, "level": method.level}
            | every
            | told
            | {"parameters": json.dumps(numbers, sort_keys=True)}
        )
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: [row.get(name) for row in rows] for name in columns})


def _needed(found: Tested, method: Method) -> int | None:
    """How few joint acts could have been seen, all meetings joint, by the middle account and pair."""
    if found.refused is not None or not len(found.tested.p):
        return None
    share = float(np.median(found.tested.share))
    tests = float(np.median(found.family.tests))
    accused = max(int(found.family.accused.sum()), 1)
    return joint_needed(share, len(found.family.account), accused, method.level / len(method.windows), tests)
