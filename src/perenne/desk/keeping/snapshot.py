"""The database as it stands at one moment, while others go on writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections, transaction

_ALIAS = "snapshot"


@contextmanager
def snapshot(beside: Path) -> Iterator[str]:
    """The alias of a connection that sees one moment and no other. ``beside``: a folder for the copy that SQLite
    makes; PostgreSQL gives the moment by itself."""
    with _copied(beside) if connection.vendor == "sqlite" else _repeatable():
        yield _ALIAS


@contextmanager
def _copied(beside: Path) -> Iterator[None]:
    file = beside / "snapshot.sqlite3"
    connection.ensure_connection()
    copy = sqlite3.connect(file)
    try:
        connection.connection.backup(copy)
    finally:
        copy.close()
    with _connected({"NAME": str(file), "OPTIONS": {}}):
        yield


@contextmanager
def _repeatable() -> Iterator[None]:
    with _connected({}), transaction.atomic(using=_ALIAS), connections[_ALIAS].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _connected(other: dict[str, object]) -> Iterator[None]:
    """A second connection, like the first but for ``other``."""
    connections.settings[_ALIAS] = {**connections.settings["default"], **other}
    try:
        yield
    finally:
        connections[_ALIAS].close()
        del connections[_ALIAS]
        del connections.settings[_ALIAS]
