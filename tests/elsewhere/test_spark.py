"""Spark, on this machine, answers as DuckDB does."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest
from ibis import _

import perenne.engine
from perenne.engine.engine import Engine, Refused
from perenne.engine.idioms import total
from tests.elsewhere.held import check_gaps, other_answers, other_tables
from tests.engine import measures
from tests.engine.snapshots import FOLDER, SPARK

URL = "spark:local[2]"
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def engine() -> Iterator[Engine]:
    with perenne.engine.open(URL) as opened:
        yield opened


def test_every_measure_gives_the_same_answer() -> None:
    assert other_answers(URL) == []


def test_the_same_lake_gives_the_same_tables_whole() -> None:
    assert other_tables(URL) == []


def test_what_it_cannot_do_is_what_is_declared() -> None:
    check_gaps(URL)


def test_what_is_asked_is_what_is_written_down(engine: Engine) -> None:
    assert measures.written(engine.sql) == (FOLDER / f"{SPARK}.sql").read_text(encoding="utf-8")


def test_parquet_files_are_read_together_where_they_lie(engine: Engine, tmp_path: Path) -> None:
    for number in (1, 2):
        pl.DataFrame({"n": [number]}).write_parquet(tmp_path / f"{number}.parquet")
    table = engine.parquet(sorted(tmp_path.glob("*.parquet")))
    assert engine.fetch(table.agg(sum=total(_.n))).column("sum").to_pylist() == [3]


def test_what_it_refuses_is_one_sentence(engine: Engine) -> None:
    table = engine.load(pa.table({"n": [1]}))
    engine.drop(table)
    with pytest.raises(Refused) as refused:
        engine.fetch(table)
    assert refused.value.says.en.startswith("Spark did not do what it was asked (")
    assert "\n" not in refused.value.says.fr
