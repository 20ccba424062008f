"""Analytical databases behind one small door: what may be asked of any of them is written once, in Ibis.

Only this package knows a driver. ``open`` gives an ``Engine`` for an address::

    duckdb:                       in this process, in memory (duckdb:FILE.db keeps what is made)
    postgresql://USER@HOST/NAME   a PostgreSQL server
    clickhouse:                   ClickHouse in this process (chdb)
    spark:                        Spark on this machine; spark://HOST:PORT a cluster
    trino://USER@HOST:PORT/CATALOG/SCHEMA

Importing the package loads no database: each is imported when it is opened.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perenne.engine.engine import Engine


def open(url: str = "duckdb:") -> "Engine":  # noqa: A001 (read as perenne.engine.open)
    """The engine at ``url``. Raises ``UsageError`` where it is not known, not installed or not reached."""
    from perenne.engine.opening import opened

    return opened(url)
