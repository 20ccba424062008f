"""Who accuses whom: our detector beside rules that count, on fresh lakes whose answer is known.

``python -m tests.known_answers.measured FIRST_SEED HOW_MANY`` prints the table of ``docs/method/coordination.md``.
"""

import sys
from collections.abc import Callable, Mapping

import numpy as np
import polars as pl
import pyarrow as pa

import perenne.engine
from perenne.axes.authenticity.coordination.counts import pairs_of_posts
from tests.known_answers.judged import judge
from tests.known_answers.lake import INNOCENTS, RINGS, Lake, lake

WINDOW = 60
Rule = Callable[[pl.DataFrame], pl.DataFrame]
"""From all pairs of accounts with their weight to those that the rule keeps."""


def _above_quantile(share: float) -> Rule:
    return lambda pairs: pairs.filter(pl.col("pairs") > pairs["pairs"].quantile(share, "linear"))


def _at_least(count: int) -> Rule:
    return lambda pairs: pairs.filter(pl.col("pairs") >= count)


RULES: Mapping[str, Rule] = {
    "weight over the median (count ≥ 2)": _above_quantile(0.5),
    "weight over the 90th percentile": _above_quantile(0.9),
    "weight over the 99th percentile": _above_quantile(0.99),
    "weight over the 99.9th percentile": _above_quantile(0.999),
    "count ≥ 5": _at_least(5),
    "count ≥ 10": _at_least(10),
}
OURS = "**ours, both windows, q = 5 %**"


def accused_by_all(known: Lake) -> dict[str, set[int]]:
    """Whom each rule accuses in a lake."""
    acts = pa.table(
        {
            "account": pa.array(known.account, pa.int32()),
            "object": pa.array(known.object, pa.int32()),
            "t": known.time,
        }
    )
    with perenne.engine.open() as engine:
        pairs = pl.DataFrame(engine.fetch(pairs_of_posts(engine, engine.load(acts), WINDOW)))
    kept = {name: rule(pairs) for name, rule in RULES.items()}
    counted = {name: {*each["a"].to_list(), *each["b"].to_list()} for name, each in kept.items()}
    return counted | {OURS: judge(known).accused}


def table(first: int, how_many: int) -> str:
    """The table, over ``how_many`` lakes of each of three kinds, with seeds from ``first`` on."""
    kinds = [((), ()), (INNOCENTS, ()), (INNOCENTS, RINGS)]
    said = ["| rule | nothing planted | innocents only | false share of all | " + " | ".join(RINGS) + " |"]
    said.append("|---" * (4 + len(RINGS)) + "|")
    lakes = [[lake(first + 100 * kind + each, innocents=innocents, rings=rings) for each in range(how_many)]
             for kind, (innocents, rings) in enumerate(kinds)]  # fmt: skip
    accused = [[accused_by_all(known) for known in of_kind] for of_kind in lakes]
    for rule in (*RULES, OURS):
        nothing, innocent = (np.mean([len(each[rule]) for each in accused[kind]]) for kind in (0, 1))
        found = [(known, each[rule]) for known, each in zip(lakes[2], accused[2], strict=True)]
        false = np.mean([len(each - known.ringed) / max(len(each), 1) for known, each in found])
        recall = [np.mean([_recall(known, each, ring) for known, each in found]) for ring in RINGS]
        shown = " | ".join(f"{each:.2f}" for each in recall)
        said.append(f"| {rule} | {nothing:,.1f} | {innocent:,.1f} | {false:.3f} | {shown} |")
    return "\n".join(said)


def _recall(known: Lake, accused: set[int], ring: str) -> float:
    members = set(known.ring[ring].tolist())
    return len(members & accused) / len(members)


if __name__ == "__main__":
    print(table(int(sys.argv[1]), int(sys.argv[2])))
