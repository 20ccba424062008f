"""Acts from the tables that people have, and from our own records."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from perenne.axes.authenticity.coordination.reading import Read, chosen_columns, columns_said, read
from perenne.model.errors import PerenneError, UnreadableFile, UsageError

MOMENT = 1_767_258_000


def _acts(found: Read) -> list[tuple[Any, ...]]:
    return [(row["account"], row["object"], row["t"]) for row in found.acts.to_pylist()]


def _file(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(content.encode(encoding))
    return file


@pytest.mark.parametrize(
    "written",
    [
        "1767258000", "1767258000000", "1767258000000000", "1767258000.7", "2026-01-01T09:00:00Z",
        "2026-01-01T10:00:00+01:00", "2026-01-01T09:00:00.250Z", "2026-01-01 09:00:00", "2026-01-01T09:00",
    ],
)  # fmt: skip
def test_a_time_is_read_as_computers_write_it(tmp_path: Path, written: str) -> None:
    found = read([_file(tmp_path, "acts.csv", f"account,url,time\nlina,https://x.example/1,{written}\n")], {})
    assert _acts(found) == [("lina", "https://x.example/1", MOMENT)]


def test_a_date_alone_is_its_midnight(tmp_path: Path) -> None:
    found = read([_file(tmp_path, "acts.csv", "account,url,time\nlina,u,2026-01-01\n")], {})
    assert _acts(found) == [("lina", "u", 1_767_225_600)]


def test_a_french_sheet_with_accents_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    sheet = "Auteur;Lien;Horodatage\nZoé;https://x.example/é;2026-01-01T09:00:00Z\n"
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        found = read([_file(tmp_path, "actes.csv", sheet, encoding)], {})
        assert _acts(found) == [("Zoé", "https://x.example/é", MOMENT)], encoding


def test_parquet_and_json_lines_are_read_with_their_types(tmp_path: Path) -> None:
    frame = pl.DataFrame({"account": [17, 18], "object": [1, 1], "time": [MOMENT, MOMENT + 5]})
    frame.write_parquet(tmp_path / "acts.parquet")
    frame.write_ndjson(tmp_path / "acts.ndjson")
    stamped = frame.with_columns(
        pl.from_epoch("time", "s").dt.replace_time_zone("UTC").dt.convert_time_zone("Asia/Tokyo")
    )
    stamped.write_parquet(tmp_path / "stamped.parquet")
    for name in ("acts.parquet", "acts.ndjson", "stamped.parquet"):
        assert _acts(read([tmp_path / name], {})) == [("17", "1", MOMENT), ("18", "1", MOMENT + 5)], name


def test_a_row_that_lacks_something_is_counted_and_left_out(tmp_path: Path) -> None:
    rows = "account,object,time\na,o,5\n,o,5\na, ,5\na,o,soon\na,o,\n"
    found = read([_file(tmp_path, "acts.csv", rows)], {})
    assert (_acts(found), found.incomplete) == ([("a", "o", 5)], 4)


def test_a_person_says_which_columns_are_meant(tmp_path: Path) -> None:
    file = _file(tmp_path, "acts.csv", "who,what,at,id,whose\na,o,5,r1,lina\n")
    found = read([file], columns_said("account=who, object=what, time=at, action=id, owner=whose"))
    assert found.acts.to_pylist() == [{"account": "a", "object": "o", "t": 5, "action": "r1", "owner": "lina"}]


def test_the_published_format_of_another_tool_is_recognised() -> None:
    columns = ["object_id", "account_id", "content_id", "timestamp_share"]
    assert chosen_columns(columns, {}, "x") == {
        "account": "account_id", "object": "object_id", "time": "timestamp_share", "action": "content_id"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "header"),
    [("account=nobody", "account,object,time"), ("", "a,b,c"), ("", "account,object,when")],
)
def test_what_is_not_there_is_said_with_what_is(tmp_path: Path, said: str, header: str) -> None:
    with pytest.raises(UsageError) as refused:
        read([_file(tmp_path, "acts.csv", f"{header}\n1,2,3\n")], columns_said(said))
    assert header.split(",")[-1] in refused.value.says.fr


@pytest.mark.parametrize("said", ["account", "account=", "who=x", "=x"])
def test_a_mapping_that_says_nothing_is_refused(said: str) -> None:
    with pytest.raises(UsageError):
        columns_said(said)


@pytest.mark.parametrize(
    "content", ["", "PAR1 and no more", "just words\nand words\n", '{"a": \n', "account,object,time\n"]
)
def test_a_file_that_holds_no_act_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    with pytest.raises(PerenneError) as refused:
        read([_file(tmp_path, "odd.csv", content)], {})
    assert "\n" not in refused.value.says.en


def _comment(**said: object) -> str:
    return json.dumps({"perenne": "comment/1", "platform": "youtube"} | said) + "\n"


def test_comments_are_acts_on_their_post(tmp_path: Path) -> None:
    lines = _comment(comment_id="c1", post_id="p1", author_handle="lina", published_at="2026-01-01T09:00:00Z")
    lines += _comment(comment_id="c2", post_id="p1", author_handle="noé", published_at="2026-01-01T10:00:09+01:00")
    lines += _comment(comment_id="c3", author_handle="noé", published_at="2026-01-01T10:00:09+01:00")
    found = read([_file(tmp_path, "comments.ndjson", lines)], {})
    assert _acts(found) == [("lina", "p1", MOMENT), ("noé", "p1", MOMENT + 9)]
    assert (found.incomplete, found.channels) == (1, frozenset({"co-comment"}))
    assert found.acts.column("action").to_pylist() == ["c1", "c2"]


def test_a_post_that_shares_another_on_is_an_act_on_it(tmp_path: Path) -> None:
    post = {"perenne": "post/1", "platform": "x", "post_id": "9", "published_at": "2026-01-01T09:00:00Z"}
    lines = json.dumps(post | {"account": {"handle": "lina"}, "reshare_of": "7"}) + "\n"
    found = read([_file(tmp_path, "posts.ndjson", lines + json.dumps(post) + "\n")], {})
    assert (_acts(found), found.incomplete, found.channels) == ([("lina", "7", MOMENT)], 1, frozenset({"co-share"}))


def test_two_kinds_of_acts_are_never_mixed(tmp_path: Path) -> None:
    table = _file(tmp_path, "acts.csv", "account,object,time\na,o,5\n")
    comment = _comment(post_id="p1", author_handle="lina", published_at="2026-01-01T09:00:00Z")
    with pytest.raises(UsageError):
        read([table, _file(tmp_path, "comments.ndjson", comment)], {})


def test_no_act_at_all_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read([_file(tmp_path, "acts.csv", "account,object,time\n,,\na,,\n")], {})
