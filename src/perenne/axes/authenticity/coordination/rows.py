"""The acts of some accounts, here and sorted, so that many small questions are one search each."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from perenne.axes.authenticity.coordination.significance import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Rows:
    """Acts sorted by account, then object. ``q``: what chance gives in the cell, 0 where the cell is no evidence;
    ``first``: where the acts of each of ``accounts`` begin, and the end."""

    account: Ints
    object: Ints
    t: Ints
    age: Ints
    f: Ints
    n: Ints
    q: Floats
    own: Bools
    accounts: Ints
    first: Ints

    @classmethod
    def of(cls, table: pa.Table) -> "Rows":
        columns = {name: table.column(name).to_numpy().astype(np.int64) for name in table.column_names}
        order = np.lexsort((columns["object"], columns["account"]))
        sorted_ = {name: column[order] for name, column in columns.items()}
        accounts, first = np.unique(sorted_["account"], return_index=True)
        return cls(
            sorted_["account"], sorted_["object"], sorted_["t"], sorted_["age"], sorted_["f"], sorted_["n"],
            sorted_["q"] / 1e9, sorted_["own"] > 0, accounts, np.r_[first, len(order)].astype(np.int64),
        )  # fmt: skip

    def place(self, account: Ints) -> Ints:
        """The place of each account among ``accounts``, which hold it."""
        return np.searchsorted(self.accounts, account).astype(np.int64)

    def of_each(self, places: Ints) -> tuple[Ints, Ints]:
        """All acts of each account at ``places``: which of them, and the row of the act."""
        return expanded(self.first[places], self.first[places + 1])

    def owner(self) -> Ints:
        """The place of each row's account."""
        return np.repeat(np.arange(len(self.accounts)), np.diff(self.first))

    def same_object(self, places: Ints, rows: Ints) -> Ints:
        """For each row, the row of the account at ``places`` on the same object, or -1."""
        span = int(self.object.max(initial=0)) + 1
        keys = self.owner() * span + self.object
        wanted = places * span + self.object[rows]
        found = np.searchsorted(keys, wanted)
        found = np.minimum(found, max(len(keys) - 1, 0))
        return np.where(keys[found] == wanted, found, -1) if len(keys) else np.full(len(rows), -1)


@dataclass(frozen=True, slots=True)
class Shared:
    """The objects that both accounts of pairs acted on: which pair, the row of its first account, of its second."""

    pair: Ints
    left: Ints
    right: Ints

    @classmethod
    def of(cls, rows: Rows, a: Ints, b: Ints) -> "Shared":
        """``a`` and ``b``: places of accounts."""
        swap = np.diff(rows.first)[a] > np.diff(rows.first)[b]
        lead, other = np.where(swap, b, a), np.where(swap, a, b)
        pair, left = rows.of_each(lead)
        right = rows.same_object(other[pair], left)
        pair, left, right = pair[right >= 0], left[right >= 0], right[right >= 0]
        turned = swap[pair]
        return cls(pair, np.where(turned, right, left), np.where(turned, left, right))

    def only(self, which: Bools) -> "Shared":
        return Shared(self.pair[which], self.left[which], self.right[which])

    def in_cell(self, rows: Rows) -> Bools:
        return np.equal(rows.age[self.left], rows.age[self.right])

    def joint(self, rows: Rows, window: int) -> Bools:
        gap = rows.f[self.left] - rows.f[self.right]
        near: Bools = np.abs(gap) <= window
        return self.in_cell(rows) & near


def expanded(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """All whole numbers from each ``start`` to before each ``end``: which range, and the number."""
    lengths = end - start
    which = np.repeat(np.arange(len(start)), lengths)
    offset = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return which, start[which] + offset
