"""How surprising so many joint acts are, and what may be said of many accounts at once."""

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def tail(joint: Ints, meetings: Ints, share: Floats) -> Floats:
    """The probability of at least ``joint`` of ``meetings`` where each is joint with probability ``share``: it bounds
    what unequal probabilities of that mean would give (Hoeffding), for more than expected."""
    at_least_one = special.betainc(np.maximum(joint, 1), np.maximum(meetings - joint + 1, 1), np.clip(share, 0, 1))
    return np.where(joint > 0, at_least_one, 1.0)


def lift_interval(joint: Ints, expected: Floats, level: float = 0.95) -> tuple[Floats, Floats]:
    """The exact interval of joint acts over those expected, where they come as events do (Garwood)."""
    beyond = (1 - level) / 2
    low = np.where(joint > 0, special.gammaincinv(np.maximum(joint, 1), beyond), 0.0)
    high = special.gammaincinv(joint + 1, 1 - beyond)
    return low / expected, high / expected


def ranks_within(owner: Ints, p: Floats) -> tuple[Ints, Ints]:
    """The rows in order of ``owner`` and then ``p``, and the rank from 1 of each such row within its owner."""
    order = np.lexsort((p, owner))
    sorted_owner = owner[order]
    starts = np.flatnonzero(np.r_[True, sorted_owner[1:] != sorted_owner[:-1]]) if len(owner) else np.empty(0, int)
    first = np.repeat(starts, np.diff(np.r_[starts, len(owner)]))
    return order, np.arange(len(owner)) - first + 1


def simes(owner: Ints, p: Floats, tests: Floats, owners: int) -> Floats:
    """One p for each owner of several: the least of ``tests`` × p over its rank; 1 where it has none."""
    least = np.ones(owners)
    order, rank = ranks_within(owner, p)
    np.minimum.at(least, owner[order], tests[owner[order]] * p[order] / rank)
    return np.minimum(least, 1.0)


def rejected(p: Floats, level: float) -> Bools:
    """Those that Benjamini and Hochberg's rule rejects at ``level``, of a family that is the whole of ``p``."""
    if not len(p):
        return np.zeros(0, np.bool_)
    ordered = np.sort(p)
    under = np.flatnonzero(ordered <= level * np.arange(1, len(p) + 1) / len(p))
    return p <= ordered[under[-1]] if len(under) else np.zeros(len(p), np.bool_)


def bounds(owner: Ints, p: Floats, tests: Floats, share: float) -> Floats:
    """Up to which p the rows of each owner stand: ``share`` × rank over tests, at the last rank where its p, in
    order, is under it; below 0 where none stands."""
    order, rank = ranks_within(owner, p)
    bound = share * rank / tests[owner[order]]
    under = p[order] <= bound
    found = np.full(len(tests), -1.0)
    np.maximum.at(found, owner[order][under], bound[under])
    return found


def joint_needed(share: float, family: int, accused: int, level: float, tests: float) -> int:
    """With how few joint acts, all meetings joint, a pair stands where ``accused`` accounts of ``family`` do."""
    bound = level * accused / family / max(tests, 1.0)
    return int(np.ceil(np.log(bound) / np.log(share))) if 0 < share < 1 else 0
