"""The records of an import on disk while it runs: memory stays flat, and of a job that was killed nothing is left.

A database of SQLite in a file without a name, which is gone with the process that opened it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from perenne.audit.repeats import merge_copies, says_more
from perenne.desk.posts.judging import storable
from perenne.model.post import Post
from perenne.model.profile import Profile
from perenne.model.reject import Reject

TOGETHER = 500
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
CREATE TABLE post (n INTEGER PRIMARY KEY, platform TEXT, id TEXT, record BLOB, known INTEGER, brand INTEGER,
                   left_out INTEGER DEFAULT 0, judged BLOB, UNIQUE (platform, id));
CREATE TABLE copy (n INTEGER PRIMARY KEY, record BLOB);
CREATE TABLE observation (n INTEGER PRIMARY KEY, record BLOB);
CREATE TABLE profile (n INTEGER PRIMARY KEY, record BLOB);
CREATE TABLE refused (n INTEGER PRIMARY KEY, source INTEGER, line INTEGER, record BLOB);
CREATE INDEX refused_line ON refused (source, line);
"""


class Spooled(NamedTuple):
    """A post in the spool. ``known``: the row that the organisation has of it; ``brand``: whose it is."""

    n: int
    platform: str
    id: str
    post: Post
    known: int | None
    brand: int | None


class Refusal(msgspec.Struct):
    """A refused record of file ``source``; ``cells``: of a table, the row as it is written."""

    source: int | None
    reject: Reject
    cells: dict[str, str] | None = None


class Spool:
    """Posts, each once, beside the other copies that say more; accounts; what was refused."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.executescript(_TABLES)
        self._file.execute("BEGIN")
        self.close = self._file.close

    def add(self, post: Post) -> None:
        """Keep ``post``: of two copies the newest, with what only the other one records."""
        key = (storable(post.platform), storable(post.subject_id))
        row = self._file.execute("SELECT n, record FROM post WHERE platform = ? AND id = ?", key).fetchone()
        if row is None:
            self._do("INSERT INTO post (platform, id, record) VALUES (?, ?, ?)", (*key, _written(post)))
            return
        before = _post(row[1])
        merged, _ = merge_copies([before, post])
        for each in (before, post):
            if says_more(merged, each):
                self._do("INSERT INTO copy (record) VALUES (?)", (_written(each),))
        self._do("UPDATE post SET record = ? WHERE n = ?", (_written(merged), row[0]))

    def add_profile(self, profile: Profile) -> None:
        self._do("INSERT INTO profile (record) VALUES (?)", (_written(profile),))

    def refuse(self, refusal: Refusal) -> None:
        line = refusal.reject.line
        self._do(
            "INSERT INTO refused (source, line, record) VALUES (?, ?, ?)", (refusal.source, line, _written(refusal))
        )

    def refused_lines(self, source: int) -> set[int]:
        return {line for (line,) in self._file.execute("SELECT line FROM refused WHERE source = ?", (source,))}

    def show_row(self, source: int, line: int, cells: dict[str, str]) -> None:
        """Put the row as it is written beside what was refused at ``line``."""
        where = "SELECT n, record FROM refused WHERE source = ? AND line = ?"
        for n, record in self._file.execute(where, (source, line)).fetchall():
            refusal = msgspec.json.decode(record, type=Refusal)
            refusal.cells = cells
            self._do("UPDATE refused SET record = ? WHERE n = ?", (_written(refusal), n))

    def place(self, n: int, known: int | None, brand: int | None, *, left_out: bool = False) -> None:
        """Say of post ``n`` which row is known of it, whose it is, and whether it is not taken."""
        self._do("UPDATE post SET known = ?, brand = ?, left_out = ? WHERE n = ?", (known, brand, left_out, n))

    def observe(self, observation: dict[str, Any]) -> None:
        self._do("INSERT INTO observation (record) VALUES (?)", (msgspec.json.encode(observation),))

    def judge(self, n: int, judged: bytes) -> None:
        self._do("UPDATE post SET judged = ? WHERE n = ?", (judged, n))

    def every(self) -> Iterator[Spooled]:
        """All posts that are taken, in the order in which they came."""
        return self._spooled("left_out = 0")

    def new(self) -> Iterator[Spooled]:
        return self._spooled("left_out = 0 AND known IS NULL")

    def judged(self) -> Iterator[bytes]:
        return (judged for (judged,) in self._rows("SELECT judged FROM post WHERE judged IS NOT NULL ORDER BY n"))

    def copies(self) -> Iterator[Post]:
        return (_post(record) for (record,) in self._rows("SELECT record FROM copy ORDER BY n"))

    def observations(self) -> Iterator[dict[str, Any]]:
        return (msgspec.json.decode(record) for (record,) in self._rows("SELECT record FROM observation ORDER BY n"))

    def profiles(self) -> Iterator[Profile]:
        said = self._rows("SELECT record FROM profile ORDER BY n")
        return (msgspec.json.decode(record, type=Profile) for (record,) in said)

    def refused(self) -> Iterator[Refusal]:
        said = self._rows("SELECT record FROM refused ORDER BY source, line, n")
        return (msgspec.json.decode(record, type=Refusal) for (record,) in said)

    def count(self, table: str) -> int:
        found: int = self._file.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  # a name of ours
        return found

    def _spooled(self, where: str) -> Iterator[Spooled]:
        """By pages, for the rows are changed while they are gone through."""
        last = 0
        sql = f"SELECT n, platform, id, record, known, brand FROM post WHERE n > ? AND {where} ORDER BY n LIMIT ?"  # noqa: S608
        while some := self._file.execute(sql, (last, TOGETHER)).fetchall():
            last = some[-1][0]
            yield from (Spooled(n, platform, name, _post(record), *rest) for n, platform, name, record, *rest in some)

    def _rows(self, sql: str) -> Iterator[Any]:
        return iter(self._file.execute(sql))

    def _do(self, sql: str, values: Iterable[object]) -> None:
        self._file.execute(sql, tuple(values))


def together(items: Iterable[Any]) -> Iterator[list[Any]]:
    """``items``, so many at once as a database takes well."""
    remaining = iter(items)
    while some := list(islice(remaining, TOGETHER)):
        yield some


def _written(record: msgspec.Struct) -> bytes:
    return msgspec.json.encode(record)


def _post(record: bytes) -> Post:
    return msgspec.json.decode(record, type=Post)
