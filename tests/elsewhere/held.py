"""What every engine is held to: the answers of DuckDB, measure by measure and whole, and its declared gaps."""

from collections.abc import Sequence

import perenne.engine
from tests.engine import measures
from tests.engine.gaps import GAPS
from tests.engine.whole import TABLES, found_on, odd_names


def other_answers(url: str) -> Sequence[str]:
    """The measures to which the engine at ``url`` gives another answer than DuckDB."""
    given = measures.small_lake()
    with perenne.engine.open("duckdb:") as engine:
        expected = measures.walked(engine, given)
    with perenne.engine.open(url) as engine:
        answers = measures.walked(engine, given)
    assert len(answers["meetings"]) > 100
    return [name for name, table in answers.items() if not table.equals(expected[name])]


def other_tables(url: str) -> Sequence[str]:
    """The tables of the detector that are not equal to those of DuckDB, to the last digit."""
    named = odd_names()
    here, there = found_on("duckdb:", named), found_on(url, named)
    assert sum(here["accounts"].column("accused").to_pylist()) >= 40
    return [name for name in TABLES if not there[name].equals(here[name])]


def check_gaps(url: str) -> None:
    with perenne.engine.open(url) as engine:
        for gap in GAPS:
            gap.check(engine, url.partition(":")[0])
