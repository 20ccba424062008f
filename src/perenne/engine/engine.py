"""An engine: takes tables in, keeps what was worked out, gives small answers back.

Ibis only writes the SQL here; it runs on the engine's own driver. So a measure is the same expression everywhere, and
no driver's quirk of reading or naming tables reaches it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Self

import ibis
import polars as pl
import pyarrow as pa
from ibis.backends.sql.datatypes import SqlglotType
from ibis.common.exceptions import IbisError

from perenne.model.errors import PerenneError

if TYPE_CHECKING:
    import ibis.expr.types as ir

PREFIX = "perenne_"
"""What the names of all tables begin with that we make; they are temporary where the engine knows such."""
_LONGEST = 300
"""Characters of a driver's words that are told: some say the whole question again."""


class Refused(PerenneError):
    """An engine did not do what it was asked; ``__cause__`` is what its driver raised."""


class Engine(ABC):
    """``dialect``: the SQL that it speaks, by Ibis's name for it; ``name``: what people call it; ``problems``: what
    its driver raises. What it does not do raises ``Refused``."""

    dialect: str
    name: str
    problems: tuple[type[Exception], ...]

    def __init__(self) -> None:
        self._numbers, self._prefix = count(1), PREFIX

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def load(self, table: pa.Table) -> "ir.Table":
        """``table``, now within the engine."""
        schema = ibis.Schema.from_pyarrow(table.schema)
        name = self._fresh()
        with self._told():
            self._take(name, table, schema)
        return ibis.table(schema, name=name)

    def keep(self, expression: "ir.Table") -> "ir.Table":
        """What ``expression`` says, worked out once and kept. Its types are made true: engines sum integers into
        types of their own."""
        name = self._fresh()
        with self._told():
            self._make(name, self.sql(expression), expression.schema())
        return ibis.table(expression.schema(), name=name)

    def fetch(self, expression: "ir.Table") -> pa.Table:
        """What ``expression`` says, here. For small answers: accounts, pairs, days; never posts."""
        with self._told():
            answer = self._answer(self.sql(expression))
        return answer.cast(expression.schema().to_pyarrow())

    def sql(self, expression: "ir.Table") -> str:
        """``expression`` as this engine is asked it."""
        return str(ibis.to_sql(expression, dialect=self.dialect))

    def parquet(self, files: Sequence[Path]) -> "ir.Table":
        """The rows of Parquet files; an engine that reads them by itself does so."""
        return self.load(pl.concat([pl.scan_parquet(file) for file in files]).collect().to_arrow())

    @abstractmethod
    def drop(self, *tables: "ir.Table") -> None:
        """Forget tables that were loaded or kept."""

    @abstractmethod
    def close(self) -> None:
        """Leave the engine; what was made there goes."""

    @abstractmethod
    def _take(self, name: str, table: pa.Table, schema: ibis.Schema) -> None: ...

    @abstractmethod
    def _make(self, name: str, sql: str, schema: ibis.Schema) -> None: ...

    @abstractmethod
    def _answer(self, sql: str) -> pa.Table: ...

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the driver raises becomes one sentence."""
        try:
            yield
        except (IbisError, *self.problems) as problem:
            said = next((line.strip() for line in str(problem).splitlines() if line.strip()), type(problem).__name__)
            raise Refused(
                fr=f"{self.name} n’a pas fait ce qui lui était demandé ({said[:_LONGEST]})",
                en=f"{self.name} did not do what it was asked ({said[:_LONGEST]})",
            ) from problem

    def _fresh(self) -> str:
        return f"{self._prefix}{next(self._numbers)}"


def columns_in(schema: ibis.Schema, types: type[SqlglotType]) -> str:
    """The columns of ``schema`` as ``CREATE TABLE`` names them where ``types`` are the names of types."""
    return ", ".join(f'"{name}" {types.to_string(kind)}' for name, kind in schema.items())
