"""What a run found, as a network: who stands in it, under which pseudonym, and each tie by its best window."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from math import inf
from typing import Any

from perenne.axes.authenticity.coordination.detect import Coordination

Row = dict[str, Any]
Pair = tuple[str, str]
_LETTER = "P"
_LIKE_A_NUMBER = re.compile(rf"@?({_LETTER}*)0*(\d{{1,18}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Network:
    """``nodes``: rows of the table of accounts; ``edges``: by their two accounts; ``called``: the number that stands
    for an account wherever its name is not shown, behind a letter where accounts have numbers for names: nobody is
    taken for the one whose name is their number."""

    nodes: tuple[Row, ...]
    edges: Mapping[Pair, Row]
    called: Mapping[str, str]


def network_of(found: Coordination) -> Network:
    """One node an account of a group or an edge, one edge a pair. The same acts give the same numbers."""
    edges = _best(found.edges.to_pylist())
    ends = {name for pair in edges for name in pair}
    accounts = found.accounts.to_pylist()
    nodes = tuple(row for row in accounts if row["account"] in ends or row["role"] is not None)
    before = _before_numbers((row["account"] for row in accounts), len(nodes))
    return Network(nodes, edges, {row["account"]: f"{before}{number:05}" for number, row in enumerate(nodes, 1)})


def short(called: str) -> str:
    """As it is said: ``00012`` is 12."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", called)


def _before_numbers(names: Iterable[str], most: int) -> str:
    """As few of the letter as make none of the numbers up to ``most`` the name of an account."""
    like = filter(None, map(_LIKE_A_NUMBER.fullmatch, names))
    taken = {found[1].upper() for found in like if int(found[2]) <= most}
    return next(letters for length in count() if (letters := _LETTER * length) not in taken)


def _best(edges: Iterable[Row]) -> dict[Pair, Row]:
    """The row of each pair with the least p, and of those the first; one that was not judged only where none was."""
    best: dict[Pair, Row] = {}
    for row in edges:
        pair = (row["a"], row["b"])
        if pair not in best or _p(row) < _p(best[pair]):
            best[pair] = row
    return best


def _p(row: Row) -> float:
    return inf if row["p"] is None else float(row["p"])
