"""Accounts that hang together, and the divisions of a very large group."""

from itertools import combinations

import numpy as np

from perenne.axes.authenticity.coordination.groups import Group, cores, numbered
from perenne.axes.authenticity.coordination.method import method
from perenne.axes.authenticity.coordination.significance import Ints


def _ties(*groups: range) -> tuple[Ints, Ints, Ints]:
    pairs = np.array([pair for group in groups for pair in combinations(group, 2)])
    return pairs[:, 0], pairs[:, 1], np.ones(len(pairs), np.int64)


def test_three_make_a_group_and_two_do_not() -> None:
    found = cores(*_ties(range(10, 12), range(20, 23), range(30, 35)), method())
    assert [group.tolist() for group in found] == [list(range(30, 35)), [20, 21, 22]]


def test_no_edge_no_group() -> None:
    nobody = np.empty(0, np.int64)
    assert cores(nobody, nobody, nobody, method()) == []


def test_a_very_large_group_is_divided_where_it_is_loose_the_same_way_each_time() -> None:
    a, b, joint = _ties(range(120), range(120, 240))
    a, b, joint = np.r_[a, 5], np.r_[b, 200], np.r_[joint, 1]
    found = cores(a, b, joint, method())
    assert [group.tolist() for group in found] == [list(range(120)), list(range(120, 240))]
    again = cores(a[::-1], b[::-1], joint, method())
    assert [group.tolist() for group in again] == [group.tolist() for group in found]


def test_core_goes_before_joined_and_the_first_group_before_the_second() -> None:
    groups = [Group(np.array([1, 2, 3]), np.array([7, 8])), Group(np.array([4, 5, 7]), np.array([8, 1]))]
    first, second = dict.fromkeys([1, 2, 3], (1, "core")), dict.fromkeys([4, 5, 7], (2, "core"))
    assert numbered(groups) == first | second | {8: (1, "joined")}
