"""What a file is, where it is known and holds no posts to read: named, and never called unknown."""

import gzip
import json
from typing import Any

import pytest

from perenne.model.errors import UnreadableFile
from perenne.readers.sniff import recognise
from perenne.readers.strangers import is_json_cell, kind_of_bytes, kind_of_object
from tests.readers.archives import zip_of

WARC = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n"
TWEET = {"id": "1", "text": "Merci @maisonlorbec", "author_id": "2", "conversation_id": "1"}
STATUS = {"id": "1", "uri": "https://nine.example/1", "account": {"acct": "nine"}, "reblogs_count": 0}


def refusal_of(head: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        recognise(head)
    assert refused.value.says.fr != refused.value.says.en
    assert max(len(refused.value.says.fr), len(refused.value.says.en)) < 160
    return refused.value.says.en


@pytest.mark.parametrize(
    "content",
    [
        WARC,
        gzip.compress(WARC * 50),
        zip_of({"archive/zibellou.warc.gz": b"", "indexes/index.idx": b"", "datapackage.json": b"{}"}),
    ],
    ids=["plain", "packed", "with its index"],
)
def test_a_web_archive_is_called_one_however_it_is_packed(content: bytes) -> None:
    assert "a web archive" in refusal_of(content)


def test_another_file_that_gzip_packed_or_broke_is_to_be_unpacked() -> None:
    for content in (gzip.compress(b"platform,text\n"), b"\x1f\x8b\x08\x00oops"):
        assert "unpack it first" in refusal_of(content)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"data": [TWEET], "meta": {"newest_id": "1"}}, "X (Twitter) API"),
        ({"data": TWEET, "matching_rules": []}, "X (Twitter) API"),
        (TWEET | {"__twarc": {}}, "X (Twitter) API"),
        ({"statuses": [{"id_str": "1", "full_text": "Merci"}]}, "X (Twitter) API"),
        ({"data": [{"start": "a", "end": "b", "tweet_count": 3}]}, "X (Twitter) API"),
        (STATUS, "Mastodon API"),
        ([STATUS, STATUS], "Mastodon API"),
        ({"uri": "at://1", "cid": "b", "author": {}, "record": {}}, "Bluesky API"),
        ({"data": [{"id": "1", "ad_snapshot_url": "https://ads.example/1"}]}, "ad library"),
        ({"elements": [{"adUrl": "https://ads.example/1", "isRestricted": False}]}, "ad library"),
        ({"profile": "data-package", "resources": []}, "data package"),
        ({"log": {"version": "1.2", "entries": []}}, "recording of web requests"),
        ({"id": "c1", "post": {"platform": "x", "text": "Merci"}}, "posts held within other records"),
        ({"perenne": "event/1", "id": "e1"}, "“perenne book add” writes them there"),
        ({"perenne": "batch/1", "id": "b000001"}, "“perenne book add” writes them there"),
        ({"tweets": 1}, "no known format"),
    ],
)
def test_json_of_another_tool_is_named(record: Any, said: str) -> None:
    assert said in refusal_of(json.dumps(record).encode())
    assert said in refusal_of(json.dumps(record, indent=2).encode())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('!meta 0 {"format": "cdxj"}\ncom,zibellou)/ 20260101000000 {"offset": 0}\n', "index of a web archive"),
        (" CDX N b a m s k r M S V g\n", "index of a web archive"),
        ("com,zibellou)/page 20260101000000 {}\n", "index of a web archive"),
        ("interactions:\n- request:\n    body: null\n", "recording of web requests"),
        ("window.YTD.tweets.part0 = [ {\n", "X (Twitter) archive"),
        (f"{'0a' * 32}  a.csv\n{'1b' * 32}  b.csv\n", "list of checksums"),
        ("Une lettre et rien d’autre.\n", "no known format"),
    ],
)
def test_texts_that_are_no_tables_are_named(text: str, said: str) -> None:
    assert said in refusal_of(text.encode())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_text_in_utf_16_that_does_not_say_so_is_told_to_be_saved_again(encoding: str) -> None:
    assert refusal_of("Réseau;Compte;Légende\nx;nine;Été\n".encode(encoding)).startswith("this is a text in UTF-16")
    assert refusal_of(json.dumps(TWEET).encode(encoding)).startswith("this is JSON in UTF-16")
    assert kind_of_bytes(b"\x00\x01" * 99) == kind_of_bytes(bytes(range(256)))


def test_a_null_byte_makes_no_binary_file_of_a_text() -> None:
    table = "Réseau;Compte;Légende\n" + "instagram;nine.exemple;Merci\n" * 9
    assert recognise(table.encode()[:-3] + b"\0i\n") == "table/1"


def test_a_kind_is_told_by_an_object_and_by_nothing_else() -> None:
    values: tuple[Any, ...] = (None, 3, "text", [], [[]], {"data": None}, {"data": [3]}, {"log": 3})
    assert not any(map(kind_of_object, values))


@pytest.mark.parametrize("cell", ['{"a": 1', "[1", '"likes": 3}', 'token": "abc', "}", "  ]"])
def test_a_cell_cut_out_of_json_is_seen(cell: str) -> None:
    assert is_json_cell(cell)


@pytest.mark.parametrize("cell", ["Légende", "Date : jour", "Prix (€)", "«", 'Nom "d’usage"'])
def test_a_header_is_none(cell: str) -> None:
    assert not is_json_cell(cell)
