"""The rows of an SQLite database that may be anybody's, read in a process of its own: ``sqlite_rows FILE ASKED``.

The file is opened for reading and as one that nobody writes, so nothing is ever written beside it. Its own views,
triggers and expressions are never run: tables that are asked for must be plain ones, and the authorizer lets nothing
pass but reading their columns. The limits of the process do the rest.
"""

import math
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from perenne.confine import confine

Row = tuple[str | None, str | None, int | None, str | None, str | None]
BATCH = list[Row] | str
"""Rows (account, object, seconds, action, owner), or how it ended: ``done``, ``damaged``, ``foreign``."""
_ROWS = 10_000
_MIB = 2**20
_MEMORY, _SECONDS = 2_048 * _MIB, 1_200
_WRITTEN_LEAST, _WRITTEN_PER_BYTE = 64 * _MIB, 8
_LONGEST = 16 * _MIB


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``tables``: the columns that are needed of each; ``sql``: gives six columns, the third a better object than
    the second where it is not null."""

    tables: dict[str, tuple[str, ...]]
    sql: str


def main() -> None:
    file, asked = Path(sys.argv[1]), msgspec.json.decode(sys.argv[2], type=Asked)
    confine(_MEMORY, _SECONDS, _WRITTEN_LEAST + _WRITTEN_PER_BYTE * file.stat().st_size)
    to = sys.stdout.buffer
    try:
        with closing(_opened(file)) as database:
            if not _holds(database, asked):
                _tell(to, "foreign")
                return
            database.set_authorizer(_only_reading(asked))
            found = database.execute(asked.sql)
            while rows := found.fetchmany(_ROWS):
                _tell(to, [_row(*row) for row in rows])
    except sqlite3.Error:
        _tell(to, "damaged")
    else:
        _tell(to, "done")


def _opened(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in ("trusted_schema = off", "query_only = on", "cell_size_check = on", "mmap_size = 0"):
        database.execute(f"pragma {pragma}")
    return database


def _holds(database: sqlite3.Connection, asked: Asked) -> bool:
    """Whether the tables that are asked for are plain ones with such columns."""
    for name, columns in asked.tables.items():
        kinds = database.execute("select type, sql from sqlite_master where name = ?", [name]).fetchall()
        if len(kinds) != 1 or kinds[0][0] != "table" or "virtual" in str(kinds[0][1]).lower().split("(")[0]:
            return False
        known = {row[1] for row in database.execute(f'pragma table_xinfo("{name}")') if row[6] == 0}
        if not known.issuperset(columns):
            return False
    return True


def _only_reading(asked: Asked) -> Any:
    """What the authorizer asks of everything that a statement would do."""

    def allowed(action: int, what: str | None, column: str | None, *_: str | None) -> int:
        reads = action == sqlite3.SQLITE_READ and what in asked.tables
        return sqlite3.SQLITE_OK if reads or action == sqlite3.SQLITE_SELECT else sqlite3.SQLITE_DENY

    return allowed


def _row(account: Any, thing: Any, better: Any, moment: Any, action: Any, owner: Any) -> Row:
    return _text(account), _text(better) or _text(thing), _seconds(moment), _text(action), _text(owner)


def _text(value: Any) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    said = "" if value is None else str(value).strip()
    return said or None


def _seconds(value: Any) -> int | None:
    try:
        moment = float(value)
    except (TypeError, ValueError):
        return None
    return int(moment) if math.isfinite(moment) and abs(moment) < 2**53 else None


def _tell(to: BinaryIO, batch: BATCH) -> None:
    written = msgspec.msgpack.encode(batch)
    to.write(len(written).to_bytes(4, "big"))
    to.write(written)
    to.flush()


if __name__ == "__main__":
    main()
