"""What engines cannot do, or do otherwise: declared here with what is to be expected, and tried on each.

These are the reasons for the idioms. An engine that learns one of them makes a test fail, and the idiom may go.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pytest
from ibis import _

from perenne.engine.engine import Engine, Refused

if TYPE_CHECKING:
    import ibis.expr.types as ir

WORDS = pa.table({"text": ["the ad here", "adverb", "AD", "bad"], "n": pa.array([1, 2, 3, 4], pa.int32())})


@dataclass(frozen=True, slots=True)
class Gap:
    """``asked`` of an engine gives ``right``, but for the engines that refuse it (``raises``: the name of what the
    driver raises) or that answer otherwise, without a word (``says``)."""

    what: str
    asked: Callable[["ir.Table"], "ir.Table"]
    right: object
    raises: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.what

    def check(self, engine: Engine, scheme: str) -> None:
        table = engine.load(WORDS)
        if scheme not in self.raises:
            assert _one(engine, self.asked(table)) == self.says.get(scheme, self.right)
            return
        with pytest.raises(Refused) as refused:
            _one(engine, self.asked(table))
        assert type(refused.value.__cause__).__name__ == self.raises[scheme]


def _one(engine: Engine, asked: "ir.Table") -> object:
    (row,) = engine.fetch(asked).to_pylist()
    (value,) = row.values()
    return value


def _matching(pattern: str) -> Callable[["ir.Table"], "ir.Table"]:
    return lambda table: table.agg(found=ibis.ifelse(_.text.re_search(pattern), 1, 0).sum().cast("int64"))


def _rank() -> "ir.IntegerColumn":
    return ibis.rank().over(ibis.window(order_by=ibis.desc("even")))


GAPS = (
    Gap(
        "a truth cast to a number",
        lambda table: table.agg(found=(_.n > 2).cast("int64").sum().cast("int64")),
        2,
        raises={"postgresql": "CannotCoerce"},
    ),
    Gap(r"\b is the edge of a word", _matching(r"\bad\b"), 1, says={"postgresql": 0}),
    Gap(
        "a half is rounded upwards",
        lambda table: table.agg(found=(_.n.cast("float64") / 2.0).round().sum().cast("int64")),
        6,
        says={"postgresql": 5, "clickhouse": 5},
    ),
    Gap(
        "rows that are level have one rank",
        lambda table: table.mutate(even=_.n % 2).mutate(rank=_rank()).agg(most=_.rank.max().cast("int64")),
        2,
        says={"clickhouse": 3},
    ),
    Gap(
        "what is not followed by something",
        _matching("ad(?!verb)"),
        2,
        raises={"duckdb": "InvalidInputException", "clickhouse": "ChdbError"},
    ),
)
