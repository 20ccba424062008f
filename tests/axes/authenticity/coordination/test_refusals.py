"""What cannot be judged is said, and is never a zero."""

from collections.abc import Callable

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from perenne.axes.authenticity.coordination.detect import Coordination
from perenne.axes.authenticity.coordination.method import Method, chosen, method
from perenne.axes.authenticity.coordination.significance import Ints
from perenne.axes.authenticity.coordination.told import lines
from perenne.model.errors import UsageError
from perenne.report.coordination.network import network_of
from tests.known_answers.judged import find, table_of
from tests.known_answers.lake import Lake, lake

TIGHT: Method = msgspec.structs.replace(method(), windows=(10, 60))


@pytest.fixture(scope="module")
def few() -> Lake:
    """Too few people to say anything of, though a ring is among them."""
    return lake(321, 400, innocents=(), rings=("pure12",))


def _refused(found: Coordination) -> dict[int, str | None]:
    return {row["window"]: row["refused"] for row in found.run.to_pylist()}


def _timed(table: pa.Table, round_to: Callable[[Ints], Ints]) -> pa.Table:
    place = table.schema.get_field_index("t")
    return table.set_column(place, "t", pa.array(round_to(table.column("t").to_numpy()), pa.int64()))


def _is_silent(found: Coordination) -> bool:
    return not any(row["accused"] for row in found.accounts.to_pylist())


def test_dates_without_a_time_are_refused_whole(few: Lake) -> None:
    found = find(_timed(table_of(few), lambda t: t // 86_400 * 86_400), TIGHT)
    assert _refused(found) == {10: "dates_only", 60: "dates_only"}
    assert _is_silent(found)


def test_times_rounded_to_five_minutes_are_refused_for_shorter_windows(few: Lake) -> None:
    found = find(_timed(table_of(few), lambda t: t // 300 * 300), msgspec.structs.replace(TIGHT, windows=(60, 300)))
    assert _refused(found) == {60: "times_coarse", 300: "too_little"}
    assert found.run.column("clock").to_pylist() == [300, 300]


def test_many_full_minutes_refuse_a_window_of_seconds_and_no_other(few: Lake) -> None:
    found = find(_timed(table_of(few), lambda t: np.where(np.arange(len(t)) % 4 == 0, t // 60 * 60, t)), TIGHT)
    assert _refused(found) == {10: "full_minutes", 60: "too_little"}


def test_too_few_people_are_never_accused_and_their_joint_acts_are_listed_without_a_p(few: Lake) -> None:
    found = find(table_of(few), msgspec.structs.replace(TIGHT, windows=(60,)))
    assert _refused(found) == {60: "too_little"}
    assert _is_silent(found)
    edges = found.edges.to_pylist()
    assert len(edges) >= 66
    assert {row["p"] for row in edges} == {row["threshold"] for row in edges} == {None}
    assert len(found.evidence) == sum(row["joint"] for row in edges)
    said = " ".join(line.en for line in lines(found))
    assert "too little to judge" in said
    assert "beyond chance" not in said


def test_what_one_window_was_too_little_to_judge_changes_nothing_in_the_groups_of_another() -> None:
    acts = table_of(lake(331, 12_000, innocents=(), rings=("amp15", "pure12")))
    alone = find(acts, msgspec.structs.replace(method(), windows=(60,), level=method().level / 2))
    between = msgspec.structs.replace(method(), least_informative=1_135)
    found = find(acts, between)
    assert _refused(found) == {60: None, 300: "too_little"}
    assert found.groups.equals(alone.groups)
    judged = {row["p"] is not None for row in found.edges.to_pylist() if row["group"] is not None}
    assert judged == {True}
    assert not any(row["p"] is None and row["group"] for row in found.edges.to_pylist())
    members = {row["account"] for row in found.accounts.to_pylist() if row["role"] == "core"}
    edges = network_of(found).edges
    assert {row["window"] for (a, b), row in edges.items() if a in members and b in members and row["group"]} == {60}


def test_a_sample_is_refused(few: Lake) -> None:
    found = find(table_of(few), TIGHT, sampled=True)
    assert set(_refused(found).values()) == {"sampled"}
    assert _is_silent(found)


def test_three_acts_are_no_error() -> None:
    three = Lake(np.array([1, 2, 3]), np.array([1, 1, 2]), np.array([5, 9, 40]))
    found = find(table_of(three), msgspec.structs.replace(TIGHT, windows=(60,)))
    assert _refused(found) == {60: "too_little"}
    assert len(found.accounts) == 3
    assert len(found.edges) == len(found.groups) == 0


@pytest.mark.parametrize(("windows", "level"), [((0,), None), ((301,), None), ((), 1.5), ((), 0.0)])
def test_a_window_or_a_level_that_means_nothing_is_refused(windows: tuple[int, ...], level: float | None) -> None:
    with pytest.raises(UsageError):
        chosen(windows, level)


def test_a_chosen_window_and_level_are_part_of_the_method() -> None:
    assert chosen((120, 30, 30), 0.01).windows == (30, 120)
    assert chosen(level=0.01).level == 0.01
    assert chosen() == method()


def test_what_is_spared_where_there_is_too_much_is_said(few: Lake) -> None:
    tight = msgspec.structs.replace(
        method(), windows=(60,), budget_least=300, budget_per_row=0, most_candidates=20,
        least_family=1, least_informative=1,
    )  # fmt: skip
    found = find(table_of(few), tight)
    (run,) = found.run.to_pylist()
    assert {"cap_lowered", "candidates_raised"} <= set(run["notes"].split())
    assert run["cap"] < method().cap
    assert run["least_joint_of_candidates"] > 2
    assert run["candidates"] <= 20
    said = " ".join(line.en for line in lines(found))
    assert f"only among {run['cap']} neighbours or fewer" in said
    assert f"only those with {run['least_joint_of_candidates']} joint acts or more" in said
