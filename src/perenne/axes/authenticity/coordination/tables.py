"""What was found, as tables: a row an edge, a joint act, a group, an account, a window."""

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from perenne.axes.authenticity.coordination.clock import Clock
from perenne.axes.authenticity.coordination.groups import Group, numbered
from perenne.axes.authenticity.coordination.method import Method
from perenne.axes.authenticity.coordination.names import Names
from perenne.axes.authenticity.coordination.rows import Rows, Shared
from perenne.axes.authenticity.coordination.significance import Floats, Ints, joint_needed, lift_interval, tail
from perenne.axes.authenticity.coordination.window import READINGS, Pairs, Tested

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
        ("action_b", pa.string()),
    ]
)  # fmt: skip
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
weighed by joint acts, since two of a group also meet by chance here and there."""
ACCOUNTS = pa.schema(
    [
        ("account", pa.string()), ("tested", pa.bool_()), ("p", pa.float64()), ("accused", pa.bool_()),
        ("group", pa.int32()), ("role", pa.string()), ("window", pa.int32()),
    ]
)  # fmt: skip


def edges_and_evidence(
    names: Names, found: Sequence[Tested], groups: Sequence[Group], channel: str, method: Method
) -> tuple[pa.Table, pa.Table]:
    """The edges of all windows, each with every joint act behind it."""
    edges: list[dict[str, Any]] = []
    evidence: list[dict[str, Any]] = []
    group_of = numbered(groups)
    for each in found:
        shown = each.edges if each.refused is None else each.tested
        if len(shown.p):
            one, other = _of_window(names, each, shown, group_of, method)
            edges += one
            evidence += other
    for row in (*edges, *evidence):
        row["channel"] = channel
    edges.sort(key=lambda row: (row["window"], row["a"], row["b"]))
    evidence.sort(key=lambda row: (row["window"], row["a"], row["b"], row["t_a"], row["object"]))
    return pa.Table.from_pylist(edges, EDGES), pa.Table.from_pylist(evidence, EVIDENCE)


def _of_window(
    names: Names, found: Tested, shown: Pairs, group_of: dict[int, tuple[int, str]], method: Method
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    accounts = np.unique(np.r_[shown.a, shown.b])
    rows = names.rows(found.evidence, accounts)
    shared = Shared.of(rows, rows.place(shown.a), rows.place(shown.b))
    shared = shared.only(shared.in_cell(rows) & (rows.q[shared.left] > 0))
    together = shared.only(shared.joint(rows, found.window))
    objects, owners = names.objects(rows.object[together.left])
    actions = names.actions(accounts)
    turned = _turned(names, shown)
    common = [
        {"window": found.window, "group": _group_of_edge(group_of, a, b)} | _ends(names, a, b, turn)
        for a, b, turn in zip(shown.a.tolist(), shown.b.tolist(), turned, strict=True)
    ]
    evidence = []
    for pair, left, right in zip(
        together.pair.tolist(), together.left.tolist(), together.right.tolist(), strict=True
    ):
        one, other = (right, left) if turned[pair] else (left, right)
        thing = int(rows.object[left])
        evidence.append(
            common[pair]
            | {
                "object": objects[thing], "owner": owners[thing],
                "t_a": int(rows.t[one]), "t_b": int(rows.t[other]), "gap": int(rows.t[other] - rows.t[one]),
                "acts_in_cell": int(rows.n[left]), "share": float(rows.q[left]),
                "action_a": _action(actions, rows, one), "action_b": _action(actions, rows, other),
            }
        )  # fmt: skip
    edges = _edges(shown, found, common, evidence, together.pair)
    halves = _both_halves(rows, shared, found.window, shown, method, names)
    for row, seen in zip(edges, halves.tolist(), strict=True):
        row["both_halves"] = seen
    return edges, evidence


def _action(actions: dict[tuple[int, int, int], str | None], rows: Rows, row: int) -> str | None:
    return actions.get((int(rows.account[row]), int(rows.object[row]), int(rows.t[row])))


def _turned(names: Names, pairs: Pairs) -> list[bool]:
    """Whether the names of a pair stand the other way round than its numbers."""
    return [names.account[a] > names.account[b] for a, b in zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)]


def _ends(names: Names, a: int, b: int, turn: bool) -> dict[str, Any]:
    return {"a": names.account[b if turn else a], "b": names.account[a if turn else b]}


def _group_of_edge(group_of: dict[int, tuple[int, str]], a: int, b: int) -> int | None:
    one, other = group_of.get(a), group_of.get(b)
    return one[0] if one is not None and other is not None and one[0] == other[0] else None


def _edges(
    shown: Pairs, found: Tested, common: list[dict[str, Any]], evidence: list[dict[str, Any]], pair_of: Ints
) -> list[dict[str, Any]]:
    expected = shown.meetings * shown.share
    low, high = lift_interval(shown.joint, expected)
    judged = found.refused is None
    acts = _by_pair(evidence, pair_of, len(shown.p))
    return [
        row
        | {
            "meetings": int(shown.meetings[i]), "joint": int(shown.joint[i]), "expected": float(expected[i]),
            "lift": float(shown.joint[i] / expected[i]), "lift_low": float(low[i]), "lift_high": float(high[i]),
            "p": float(shown.p[i]) if judged else None, "threshold": float(found.bound[i]) if judged else None,
            "reading": READINGS[shown.reading[i]], "own_crowd": float(shown.own[i] / shown.meetings[i]),
            "owners": effective_number([each["owner"] for each in acts[i]]),
            "first": min(min(each["t_a"], each["t_b"]) for each in acts[i]),
            "last": max(max(each["t_a"], each["t_b"]) for each in acts[i]),
        }
        for i, row in enumerate(common)
    ]  # fmt: skip


def _by_pair(evidence: list[dict[str, Any]], pair_of: Ints, pairs: int) -> list[list[dict[str, Any]]]:
    acts: list[list[dict[str, Any]]] = [[] for _ in range(pairs)]
    for pair, each in zip(pair_of.tolist(), evidence, strict=True):
        acts[pair].append(each)
    return acts


def effective_number(owners: Sequence[str | None]) -> float | None:
    """How many owners in effect: one over the chance that two acts share theirs. ``None`` where one is unknown."""
    if not owners or None in owners:
        return None
    counts = np.array(list(Counter(owners).values()))
    return float(counts.sum() ** 2 / (counts**2).sum())


def _both_halves(
    rows: Rows, shared: Shared, window: int, shown: Pairs, method: Method, names: Names
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each edge is seen in either half of the objects, divided by their names."""
    objects, _owners = names.objects(rows.object[shared.left])
    half = np.array([zlib.crc32(objects[int(each)].encode()) & 1 for each in rows.object[shared.left]], np.int64)
    joint = shared.joint(rows, window)
    seen = np.ones(len(shown.p), np.bool_)
    for which in (0, 1):
        mine = half == which
        n = np.bincount(shared.pair[mine], minlength=len(shown.p))
        x = np.bincount(shared.pair[mine & joint], minlength=len(shown.p))
        q = np.bincount(shared.pair[mine], weights=rows.q[shared.left[mine]], minlength=len(shown.p))
        share: Floats = np.where(shown.reading == 0, q / np.maximum(n, 1), shown.share)
        seen &= tail(x, n, share) <= method.half_level
    return seen


def groups(names: Names, edges: pa.Table, evidence: pa.Table, found: Sequence[Group], method: Method) -> pa.Table:
    """One row a group."""
    edge_rows, act_rows = edges.to_pylist(), evidence.to_pylist()
    rows = []
    for number, group in enumerate(found, 1):
        theirs = [row for row in edge_rows if row["group"] == number]
        acts = [row for row in act_rows if row["group"] == number]
        ties = {(row["a"], row["b"]) for row in theirs}
        rows.append(
            {
                "group": number, "core": len(group.core), "joined": len(group.joined), "edges": len(ties),
                "density": 2 * len(ties) / (len(group.core) * (len(group.core) - 1)),
                "joint_acts": len({(row["a"], row["b"], row["object"]) for row in acts}),
                "first": min(row["first"] for row in theirs), "last": max(row["last"] for row in theirs),
            }
            | _middle(theirs, acts)
            | _owned(names, group, ties, acts, method)
        )  # fmt: skip
    return pa.Table.from_pylist(rows, GROUPS)


def _middle(edges: list[dict[str, Any]], acts: list[dict[str, Any]]) -> dict[str, Any]:
    often = Counter(row["window"] for row in edges)
    window = min(often, key=lambda each: (-often[each], each))
    inside = [row for row in edges if row["window"] == window]
    told = {name: float(np.median([row[name] for row in inside])) for name in ("meetings", "joint", "expected")}
    gap = float(np.median([abs(row["gap"]) for row in acts if row["window"] == window]))
    own = float(np.mean([row["own_crowd"] for row in inside]))
    return told | {"window": window, "median_gap": gap, "own_crowd": own}


def _owned(
    names: Names, group: Group, ties: set[tuple[str, str]], acts: list[dict[str, Any]], method: Method
) -> dict[str, Any]:
    """Whose the objects of a group are, and whether its members act on each other's."""
    objects = {"objects": len({row["object"] for row in acts})}
    known = [row["owner"] for row in acts]
    effective = effective_number(known)
    if effective is None:
        return objects
    top, most = min(Counter(known).items(), key=lambda each: (-each[1], each[0]))
    acted = {(names.account[account], whose) for account, whose in names.on_whose(group.core)}
    mutual = sum((a, b) in acted and (b, a) in acted for a, b in ties) / len(ties)
    return objects | {
        "owners": effective, "top_owner": top, "top_owner_share": most / len(known),
        "one_source": most / len(known) >= method.one_owner, "reciprocity": mutual,
        "mutual": mutual >= method.pod_reciprocity and effective >= method.pod_owners,
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
    group_of = numbered(groups)
    rows = []
    for account in names.accounts.tolist():
        number, role = group_of.get(account, (None, "alone" if accused[account] else None))
        is_tested = bool(tested[account])
        rows.append(
            {
                "account": names.account[account], "tested": is_tested,
                "p": min(1.0, windows * float(p[account])) if is_tested else None,
                "accused": role is not None,
                "group": number, "role": role, "window": int(window[account]) if is_tested else None,
            }
        )  # fmt: skip
    return pa.Table.from_pylist(rows, ACCOUNTS)


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
