"""ClickHouse, in this process (chdb), answers as DuckDB does."""

import pyarrow as pa
import pytest

import perenne.engine
from perenne.engine.engine import Refused
from tests.elsewhere.held import check_gaps, other_answers, other_tables

URL = "clickhouse:"


def test_every_measure_gives_the_same_answer() -> None:
    assert other_answers(URL) == []


def test_the_same_lake_gives_the_same_tables_whole() -> None:
    assert other_tables(URL) == []


def test_what_it_cannot_do_is_what_is_declared() -> None:
    check_gaps(URL)


def test_two_engines_of_one_process_do_not_see_each_other() -> None:
    table = pa.table({"n": [1]})
    with perenne.engine.open(URL) as one, perenne.engine.open(URL) as other:
        mine = one.load(table)
        theirs = other.load(pa.table({"n": [2]}))
        assert mine.get_name() == theirs.get_name()
        assert one.fetch(mine).to_pydict() == {"n": [1]}
        assert other.fetch(theirs).to_pydict() == {"n": [2]}


def test_what_it_refuses_is_one_sentence() -> None:
    with perenne.engine.open(URL) as engine:
        table = engine.load(pa.table({"n": [1]}))
        engine.drop(table)
        with pytest.raises(Refused) as refused:
            engine.fetch(table)
    assert refused.value.says.en.startswith("ClickHouse did not do what it was asked (")
    assert "\n" not in refused.value.says.en
