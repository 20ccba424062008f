"""An engine takes, keeps and gives back tables; what is asked of it is written once."""

import subprocess
import sys
from pathlib import Path

import ibis
import polars as pl
import pyarrow as pa
import pytest
from ibis import _

import perenne.engine
from perenne.engine.idioms import BILLION, above, around, billionths, doubled, facing, in_slots, ones, total
from perenne.model.errors import UsageError

TABLE = pa.table({"k": pa.array([1, 1, 1, 2], pa.int32()), "f": pa.array([0, 59, 130, 5], pa.int32())})


def test_what_is_loaded_comes_back_with_its_types() -> None:
    table = pa.table({"name": ["a", None], "n": pa.array([1, None], pa.int32()), "t": [2**40, 0]})
    with perenne.engine.open("duckdb:") as engine:
        assert engine.fetch(engine.load(table)).equals(table)


def test_sums_and_counts_keep_whole_numbers_whole() -> None:
    with perenne.engine.open() as engine:
        loaded = engine.load(TABLE)
        kept = engine.keep(loaded.group_by("k").agg(n=_.count(), many=ones(_.f > 10), sum=total(_.f)))
        found = engine.fetch(kept.order_by("k"))
    assert found.to_pydict() == {"k": [1, 2], "n": [3, 1], "many": [2, 0], "sum": [189, 5]}
    assert {str(field.type) for field in found.schema} == {"int32", "int64"}


def test_neighbours_are_counted_on_either_side_and_never_oneself() -> None:
    with perenne.engine.open() as engine:
        near = engine.keep(engine.load(TABLE).mutate(near=around("f", 71, "k")))
        assert engine.fetch(near.order_by("k", "f")).column("near").to_pylist() == [1, 2, 1, 0]


def test_rows_that_are_level_have_the_same_number_above_them() -> None:
    rows = pa.table({"k": pa.array([1, 1, 1, 1, 2], pa.int32()), "n": pa.array([5, 9, 9, 1, 7], pa.int64())})
    with perenne.engine.open() as engine:
        ranked = engine.keep(engine.load(rows).mutate(above=above("n", "k")))
        assert engine.fetch(ranked.order_by("k", "n")).column("above").to_pylist() == [3, 2, 0, 0, 0]


def test_who_faces_on_slots_meets_all_within_a_width() -> None:
    rows = pa.table({"f": pa.array(range(0, 600, 7), pa.int32())})
    with perenne.engine.open() as engine:
        slotted = engine.keep(in_slots(engine.load(rows), "f", 60))
        other = engine.keep(facing(slotted))
        met = slotted.join(other, "slot").select(f=slotted.f, g=other.f)
        pairs = engine.fetch(met.filter((_.g > _.f) & (_.g - _.f <= 60)).distinct()).to_pylist()
    every = range(0, 600, 7)
    assert {(row["f"], row["g"]) for row in pairs} == {(f, g) for f in every for g in every if 0 < g - f <= 60}


def test_shares_are_kept_in_billionths() -> None:
    with perenne.engine.open() as engine:
        third = engine.load(TABLE).limit(1).select(q=billionths(doubled(_.k, 3)))
        assert engine.fetch(third).column("q").to_pylist() == [333_333_333]


def test_a_half_of_a_billionth_goes_upwards_on_every_engine(postgresql: str) -> None:
    """By itself PostgreSQL would round it to the even number, and DuckDB away from zero."""
    halves = pa.table({"n": pa.array([1, 3, 5, 7], pa.int32())})
    for url in ("duckdb:", postgresql):
        with perenne.engine.open(url) as engine:
            asked = engine.load(halves).order_by("n").select(q=billionths(doubled(_.n, 2) / float(BILLION)))
            assert engine.fetch(asked).column("q").to_pylist() == [1, 2, 3, 4]


def test_parquet_files_are_read_together(tmp_path: Path) -> None:
    for number in (1, 2):
        pl.DataFrame({"n": [number]}).write_parquet(tmp_path / f"{number}.parquet")
    with perenne.engine.open() as engine:
        table = engine.parquet(sorted(tmp_path.glob("*.parquet")))
        assert engine.fetch(table.agg(sum=total(_.n))).column("sum").to_pylist() == [3]


def test_what_was_kept_can_be_dropped_and_a_file_keeps_nothing_of_ours(tmp_path: Path) -> None:
    url = f"duckdb:{tmp_path / 'lake.db'}"
    with perenne.engine.open(url) as engine:
        engine.drop(engine.keep(engine.load(TABLE)))
    with perenne.engine.open(url) as engine:
        assert engine.fetch(engine.load(TABLE)).equals(TABLE)


@pytest.mark.parametrize(
    "url",
    ["oracle:", "", "trino://nobody", "postgresql://nobody@/nothing?host=/nowhere", "duckdb:/nowhere/at/all.db"],
)
def test_an_engine_that_is_not_there_is_said_in_one_sentence(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        perenne.engine.open(url)
    assert refused.value.says.fr
    assert "\n" not in refused.value.says.en


def test_the_same_question_is_written_for_each_dialect_without_what_breaks_there() -> None:
    asked = ibis.table({"k": "int32", "f": "int32"}, name="acts").group_by("k").agg(many=ones(_.f > 10))
    for dialect in ("duckdb", "postgres", "clickhouse", "trino"):
        sql = str(ibis.to_sql(asked, dialect=dialect)).upper()
        assert "CASE WHEN" in sql or "IF(" in sql, dialect
        assert "AS BOOLEAN" not in sql, dialect


LONG = """
import os, signal, sys, threading, time
import ibis
import pyarrow as pa
import perenne.engine

with perenne.engine.open() as engine:
    table = engine.load(pa.table({"n": list(range(60_000))}))
    other = table.view()
    many = table.join(other, table.n % 7 == other.n % 7).agg(n=(table.n * other.n).sum())
    threading.Timer(1.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    try:
        engine.fetch(many)
    except KeyboardInterrupt:
        sys.exit(42)
"""


def test_ctrl_c_in_the_middle_of_a_question_is_ctrl_c() -> None:
    assert subprocess.run([sys.executable, "-c", LONG], check=False).returncode == 42
