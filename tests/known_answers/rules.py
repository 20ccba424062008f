"""What the rules that stand beside an edge or a group keep of true and of false ones, on fresh lakes.

``python -m tests.known_answers.rules FIRST_SEED HOW_MANY`` prints the tables of ``docs/method/coordination.md``.

An edge is true where both its accounts are of one ring. The method gives hardly any false one, so they are also taken
from lakes that are made to mislead it, and from the method without its habits, which accuses people with a scheduler.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec
import numpy as np
import polars as pl

from perenne.axes.authenticity.coordination.method import Method, method
from tests.known_answers.judged import Judged, judge
from tests.known_answers.lake import INNOCENTS, RINGS, Lake, lake

Owners = Literal["members", "one", "many"]
"""Whose the objects of a group are: its own members', all one owner's, each another's."""
_WITHOUT_HABITS = msgspec.structs.replace(method(), habits=False)
_TOGETHER = 3
"""Members on an object that make it one of the group's, and none that one of them met elsewhere."""


def things_of(known: Lake, members: np.ndarray[Any, Any]) -> list[int]:
    """The objects on which several of ``members`` act."""
    theirs = np.isin(known.account, members)
    who = np.unique(np.c_[known.object[theirs], known.account[theirs]], axis=0)
    things, count = np.unique(who[:, 0], return_counts=True)
    return [int(each) for each in things[count >= _TOGETHER]]


def owned(known: Lake, members: np.ndarray[Any, Any], whose: Owners, seed: int) -> dict[int, str]:
    """Owners for all objects: those of ``members`` as ``whose`` says, every other some account's."""
    random = np.random.default_rng(seed)
    every = np.unique(known.object)
    found = dict(zip(every.tolist(), _named(random.choice(np.unique(known.account), len(every))), strict=True))
    things = things_of(known, members)
    match whose:
        case "members":
            found |= dict(zip(things, _named(random.choice(members, len(things))), strict=True))
        case "one":
            found |= dict.fromkeys(things, "maison lune")
        case "many":
            pass
    return found


def _named(accounts: np.ndarray[Any, Any]) -> list[str]:
    return [f"account {each}" for each in accounts]


def edges_of(judged: Judged) -> pl.DataFrame:
    """The edges with whether each is ``true``."""
    ring = {f"account {member}": name for name, members in judged.lake.ring.items() for member in members}
    found = pl.DataFrame(judged.found.edges)
    true = [a in ring and ring[a] == ring.get(b) for a, b in found.select("a", "b").iter_rows()]
    return found.with_columns(true=pl.Series(true, dtype=pl.Boolean))


def stability(first: int, how_many: int) -> Iterator[str]:
    """Of true and false edges: how many there are, and the share that is seen in both halves of the objects."""
    seeds = range(first, first + how_many)
    kinds: dict[str, list[tuple[Lake, Method]]] = {
        "rings and innocents": [(lake(seed), method()) for seed in seeds],
        "rings among quick people": [(lake(seed + 100, bursty=0.3, quick=0.3), method()) for seed in seeds],
        "innocents, without the habits": [(lake(seed + 200, rings=()), _WITHOUT_HABITS) for seed in seeds],
    }
    yield "| lakes | true edges | of them in both halves | false edges | of them in both halves |"
    yield "|---|---|---|---|---|"
    for kind, lakes in kinds.items():
        edges = pl.concat([edges_of(judge(known, how)) for known, how in lakes])
        true, false = edges.filter("true"), edges.filter(~pl.col("true"))
        yield f"| {kind} | {true.height:,} | {_kept(true)} | {false.height:,} | {_kept(false)} |"
    yield ""
    yield "| true edges of | " + " | ".join(RINGS) + " |"
    yield "|---" * (1 + len(RINGS)) + "|"
    yield "| in both halves | " + " | ".join(_by_ring(seeds)) + " |"


def _kept(edges: pl.DataFrame) -> str:
    return "–" if edges.is_empty() else f"{edges.select(pl.col('both_halves').mean()).item():.2f}"


def _by_ring(seeds: range) -> list[str]:
    judged = [judge(lake(seed)) for seed in seeds]
    told = []
    for ring in RINGS:
        parts = []
        for each in judged:
            members = _named(each.lake.ring[ring])
            parts.append(edges_of(each).filter(pl.col("a").is_in(members) & pl.col("b").is_in(members)))
        told.append(_kept(pl.concat(parts)))
    return told


_SCENES: Mapping[tuple[str, Owners], str] = {
    ("pod20", "members"): "a pod, on each other’s posts",
    ("amp15", "many"): "posts of many",
    ("amp15", "one"): "posts of one customer",
    ("link30", "one"): "links of one site",
    ("bought150", "many"): "each customer another",
    ("friends", "members"): "innocent friends on each other’s posts, without the habits",
}


def owner_rules(first: int, how_many: int) -> Iterator[str]:
    """Of the groups found where the owners are known: the share said to be of one source, or mutual, and how
    reciprocal they are."""
    yield "| group | its objects | groups | one source | mutual | reciprocity |"
    yield "|---|---|---|---|---|---|"
    for (group, whose), said in _SCENES.items():
        rows = [row for seed in range(first + 300, first + 300 + how_many) for row in _groups(group, whose, seed)]
        means = [
            np.mean([row[name] or 0.0 for row in rows] or [0.0]) for name in ("one_source", "mutual", "reciprocity")
        ]
        shown = " | ".join(f"{each:.2f}" for each in means) if rows else "– | – | –"
        yield f"| {group} | {said} | {len(rows)} | {shown} |"


def _groups(group: str, whose: Owners, seed: int) -> list[dict[str, Any]]:
    """The groups that are mostly of ``group``."""
    innocent = group in INNOCENTS
    known = lake(seed, rings=() if innocent else RINGS)
    members = known.innocent[group] if innocent else known.ring[group]
    judged = judge(known, _WITHOUT_HABITS if innocent else method(), owned(known, members, whose, seed))
    in_group = pl.DataFrame(judged.found.accounts).filter(pl.col("role") == "core")
    mostly = in_group.group_by("group").agg(share=pl.col("account").is_in(_named(members)).mean())
    theirs = mostly.filter(pl.col("share") > 0.5)["group"].to_list()
    return [row for row in judged.found.groups.to_pylist() if row["group"] in theirs]


def bursts(first: int, how_many: int) -> Iterator[str]:
    """How many bursts are told of, and in how many of the swarm's four objects."""
    yield "| lakes | bursts a lake | of the swarm’s objects |"
    yield "|---|---|---|"
    kinds: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
        "nothing planted": ((), ()), "innocents only": (INNOCENTS, ()), "a swarm alone": ((), ("swarm80",)),
        "innocents and all rings": (INNOCENTS, RINGS),
    }  # fmt: skip
    for kind, (innocents, rings) in kinds.items():
        told, seen = [], []
        for seed in range(first + 400, first + 400 + how_many):
            judged = judge(lake(seed, innocents=innocents, rings=rings))
            found = set(judged.found.bursts.column("object").to_pylist())
            told.append(len(found))
            if "swarm80" in rings:
                things = things_of(judged.lake, judged.lake.ring["swarm80"])
                seen.append(np.mean([f"object {each}" in found for each in things if _is_its_own(judged.lake, each)]))
        yield f"| {kind} | {np.mean(told):.1f} | {f'{np.mean(seen):.2f}' if seen else '–'} |"


def _is_its_own(known: Lake, thing: int) -> bool:
    """Whether nobody but the swarm acts on the object."""
    return bool(np.isin(known.account[known.object == thing], known.ring["swarm80"]).all())


if __name__ == "__main__":
    for part in (stability, owner_rules, bursts):
        print("\n".join(part(int(sys.argv[1]), int(sys.argv[2]))), end="\n\n")
