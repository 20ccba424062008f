"""Accused accounts that hang together, and who else acts with such a group as if of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from perenne.axes.authenticity.coordination.method import Method
from perenne.axes.authenticity.coordination.significance import Ints

_SEED = 1


@dataclass(frozen=True, slots=True)
class Group:
    """``core``: accounts that edges tie together. ``joined``: others who act near several of them time and again."""

    core: Ints
    joined: Ints


def cores(a: Ints, b: Ints, weight: Ints, method: Method) -> list[Ints]:
    """The groups of accounts that edges ``a``-``b`` tie together, each in order; the largest first, then by their
    first account. A very large one is divided into its communities."""
    accounts, ends = np.unique(np.r_[a, b], return_inverse=True)
    left, right = ends[: len(a)], ends[len(a) :]
    found: list[Ints] = []
    for members in _connected(left, right, len(accounts)):
        within = np.isin(left, members)
        parts = (
            _communities(left[within], right[within], weight[within])
            if len(members) > method.large_group
            else [members]
        )
        found += [accounts[part] for part in parts if len(part) >= method.least_group]
    return sorted(found, key=lambda each: (-len(each), int(each[0])))


def _connected(left: Ints, right: Ints, size: int) -> list[Ints]:
    if not size:
        return []
    ties = coo_array((np.ones(len(left)), (left, right)), shape=(size, size))
    _, label = connected_components(ties, directed=False)
    return _by_label(label)


def _communities(left: Ints, right: Ints, weight: Ints) -> list[Ints]:
    """By the Leiden method, seeded: the same ties give the same communities."""
    from graspologic_native import leiden

    ties = [(f"{one:09}", f"{other:09}", float(each)) for one, other, each in zip(left, right, weight, strict=True)]
    _, found = leiden(ties, seed=_SEED, iterations=10)
    nodes = np.array(sorted(map(int, found)), np.int64)
    return [nodes[part] for part in _by_label(np.array([found[f"{node:09}"] for node in nodes]))]


def _by_label(label: Ints) -> list[Ints]:
    order = np.argsort(label, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(label[order])) + 1)


def numbered(groups: Sequence[Group]) -> dict[int, tuple[int, str]]:
    """The number of its group, from 1, and its role there, of each account; the first group that names it."""
    found: dict[int, tuple[int, str]] = {}
    for role in ("core", "joined"):
        for number, group in enumerate(groups, 1):
            for account in getattr(group, role).tolist():
                found.setdefault(account, (number, role))
    return found
