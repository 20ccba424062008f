"""What each engine is asked, written down: ``tests/engine/sql``, a file a dialect.

    python -m tests.engine.snapshots            writes them anew; read the difference before it is kept
    python -m tests.engine.snapshots --print DIALECT

Spark writes its own questions with a session at hand: without pyspark its file stays as it is.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

import ibis
import ibis.expr.types as ir

from tests.engine.measures import written

HERE = ("duckdb", "postgres", "clickhouse", "trino")
"""Dialects that Ibis writes without the engine. Trino is asked, and has never been run here: there is no server."""
SPARK = "pyspark"
FOLDER = Path(__file__).parent / "sql"


def questions(dialect: str) -> str:
    def sql(expression: ir.Table) -> str:
        return str(ibis.to_sql(expression, dialect=dialect))

    return written(sql)


def _spark() -> str:
    import perenne.engine

    with perenne.engine.open("spark:") as engine:
        return written(engine.sql)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--print"]:
        sys.stdout.buffer.write(questions(sys.argv[2]).encode())
        sys.exit()
    FOLDER.mkdir(exist_ok=True)
    for each in HERE:
        (FOLDER / f"{each}.sql").write_text(questions(each), encoding="utf-8")
    if find_spec("pyspark") is not None:
        (FOLDER / f"{SPARK}.sql").write_text(_spark(), encoding="utf-8")
