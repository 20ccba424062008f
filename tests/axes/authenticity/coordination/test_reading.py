"""Acts from the tables that people have, and from our own records."""

import json
import os
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import polars as pl
import pytest

from perenne.axes.authenticity.coordination.plain_tables import chosen_columns, columns_said
from perenne.axes.authenticity.coordination.reading import Read, read
from perenne.model.errors import PerenneError, UnreadableFile, UsageError
from perenne.readers.opening import find_files

MOMENT = 1_767_258_000


def _read(*files: Path, said: str = "", channel: str | None = None, brief: tuple[str, ...] = ()) -> Read:
    return read(find_files(files), columns_said(said), channel, brief)


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
    found = _read(_file(tmp_path, "acts.csv", f"account,url,time\nlina,https://x.example/1,{written}\n"))
    assert _acts(found) == [("lina", "https://x.example/1", MOMENT)]


def test_a_date_alone_is_its_midnight(tmp_path: Path) -> None:
    found = _read(_file(tmp_path, "acts.csv", "account,url,time\nlina,u,2026-01-01\n"))
    assert _acts(found) == [("lina", "u", 1_767_225_600)]


def test_days_without_a_time_are_left_out_where_others_say_one(tmp_path: Path) -> None:
    dated = _file(tmp_path, "days.csv", "account,url,time\nlina,u,2026-01-01\nnoé,u,2026-01-01\n")
    timed = _file(tmp_path, "times.csv", "account,url,time\nzoé,u,2026-01-01T00:00:00Z\nana,u,2026-01-01\n")
    found = _read(dated, timed)
    assert (_acts(found), found.incomplete) == ([("zoé", "u", 1_767_225_600)], 3)
    pl.read_csv(dated, try_parse_dates=True).write_parquet(tmp_path / "days.parquet")
    assert (len(_read(tmp_path / "days.parquet").acts), len(_read(dated).acts)) == (2, 2)
    assert len(_read(tmp_path / "days.parquet", timed).acts) == 1


def test_a_french_sheet_with_accents_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    sheet = "Auteur;Lien;Horodatage\nZoé;https://x.example/é;2026-01-01T09:00:00Z\n"
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        found = _read(_file(tmp_path, "actes.csv", sheet, encoding))
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
        assert _acts(_read(tmp_path / name)) == [("17", "1", MOMENT), ("18", "1", MOMENT + 5)], name


def test_a_row_that_lacks_something_is_counted_and_left_out(tmp_path: Path) -> None:
    rows = "account,object,time\na,o,5\n,o,5\na, ,5\na,o,soon\na,o,\n"
    found = _read(_file(tmp_path, "acts.csv", rows))
    assert (_acts(found), found.incomplete) == ([("a", "o", 5)], 4)


@pytest.mark.parametrize("when", ["-90000000000", "-0044-03-15T12:00:00Z", "+12026-03-15T12:00:00Z", "-9e16", "4e26"])
def test_a_time_beyond_all_calendars_is_no_time(tmp_path: Path, when: str) -> None:
    found = _read(_file(tmp_path, "acts.csv", f"account,object,time\na,o,5\nb,o,{when}\n"))
    assert (_acts(found), found.incomplete) == ([("a", "o", 5)], 1)


def test_the_first_and_the_last_second_of_the_calendar_are_times(tmp_path: Path) -> None:
    rows = "account,object,time\na,o,0001-01-01T00:00:00Z\nb,o,9999-12-31T23:59:59Z\n"
    assert len(_read(_file(tmp_path, "acts.csv", rows)).acts) == 2


@pytest.mark.parametrize("content", ["", "\0\0\0"])
def test_a_file_that_is_no_table_is_named(tmp_path: Path, content: str) -> None:
    good = _file(tmp_path, "acts.csv", "account,object,time\na,o,5\n")
    found = _read(_file(tmp_path, "empty.csv", content), good)
    assert ["empty.csv" in each.en for each in found.unread] == [True]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "acts.csv")
    with pytest.raises(UnreadableFile, match="regular file"):
        _read(tmp_path / "acts.csv", said="account=a,object=b,time=c")


def test_a_person_says_which_columns_are_meant(tmp_path: Path) -> None:
    file = _file(tmp_path, "acts.csv", "who,what,at,id,whose\na,o,5,r1,lina\n")
    found = _read(file, said="account=who, object=what, time=at, action=id, owner=whose")
    assert found.acts.to_pylist() == [{"account": "a", "object": "o", "t": 5, "action": "r1", "owner": "lina"}]


def test_the_input_of_another_tool_is_read_as_it_is(tmp_path: Path) -> None:
    rows = "object_id,account_id,content_id,timestamp_share\nhttps://a.example,lina,17,1767258000\n"
    found = _read(_file(tmp_path, "coortweet.csv", rows))
    assert found.acts.to_pylist() == [
        {"account": "lina", "object": "https://a.example", "t": MOMENT, "action": "17", "owner": None}
    ]
    assert (found.channel, found.incomplete) == ("table", 0)


def test_what_counts_says_which_column_is_the_object_and_what_becomes_of_it() -> None:
    columns = ["account", "text", "url", "hashtag", "time"]
    looked = {
        channel: chosen_columns(columns, {}, "x", channel)["object"]
        for channel in ("co-link", "co-text", "co-hashtag")
    }
    assert looked == {"co-link": "url", "co-text": "text", "co-hashtag": "hashtag"}


@pytest.mark.parametrize(
    ("said", "header"),
    [("account=nobody", "account,object,time"), ("", "a,b,c"), ("", "account,object,when")],
)
def test_what_is_not_there_is_said_with_what_is(tmp_path: Path, said: str, header: str) -> None:
    with pytest.raises(UsageError) as refused:
        _read(_file(tmp_path, "acts.csv", f"{header}\n1,2,3\n"), said=said)
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
        _read(_file(tmp_path, "odd.csv", content))
    assert "\n" not in refused.value.says.en


def _comment(**said: object) -> str:
    return json.dumps({"perenne": "comment/1", "platform": "youtube"} | said) + "\n"


def test_comments_are_acts_on_their_post(tmp_path: Path) -> None:
    lines = _comment(comment_id="c1", post_id="p1", author_handle="lina", published_at="2026-01-01T09:00:00Z")
    lines += _comment(comment_id="c2", post_id="p1", author_handle="noé", published_at="2026-01-01T10:00:09+01:00")
    lines += _comment(comment_id="c3", author_handle="noé", published_at="2026-01-01T10:00:09+01:00")
    found = _read(_file(tmp_path, "comments.ndjson", lines))
    assert _acts(found) == [("lina", "p1", MOMENT), ("noé", "p1", MOMENT + 9)]
    assert (found.incomplete, found.channel) == (1, "co-comment")
    assert found.acts.column("action").to_pylist() == ["c1", "c2"]


def test_a_post_that_shares_another_on_is_an_act_on_it(tmp_path: Path) -> None:
    post = {"perenne": "post/1", "platform": "x", "post_id": "9", "published_at": "2026-01-01T09:00:00Z"}
    lines = json.dumps(post | {"account": {"handle": "lina"}, "reshare_of": "7"}) + "\n"
    found = _read(_file(tmp_path, "posts.ndjson", lines + json.dumps(post) + "\n"))
    assert (_acts(found), found.incomplete, found.channel) == ([("lina", "7", MOMENT)], 1, "co-share")


def test_two_kinds_of_acts_are_never_mixed(tmp_path: Path) -> None:
    table = _file(tmp_path, "acts.csv", "account,object,time\na,o,5\n")
    comment = _comment(post_id="p1", author_handle="lina", published_at="2026-01-01T09:00:00Z")
    with pytest.raises(UsageError):
        _read(table, _file(tmp_path, "comments.ndjson", comment))


def test_no_act_at_all_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        _read(_file(tmp_path, "acts.csv", "account,object,time\n,,\na,,\n"))


COPY = "ce masque a vraiment changé ma vie en trois semaines et je le garde"
CAPTURES = Path(__file__).parents[4] / "examples" / "captures"


def test_a_table_of_texts_is_read_for_its_copies(tmp_path: Path) -> None:
    rows = f"account,text,time\nlina,{COPY},5\nnoé,« {COPY} »,9\nzoé,rien,9\nana,,9\n"
    found = _read(_file(tmp_path, "texts.csv", rows), channel="co-text")
    assert [(who, t) for who, _, t in _acts(found)] == [("lina", 5), ("noé", 9)]
    assert len({what for _, what, _ in _acts(found)}) == 1
    assert (found.incomplete, found.alone) == (1, 1)
    assert found.texts is not None
    assert found.texts["text"].to_list() == [COPY, f"« {COPY} »"]


def test_where_nothing_is_copied_or_only_what_was_asked_for_that_is_said(tmp_path: Path) -> None:
    file = _file(tmp_path, "texts.csv", f"account,text,time\nlina,{COPY},5\nnoé,{COPY},9\n")
    with pytest.raises(UnreadableFile) as refused:
        _read(file, channel="co-text", brief=(COPY,))
    assert "no text is copied" in refused.value.says.en


@pytest.mark.parametrize(
    ("name", "channel", "acts"),
    [
        ("zeeschuimer-export-tiktok.ndjson", "co-hashtag", True),
        ("zeeschuimer-export-threads.ndjson", "co-link", True),
        ("instagram.ndjson", None, True),
        ("zeeschuimer-export-tiktok-comments.ndjson", "co-comment", True),
        ("4cat-tiktok-comments.csv", "co-comment", True),
        ("4cat-tiktok-comments.csv", None, True),
        ("4cat-twitter.csv", "co-share", True),
        ("4cat-instagram.csv", "co-comment", False),
    ],
)
def test_what_other_programs_collect_is_read_by_its_reader(name: str, channel: str | None, acts: bool) -> None:
    if not acts:
        with pytest.raises(UnreadableFile) as refused:
            _read(CAPTURES / name, channel=channel)
        assert "--channel" in refused.value.says.en
        return
    found = _read(CAPTURES / name, channel=channel)
    assert channel in {None, found.channel}
    for row in found.acts.to_pylist():
        assert row["account"]
        assert row["object"]
        assert row["t"] > 1_400_000_000


def test_a_channel_that_no_post_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        _read(CAPTURES / "zeeschuimer-export-x.ndjson", channel="co-image")
    assert "co-hashtag" in refused.value.says.en


def test_records_without_a_tag_and_tables_with_like_names_are_told_apart(tmp_path: Path) -> None:
    post = {"platform": "x", "post_id": "9", "published_at": "2026-01-01T09:00:00Z", "account": {"handle": "lina"}}
    record = _file(tmp_path, "posts.ndjson", json.dumps(post | {"links": ["https://a.example"]}) + "\n")
    assert _acts(_read(record, channel="co-link")) == [("lina", "https://a.example/", MOMENT)]
    row = {
        "platform": "x",
        "post_id": "9",
        "url": "https://a.example",
        "published_at": "2026-01-01T09:00:00Z",
        "account": "lina",
    }
    plain = _file(tmp_path, "acts.ndjson", json.dumps(row) + "\n")
    assert _acts(_read(plain, channel="co-link")) == [("lina", "https://a.example/", MOMENT)]


def test_an_archive_is_read_for_its_records_and_not_for_its_tables(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "posts.zip", "w") as packed:
        packed.write(CAPTURES / "4cat-tiktok-comments.csv", "comments.csv")
    assert _acts(_read(tmp_path / "posts.zip")) == _acts(_read(CAPTURES / "4cat-tiktok-comments.csv"))
    with ZipFile(tmp_path / "acts.zip", "w") as packed:
        packed.writestr("acts.csv", "account,object,time\na,o,5\n")
    with pytest.raises(UsageError) as refused:
        _read(tmp_path / "acts.zip")
    assert "unpack it" in refused.value.says.en


def test_a_folder_of_all_kinds_is_read_whole(tmp_path: Path) -> None:
    found = _read(CAPTURES, channel="co-hashtag")
    assert len(found.acts) >= 3
    assert found.unread == ()
    assert {who.split(":")[0] for who, *_ in _acts(found)} >= {"instagram", "tiktok"}


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    good = _file(tmp_path, "acts.csv", "account,object,time\na,o,5\n")
    odd = _file(tmp_path, "odd.db", "SQLite format 3\0 and no more")
    table = _file(tmp_path, "table.parquet", "PAR1 and no more")
    found = _read(good, odd, table, channel="co-share")
    assert _acts(found) == [("a", "o", 5)]
    assert [said.en.split(":")[0] for said in found.unread] == ["odd.db", "table.parquet"]
    with pytest.raises(UnreadableFile) as refused:
        _read(odd, channel="co-share")
    assert refused.value.says == found.unread[0]


def test_a_table_of_posts_is_read_where_it_is_said_what_counts(tmp_path: Path) -> None:
    sheet = "plateforme;compte;date;légende\ninstagram;lina;2026-01-01;Mes #soldes\ninstagram;noé;2026-01-02;Rien\n"
    found = _read(_file(tmp_path, "suivi.csv", sheet), channel="co-hashtag")
    assert _acts(found) == [("lina", "#soldes 2026-01-01", 1_767_225_600)]
    assert found.incomplete == 1


@pytest.mark.parametrize(
    ("said", "meant"),
    [("colink", "co-link"), ("co_text", "co-text"), ("hashtag", "co-hashtag"), ("Co-Link", "co-link")],
)
def test_a_misspelt_channel_is_asked_about_and_a_kind_of_ones_own_is_taken(
    tmp_path: Path, said: str, meant: str
) -> None:
    table = _file(tmp_path, "acts.csv", "account,object,time\nlina,a,2026-01-01T09:00:00Z\n")
    with pytest.raises(UsageError, match=f"is it {meant}"):
        _read(table, channel=said)
    assert _read(table, channel="co-image").channel == "co-image"
