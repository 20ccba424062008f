"""From acts to what is compared: one act an account and object, the cells that acts share, how near is near there.

Everything here is an expression, for any engine. Columns: ``account`` ``object`` ``t``; ``age`` of the object in
whole cells, ``f`` seconds within the cell, ``n`` acts in it.
"""

from typing import TYPE_CHECKING

import ibis
from ibis import _

from perenne.axes.authenticity.coordination.method import Method
from perenne.engine.idioms import BILLION, above, around, billionths, doubled, ones, total

if TYPE_CHECKING:
    import ibis.expr.types as ir

_RATIO = 1_000_000
"""Shares that are weighed are kept in millionths, so that their sum is the same on every engine and run."""


def units(acts: "ir.Table", cell: int) -> "ir.Table":
    """The first act of each account on each object, within its cell: repeats add nothing. The clock of an object runs
    from its first act."""
    first = acts.group_by("account", "object").agg(t=_.t.min())
    aged = first.group_by("object").mutate(since=_.t - _.t.min())
    placed = aged.mutate(age=(_.since // cell).cast("int32"), f=(_.since % cell).cast("int32"))
    counted = placed.group_by("object", "age").mutate(n=_.count())
    return counted.select("account", "object", "t", "age", "f", "n")


def shared(kept: "ir.Table", window: int) -> "ir.Table":
    """The acts that are not alone in their cell, each with how many lie within the window: ``near``."""
    together = kept.filter(_.n >= 2)
    return together.mutate(near=around("f", window, "object", "age")).select(
        "account", "object", "age", "f", "n", "near"
    )


def cells(near: "ir.Table") -> "ir.Table":
    """One row a cell: ``pairs`` of acts, and twice how many of them are joint."""
    return near.group_by("object", "age").agg(
        n=_.n.max(), pairs=(_.n.max() * (_.n.max() - 1) / 2).cast("int64"), twice=total(_.near)
    )


def suspects_in(near: "ir.Table", suspects: "ir.Table", window: int) -> "ir.Table":
    """The same of the suspects alone, where any is."""
    theirs = near.join(suspects, near.account == suspects.suspect).select("account", "object", "age", "f")
    counted = theirs.mutate(
        near=around("f", window, "object", "age"), held=ibis._.count().over(ibis.window(group_by=["object", "age"]))
    )
    return counted.group_by("object", "age").agg(held=_.held.max(), twice_held=total(_.near))


def crowds(every: "ir.Table", held: "ir.Table") -> "ir.Table":
    """The cells less the pairs among suspects: what the others do there."""
    both = every.left_join(held, ["object", "age"]).select(
        every.object, every.age, every.n, every.pairs, every.twice,
        held=held.held.fill_null(0), twice_held=held.twice_held.fill_null(0),
    )  # fmt: skip
    return both.select(
        "object", "age", "n",
        pairs=(_.pairs - _.held * (_.held - 1) / 2).cast("int64"),
        twice=(_.twice - _.twice_held).cast("int64"),
    )  # fmt: skip


def classed(counted: "ir.Table", method: Method) -> "ir.Table":
    """Cells with the class of their size and age."""
    size = ibis.cases(*((_.n >= 2**power, power) for power in range(method.largest_class, 1, -1)), else_=1)
    return counted.mutate(size=size.cast("int32"), band=ibis.least(_.age, method.oldest_class).cast("int32"))


def references(cells_classed: "ir.Table", window: int, method: Method) -> "ir.Table":
    """How often two acts of a cell of each class are joint, in billionths: ``q``."""
    weight = ibis.least(_.pairs, method.weight_cap)
    ratio = (_.twice * (_RATIO // 2)) // ibis.greatest(_.pairs, 1)
    sums = cells_classed.group_by("size", "band").agg(weighed=total(weight * ratio), weight=total(weight))
    chance = method.class_prior * 2 * window / method.cell
    share = (doubled(_.weighed, _RATIO) + chance) / (_.weight.cast("float64") + float(method.class_prior))
    return sums.select("size", "band", q=billionths(share))


def judged_by_class(cells_classed: "ir.Table", by_class: "ir.Table") -> "ir.Table":
    """Each cell with the share of its class."""
    return cells_classed.join(by_class, ["size", "band"]).select(
        cells_classed.object, cells_classed.age, q=by_class.q
    )


def judged_by_crowd(cells_classed: "ir.Table", by_class: "ir.Table", method: Method) -> "ir.Table":
    """The cells that are evidence, each with the larger of the share of its class and of its own crowd. ``own`` is 1
    where the crowd is one."""
    prior = method.cell_prior
    met = cells_classed.join(by_class, ["size", "band"]).select(
        cells_classed.object, cells_classed.age, cells_classed.n, cells_classed.pairs, cells_classed.twice,
        by_class=by_class.q,
    )  # fmt: skip
    share = (doubled(_.twice, 2) + _.by_class.cast("float64") * (prior / BILLION)) / (
        _.pairs.cast("float64") + float(prior)
    )
    scored = met.mutate(q=ibis.greatest(_.by_class, billionths(share)))
    own = ibis.ifelse(_.pairs >= method.own_crowd, 1, 0).cast("int32")
    return scored.filter(_.q <= round(method.crowded_share * BILLION)).select(
        "object", "age", "q", "by_class", own=own
    )


def scored(near: "ir.Table", judged: "ir.Table") -> "ir.Table":
    """The acts of ``near`` with what is judged of their cells."""
    more = [name for name in judged.columns if name not in {"object", "age"}]
    return near.join(judged, ["object", "age"]).select(
        near.account, near.object, near.age, near.f, near.n, *(judged[name] for name in more)
    )


def families(evidence: "ir.Table") -> "ir.Table":
    """One row an account: in how many cells it was seen, and with how many others there."""
    return evidence.group_by("account").agg(cells=_.count(), others=total(_.n - 1))


def crowded(near: "ir.Table", cap: int) -> "ir.Table":
    """What is not used to start pairs: one row."""
    return near.agg(
        rows=_.count(), crowded=ones(_.near > cap), joint=total(_.near),
        joint_crowded=total(ibis.ifelse(_.near > cap, _.near, 0)),
    )  # fmt: skip


def bursts(near: "ir.Table", cells_classed: "ir.Table", by_class: "ir.Table", method: Method) -> "ir.Table":
    """The cells in which many act at once, far beyond what is usual in cells of their size and age: the largest
    number within the window of one act, how many of ``of`` cells alike are denser, and both shares of joint pairs (in
    millionths and billionths). Nobody is tested here."""
    joint = (_.twice * (_RATIO // 2)) // ibis.greatest(_.pairs, 1)
    alike = ibis.window(group_by=["size", "band"])
    ranked = cells_classed.mutate(joint=joint.cast("int64")).mutate(
        denser=above("joint", "size", "band"),
        of=_.count().over(alike),
    )  # fmt: skip
    met = ranked.join(by_class, ["size", "band"]).select(
        ranked.object, ranked.age, ranked.n, ranked.joint, ranked.denser, ranked.of, usual=by_class.q
    )
    unusual = met.filter(
        (_.n >= method.burst_acts)
        & (_.joint >= round(method.burst_share * _RATIO))
        & (_.joint * (BILLION // _RATIO) >= _.usual * method.burst_times)
    )
    most = near.group_by("object", "age").agg(most=(_.near.max() + 1).cast("int64"))
    return unusual.join(most, ["object", "age"]).select(
        unusual.object, unusual.age, unusual.n, unusual.joint, unusual.denser, unusual.of, unusual.usual, most.most
    )


def densest(burst: "ir.Table", near: "ir.Table", unit: "ir.Table") -> "ir.Table":
    """``burst`` (kept) with the first moment at which so many act: ``t``."""
    acts = burst.join(near, ["object", "age"]).select(
        burst.object, burst.age, burst.most, account=near.account, near=near.near
    )
    timed = acts.filter(_.near + 1 == _.most)
    first = timed.join(unit, ["account", "object"]).select(timed.object, timed.age, unit.t)
    begun = first.group_by("object", "age").agg(t=_.t.min())
    return burst.join(begun, ["object", "age"]).select(*(burst[name] for name in burst.columns), t=begun.t)
