"""Counts equal those of a loop over all pairs that nobody could get wrong."""

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np
import pyarrow as pa

import perenne.engine
from perenne.axes.authenticity.coordination import counts, pairs, units
from perenne.axes.authenticity.coordination.method import method
from tests.known_answers.lake import lake

WINDOW = 60
ROWS = 5_000


def _acts() -> list[tuple[int, int, int]]:
    made = lake(301, ROWS, innocents=(), rings=("link30",))
    rows = list(zip(made.account.tolist(), made.object.tolist(), made.time.tolist(), strict=True))
    return rows + rows[:200] + [(account, thing, time + 30) for account, thing, time in rows[:200]]


def _table(acts: list[tuple[int, int, int]]) -> pa.Table:
    account, thing, time = np.array(acts).T
    return pa.table({"account": pa.array(account, pa.int32()), "object": pa.array(thing, pa.int32()), "t": time})


def test_joint_acts_and_meetings_are_what_a_loop_counts() -> None:
    first: dict[tuple[int, int], int] = {}
    for account, thing, time in _acts():
        first[account, thing] = min(time, first.get((account, thing), time))
    by_object = defaultdict(list)
    for (account, thing), time in first.items():
        by_object[thing].append((account, time))
    met: Counter[tuple[int, int]] = Counter()
    joint: Counter[tuple[int, int]] = Counter()
    for acts in by_object.values():
        born = min(time for _, time in acts)
        for (a, t), (b, u) in combinations(sorted(acts), 2):
            if (t - born) // 3600 == (u - born) // 3600:
                met[a, b] += 1
                joint[a, b] += abs(t - u) <= WINDOW
    with perenne.engine.open() as engine:
        unit = engine.keep(units.units(engine.load(_table(_acts())), method().cell))
        near = engine.keep(units.shared(unit, WINDOW))
        slotted = engine.keep(pairs.slotted(near, WINDOW, ROWS))
        found = engine.keep(pairs.joint(slotted, WINDOW, 1))
        counted = {(row["a"], row["b"]): row["x"] for row in engine.fetch(found).to_pylist()}
        scored = engine.keep(near.mutate(q=near.n * 0 + 7, own=near.n * 0))
        led = engine.keep(pairs.led(found.filter(found.x > 1), near))
        meetings = engine.fetch(pairs.meetings(led, scored, WINDOW)).to_pylist()
        in_parts = [engine.fetch(pairs.joint(slotted, WINDOW, 1, part, 3)).to_pylist() for part in range(3)]
    assert counted == {pair: count for pair, count in joint.items() if count}
    assert {(row["a"], row["b"]): row["x"] for rows in in_parts for row in rows} == counted
    assert sum(map(len, in_parts)) == len(counted)
    assert len(counted) > 1_000
    for row in meetings:
        pair = (min(row["lead"], row["other"]), max(row["lead"], row["other"]))
        assert (row["n"], row["x"], row["q"]) == (met[pair], joint[pair], 7 * met[pair])
    assert len(meetings) == sum(count > 1 for count in counted.values()) > 100


def test_the_counts_of_other_tools_are_what_a_loop_counts() -> None:
    by_object = defaultdict(list)
    for place, (account, thing, time) in enumerate(_acts()):
        by_object[thing].append((place, account, time))
    weight: Counter[tuple[int, int]] = Counter()
    things = defaultdict(set)
    acts_near = defaultdict(set)
    for thing, acts in by_object.items():
        for (one, a, t), (other, b, u) in combinations(acts, 2):
            if a != b and abs(t - u) <= WINDOW:
                weight[min(a, b), max(a, b)] += 1
                things[min(a, b), max(a, b)].add(thing)
                acts_near[a, b].add(one)
                acts_near[b, a].add(other)
    with perenne.engine.open() as engine:
        table = engine.load(_table(_acts()))
        posts = engine.fetch(counts.pairs_of_posts(engine, table, WINDOW)).to_pylist()
        directed = engine.fetch(counts.messages(engine, table, WINDOW)).to_pylist()
    assert {(row["a"], row["b"]): (row["pairs"], row["objects"]) for row in posts} == {
        pair: (count, len(things[pair])) for pair, count in weight.items()
    }
    assert {(row["a"], row["b"]): row["messages"] for row in directed} == {
        pair: len(acts) for pair, acts in acts_near.items()
    }
    assert len(directed) > 2_000


def test_a_crowd_is_counted_without_making_its_pairs() -> None:
    crowd = [(account, 1, account % 50) for account in range(30_000)]
    with perenne.engine.open() as engine:
        unit = engine.keep(units.units(engine.load(_table(crowd)), method().cell))
        near = engine.keep(units.shared(unit, WINDOW))
        cell = engine.fetch(units.cells(near)).to_pylist()
    assert cell == [{"object": 1, "age": 0, "n": 30_000, "pairs": 30_000 * 29_999 // 2, "twice": 30_000 * 29_999}]
