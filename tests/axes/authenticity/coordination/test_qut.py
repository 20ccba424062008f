"""The database of another tool, as that tool writes it, and what is no such database."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from perenne.axes.authenticity.coordination.qut import acts_of, is_database
from perenne.model.errors import PerenneError, UnreadableFile, UsageError

SCHEMA = """
pragma journal_mode = wal;
create table edge (
    message_id primary key, user_id not null, username text, repost_id, reply_id, message text,
    transformed_message text, transformed_message_length integer, transformed_message_hash blob, token_set text,
    timestamp integer
);
create table message_url (
    message_id references edge(message_id), url, timestamp, user_id, primary key (message_id, url)
);
create table resolved_url (url primary key, resolved_url, ssl_verified, resolved_status);
create trigger url_to_resolve after insert on message_url
    begin insert or ignore into resolved_url(url) values(new.url); end;
create table metadata (property primary key, value);
insert into metadata values ('version', 1);
"""
ROWS: list[tuple[Any, ...]] = [
    ("m1", "lina", None, None, "Voir https://a.example/x", 1_767_258_000.25),
    ("m2", "noé", "m1", None, "Voir https://a.example/x", 1_767_258_009),
    ("m3", 33, "m1", None, "Voir https://a.example/x", "1767258010"),
    ("m4", "zoé", None, "m1", "Merci", 1_767_258_020),
    ("m5", "zoé", None, "gone", b"Oui \xff", "soon"),
]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "toolkit 1?.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(SCHEMA)
        connection.executemany(
            "insert into edge (message_id, user_id, repost_id, reply_id, message, timestamp)"
            " values (?, ?, ?, ?, ?, ?)",
            ROWS,
        )
        connection.execute("insert into message_url values ('m1', 'https://s.example/1', 1767258000.25, 'lina')")
        connection.execute("insert into message_url values ('m4', 'https://b.example', 1767258020, 'zoé')")
        connection.execute(
            "update resolved_url set resolved_url = 'https://a.example/x' where url like '%s.example%'"
        )
        connection.commit()
    return file


def test_reposts_are_acts_on_what_they_repost_owned_by_who_wrote_it(database: Path) -> None:
    acts = acts_of(database, "co-share").sort("action").drop("dated").rows()
    assert acts == [("noé", "m1", 1_767_258_009, "m2", "lina"), ("33", "m1", 1_767_258_010, "m3", "lina")]


def test_replies_are_acts_on_what_they_answer_and_a_time_that_is_none_is_not_made_up(database: Path) -> None:
    acts = acts_of(database, "co-comment").sort("action").drop("dated").rows()
    assert acts == [("zoé", "m1", 1_767_258_020, "m4", "lina"), ("zoé", "gone", None, "m5", None)]


def test_links_are_those_that_they_lead_to_where_the_tool_has_followed_them(database: Path) -> None:
    acts = acts_of(database, "co-link").sort("action").drop("dated").rows()
    assert acts == [
        ("lina", "https://a.example/x", 1_767_258_000, "m1", None),
        ("zoé", "https://b.example", 1_767_258_020, "m4", None),
    ]  # fmt: skip


def test_texts_are_those_that_somebody_wrote_and_no_reposts(database: Path) -> None:
    acts = acts_of(database, "co-text").sort("action")
    assert acts["action"].to_list() == ["m1", "m4", "m5"]
    assert acts["object"].to_list()[2] == "Oui \ufffd"


def test_the_database_is_left_as_it_was(database: Path) -> None:
    before = (database.read_bytes(), sorted(each.name for each in database.parent.iterdir()))
    acts_of(database, "co-share")
    assert (database.read_bytes(), sorted(each.name for each in database.parent.iterdir())) == before


@pytest.mark.parametrize("channel", [None, "co-hashtag", "own"])
def test_which_acts_are_meant_has_to_be_said(database: Path, channel: str | None) -> None:
    with pytest.raises(UsageError) as refused:
        acts_of(database, channel)
    assert "co-share, co-comment, co-text, co-link" in refused.value.says.en


def test_a_database_that_is_still_written_is_refused(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("insert into metadata values ('more', 1)")
        connection.commit()
        assert database.with_name(f"{database.name}-wal").stat().st_size
        with pytest.raises(UnreadableFile) as refused:
            acts_of(database, "co-share")
    assert "still writing" in refused.value.says.en


HOSTILE = {
    "another's": "create table visits (url)",
    "a view": "create view edge as select 1 message_id, 2 user_id, 3 timestamp, 4 repost_id",
    "virtual": "create virtual table edge using fts5(message_id, user_id, timestamp, repost_id)",
    "computed": "create table edge (message_id, user_id, timestamp, repost_id as (hex(zeroblob(9999999))) virtual)",
    "without a column": "create table edge (message_id, user_id, timestamp)",
    "empty": "pragma user_version = 1",
}


@pytest.mark.parametrize("script", HOSTILE.values(), ids=HOSTILE)
def test_a_database_of_another_kind_is_said_to_be_one(tmp_path: Path, script: str) -> None:
    file = tmp_path / "odd.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(script)
    with pytest.raises(UnreadableFile) as refused:
        acts_of(file, "co-share")
    assert "not one of the coordination-network-toolkit" in refused.value.says.en
    assert refused.value.says.fr.startswith("odd.db : ")


def _spoiled(content: bytes, page: int) -> list[bytes]:
    ones = b"\xff" * 64
    return [
        content[:512],
        content[: page + 10],
        content[:100] + ones + content[164:],
        content[:page] + ones * 64 + content[page + 4096 :],
    ]


@pytest.mark.parametrize("which", range(4))
def test_a_broken_database_is_refused_or_read_as_far_as_it_is_whole(database: Path, which: int) -> None:
    content = _spoiled(database.read_bytes(), 4096)[which]
    broken = database.with_name("broken.db")
    broken.write_bytes(content)
    assert is_database(content)
    with pytest.raises(PerenneError) as refused:
        acts_of(broken, "co-share")
    assert "\n" not in refused.value.says.en
    assert "broken.db" in refused.value.says.fr
