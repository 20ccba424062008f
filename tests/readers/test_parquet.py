"""Parquet files, as data analysts keep posts: a table like another, with a mapping where columns have other names."""

import contextlib
import io
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.readers import parquet, table
from perenne.readers.delimited import MAX_RECORD, Damaged, Row
from perenne.readers.mapping import parse_mapping
from perenne.readers.reading import Item, Origin
from perenne.readers.sniff import recognise

ORIGIN = Origin("posts.parquet", "a" * 64)


def written(columns: dict[str, Any] | pl.DataFrame, **how: Any) -> bytes:
    content = io.BytesIO()
    (columns if isinstance(columns, pl.DataFrame) else pl.DataFrame(columns)).write_parquet(content, **how)
    return content.getvalue()


def read(content: bytes, mapping: str = "") -> list[Item]:
    return list(table.read(io.BytesIO(content), ORIGIN, parse_mapping(mapping, "m.toml") if mapping else None))


def posts(content: bytes, mapping: str = "") -> list[Post]:
    return [item for item in read(content, mapping) if isinstance(item, Post)]


def cells(columns: dict[str, Any] | pl.DataFrame) -> list[Row | Damaged]:
    """The rows as the child reads them, without those of the columns' names."""
    return [each for each in parquet.read(io.BytesIO(written(columns))) if isinstance(each, (Row, Damaged))][1:]


POSTS: dict[str, Any] = {
    "platform": ["instagram", "tiktok"],
    "post_id": ["C8xk2", "7512345678901234567"],
    "text": ["Collaboration commerciale avec @maisonlune", None],
    "published_at": [datetime(2026, 4, 3, 18, 30, tzinfo=UTC), None],
    "likes": [812, None],
    "lot": ["hiver", "été"],
}


def test_a_row_is_a_post_with_its_number_and_other_columns_are_kept() -> None:
    content = written(POSTS | {"url": [None, "https://www.tiktok.com/@lina.m/video/7512345678901234567"]})
    assert recognise(content) == "table/1"
    first, second = posts(content)
    assert (first.post_id, first.text, first.published_at) == ("C8xk2", POSTS["text"][0], "2026-04-03T18:30:00Z")
    assert (first.stats.likes, second.stats.likes, second.text) == (812, None, None)
    assert (first.extra, second.extra) == ({"lot": "hiver"}, {"lot": "été"})
    assert [post.source.line for post in (first, second)] == [1, 2]


def test_ids_that_are_numbers_are_exact() -> None:
    (post,) = posts(written({"platform": ["tiktok"], "post_id": [7512345678901234567], "text": ["Bonjour"]}))
    assert post.post_id == "7512345678901234567"


def test_a_row_id_of_ones_own_stays_or_becomes_the_posts_by_a_mapping() -> None:
    content = written({"uid": [17], "plateforme": ["instagram"], "corps": ["Merci @maisonlune"], "note": [0.5]})
    (kept,) = posts(content, '[columns]\ncorps = "text"\n')
    assert (kept.post_id, kept.text, kept.extra) == (None, "Merci @maisonlune", {"uid": 17, "note": 0.5})
    (taken,) = posts(content, '[columns]\ncorps = "text"\nuid = "post_id"\n')
    assert (taken.post_id, taken.extra) == ("17", {"note": 0.5})


def test_cells_of_every_kind_are_told() -> None:
    frame = pl.DataFrame(
        {
            "text": ["é"], "none": [None], "flag": [True], "day": [date(2026, 4, 3)], "number": [1.5],
            "nan": [float("nan")], "tags": [["a", "b"]], "nested": [{"a": [1]}], "bytes": [b"\xff"], "word": ["x"],
            "price": ["12.50"], "big": [2**64 - 1],
        },
        schema_overrides={"word": pl.Categorical, "big": pl.UInt64},
    ).with_columns(pl.col("price").cast(pl.Decimal(10, 2)))  # fmt: skip
    (row,) = cells(frame)
    assert isinstance(row, Row)
    assert row.cells == (
        "é", None, True, date(2026, 4, 3), 1.5, None, "a, b", '{"a":[1]}', None, "x", "12.50", str(2**64 - 1),
    )  # fmt: skip


def test_a_row_that_is_too_long_is_a_reject_and_the_next_is_read() -> None:
    content = written({"platform": ["x", "x"], "text": ["a" * (MAX_RECORD + 1), "Bonjour"]})
    first, second = read(content)
    assert isinstance(first, Reject)
    assert isinstance(second, Post)
    assert (first.line, second.source.line) == (1, 2)


def test_dates_and_numbers_as_text_follow_the_same_rules_as_in_any_table() -> None:
    content = written({"platform": ["x"], "text": ["a"], "date": ["03/04/2026"], "vues": ["12,5 K"]})
    with pytest.raises(UnreadableFile, match="date_order"):
        read(content)
    (post,) = posts(content, '[options]\ndate_order = "dmy"\ndecimal = ","\n')
    assert (post.published_at, post.stats.views) == ("2026-04-03", 12_500)


def test_columns_that_say_nothing_of_posts_are_shown() -> None:
    with pytest.raises(UnreadableFile, match=r"does not read as posts.*colour"):
        read(written({"colour": ["red"], "size": [3]}))


def test_files_without_rows_or_columns_are_told() -> None:
    assert read(written(pl.DataFrame(schema={"platform": pl.String, "text": pl.String}))) == []
    with pytest.raises(UnreadableFile):
        read(written(pl.DataFrame()))


def test_a_file_that_is_cut_is_told() -> None:
    with pytest.raises(UnreadableFile, match="Parquet file that is damaged"):
        read(written(POSTS)[:-20])


def test_many_rows_come_in_their_order_whatever_their_groups() -> None:
    numbers = [str(number) for number in range(5_000)]
    content = written({"platform": ["x"] * 5_000, "text": numbers}, row_group_size=700)
    assert [post.text for post in posts(content)] == numbers


CONTENT = written(POSTS)


@settings(max_examples=5, deadline=None)
@given(st.integers(4, len(CONTENT) - 1), st.integers(0, 255))
def test_a_file_with_any_byte_changed_is_read_or_refused(at: int, byte: int) -> None:
    with contextlib.suppress(UnreadableFile):
        read(CONTENT[:at] + bytes([byte]) + CONTENT[at + 1 :])
