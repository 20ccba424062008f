"""Trino: a company's lake as it stands. Tables are made in the schema that the address names, and dropped after."""

from secrets import token_hex
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import ibis
import pyarrow as pa
import trino
from ibis.backends.sql.datatypes import TrinoType

from perenne.engine.engine import PREFIX, Engine, columns_in
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    import ibis.expr.types as ir

_ROWS = 500
"""Rows of one INSERT: Trino takes no bulk load over its protocol."""


class Trino(Engine):
    """``url``: ``trino://USER@HOST:PORT/CATALOG/SCHEMA``."""

    dialect, name = "trino", "Trino"
    problems = (trino.exceptions.Error, trino.exceptions.HttpError, OSError)

    def __init__(self, url: str) -> None:
        super().__init__()
        said = urlsplit(url)
        place = [part for part in said.path.split("/") if part]
        if not said.hostname or len(place) != 2:
            raise UsageError(
                fr="l’adresse attendue est trino://UTILISATEUR@HÔTE:PORT/CATALOGUE/SCHÉMA",
                en="the address to write is trino://USER@HOST:PORT/CATALOG/SCHEMA",
            )
        self._connection = trino.dbapi.connect(
            host=said.hostname, port=said.port or 8080, user=said.username or "perenne",
            catalog=place[0], schema=place[1],
        )  # fmt: skip
        self._prefix = f"{PREFIX}{token_hex(4)}_"  # others work in the same schema
        self._made: list[str] = []

    def drop(self, *tables: "ir.Table") -> None:
        for table in tables:
            self._run(f'DROP TABLE IF EXISTS "{table.get_name()}"')
            self._made.remove(table.get_name())

    def close(self) -> None:
        for name in self._made:
            self._run(f'DROP TABLE IF EXISTS "{name}"')
        self._connection.close()

    def _take(self, name: str, table: pa.Table, schema: ibis.Schema) -> None:
        self._create(name, schema)
        for batch in table.to_batches(max_chunksize=_ROWS):
            values = ibis.memtable(pa.Table.from_batches([batch]))
            self._run(f'INSERT INTO "{name}" {self.sql(values)}')

    def _make(self, name: str, sql: str, schema: ibis.Schema) -> None:
        self._create(name, schema)
        self._run(f'INSERT INTO "{name}" {sql}')

    def _create(self, name: str, schema: ibis.Schema) -> None:
        self._run(f'CREATE TABLE "{name}" ({columns_in(schema, TrinoType)})')
        self._made.append(name)

    def _answer(self, sql: str) -> pa.Table:
        cursor = self._connection.cursor()
        cursor.execute(sql)
        rows = cursor.fetchall()
        names = [each.name for each in cursor.description]
        columns = zip(*rows, strict=True) if rows else ([] for _ in names)
        return pa.table({name: pa.array(list(column)) for name, column in zip(names, columns, strict=True)})

    def _run(self, sql: str) -> None:
        cursor = self._connection.cursor()
        cursor.execute(sql)
        cursor.fetchall()
