"""DuckDB, in this process: the engine that is always there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import ibis
import pyarrow as pa
from ibis.backends.sql.datatypes import DuckDBType

from perenne.engine.engine import Engine, columns_in
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    import ibis.expr.types as ir

_SETTINGS = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
"""It would else fetch what it lacks from the network, unasked."""


class DuckDB(Engine):
    """In memory where ``file`` is empty."""

    dialect, name, problems = "duckdb", "DuckDB", (duckdb.Error,)

    def __init__(self, file: str = "", threads: int | None = None) -> None:
        super().__init__()
        try:
            self._connection = duckdb.connect(file or ":memory:", config=dict(_SETTINGS))
        except duckdb.Error as problem:
            raise UsageError(
                fr=f"DuckDB n’ouvre pas « {file} » ({problem})", en=f"DuckDB does not open “{file}” ({problem})"
            ) from None
        self._connection.execute("SET preserve_insertion_order = false")
        if threads is not None:
            self._connection.execute(f"SET threads = {threads:d}")

    def parquet(self, files: Sequence[Path]) -> "ir.Table":
        name = self._fresh()
        self._connection.read_parquet([str(file) for file in files]).create_view(name)
        schema = self._connection.table(name).limit(0).to_arrow_table().schema
        return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)

    def drop(self, *tables: "ir.Table") -> None:
        for table in tables:
            self._connection.execute(f'DROP TABLE "{table.get_name()}"')

    def close(self) -> None:
        self._connection.close()

    def _take(self, name: str, table: pa.Table, schema: ibis.Schema) -> None:
        self._connection.register(f"{name}_given", table)
        self._make(name, f'FROM "{name}_given"', schema)
        self._connection.unregister(f"{name}_given")

    def _make(self, name: str, sql: str, schema: ibis.Schema) -> None:
        with _interruptible():
            self._connection.execute(f'CREATE TEMP TABLE "{name}" ({columns_in(schema, DuckDBType)})')
            self._connection.execute(f'INSERT INTO "{name}" {sql}')

    def _answer(self, sql: str) -> pa.Table:
        with _interruptible():
            return self._connection.sql(sql).to_arrow_table()


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C stays Ctrl-C: DuckDB swallows it and raises an error of its own."""
    try:
        yield
    except (duckdb.InterruptException, RuntimeError) as problem:
        if "interrupted" in str(problem).lower():
            raise KeyboardInterrupt from problem
        raise
