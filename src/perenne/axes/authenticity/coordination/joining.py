"""Who acts near several members of a group time and again, though no single pair gave it away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from ibis import _

from perenne.axes.authenticity.coordination.habits import HOUR, Sorted, shrunk
from perenne.axes.authenticity.coordination.method import Method
from perenne.axes.authenticity.coordination.rows import Rows
from perenne.axes.authenticity.coordination.significance import Bools, Floats, Ints, rejected, tail
from perenne.axes.authenticity.coordination.window import Tested, acts_of
from perenne.engine.idioms import BILLION

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from perenne.engine.engine import Engine


@dataclass(frozen=True, slots=True)
class _Acts:
    """The acts in the cells where several members of one group are; ``cell`` numbers these cells from 0."""

    account: Ints
    object: Ints
    age: Ints
    cell: Ints
    f: Ints
    by_class: Floats
    member: Bools

    @classmethod
    def of(cls, table: pa.Table, core: Ints) -> "_Acts":
        column = {name: table.column(name).to_numpy().astype(np.int64) for name in table.column_names}
        order = np.lexsort((column["account"], column["age"], column["object"]))
        sorted_ = {name: each[order] for name, each in column.items()}
        _, cell = np.unique(np.c_[sorted_["object"], sorted_["age"]], axis=0, return_inverse=True)
        return cls(
            sorted_["account"], sorted_["object"], sorted_["age"], cell.ravel().astype(np.int64), sorted_["f"],
            sorted_["by_class"] / BILLION, np.isin(sorted_["account"], core),
        )  # fmt: skip


def joined(
    engine: "Engine", unit: "ir.Table", found: Tested, cores: Sequence[Ints], level: float, method: Method
) -> list[Ints]:
    """For each group of ``cores``: the accounts that act with it in the window of ``found``, in order; none of it."""
    every = _acts(engine, found.evidence, cores, method)
    return [
        _joined(engine, unit, found, acts, core, level, method) if len(acts.account) else core[:0]
        for acts, core in zip(every, cores, strict=True)
    ]


def _joined(
    engine: "Engine", unit: "ir.Table", found: Tested, acts: _Acts, core: Ints, level: float, method: Method
) -> Ints:
    members = Sorted.of(acts.cell[acts.member], acts.f[acts.member], method.cell)
    hit = members.near(acts.cell, acts.f, found.window) >= method.hit_members
    share = _shares(acts, hit, ~acts.member & ~np.isin(acts.account, found.suspects), found.window, method)
    counts = ~acts.member & (share <= method.joined_crowded_share)
    account, place = np.unique(acts.account[counts], return_inverse=True)
    cells = np.bincount(place)
    hits = np.bincount(place, weights=hit[counts]).astype(np.int64)
    mean = np.bincount(place, weights=share[counts]) / np.maximum(cells, 1)
    enough = cells >= method.least_cells
    account, cells, hits, mean = account[enough], cells[enough], hits[enough], mean[enough]
    p = tail(hits, cells, mean)
    looked = np.flatnonzero((p < method.habit_below) & (hits >= method.least_joint))
    if not len(looked):
        return core[:0]
    if method.habits:
        habit = _habits(engine, unit, acts, core, account[looked], mean[looked], found.window, method)
        p[looked] = tail(hits[looked], cells[looked], np.maximum(mean[looked], habit))
    stands = rejected(p, level) & (hits >= method.least_joint)
    return account[stands]


def _acts(engine: "Engine", evidence: "ir.Table", cores: Sequence[Ints], method: Method) -> list[_Acts]:
    """For each group: all acts in the cells where enough of its members are."""
    group = np.repeat(np.arange(len(cores)), [len(core) for core in cores])
    members = engine.load(
        pa.table({"member": pa.array(np.concatenate(cores), pa.int32()), "group": pa.array(group, pa.int32())})
    )
    theirs = evidence.join(members, evidence.account == members.member).select("group", "object", "age")
    cells = engine.keep(
        theirs.group_by("group", "object", "age").agg(members=_.count()).filter(_.members >= method.least_group)
    )
    here = evidence.join(cells, ["object", "age"]).select(
        cells.group, evidence.account, evidence.object, evidence.age, evidence.f, evidence.by_class
    )
    table = engine.fetch(here)
    engine.drop(members, cells)
    of = table.column("group").to_numpy()
    return [_Acts.of(table.filter(pa.array(of == number)), core) for number, core in enumerate(cores)]


def _shares(acts: _Acts, hit: Bools, crowd: Bools, window: int, method: Method) -> Floats:
    """How likely each act is a hit if it is nobody's of the group: as the crowd of its cell hits, itself left out, or
    as the seconds that members cover would have it, whichever is more."""
    covered = _covered(acts, window, method)[acts.cell]
    by_chance = np.minimum(covered * acts.by_class / (2 * window / method.cell), 1)
    in_crowd = np.bincount(acts.cell, weights=crowd)[acts.cell] - crowd
    hitting = np.bincount(acts.cell, weights=crowd & hit)[acts.cell] - (crowd & hit)
    by_crowd = (hitting + method.crowd_prior * by_chance) / (in_crowd + method.crowd_prior)
    return np.asarray(np.maximum(by_crowd, by_chance))


def _covered(acts: _Acts, window: int, method: Method) -> Floats:
    """The share of each cell's seconds that lie within the window of as many members as make a hit."""
    cell, f = acts.cell[acts.member], acts.f[acts.member]
    order = np.lexsort((f, cell))
    cell, f = cell[order], f[order]
    ahead = method.hit_members - 1
    same = cell[ahead:] == cell[: len(cell) - ahead]
    start, end = (f[ahead:] - window)[same], (f[: len(f) - ahead] + window)[same]
    of = cell[ahead:][same]
    start = np.maximum(start, 0)
    end = np.minimum(end, method.cell)
    seconds = np.zeros(int(acts.cell.max()) + 1)
    reached, last = 0, -1
    for which, begin, finish in zip(of.tolist(), start.tolist(), end.tolist(), strict=True):
        reached = reached if which == last else 0
        last = which
        if finish > max(begin, reached):
            seconds[which] += finish - max(begin, reached)
            reached = finish
    return seconds / method.cell


def _habits(
    engine: "Engine",
    unit: "ir.Table",
    acts: _Acts,
    core: Ints,
    accounts: Ints,
    share: Floats,
    window: int,
    method: Method,
) -> Floats:
    """The larger of what the minutes of the hour and the speed of each account would hit, were its acts elsewhere
    in the cells of the group."""
    rows = acts_of(engine, unit, np.union1d(accounts, core))
    theirs = np.isin(rows.accounts, core)[rows.owner()]
    elsewhere = ~theirs & ~np.isin(rows.object, np.unique(rows.object[theirs]))
    own = np.searchsorted(accounts, rows.account)
    member = acts.member
    born = _births(acts, rows)
    by_minutes = _share_of_hits(
        own[elsewhere], np.zeros(elsewhere.sum(), np.int64), rows.t[elsewhere] % HOUR,
        acts.cell[member], np.zeros(member.sum(), np.int64), (born[member] + acts.f[member]) % HOUR,
        share, window, method, HOUR,
    )  # fmt: skip
    seen = elsewhere & (rows.n >= 2)
    by_speed = _share_of_hits(
        own[seen], rows.age[seen], rows.f[seen],
        acts.cell[member], acts.age[member], acts.f[member],
        share, window, method, None,
    )  # fmt: skip
    return np.maximum(by_minutes, by_speed)


def _births(acts: _Acts, rows: Rows) -> Ints:
    """The second from which ``f`` counts in the cell of each act."""
    found = np.zeros(int(acts.cell.max()) + 1, np.int64)
    keys = rows.owner() * (int(rows.object.max()) + 1) + rows.object
    member = np.flatnonzero(acts.member)
    wanted = rows.place(acts.account[member]) * (int(rows.object.max()) + 1) + acts.object[member]
    found[acts.cell[member]] = rows.t[np.searchsorted(keys, wanted)] - acts.f[member]
    return found[acts.cell]


def _share_of_hits(
    own: Ints, band: Ints, moment: Ints, cell: Ints, cell_band: Ints, cell_moment: Ints,
    share: Floats, window: int, method: Method, period: int | None,
) -> Floats:  # fmt: skip
    """Of all acts elsewhere set into all cells of their band: the share that are hits, for each account."""
    hits, of = np.zeros(len(share), np.int64), np.zeros(len(share), np.int64)
    cells = np.unique(cell)
    for each in cells:
        inside = cell == each
        mine = band == cell_band[inside][0]
        times = np.sort(cell_moment[inside])
        if period is not None:
            times = np.sort(np.r_[times - period, times, times + period])
        near = np.searchsorted(times, moment[mine] + window, "right") - np.searchsorted(times, moment[mine] - window)
        hits += np.bincount(own[mine], weights=near >= method.hit_members, minlength=len(share)).astype(np.int64)
        of += np.bincount(own[mine], minlength=len(share))
    return shrunk(hits, of, share, method.habit_prior)
