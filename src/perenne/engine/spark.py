"""Spark: on this machine, or a cluster that exists already."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pyarrow.parquet
from ibis.backends.sql.datatypes import PySparkType
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from perenne.engine.engine import Engine

if TYPE_CHECKING:
    import ibis.expr.types as ir

_LOCAL = "local[*]"
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "false",
}
_HERE = {
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}
"""On one machine: few parts, since each costs a start, and no other machine is let in."""


class Spark(Engine):
    """``url``: ``spark:`` for this machine, ``spark:local[2]`` for two of its cores, ``spark://HOST:PORT``."""

    dialect, name, problems = "pyspark", "Spark", (PySparkException, Py4JError)

    def __init__(self, url: str) -> None:
        super().__init__()
        master = url if url.startswith("spark://") else url.removeprefix("spark:") or _LOCAL
        builder = SparkSession.builder.master(master).appName("perenne")
        for name, value in (_SETTINGS | (_HERE if master.startswith("local") else {})).items():
            builder = builder.config(name, value)
        self._session = builder.getOrCreate()
        self._compiler = ibis.pyspark.connect(self._session)
        self._folder = tempfile.TemporaryDirectory(prefix="perenne-")

    def sql(self, expression: "ir.Table") -> str:
        return str(self._compiler.compile(expression))

    def parquet(self, files: Sequence[Path]) -> "ir.Table":
        name = self._fresh()
        frame = self._session.read.parquet(*(str(file) for file in files))
        frame.createOrReplaceTempView(name)
        return ibis.table(self._compiler.table(name).schema(), name=name)

    def drop(self, *tables: "ir.Table") -> None:
        for table in tables:
            self._session.table(table.get_name()).unpersist()
            self._session.catalog.dropTempView(table.get_name())

    def close(self) -> None:
        self._session.stop()
        self._folder.cleanup()

    def _take(self, name: str, table: pa.Table, schema: ibis.Schema) -> None:
        file = Path(self._folder.name) / f"{name}.parquet"
        pa.parquet.write_table(table, file)
        self._session.read.parquet(str(file)).createOrReplaceTempView(name)

    def _make(self, name: str, sql: str, schema: ibis.Schema) -> None:
        kept = self._session.sql(sql).localCheckpoint(eager=True)  # cast before, it would lose track of its sorting
        casts = (
            f"CAST(`{column}` AS {PySparkType.to_string(kind)}) AS `{column}`" for column, kind in schema.items()
        )
        kept.selectExpr(*casts).createOrReplaceTempView(name)

    def _answer(self, sql: str) -> pa.Table:
        return self._session.sql(sql).toArrow()
