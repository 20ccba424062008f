"""A PostgreSQL server. Everything made there is temporary: it goes with the connection."""

import io
from typing import TYPE_CHECKING

import ibis
import polars as pl
import psycopg
import pyarrow as pa
from ibis.backends.sql.datatypes import PostgresType

from perenne.engine.engine import Engine, columns_in
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    import ibis.expr.types as ir

_SETTINGS = ("SET jit = off", "SET default_statistics_target = 100")


class PostgreSQL(Engine):
    """``url`` as PostgreSQL writes it."""

    dialect, name, problems = "postgres", "PostgreSQL", (psycopg.Error,)

    def __init__(self, url: str) -> None:
        super().__init__()
        try:
            self._connection = psycopg.connect(url, autocommit=True)
        except psycopg.Error as problem:
            said = str(problem).strip().splitlines()[0]
            raise UsageError(
                fr=f"PostgreSQL ne répond pas à cette adresse ({said})",
                en=f"PostgreSQL does not answer at this address ({said})",
            ) from None
        for each in _SETTINGS:
            self._run(each)

    def drop(self, *tables: "ir.Table") -> None:
        for table in tables:
            self._run(f'DROP TABLE "{table.get_name()}"')

    def close(self) -> None:
        self._connection.close()

    def _take(self, name: str, table: pa.Table, schema: ibis.Schema) -> None:
        self._run(f'CREATE TEMP TABLE "{name}" ({columns_in(schema, PostgresType)})')
        sheet = io.BytesIO()
        pl.DataFrame(table).write_csv(sheet, include_header=False, null_value="\\N", quote_style="non_numeric")
        with self._connection.cursor() as cursor, cursor.copy(_copying(name)) as copy:
            copy.write(sheet.getbuffer())
        self._run(f'ANALYZE "{name}"')

    def _make(self, name: str, sql: str, schema: ibis.Schema) -> None:
        self._run(f'CREATE TEMP TABLE "{name}" ({columns_in(schema, PostgresType)})')
        self._run(f'INSERT INTO "{name}" {sql}')
        self._run(f'ANALYZE "{name}"')

    def _answer(self, sql: str) -> pa.Table:
        with self._connection.cursor() as cursor:
            cursor.execute(sql.encode())
            names = [each.name for each in cursor.description or ()]
            rows = cursor.fetchall()
        columns = zip(*rows, strict=True) if rows else ([] for _ in names)
        return pa.table({name: pa.array(list(column)) for name, column in zip(names, columns, strict=True)})

    def _run(self, sql: str) -> None:
        self._connection.execute(sql.encode())


def _copying(name: str) -> bytes:
    return f"COPY \"{name}\" FROM STDIN WITH (FORMAT csv, NULL '\\N')".encode()
