"""From an address to the engine there."""

from collections.abc import Callable

from perenne.engine.engine import Engine
from perenne.model.errors import UsageError

INSTALL = 'pip install "perenne[engine]"'
KNOWN = "duckdb:, postgresql://, clickhouse:, spark:, trino://"


def opened(url: str) -> Engine:
    """The engine at ``url``. Raises ``UsageError``."""
    scheme = url.partition(":")[0]
    opener = _OPENERS.get(scheme)
    if opener is None:
        raise UsageError(
            fr=f"moteur inconnu « {url} » : écrivez l’une de ces adresses, {KNOWN}",
            en=f"unknown engine “{url}”: write one of these addresses, {KNOWN}",
        )
    try:
        return opener(url)
    except ModuleNotFoundError as problem:
        raise UsageError(
            fr=f"le moteur {scheme} demande « {problem.name} », qui n’est pas installé : {_needs(scheme)}",
            en=f"the engine {scheme} needs “{problem.name}”, which is not installed: {_needs(scheme)}",
        ) from None


def _needs(scheme: str) -> str:
    drivers = {"postgresql": "psycopg", "clickhouse": "chdb", "spark": "pyspark", "trino": "trino"}
    return f"{INSTALL} {drivers[scheme]}" if scheme in drivers else INSTALL


def _duckdb(url: str) -> Engine:
    from perenne.engine.duckdb import DuckDB

    return DuckDB(url.removeprefix("duckdb:").removeprefix("//"))


def _postgresql(url: str) -> Engine:
    from perenne.engine.postgresql import PostgreSQL

    return PostgreSQL(url)


def _clickhouse(url: str) -> Engine:
    from perenne.engine.clickhouse import ClickHouse

    return ClickHouse()


def _spark(url: str) -> Engine:
    from perenne.engine.spark import Spark

    return Spark(url)


def _trino(url: str) -> Engine:
    from perenne.engine.trino import Trino

    return Trino(url)


_OPENERS: dict[str, Callable[[str], Engine]] = {
    "duckdb": _duckdb,
    "postgresql": _postgresql,
    "postgres": _postgresql,
    "clickhouse": _clickhouse,
    "spark": _spark,
    "trino": _trino,
}
