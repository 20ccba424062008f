"""Every measure gives the same answer on DuckDB and PostgreSQL, and asks each engine what is written down.

All answers are whole numbers, so equal means equal: no tolerance is declared, and none is needed. ClickHouse and
Spark are held to the same answers in ``tests/elsewhere``, which ``make test-more`` runs.
"""

import inspect
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pytest

import perenne.engine
from perenne.axes.authenticity.coordination import counts, pairs, units
from perenne.engine.engine import Refused
from tests.engine import measures
from tests.engine.gaps import GAPS, Gap
from tests.engine.snapshots import HERE, questions
from tests.engine.whole import TABLES, found_on, odd_names


@pytest.fixture(scope="module")
def given() -> dict[str, pa.Table]:
    return measures.small_lake()


@pytest.fixture(scope="module")
def on_duckdb(given: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    with perenne.engine.open() as engine:
        return measures.walked(engine, given)


def test_each_measure_has_something_to_say_of_the_lake(on_duckdb: Mapping[str, pa.Table]) -> None:
    assert {name for name, table in on_duckdb.items() if not len(table)} == set()
    assert len(on_duckdb["meetings"]) > 100


def test_no_measure_answers_in_floats(on_duckdb: Mapping[str, pa.Table]) -> None:
    kinds = {(name, str(field.type)) for name, table in on_duckdb.items() for field in table.schema}
    assert {kind for _, kind in kinds} <= {"int8", "int32", "int64"}, kinds


@pytest.mark.parametrize("module", [units, pairs, counts], ids=lambda each: each.__name__.rpartition(".")[2])
def test_every_measure_of_the_detector_is_in_the_chain(module: ModuleType) -> None:
    source = inspect.getsource(measures)
    given = {
        name
        for name, each in inspect.getmembers(module, inspect.isfunction)
        if each.__module__ == module.__name__ and each.__annotations__.get("return") == "ir.Table" and name[0] != "_"
    }
    assert given
    assert {name for name in given if f"{module.__name__.rpartition('.')[2]}.{name}(" not in source} == set()


def test_postgresql_answers_as_duckdb_does(
    given: Mapping[str, pa.Table], on_duckdb: Mapping[str, pa.Table], postgresql: str
) -> None:
    with perenne.engine.open(postgresql) as engine:
        answers = measures.walked(engine, given)
    assert [name for name, table in answers.items() if not table.equals(on_duckdb[name])] == []


def test_the_same_lake_gives_the_same_tables_whole_whatever_names_are_in_it(postgresql: str) -> None:
    named = odd_names()
    here, there = found_on("duckdb:", named), found_on(postgresql, named)
    assert sum(here["accounts"].column("accused").to_pylist()) >= 40
    assert [name for name in TABLES if not there[name].equals(here[name])] == []


@pytest.mark.parametrize("dialect", HERE)
def test_what_is_asked_is_what_is_written_down(dialect: str) -> None:
    """After a change that is meant: ``python -m tests.engine.snapshots``, and read the difference."""
    file = Path(__file__).parent / "sql" / f"{dialect}.sql"
    assert questions(dialect) == file.read_text(encoding="utf-8")


def test_a_question_is_written_alike_in_every_process(repository: Path) -> None:
    call = [sys.executable, "-m", "tests.engine.snapshots", "--print", "postgres"]
    said = subprocess.run(call, cwd=repository, capture_output=True, check=True, env={"PYTHONHASHSEED": "77"})
    assert said.stdout.decode() == questions("postgres")


@pytest.mark.parametrize("gap", GAPS, ids=str)
@pytest.mark.parametrize("scheme", ["duckdb", "postgresql"])
def test_what_an_engine_cannot_do_is_what_is_declared(gap: Gap, scheme: str, postgresql: str) -> None:
    with perenne.engine.open({"duckdb": "duckdb:", "postgresql": postgresql}[scheme]) as engine:
        gap.check(engine, scheme)


def test_what_a_driver_raises_is_one_sentence_that_names_the_engine(postgresql: str) -> None:
    with perenne.engine.open(postgresql) as engine:
        table = engine.load(pa.table({"n": [1]}))
        engine.drop(table)
        with pytest.raises(Refused) as refused:
            engine.fetch(table)
    assert refused.value.says.en.startswith("PostgreSQL did not do what it was asked (relation ")
    assert "\n" not in refused.value.says.fr
    assert isinstance(refused.value.__cause__, engine.problems)
