"""Who is accused, and of what: on a small lake in which three rings are planted."""

from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from perenne.axes.authenticity.coordination.method import chosen, method
from tests.known_answers.judged import Judged, changed, find, judge, table_of
from tests.known_answers.lake import lake

ROWS = 12_000
PLANTED = ("link30", "amp15", "pure12")
ONE_WINDOW = msgspec.structs.replace(method(), windows=(60,))


@pytest.fixture(scope="module")
def small() -> Judged:
    return judge(lake(311, ROWS, innocents=(), rings=PLANTED), ONE_WINDOW)


def _sorted(table: pa.Table) -> list[dict[str, Any]]:
    return sorted(table.to_pylist(), key=lambda row: [str(value) for value in row.values()])


def test_the_rings_are_found_whole_and_nobody_else_is_accused(small: Judged) -> None:
    assert [small.recall(ring) for ring in PLANTED] == [1.0, 1.0, 1.0]
    assert small.falsely == set()


def test_each_ring_is_a_group_of_its_own(small: Judged) -> None:
    rows = small.found.accounts.to_pylist()
    group_of = {int(row["account"].removeprefix("account ")): row["group"] for row in rows}
    found = [{group_of[int(member)] for member in small.lake.ring[ring]} for ring in PLANTED]
    assert all(len(groups) == 1 for groups in found)
    assert len(set.union(*found)) == 3
    assert small.found.groups.column("core").to_pylist() == [30, 15, 12]


def test_every_edge_shows_each_of_its_joint_acts_and_no_other(small: Judged) -> None:
    edges, evidence = small.found.edges.to_pylist(), small.found.evidence.to_pylist()
    shown: dict[tuple[str, str], int] = {}
    for row in evidence:
        shown[row["a"], row["b"]] = shown.get((row["a"], row["b"]), 0) + 1
        assert abs(row["gap"]) <= 60
        assert row["gap"] == (row["t_b"] - row["t_a"]).total_seconds()
        assert 0 < row["share"] <= method().crowded_share
    assert {(row["a"], row["b"]): row["joint"] for row in edges} == shown
    assert len(edges) > 400


def test_the_evidence_names_the_acts_of_the_source(small: Judged) -> None:
    table = table_of(small.lake).to_pylist()
    by_action = {row["action"]: row for row in table}
    for row in small.found.evidence.to_pylist()[::50]:
        for side in ("a", "b"):
            act = by_action[row[f"action_{side}"]]
            assert (act["account"], act["object"]) == (row[side], row["object"])
            assert act["t"] == row[f"t_{side}"].timestamp()


def test_every_number_of_an_edge_says_what_it_is(small: Judged) -> None:
    for row in small.found.edges.to_pylist():
        assert row["meetings"] >= row["joint"] >= 3
        assert row["lift"] == pytest.approx(row["joint"] / row["expected"])
        assert row["lift_low"] < row["lift"] < row["lift_high"]
        assert row["p"] <= row["threshold"] < 0.05
        assert row["first"] <= row["last"]
        assert row["reading"] in {"crowd", "minutes", "speed"}
        assert row["owners"] is None


def test_an_edge_is_mostly_seen_in_either_half_of_the_objects(small: Judged) -> None:
    assert np.mean([row["both_halves"] for row in small.found.edges.to_pylist()]) > 0.5


def test_every_account_is_told_of_tested_or_not(small: Judged) -> None:
    rows = small.found.accounts.to_pylist()
    assert len(rows) == len(set(small.lake.account.tolist()))
    assert [row["account"] for row in rows] == sorted(row["account"] for row in rows)
    assert {row["tested"] for row in rows} == {True, False}
    assert all(row["p"] is None and not row["accused"] for row in rows if not row["tested"])
    assert all(row["role"] in {"core", "joined", "alone"} for row in rows if row["accused"])
    (run,) = small.found.run.to_pylist()
    assert run["family"] == sum(row["tested"] for row in rows)


def test_nothing_is_left_out_without_a_word(small: Judged) -> None:
    (run,) = small.found.run.to_pylist()
    assert run["acts"] == len(small.lake)
    assert run["informative"] + run["cells_set_aside"] == run["cells"]
    assert 0 < run["suspects"] < run["accounts"]
    assert run["method"] == method().version
    assert (run["refused"], run["clock"]) == (None, 1)


def test_the_order_of_acts_and_repeats_change_nothing(small: Judged) -> None:
    table = table_of(small.lake)
    later = table.set_column(2, "t", pc.add(table.column("t"), 3))
    twice = pa.concat_tables([later, table]).take(np.random.default_rng(5).permutation(2 * len(table)))
    again = find(twice, ONE_WINDOW)
    for name in ("edges", "evidence", "groups", "accounts"):
        assert again.tables[name].equals(small.found.tables[name]), name


def test_other_names_and_another_day_change_no_number(small: Judged) -> None:
    known = small.lake
    top = int(known.account.max()) + 1
    other = changed(
        known, account=top - known.account, object=known.object * 7 + 3, time=known.time + 86_400 * 365 + 17
    )
    again = find(table_of(other), ONE_WINDOW)
    accused = {row["account"] for row in again.accounts.to_pylist() if row["accused"]}
    assert accused == {f"account {top - each}" for each in small.accused}
    numbers = ("meetings", "joint", "expected", "lift", "p", "threshold", "own_crowd")
    ours, theirs = (_sorted(found.edges.select(numbers)) for found in (small.found, again))
    assert ours == theirs


def test_members_who_act_on_each_other_s_posts_are_mutual_and_no_one_source() -> None:
    known = lake(312, ROWS, innocents=(), rings=("amp15",))
    members = known.ring["amp15"].tolist()
    things = sorted({int(each) for each in known.object[np.isin(known.account, members)]})
    owner = {thing: f"account {members[number % 15]}" for number, thing in enumerate(things)}
    owner = {int(thing): "somebody" for thing in known.object} | owner
    (group,) = judge(known, ONE_WINDOW, owner).found.groups.to_pylist()
    assert (group["mutual"], group["one_source"]) == (True, False)
    assert group["reciprocity"] >= 0.5
    assert 3 <= group["owners"] <= 15


def test_members_who_publish_nothing_are_not_held_against_those_who_answer_each_other() -> None:
    known = lake(312, ROWS, innocents=(), rings=("amp15",))
    members = known.ring["amp15"].tolist()
    theirs = known.object[np.isin(known.account, members)].tolist()
    owner = {int(thing): "somebody" for thing in known.object}
    owner |= {thing: f"account {members[number % 4]}" for number, thing in enumerate(sorted(set(theirs)))}
    (group,) = judge(known, ONE_WINDOW, owner).found.groups.to_pylist()
    assert group["reciprocity"] == 1.0
    (alone,) = judge(known, ONE_WINDOW, dict.fromkeys(owner, "somebody")).found.groups.to_pylist()
    assert (alone["reciprocity"], alone["mutual"], alone["one_source"]) == (0.0, False, True)


def test_those_whom_no_pair_gives_away_are_found_near_several_others() -> None:
    judged = judge(lake(313, ROWS, innocents=(), rings=("pod20",)), chosen((300,)))
    roles = [row["role"] for row in judged.found.accounts.to_pylist() if row["role"]]
    assert roles.count("joined") >= 1
    assert roles.count("core") >= 3
    assert judged.recall("pod20") >= 0.85
    assert judged.falsely == set()
