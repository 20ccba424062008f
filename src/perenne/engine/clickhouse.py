"""ClickHouse, in this process (chdb)."""

import tempfile
from secrets import token_hex
from typing import TYPE_CHECKING

import chdb
import chdb.session
import ibis
import pyarrow as pa
from ibis.backends.sql.datatypes import ClickHouseType

from perenne.engine.engine import PREFIX, Engine, columns_in

if TYPE_CHECKING:
    import ibis.expr.types as ir

_ORDER = "ENGINE = Memory"
_SETTINGS = "SETTINGS join_use_nulls = 1, union_default_mode = 'ALL'"


class ClickHouse(Engine):
    """In memory; what is made goes with the session."""

    dialect, name, problems = "clickhouse", "ClickHouse", (chdb.ChdbError, RuntimeError)

    def __init__(self) -> None:
        super().__init__()
        self._session = chdb.session.Session()
        self._database = f"{PREFIX}{token_hex(4)}"  # sessions of one process share what they make
        self._session.query(f"CREATE DATABASE {self._database} ENGINE = Atomic")
        self._session.query(f"USE {self._database}")

    def drop(self, *tables: "ir.Table") -> None:
        for table in tables:
            self._session.query(f'DROP TABLE "{table.get_name()}"')

    def close(self) -> None:
        self._session.query(f"DROP DATABASE {self._database}")
        self._session.close()

    def _take(self, name: str, table: pa.Table, schema: ibis.Schema) -> None:
        self._create(name, schema)
        with tempfile.NamedTemporaryFile(suffix=".arrow") as file:
            with pa.ipc.new_file(file.name, table.schema) as writer:
                writer.write_table(table)
            self._session.query(f"INSERT INTO \"{name}\" FROM INFILE '{file.name}' FORMAT Arrow")

    def _make(self, name: str, sql: str, schema: ibis.Schema) -> None:
        self._create(name, schema)
        self._session.query(f'INSERT INTO "{name}" {sql} {_SETTINGS}')

    def _create(self, name: str, schema: ibis.Schema) -> None:
        self._session.query(f'CREATE TABLE "{name}" ({columns_in(schema, ClickHouseType)}) {_ORDER}')

    def _answer(self, sql: str) -> pa.Table:
        answer = self._session.query(f"{sql} {_SETTINGS}", "ArrowStream")
        return pa.ipc.open_stream(answer.bytes()).read_all()
