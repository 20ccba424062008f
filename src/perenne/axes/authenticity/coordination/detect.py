"""The whole detector: every window, groups over all of them, and what stands beside each answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from perenne.axes.authenticity.coordination import tables, units
from perenne.axes.authenticity.coordination.acts import Acts
from perenne.axes.authenticity.coordination.clock import Clock
from perenne.axes.authenticity.coordination.edges import edges_and_evidence
from perenne.axes.authenticity.coordination.grouped import grouped
from perenne.axes.authenticity.coordination.groups import Group, cores
from perenne.axes.authenticity.coordination.joining import joined
from perenne.axes.authenticity.coordination.method import Method, method
from perenne.axes.authenticity.coordination.names import Names
from perenne.axes.authenticity.coordination.window import Tested, tested

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from perenne.engine.engine import Engine

TABLES = ("edges", "evidence", "groups", "accounts", "run", "bursts")
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Coordination:
    """What was found, as the tables that are written; ``bursts`` tells of objects alone."""

    edges: pa.Table
    evidence: pa.Table
    groups: pa.Table
    accounts: pa.Table
    run: pa.Table
    bursts: pa.Table = field(default_factory=tables.BURSTS.empty_table)

    @property
    def tables(self) -> dict[str, pa.Table]:
        return {name: getattr(self, name) for name in TABLES}


def detect(
    engine: "Engine",
    acts: Acts,
    channel: str,
    how: Method | None = None,
    *,
    sampled: bool = False,
    progress: Progress = lambda step, done, of: None,
) -> Coordination:
    """Who of ``acts`` (of one ``channel``) acts together beyond chance. ``sampled``: the source gives only some of
    the acts, so that nothing can be said."""
    how = how or method()
    unit = engine.keep(units.units(acts.table, how.cell))
    clock = Clock(engine, acts.table, how)
    level = how.level / len(how.windows)
    refused: dict[int, str] = {}
    found: list[Tested] = []
    for number, window in enumerate(how.windows):
        progress("window", number, len(how.windows))
        why = "sampled" if sampled else clock.refusal(window)
        if why is None:
            found.append(tested(engine, unit, window, level, how))
        else:
            refused[window] = why
    groups = _groups(engine, unit, found, level, how)
    progress("tables", 0, None)
    names = Names(engine, acts, unit)
    edges, evidence = edges_and_evidence(names, found, groups, channel, how)
    return Coordination(
        edges=edges,
        evidence=evidence,
        groups=grouped(names, edges, evidence, groups, how),
        accounts=tables.accounts(names, found, groups, len(how.windows)),
        run=tables.run(names, found, refused, clock, channel, how),
        bursts=tables.bursts(names, found, channel),
    )


def _groups(engine: "Engine", unit: "ir.Table", found: list[Tested], level: float, how: Method) -> list[Group]:
    """The groups that the edges of all windows make, with those who joined them in any."""
    judged = [each for each in found if each.refused is None]
    if not judged:
        return []
    a, b, joint = (np.concatenate([getattr(each.edges, name) for each in judged]) for name in ("a", "b", "joint"))
    found_cores = cores(a, b, joint, how)
    if not found_cores:
        return []
    others = [joined(engine, unit, each, found_cores, level, how) for each in judged]
    return [
        Group(core, np.unique(np.concatenate(theirs))) for core, *theirs in zip(found_cores, *others, strict=True)
    ]
