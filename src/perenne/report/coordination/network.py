"""What a run found, as a network: who stands in it, under which pseudonym, and each tie by its best window."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from perenne.axes.authenticity.coordination.detect import Coordination

Row = dict[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Network:
    """``nodes``: rows of the table of accounts; ``edges``: by their two accounts; ``called``: the number that stands
    for an account wherever its name is not shown."""

    nodes: tuple[Row, ...]
    edges: Mapping[Pair, Row]
    called: Mapping[str, str]


def network_of(found: Coordination) -> Network:
    """One node an account of a group or an edge, one edge a pair. The same acts give the same numbers."""
    edges = _best(found.edges.to_pylist())
    ends = {name for pair in edges for name in pair}
    nodes = tuple(row for row in found.accounts.to_pylist() if row["account"] in ends or row["role"] is not None)
    return Network(nodes, edges, {row["account"]: f"{number:05}" for number, row in enumerate(nodes, 1)})


def _best(edges: Iterable[Row]) -> dict[Pair, Row]:
    """The row of each pair with the least p; where it was refused to judge, its first."""
    best: dict[Pair, Row] = {}
    for row in edges:
        pair = (row["a"], row["b"])
        if pair not in best or (row["p"] or 0.0) < (best[pair]["p"] or 0.0):
            best[pair] = row
    return best
