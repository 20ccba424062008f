"""From the numbers that were counted with back to the names that the source gave, for what is shown alone."""

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa
from ibis import _

from perenne.axes.authenticity.coordination.acts import Acts
from perenne.axes.authenticity.coordination.rows import Rows
from perenne.axes.authenticity.coordination.significance import Ints

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from perenne.engine.engine import Engine

Texts = np.ndarray[tuple[int], np.dtype[np.object_]]


class Names:
    """All accounts, in the order of their names; of objects and acts those that are asked for."""

    def __init__(self, engine: "Engine", acts: Acts, unit: "ir.Table") -> None:
        self._engine, self._acts, self._unit = engine, acts, unit
        known = engine.fetch(acts.accounts.select("number", "name"))
        number = known.column("number").to_numpy()
        name = np.array(known.column("name").to_pylist(), object)
        self.account: Texts = np.empty(int(number.max(initial=0)) + 1, object)
        self.account[number] = name
        self.accounts = number[np.argsort(name)] if len(name) else number

    def objects(self, numbers: Ints) -> pl.DataFrame:
        """By ``number``: the name of each ``object``, and its ``owner``."""
        wanted = self._engine.load(pa.table({"wanted": pa.array(np.unique(numbers), pa.int32())}))
        known = self._engine.fetch(
            self._acts.objects.join(wanted, _.number == wanted.wanted).select(
                number=_.number.cast("int64"), object="name", owner="owner"
            )
        )
        self._engine.drop(wanted)
        return pl.DataFrame(known)

    def rows(self, evidence: "ir.Table", accounts: Ints) -> Rows:
        """All acts of ``accounts``, with what is judged of their cells where these count."""
        wanted = self._engine.load(pa.table({"wanted": pa.array(np.unique(accounts), pa.int32())}))
        theirs = self._unit.join(wanted, self._unit.account == wanted.wanted)
        met = theirs.left_join(
            evidence, [theirs.account == evidence.account, theirs.object == evidence.object]
        ).select(
            theirs.account, theirs.object, theirs.t, theirs.age, theirs.f, theirs.n,
            q=evidence.q.fill_null(0), own=evidence.own.fill_null(0),
        )  # fmt: skip
        rows = Rows.of(self._engine.fetch(met))
        self._engine.drop(wanted)
        return rows

    def actions(self, accounts: Ints) -> pl.DataFrame:
        """What the source calls the acts of ``accounts``, where it does: by account, object and time."""
        wanted = self._engine.load(pa.table({"wanted": pa.array(np.unique(accounts), pa.int32())}))
        acts = self._acts.table
        named = acts.join(wanted, acts.account == wanted.wanted).filter(_.action.notnull())
        found = self._engine.fetch(
            named.group_by(account=_.account.cast("int64"), object=_.object.cast("int64"), t="t").agg(
                action=_.action.min()
            )
        )
        self._engine.drop(wanted)
        return pl.DataFrame(found)

    def on_whose(self, accounts: Ints) -> set[tuple[int, str]]:
        """Which accounts acted on objects of which owners."""
        wanted = self._engine.load(pa.table({"wanted": pa.array(np.unique(accounts), pa.int32())}))
        acts, objects = self._acts.table, self._acts.objects.filter(_.owner.notnull())
        theirs = acts.join(wanted, acts.account == wanted.wanted).select("account", "object")
        met = theirs.join(objects, theirs.object == objects.number).select("account", "owner").distinct()
        found = self._engine.fetch(met).to_pydict()
        self._engine.drop(wanted)
        return set(zip(found["account"], found["owner"], strict=True))

    def count(self) -> dict[str, int]:
        """How many acts, accounts and objects there are."""
        return {
            "acts": self._how_many(self._acts.table),
            "accounts": len(self.accounts),
            "objects": self._how_many(self._acts.objects),
        }

    def _how_many(self, table: "ir.Table") -> int:
        return int(self._engine.fetch(table.agg(count=_.count())).column("count")[0].as_py())
