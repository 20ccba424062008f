"""Pairs of accounts: which are worth a look, and how often they met and acted together. Expressions for any engine.

Pairs start from acts with few neighbours, never from a crowd; then they are counted wherever both were.
"""

from typing import TYPE_CHECKING

import ibis
from ibis import _

from perenne.engine.idioms import around, facing, in_slots, ones, total

if TYPE_CHECKING:
    import ibis.expr.types as ir


def starting(near: "ir.Table", cap: int) -> "ir.Table":
    """The acts that may start a pair: with a neighbour and no crowd, of accounts that have two such."""
    rows = near.filter((_.near >= 1) & (_.near <= cap))
    return rows.group_by("account").mutate(acts=_.count()).filter(_.acts >= 2).drop("acts", "near")


def still_starting(rows: "ir.Table", window: int) -> "ir.Table":
    """The same once more among the acts that are left."""
    near = rows.mutate(near=around("f", window, "object", "age"))
    left = near.filter(_.near >= 1)
    return left.group_by("account").mutate(acts=_.count()).filter(_.acts >= 2).drop("acts")


def crowding(rows: "ir.Table") -> "ir.Table":
    """How many acts have how many neighbours."""
    return rows.group_by("near").agg(acts=_.count()).order_by("near")


def slotted(rows: "ir.Table", window: int, cap: int) -> "ir.Table":
    return in_slots(rows.filter(_.near <= cap), "f", window).select("account", "object", "age", "f", "slot")


def joint(rows: "ir.Table", window: int, least: int, part: int = 0, parts: int = 1) -> "ir.Table":
    """Pairs of accounts with at least so many joint acts among ``rows``, which are kept and in slots. ``part``: only
    the pairs whose first account falls in that one of so many ``parts``: together they bound the memory."""
    first = rows.filter(rows.account % parts == part) if parts > 1 else rows
    other = facing(rows)
    met = first.join(other, ["object", "age", "slot"]).select(a=first.account, b=other.account, gap=first.f - other.f)
    within = met.filter((_.a < _.b) & _.gap.between(-window, window))
    return within.group_by("a", "b").agg(x=_.count()).filter(_.x >= least)


def led(pairs: "ir.Table", acts: "ir.Table") -> "ir.Table":
    """The pairs, the less active account first: it leads the search for where both were, by so many ``acts``."""
    counts = acts.group_by("account").agg(acts=_.count())
    other = counts.view()
    both = pairs.join(counts, pairs.a == counts.account).select("a", "b", acts_a="acts")
    known = both.join(other, both.b == other.account).select("a", "b", "acts_a", acts_b=other.acts)
    first = known.acts_a <= known.acts_b
    return known.select(
        lead=ibis.ifelse(first, known.a, known.b),
        other=ibis.ifelse(first, known.b, known.a),
        acts=ibis.ifelse(first, known.acts_a, known.acts_b),
    )


def of_pairs(acts: "ir.Table", pairs: "ir.Table") -> "ir.Table":
    """Those of ``acts`` whose account is in one of ``pairs``."""
    ends = pairs.select(end="lead").union(pairs.select(end="other")).distinct()
    return acts.semi_join(ends, acts.account == ends.end)


def meetings(pairs: "ir.Table", acts: "ir.Table", window: int, part: int = 0, parts: int = 1) -> "ir.Table":
    """Of each pair: in how many cells both were (``n``), how often within the window (``x``), and the sum of what
    chance gives there in billionths (``q``), and on how many the object had a crowd of its own (``own``). ``part``:
    only the pairs whose leading account falls in that one of so many ``parts``."""
    other = acts.view()
    some = pairs.filter(pairs.lead % parts == part) if parts > 1 else pairs
    leading = some.join(acts, some.lead == acts.account).select("lead", "other", "object", "age", "f", "q", "own")
    both = leading.join(
        other,
        [leading.other == other.account, leading.object == other.object, leading.age == other.age],
    ).select(leading.lead, leading.other, gap=leading.f - other.f, q=leading.q, own=leading.own)
    return both.group_by("lead", "other").agg(
        n=_.count(), x=ones(_.gap.between(-window, window)), q=total(_.q), own=total(_.own)
    )
