"""Joint acts as other tools count them, without a test: to compare with, and to check our own counts by.

Every act counts here, repeats too, and there are no cells and no crowds: the work grows with the square of a crowd.
"""

from typing import TYPE_CHECKING

import ibis
from ibis import _

from perenne.engine.idioms import facing, in_slots

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from perenne.engine.engine import Engine


def _near(engine: "Engine", acts: "ir.Table", window: int) -> "ir.Table":
    """Each two acts of different accounts on one object within the window, once; kept."""
    numbered = acts.mutate(act=ibis.row_number().over(ibis.window(order_by=["account", "object", "t"])))
    kept = engine.keep(in_slots(numbered.mutate(whole=_.t), "whole", window).drop("whole"))
    other = facing(kept)
    met = kept.join(other, ["object", "slot"]).select(
        a=kept.account, b=other.account, object=kept.object, act=kept.act, to=other.act, gap=kept.t - other.t
    )
    within = met.filter((_.a != _.b) & (_.act < _.to) & _.gap.between(-window, window))
    return engine.keep(within.select("a", "b", "object", "act", "to"))


def pairs_of_posts(engine: "Engine", acts: "ir.Table", window: int) -> "ir.Table":
    """Of each two accounts: how many pairs of their acts are joint (``pairs``, the weight of CooRTweet), on how many
    objects (``objects``)."""
    near = _near(engine, acts, window)
    ordered = near.select("object", a=ibis.least(_.a, _.b), b=ibis.greatest(_.a, _.b))
    return ordered.group_by("a", "b").agg(pairs=_.count(), objects=_.object.nunique())


def messages(engine: "Engine", acts: "ir.Table", window: int) -> "ir.Table":
    """Of each account towards another: how many of its acts have one of the other's within the window (``messages``,
    the weight of the QUT toolkit)."""
    near = _near(engine, acts, window)
    one = near.select("a", "b", "act")
    other = near.select(a="b", b="a", act="to")
    return one.union(other).distinct().group_by("a", "b").agg(messages=_.count())
