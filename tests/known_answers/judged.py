"""The detector run on an invented lake, and what it said of whom."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

import perenne.engine
from perenne.axes.authenticity.coordination.acts import SCHEMA, Acts
from perenne.axes.authenticity.coordination.detect import Coordination, detect
from perenne.axes.authenticity.coordination.method import Method
from tests.known_answers.lake import Lake


def table_of(lake: Lake, owner: dict[int, str] | None = None) -> pa.Table:
    """The acts of ``lake`` with names for its numbers; ``owner``: whose objects are, where somebody's."""
    owners = [None] * len(lake) if owner is None else [owner.get(each) for each in lake.object.tolist()]
    return pa.table(
        {
            "account": [f"account {each}" for each in lake.account.tolist()],
            "object": [f"object {each}" for each in lake.object.tolist()],
            "t": lake.time,
            "action": [f"act {each}" for each in range(len(lake))],
            "owner": owners,
        },
        schema=SCHEMA,
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in a lake whose answer is known."""

    lake: Lake
    found: Coordination

    @property
    def accused(self) -> set[int]:
        rows: list[dict[str, Any]] = self.found.accounts.to_pylist()
        return {int(row["account"].removeprefix("account ")) for row in rows if row["accused"]}

    @property
    def falsely(self) -> set[int]:
        return self.accused - self.lake.ringed

    @property
    def false_share(self) -> float:
        return len(self.falsely) / max(len(self.accused), 1)

    def recall(self, ring: str) -> float:
        members = {int(each) for each in self.lake.ring[ring]}
        return len(members & self.accused) / len(members)

    def falsely_among(self, innocents: str) -> int:
        return len(self.accused & {int(each) for each in self.lake.innocent[innocents]})


def judge(lake: Lake, how: Method | None = None, owner: dict[int, str] | None = None) -> Judged:
    """What the detector finds in ``lake``, on the engine that is always there."""
    return Judged(lake, find(table_of(lake, owner), how))


def find(table: pa.Table, how: Method | None = None, *, sampled: bool = False) -> Coordination:
    """What the detector finds in acts with names."""
    with perenne.engine.open() as engine:
        return detect(engine, Acts.numbered(engine, engine.load(table)), "co-share", how, sampled=sampled)


def changed(lake: Lake, **columns: np.ndarray[Any, Any]) -> Lake:
    """``lake`` with other columns; who is in which ring stays."""
    kept = {name: columns.get(name, getattr(lake, name)) for name in ("account", "object", "time")}
    return Lake(**kept, ring=lake.ring, innocent=lake.innocent)
