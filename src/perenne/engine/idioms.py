"""What has to be written in one way to mean the same on every engine.

* Integers for times, counts and shares: floats differ in their last digits from one engine to the next, and a sum of
  floats from one run to the next. A share that is summed is kept in billionths (``BILLION``).
* No boolean is ever cast to a number (PostgreSQL refuses): ``ones``.
* The sum of integers is cast back: engines answer with types of their own.
* Two rows near each other in time: a join on equal slots, never on a range (``in_slots``, ``facing``).
* No rank where rows may be level (ClickHouse tells them apart): ``above``.
* Only rows that were kept are joined with themselves.
"""

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

BILLION = 1_000_000_000


def ones(condition: "ir.BooleanValue") -> "ir.IntegerScalar":
    """How many rows of a group ``condition`` holds for."""
    return ibis.ifelse(condition, 1, 0).sum().cast("int64")


def total(column: "ir.IntegerColumn") -> "ir.IntegerScalar":
    return column.sum().cast("int64")


def billionths(share: "ir.FloatingValue") -> "ir.IntegerValue":
    """The nearest whole number, a half upwards: ``round`` takes a half to the even one on some engines."""
    return (share * float(BILLION) + 0.5).floor().cast("int64")


def doubled(left: "ir.IntegerValue", right: "ir.IntegerValue | int") -> "ir.FloatingValue":
    """``left`` over ``right`` in double precision."""
    return left.cast("float64") / (right.cast("float64") if hasattr(right, "cast") else float(right))


def around(order: str, width: int, *groups: str) -> "ir.IntegerColumn":
    """How many other rows of the group lie within ``width`` on either side: no pair is made to count them."""
    window = ibis.range_window(preceding=width, following=width, group_by=list(groups), order_by=order)
    return ibis._.count().over(window) - 1


def above(measure: str, *groups: str) -> "ir.IntegerColumn":
    """How many rows of the group have more of a whole number: a rank that rows which are level share everywhere."""
    window = ibis.range_window(preceding=(None, 1), group_by=list(groups), order_by=-ibis._[measure])
    return ibis._.count().over(window)


def in_slots(rows: "ir.Table", moment: str, width: int) -> "ir.Table":
    """``rows`` with the slot of ``width`` in which they lie; to be kept, then met with ``facing`` itself."""
    return rows.mutate(slot=(rows[moment] // width).cast("int32"))


def facing(slotted: "ir.Table") -> "ir.Table":
    """Each row three times: in its own slot and in those beside it. Who joins on the slot meets everything that lies
    within a width on either side, and some beyond."""
    beside = [slotted.mutate(slot=(slotted.slot + step).cast("int32")) for step in (-1, 1)]
    return slotted.union(*beside)
