"""The arithmetic of a surprise, by cases that can be worked out by hand."""

import numpy as np
import pytest

from perenne.axes.authenticity.coordination.significance import (
    bounds,
    joint_needed,
    lift_interval,
    rejected,
    simes,
    tail,
)


def test_five_joint_of_five_at_a_tenth_is_one_in_a_hundred_thousand() -> None:
    assert tail(np.array([5]), np.array([5]), np.array([0.1]))[0] == pytest.approx(1e-5, rel=1e-12)


def test_three_joint_of_ten_at_a_tenth_is_nothing_much() -> None:
    assert tail(np.array([3]), np.array([10]), np.array([0.1]))[0] == pytest.approx(0.0701908264, abs=1e-10)


def test_no_joint_act_is_no_surprise() -> None:
    assert tail(np.array([0]), np.array([10]), np.array([0.1]))[0] == 1.0


def test_an_account_is_as_surprising_as_the_best_of_its_pairs_once_all_it_may_make_are_counted() -> None:
    owner = np.array([0, 0, 2])
    p = simes(owner, np.array([0.001, 0.0011, 0.5]), np.array([10.0, 10.0, 1.0]), 3)
    assert p == pytest.approx([0.0055, 1.0, 0.5])


def test_the_family_counts_even_where_most_of_it_is_quiet() -> None:
    few = np.array([0.001, 0.02, 0.9])
    assert rejected(few, 0.05).tolist() == [True, True, False]
    many = np.concatenate([few, np.ones(197)])
    assert rejected(many, 0.05).tolist() == [False] * 200
    assert rejected(np.empty(0), 0.05).tolist() == []


def test_edges_stand_up_to_the_last_rank_that_does() -> None:
    owner = np.array([0, 0, 0, 1])
    p = np.array([0.0011, 0.0019, 0.01, 0.5])
    assert bounds(owner, p, np.array([10.0, 10.0]), 0.01) == pytest.approx([0.002, -1.0])


def test_the_interval_of_a_lift_holds_it_and_is_exact() -> None:
    low, high = lift_interval(np.array([8, 0]), np.array([2.0, 1.0]))
    assert low == pytest.approx([3.4538 / 2, 0.0], abs=1e-4)
    assert high == pytest.approx([15.7632 / 2, 3.6889], abs=1e-4)


def test_the_more_accounts_are_tested_the_more_joint_acts_it_takes() -> None:
    needed = [joint_needed(0.1, family, 60, 0.05, 100.0) for family in (2_000, 60_000, 300_000)]
    assert needed == sorted(needed)
    assert needed[0] < needed[-1]
