"""What else brings two accounts together in time: the minutes of the hour that each keeps to, and how fast each is.

Both are read from acts on *different* objects, where acting together is impossible: so what is found there is habit.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perenne.axes.authenticity.coordination.method import Method
from perenne.axes.authenticity.coordination.rows import Rows, Shared, expanded
from perenne.axes.authenticity.coordination.significance import Bools, Floats, Ints

HOUR = 3_600
_CHUNK = 2_000_000
"""How many acts are looked at at a time, which bounds the memory."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Moments within groups, sorted, so that those near another moment are two searches."""

    keys: Ints
    span: int

    @classmethod
    def of(cls, group: Ints, moment: Ints, span: int) -> "Sorted":
        return cls(np.sort(group * span + moment), span)

    @classmethod
    def round_the_hour(cls, group: Ints, minute: Ints, window: int) -> "Sorted":
        """The seconds of the hour, with those near its ends once more beyond the other end."""
        late, early = minute >= HOUR - window, minute < window
        groups = np.r_[group, group[late], group[early]]
        moments = np.r_[minute, minute[late] - HOUR, minute[early] + HOUR] + window
        return cls.of(groups, moments, HOUR + 2 * window + 1)

    def near(self, group: Ints, moment: Ints, window: int) -> Ints:
        """How many moments of each ``group`` lie within ``window``; moments of ``round_the_hour`` begin at
        ``window``."""
        low = np.maximum(moment - window, 0)
        high = np.minimum(moment + window, self.span - 1)
        base = group * self.span
        return np.searchsorted(self.keys, base + high, "right") - np.searchsorted(self.keys, base + low, "left")

    def within(self, group: Ints) -> Ints:
        """How many moments each group holds."""
        return np.searchsorted(self.keys, (group + 1) * self.span, "left") - np.searchsorted(
            self.keys, group * self.span, "left"
        )


def shrunk(hits: Ints, of: Ints, share: Floats, prior: int) -> Floats:
    """The share of hits, drawn towards ``share`` where they are of few."""
    return (hits + prior * share) / (of + prior)


def minutes(rows: Rows, a: Ints, b: Ints, shared: Shared, window: int, share: Floats, method: Method) -> Floats:
    """How often acts of the two on different objects lie within the window of each other modulo one hour, joint acts
    left out."""
    clock = rows.t % HOUR
    everybody = Sorted.round_the_hour(rows.owner(), clock, window)
    hits = np.zeros(len(a), np.int64)
    for which, row in _in_chunks(rows, b):
        near = everybody.near(a[which], clock[row] + window, window)
        np.add.at(hits, which, near)
    count = np.diff(rows.first)
    joint = shared.joint(rows, window)
    together, apart = shared.only(joint), shared.only(~joint)
    left_of = Sorted.round_the_hour(together.pair, clock[together.left], window)
    hits -= _summed(together.pair, everybody.near(b[together.pair], clock[together.left] + window, window), len(a))
    hits -= _summed(together.pair, everybody.near(a[together.pair], clock[together.right] + window, window), len(a))
    hits += _summed(together.pair, left_of.near(together.pair, clock[together.right] + window, window), len(a))
    gap = np.abs(clock[apart.left] - clock[apart.right])
    hits -= _summed(apart.pair, np.minimum(gap, HOUR - gap) <= window, len(a))
    out = np.bincount(together.pair, minlength=len(a))
    of = (count[a] - out) * (count[b] - out) - np.bincount(apart.pair, minlength=len(a))
    return shrunk(hits, of.astype(np.int64), share, method.habit_prior)


def free(rows: Rows, shared: Shared, window: int) -> Bools:
    """The acts that others are in the same cell of, but none of the account's striking partners within the window."""
    together = shared.only(shared.joint(rows, window))
    found = rows.n >= 2
    found[together.left] = False
    found[together.right] = False
    return found


def speed(rows: Rows, a: Ints, b: Ints, shared: Shared, window: int, share: Floats, method: Method) -> Floats:
    """How often acts of the two, apart from their partners and on different objects of one age, lie within the
    window."""
    apart = free(rows, shared, window)
    of_age = rows.owner() * (int(rows.age.max(initial=0)) + 1) + rows.age
    moments = Sorted.of(of_age[apart], rows.f[apart], method.cell)
    hits, of = np.zeros(len(a), np.int64), np.zeros(len(a), np.int64)
    ages = int(rows.age.max(initial=0)) + 1
    for which, row in _in_chunks(rows, b):
        which, row = which[apart[row]], row[apart[row]]
        group = a[which] * ages + rows.age[row]
        np.add.at(hits, which, moments.near(group, rows.f[row], window))
        np.add.at(of, which, moments.within(group))
    met = shared.only(shared.in_cell(rows) & apart[shared.left] & apart[shared.right])
    of -= np.bincount(met.pair, minlength=len(a))
    return shrunk(hits, of, share, method.habit_prior)


def _in_chunks(rows: Rows, places: Ints) -> Iterator[tuple[Ints, Ints]]:
    """All acts of each of ``places``, as ``Rows.of_each``, a part at a time."""
    lengths = rows.first[places + 1] - rows.first[places]
    cuts = np.searchsorted(np.cumsum(lengths), np.arange(_CHUNK, lengths.sum() + _CHUNK, _CHUNK), "left") + 1
    begin = 0
    for end in np.unique(np.minimum(cuts, len(places))):
        which, row = expanded(rows.first[places[begin:end]], rows.first[places[begin:end] + 1])
        yield which + begin, row
        begin = end


def _summed(which: Ints, values: Ints | Bools, length: int) -> Ints:
    return np.bincount(which, weights=values, minlength=length).astype(np.int64)
