"""The test of one window: from the acts that were counted to who is accused by it, and of what."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from perenne.axes.authenticity.coordination import habits, pairs, units
from perenne.axes.authenticity.coordination.method import Method
from perenne.axes.authenticity.coordination.rows import Rows, Shared
from perenne.axes.authenticity.coordination.significance import Bools, Floats, Ints, bounds, rejected, simes, tail
from perenne.engine.idioms import BILLION

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from perenne.engine.engine import Engine

READINGS = ("crowd", "minutes", "speed")
"""The innocent readings of a pair: others are as close there, both keep to minutes of the hour, both are quick."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that were tested. ``share``: of joint acts by the innocent reading that comes nearest, ``reading``."""

    a: Ints
    b: Ints
    meetings: Ints
    joint: Ints
    own: Ints
    crowd: Floats
    share: Floats
    reading: Ints
    p: Floats

    def only(self, which: Bools) -> "Pairs":
        return Pairs(*(getattr(self, name)[which] for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Family:
    """The accounts that are judged: seen in enough cells. ``tests``: how many pairs each may make."""

    account: Ints
    tests: Floats
    p: Floats
    accused: Bools


@dataclass(slots=True)
class Accounting:
    """What was done and what was left, by name: nothing is dropped silently."""

    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tested:
    """What one window gives. ``edges`` are those that stand, each while its p is under ``bound``; ``evidence``: the
    acts in the cells that count, kept in the engine; ``bursts``: cells as ``units.densest`` tells them; ``refused``:
    why nobody may be accused by it."""

    window: int
    family: Family
    tested: Pairs
    edges: Pairs
    bound: Floats
    suspects: Ints
    evidence: "ir.Table"
    bursts: pa.Table
    accounting: Accounting
    refused: str | None = None


def tested(engine: "Engine", unit: "ir.Table", window: int, level: float, method: Method) -> Tested:
    """Test all pairs of ``unit`` (kept) for being joint within ``window``, at ``level`` over accounts."""
    accounting = Accounting()
    near = engine.keep(units.shared(unit, window))
    cells = engine.keep(units.classed(units.cells(near), method))
    started = _candidates(engine, near, window, method, accounting)
    candidates = engine.keep(pairs.led(started, near))
    first = _first_pass(engine, near, cells, candidates, window, method)
    striking = (first.joint > first.meetings * first.crowd) & (first.p <= method.suspect_level)
    suspects = np.unique(np.r_[first.a[striking], first.b[striking]])
    evidence = _evidence(
        engine, near, cells, suspects if method.set_aside else suspects[:0], window, method, accounting
    )
    found = _second_pass(engine, evidence, first.only(_enough(first, method)), window, method)
    found = _with_habits(engine, unit, found, window, method)
    family = _family(engine, evidence, found, level, method)
    burst = _bursts(engine, unit, near, cells, window, method)
    refused = _too_little(family, accounting, method)
    if refused is not None:
        family = Family(family.account, family.tests, np.ones(len(family.p)), np.zeros(len(family.p), np.bool_))
    edges, bound = _standing(found, family, level)
    accounting.notes += _caveats(family, suspects, edges, method) if refused is None else []
    accounting.counts |= {
        "suspects": len(suspects), "family": len(family.account), "accused": int(family.accused.sum()),
        "tested_pairs": len(found.p), "edges": len(edges.p),
    }  # fmt: skip
    engine.drop(near, cells, started, candidates)
    return Tested(window, family, found, edges, bound, suspects, evidence, burst, accounting, refused)


def _too_little(family: Family, accounting: Accounting, method: Method) -> str | None:
    too_few = len(family.account) < method.least_family
    return "too_little" if too_few or accounting.counts["informative"] < method.least_informative else None


def _caveats(family: Family, suspects: Ints, edges: Pairs, method: Method) -> list[str]:
    """What is to be said of the comparison that was made."""
    found = []
    if np.isin(family.account, suspects).sum() > method.most_suspects * len(family.account):
        found.append("no_public")
    if edges.own.sum() < method.least_own_crowd * edges.meetings.sum():
        found.append("similar_objects")
    return found


def _candidates(
    engine: "Engine", near: "ir.Table", window: int, method: Method, accounting: Accounting
) -> "ir.Table":
    """Pairs that have two joint acts outside of crowds, kept."""
    started = engine.keep(pairs.starting(near, method.cap))
    left = engine.keep(pairs.still_starting(started, window))
    crowding = engine.fetch(pairs.crowding(left)).to_pydict()
    total = engine.fetch(units.crowded(near, method.cap)).to_pydict()
    budget = max(method.budget_least, method.budget_per_row * total["rows"][0])
    cap = _cap(crowding["near"], crowding["acts"], budget, method.cap)
    if cap < method.cap:
        total = engine.fetch(units.crowded(near, cap)).to_pydict()
        accounting.notes.append("cap_lowered")
    slotted = engine.keep(pairs.slotted(left, window, cap))
    least = 2
    found = _joint(engine, slotted, window, _started(crowding["near"], crowding["acts"], cap), method)
    while (count := _count(engine, found)) > method.most_candidates:
        least += 1
        fewer = engine.keep(found.filter(_.x >= least))
        engine.drop(found)
        found = fewer
    if least > 2:
        accounting.notes.append("candidates_raised")
    accounting.counts |= {name: values[0] or 0 for name, values in total.items()}
    accounting.counts |= {"cap": cap, "candidates": count, "least_joint_of_candidates": least}
    engine.drop(started, left, slotted)
    return found


def _joint(engine: "Engine", slotted: "ir.Table", window: int, expected: int, method: Method) -> "ir.Table":
    """The pairs with two joint acts, kept; worked out in parts where so many are expected that memory would go."""
    parts = 1 + expected // method.pairs_at_once
    found = [engine.keep(pairs.joint(slotted, window, 2, part, parts)) for part in range(parts)]
    if parts == 1:
        return found[0]
    whole = engine.keep(ibis.union(*found))
    engine.drop(*found)
    return whole


def _started(near: list[int], acts: list[int], cap: int) -> int:
    """How many pairs acts with up to ``cap`` neighbours start."""
    return sum(each * count for each, count in zip(near, acts, strict=True) if each <= cap) // 2


def _cap(near: list[int], acts: list[int], budget: int, most: int) -> int:
    """The largest number of neighbours up to which all pairs that acts start are within the budget."""
    started, cap = 0, 1
    for neighbours, count in zip(near, acts, strict=True):
        started += neighbours * count
        if started > 2 * budget:
            return cap
        cap = neighbours
    return most


def _count(engine: "Engine", table: "ir.Table") -> int:
    return int(engine.fetch(table.agg(count=_.count())).column("count")[0].as_py())


def _first_pass(
    engine: "Engine", near: "ir.Table", cells: "ir.Table", candidates: "ir.Table", window: int, method: Method
) -> Pairs:
    """All candidates, against how close acts in cells of such size and age are."""
    by_class = engine.keep(units.references(cells, window, method))
    judged = engine.keep(units.judged_by_class(cells, by_class).mutate(own=_.q * 0))
    acts = engine.keep(units.scored(near, judged))
    met = _met(engine, candidates, acts, window, method)
    engine.drop(by_class, judged, acts)
    return met


def _bursts(
    engine: "Engine", unit: "ir.Table", near: "ir.Table", cells: "ir.Table", window: int, method: Method
) -> pa.Table:
    by_class = engine.keep(units.references(cells, window, method))
    burst = engine.keep(units.bursts(near, cells, by_class, method))
    found = engine.fetch(units.densest(burst, near, unit))
    engine.drop(by_class, burst)
    return found


def _evidence(
    engine: "Engine",
    near: "ir.Table",
    cells: "ir.Table",
    suspects: Ints,
    window: int,
    method: Method,
    accounting: Accounting,
) -> "ir.Table":
    """The acts in the cells that count, with what the crowd does there, suspects set aside; kept."""
    aside = engine.load(pa.table({"suspect": pa.array(suspects, pa.int32())}))
    held = engine.keep(units.suspects_in(near, aside, window))
    crowd = engine.keep(units.classed(units.crowds(cells.drop("size", "band"), held), method))
    by_class = engine.keep(units.references(crowd, window, method))
    judged = engine.keep(units.judged_by_crowd(crowd, by_class, method))
    evidence = engine.keep(units.scored(near, judged))
    informative, every = _count(engine, judged), _count(engine, cells)
    accounting.counts |= {"cells": every, "informative": informative, "cells_set_aside": every - informative}
    engine.drop(aside, held, crowd, by_class, judged)
    return evidence


def _second_pass(engine: "Engine", evidence: "ir.Table", hopeful: Pairs, window: int, method: Method) -> Pairs:
    """The pairs that meet and act together often enough in the cells that count, against the crowd there."""
    named = engine.load(pa.table({"a": pa.array(hopeful.a, pa.int32()), "b": pa.array(hopeful.b, pa.int32())}))
    candidates = engine.keep(pairs.led(named, evidence))
    met = _met(engine, candidates, evidence, window, method)
    engine.drop(named, candidates)
    return met.only(_enough(met, method))


def _enough(met: Pairs, method: Method) -> Bools:
    return (met.meetings >= method.least_meetings) & (met.joint >= method.least_joint)


def _total(engine: "Engine", candidates: "ir.Table") -> int:
    """How many acts lead the search for where both of each pair were."""
    return int(engine.fetch(candidates.agg(acts=_.acts.sum().cast("int64"))).column("acts")[0].as_py() or 0)


def _met(engine: "Engine", candidates: "ir.Table", acts: "ir.Table", window: int, method: Method) -> Pairs:
    """Where both of each pair were; worked out in parts where so much is expected that memory would go."""
    known = engine.keep(pairs.of_pairs(acts, candidates))
    parts = 1 + _total(engine, candidates) // method.pairs_at_once
    found = [engine.fetch(pairs.meetings(candidates, known, window, part, parts)) for part in range(parts)]
    engine.drop(known)
    table = pa.concat_tables(found)
    column = {name: table.column(name).to_numpy().astype(np.int64) for name in table.column_names}
    a, b = np.minimum(column["lead"], column["other"]), np.maximum(column["lead"], column["other"])
    order = np.lexsort((b, a))
    n, x = column["n"][order], column["x"][order]
    share = column["q"][order] / BILLION / n
    crowd = np.zeros(len(n), np.int64)
    return Pairs(a[order], b[order], n, x, column["own"][order], share, share, crowd, tail(x, n, share))


def _with_habits(engine: "Engine", unit: "ir.Table", found: Pairs, window: int, method: Method) -> Pairs:
    """The same pairs; where p is small, by the habit that explains more than the crowd does, if one does."""
    looked = np.flatnonzero(found.p < method.habit_below)
    if not method.habits or not len(looked):
        return found
    rows = acts_of(engine, unit, np.unique(np.concatenate((found.a[looked], found.b[looked]))))
    a, b, share = rows.place(found.a[looked]), rows.place(found.b[looked]), found.crowd[looked]
    shared = Shared.of(rows, a, b)
    by_minutes = habits.minutes(rows, a, b, shared, window, share, method)
    by_speed = habits.speed(rows, a, b, shared, window, share, method)
    readings = np.stack([share, by_minutes, by_speed])
    nearest, reading, p = found.share.copy(), found.reading.copy(), found.p.copy()
    nearest[looked], reading[looked] = readings.max(axis=0), readings.argmax(axis=0)
    p[looked] = tail(found.joint[looked], found.meetings[looked], nearest[looked])
    return Pairs(found.a, found.b, found.meetings, found.joint, found.own, found.crowd, nearest, reading, p)


def acts_of(engine: "Engine", unit: "ir.Table", accounts: Ints) -> Rows:
    """All acts of ``accounts``, here."""
    wanted = engine.load(pa.table({"wanted": pa.array(accounts, pa.int32())}))
    table = engine.fetch(unit.join(wanted, unit.account == wanted.wanted).drop("wanted").mutate(q=0, own=0))
    engine.drop(wanted)
    return Rows.of(table)


def _family(engine: "Engine", evidence: "ir.Table", found: Pairs, level: float, method: Method) -> Family:
    seen = engine.fetch(units.families(evidence).filter(_.cells >= method.least_cells).order_by("account"))
    account = seen.column("account").to_numpy().astype(np.int64)
    tests = np.maximum(1, seen.column("others").to_numpy() // method.least_meetings).astype(float)
    owner = np.searchsorted(account, np.concatenate((found.a, found.b)))
    p = simes(owner, np.r_[found.p, found.p], tests, len(account))
    return Family(account, tests, p, rejected(p, level))


def _standing(found: Pairs, family: Family, level: float) -> tuple[Pairs, Floats]:
    """The pairs of two accused accounts that stand on one side at least, and the p up to which each would."""
    a, b = np.searchsorted(family.account, found.a), np.searchsorted(family.account, found.b)
    share = level * family.accused.sum() / max(len(family.account), 1)
    bound = bounds(np.r_[a, b], np.r_[found.p, found.p], family.tests, share)
    most = np.maximum(bound[a], bound[b])
    stands = (found.p <= most) & family.accused[a] & family.accused[b]
    return found.only(stands), most[stands]
