"""Every measure that engines are asked, as one chain: each step takes what earlier steps gave.

The chain is walked twice: on an engine, which keeps each answer, and by a ``Scribe``, which only writes the questions
down. So what is compared and what stands in the snapshots is the same.
"""

from collections.abc import Callable, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
import pyarrow as pa

from perenne.axes.authenticity.coordination import counts, pairs, units
from perenne.axes.authenticity.coordination.method import method
from perenne.engine.engine import Engine
from tests.known_answers.lake import lake

if TYPE_CHECKING:
    import ibis.expr.types as ir

WINDOW, CAP = 60, 20
HOW = method()
ACTS = pa.schema({"account": pa.int32(), "object": pa.int32(), "t": pa.int64()})
SUSPECTS = pa.schema({"suspect": pa.int32()})

Known = Mapping[str, "ir.Table"]
Step = Callable[[Any, Known], "ir.Table"]
STEPS: dict[str, Step] = {
    "units": lambda on, t: units.units(t["acts"], HOW.cell),
    "shared": lambda on, t: units.shared(t["units"], WINDOW),
    "crowded": lambda on, t: units.crowded(t["shared"], CAP),
    "cells": lambda on, t: units.cells(t["shared"]),
    "classed": lambda on, t: units.classed(t["cells"], HOW),
    "references": lambda on, t: units.references(t["classed"], WINDOW, HOW),
    "judged_by_class": lambda on, t: units.judged_by_class(t["classed"], t["references"]),
    "suspects_in": lambda on, t: units.suspects_in(t["shared"], t["suspects"], WINDOW),
    "crowds": lambda on, t: units.classed(units.crowds(t["cells"], t["suspects_in"]), HOW),
    "crowd_references": lambda on, t: units.references(t["crowds"], WINDOW, HOW),
    "judged_by_crowd": lambda on, t: units.judged_by_crowd(t["crowds"], t["crowd_references"], HOW),
    "scored": lambda on, t: units.scored(t["shared"], t["judged_by_crowd"]),
    "families": lambda on, t: units.families(t["scored"]),
    "starting": lambda on, t: pairs.starting(t["shared"], CAP),
    "still_starting": lambda on, t: pairs.still_starting(t["starting"], WINDOW),
    "crowding": lambda on, t: pairs.crowding(t["still_starting"]),
    "slotted": lambda on, t: pairs.slotted(t["still_starting"], WINDOW, CAP),
    "joint": lambda on, t: pairs.joint(t["slotted"], WINDOW, 2),
    "joint, one part of three": lambda on, t: pairs.joint(t["slotted"], WINDOW, 2, 1, 3),
    "led": lambda on, t: pairs.led(t["joint"], t["scored"]),
    "of_pairs": lambda on, t: pairs.of_pairs(t["scored"], t["led"]),
    "meetings, one part of three": lambda on, t: pairs.meetings(t["led"], t["of_pairs"], WINDOW, 1, 3),
    "meetings": lambda on, t: pairs.meetings(t["led"], t["scored"], WINDOW),
    "bursts": lambda on, t: units.bursts(t["shared"], t["classed"], t["references"], HOW),
    "densest": lambda on, t: units.densest(t["bursts"], t["shared"], t["units"]),
    "pairs_of_posts": lambda on, t: counts.pairs_of_posts(on, t["acts"], WINDOW),
    "messages": lambda on, t: counts.messages(on, t["acts"], WINDOW),
}  # fmt: skip


def small_lake() -> dict[str, pa.Table]:
    """The tables that the chain begins with: a few thousand acts, a ring, and whom to suspect of it."""
    known = lake(4_711, 8_000, innocents=(), rings=("link30", "amp15"))
    acts = pa.table({"account": known.account, "object": known.object, "t": known.time}).cast(ACTS)
    suspects = pa.table({"suspect": np.sort(np.array(sorted(known.ringed)))}).cast(SUSPECTS)
    return {"acts": acts, "suspects": suspects}


def walked(engine: Engine, given: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """What ``engine`` answers at each step, sorted."""
    known = {name: engine.load(table) for name, table in given.items()}
    answers: dict[str, pa.Table] = {}
    for name, step in STEPS.items():
        known[name] = engine.keep(step(engine, known))
        answers[name] = in_order(engine.fetch(known[name]))
    return answers


def in_order(table: pa.Table) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in table.column_names])


class Scribe:
    """Takes the place of an engine where questions are only written down, in the ``sql`` of one."""

    def __init__(self, sql: Callable[["ir.Table"], str]) -> None:
        self._sql, self._numbers = sql, count(1)
        self.asked: list[str] = []

    def keep(self, expression: "ir.Table", name: str | None = None) -> "ir.Table":
        kept = name or f"kept_{next(self._numbers)}"
        self.asked.append(f"-- {kept}\n{self._sql(expression)};\n")
        return ibis.table(expression.schema(), name=kept)


def written(sql: Callable[["ir.Table"], str]) -> str:
    """All questions of the chain, in the order in which they are asked."""
    scribe = Scribe(sql)
    schemas = {"acts": ACTS, "suspects": SUSPECTS}
    known = {name: ibis.table(ibis.Schema.from_pyarrow(schema), name=name) for name, schema in schemas.items()}
    for name, step in STEPS.items():
        known[name] = scribe.keep(step(scribe, known), name.replace(", ", "_").replace(" ", "_"))
    return "\n".join(scribe.asked)
