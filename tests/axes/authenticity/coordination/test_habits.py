"""Habits are counted over acts on different objects only, exactly as a loop would."""

import numpy as np
import pyarrow as pa
import pytest

from perenne.axes.authenticity.coordination import habits
from perenne.axes.authenticity.coordination.method import method
from perenne.axes.authenticity.coordination.rows import Rows, Shared
from perenne.axes.authenticity.coordination.significance import Floats

WINDOW = 60
PRIOR = method().habit_prior


def _rows(seed: int) -> Rows:
    random = np.random.default_rng(seed)
    keys = np.unique(np.c_[random.integers(0, 8, 300), random.integers(0, 60, 300)], axis=0)
    age, f = random.integers(0, 3, len(keys)), random.integers(0, 3600, len(keys))
    f = np.where(random.random(len(keys)) < 0.3, f % 120, f)
    born = keys[:, 1] * 100_003
    columns = {
        "account": keys[:, 0], "object": keys[:, 1], "t": born + age * 3600 + f, "age": age, "f": f,
        "n": random.integers(1, 9, len(keys)), "q": np.full(len(keys), 10**8), "own": np.zeros(len(keys), int),
    }  # fmt: skip
    return Rows.of(pa.table(columns))


@pytest.fixture(scope="module")
def rows() -> Rows:
    return _rows(1)


A, B = (np.array(each) for each in zip(*[(a, b) for a in range(8) for b in range(a + 1, 8)], strict=True))
SHARE: Floats = np.full(len(A), 0.1)


def _acts(rows: Rows, place: int) -> range:
    return range(int(rows.first[place]), int(rows.first[place + 1]))


def _is_joint(rows: Rows, i: int, j: int) -> bool:
    return bool(
        rows.object[i] == rows.object[j] and rows.age[i] == rows.age[j] and abs(rows.f[i] - rows.f[j]) <= WINDOW
    )


def test_the_minutes_that_two_keep_to_are_what_a_loop_counts(rows: Rows) -> None:
    found = habits.minutes(rows, A, B, Shared.of(rows, A, B), WINDOW, SHARE, method())
    for a, b, share in zip(A, B, found, strict=True):
        together = {i for i in _acts(rows, a) for j in _acts(rows, b) if _is_joint(rows, i, j)}
        together |= {j for i in _acts(rows, a) for j in _acts(rows, b) if _is_joint(rows, i, j)}
        apart = [
            abs(int(rows.t[i] % 3600) - int(rows.t[j] % 3600))
            for i in _acts(rows, a)
            for j in _acts(rows, b)
            if i not in together and j not in together and rows.object[i] != rows.object[j]
        ]
        hits = sum(min(gap, 3600 - gap) <= WINDOW for gap in apart)
        assert share == pytest.approx((hits + PRIOR * 0.1) / (len(apart) + PRIOR))


def test_the_speed_of_two_is_what_a_loop_counts(rows: Rows) -> None:
    shared = Shared.of(rows, A, B)
    free = habits.free(rows, shared, WINDOW)
    found = habits.speed(rows, A, B, shared, WINDOW, SHARE, method())
    assert 0 < free.sum() < len(free)
    for a, b, share in zip(A, B, found, strict=True):
        gaps = [
            abs(int(rows.f[i] - rows.f[j]))
            for i in _acts(rows, a)
            for j in _acts(rows, b)
            if free[i] and free[j] and rows.age[i] == rows.age[j] and rows.object[i] != rows.object[j]
        ]
        hits = sum(gap <= WINDOW for gap in gaps)
        assert share == pytest.approx((hits + PRIOR * 0.1) / (len(gaps) + PRIOR))


def test_an_act_with_a_partner_is_not_free_nor_is_one_alone_in_its_cell(rows: Rows) -> None:
    free = habits.free(rows, Shared.of(rows, A, B), WINDOW)
    joint = {
        i for a, b in zip(A, B, strict=True) for i in _acts(rows, a) for j in _acts(rows, b) if _is_joint(rows, i, j)
    }
    assert joint
    assert not any(free[i] for i in joint)
    assert not free[rows.n < 2].any()
    assert free.any()


def test_nothing_known_of_two_leaves_the_share_as_it_was() -> None:
    assert habits.shrunk(np.array([0]), np.array([0]), np.array([0.3]), PRIOR) == pytest.approx([0.3])
