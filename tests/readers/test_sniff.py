import contextlib
import functools
import io
import json
import zipfile
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.readers.sniff import HEAD, recognise

POST = {"perenne": "post/1", "platform": "instagram", "text": "Merci @maisonlune"}
ENVELOPE = {
    "nav_index": "1:1:0",
    "item_id": "7",
    "source_platform": "tiktok.com",
    "user_agent": "x",
    "data": {"id": "7"},
}
VIDEO = {"kind": "youtube#video", "id": "Lx3_abc-D9k", "snippet": {"channelId": "UC", "title": "Essai"}}
RESPONSE = {"kind": "youtube#videoListResponse", "items": [VIDEO, VIDEO]}


def json_bytes(value: object, indent: int | None = None) -> bytes:
    return json.dumps(value, indent=indent).encode()


def refusal_of(head: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        recognise(head)
    assert refused.value.says.fr
    return refused.value.says.en


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (POST, "post/1"),
        ({"platform": "x", "post_id": "1", "unknown_key": 1}, "post/1"),
        ({"platform": "x"}, "post/1"),
        ({"perenne": "post/2", "platform": "x"}, "post/1"),
        (ENVELOPE, "zeeschuimer-tiktok/1"),
        (ENVELOPE | {"source_platform": "instagram.com"}, "zeeschuimer-instagram/1"),
        (ENVELOPE | {"source_platform": "linkedin.com"}, "zeeschuimer/1"),
        ({"perenne": "relation/1", "id": "r1"}, "relation/1"),
        ({"id": "r1", "creator": {"handle": "lina.m"}, "advertiser": {"name": "Maison Lune"}}, "relation/1"),
        ({"perenne": "answer/1", "platform": "x", "post_id": "1"}, "answer/1"),
        ({"platform": "x", "post_id": "1", "question": "deal.consideration", "answer": "no"}, "answer/1"),
        ({"perenne": "finding/1", "id": "f-1"}, "finding/1"),
        ({"perenne": "decision/1", "finding": "f-1"}, "decision/1"),
    ],
)
def test_json_lines_are_recognised_by_their_keys(record: dict[str, Any], name: str) -> None:
    line = json_bytes(record)
    assert recognise(line) == name
    assert recognise(b"\xef\xbb\xbf\n" + line + b"\n" + line) == name
    assert recognise(line[:-1] + b' "oops\n' + line) == name


@pytest.mark.parametrize(
    "document",
    [
        RESPONSE,
        VIDEO,
        [RESPONSE],
        {"items": [{"id": "Lx3_abc-D9k", "snippet": {"channelId": "UC"}}]},
        {"hasPaidProductPlacement": True},
        {"error": {"code": 403, "errors": [], "status": "PERMISSION_DENIED"}},
        {"kind": "youtube#commentThreadListResponse", "items": []},
    ],
)
def test_answers_of_the_youtube_api_are_recognised_on_one_line_or_many(document: object) -> None:
    assert recognise(json_bytes(document)) == "youtube-data-api/1"
    assert recognise(json_bytes(document, indent=2)) == "youtube-data-api/1"


def test_a_record_longer_than_what_is_looked_at_is_recognised_by_its_beginning() -> None:
    long = ENVELOPE | {"data": {"id": "7", "desc": "é" * HEAD}}
    assert recognise(json_bytes(long)[:HEAD]) == "zeeschuimer-tiktok/1"
    many = {"kind": "youtube#videoListResponse", "items": [VIDEO] * 20_000}
    assert recognise(json_bytes(many, indent=1)[:HEAD]) == "youtube-data-api/1"


def test_words_in_a_caption_make_no_format() -> None:
    caption = POST | {"text": '{"kind": "youtube#video"} "source_platform": "tiktok.com", {"perenne": "answer/1"}'}
    assert recognise(json_bytes(caption)) == "post/1"


def test_a_broken_first_line_does_not_hide_the_format_of_the_rest() -> None:
    assert recognise(b"{oops\n{]\n" + json_bytes(POST)) == "post/1"


def test_a_record_over_several_lines_is_told_to_stand_on_one() -> None:
    assert "one JSON object a line" in refusal_of(json_bytes(POST, indent=2))
    assert "one JSON object a line" in refusal_of(json_bytes([POST, POST]))


def test_the_summary_of_an_earlier_audit_is_named() -> None:
    for indent in (None, 2):
        assert "earlier audit" in refusal_of(json_bytes({"perenne": "summary/1", "posts": 96}, indent))


def test_json_in_no_known_format_and_json_that_is_cut_are_told_apart() -> None:
    assert "no known format" in refusal_of(json_bytes({"tweets": [1, 2, 3]}))
    assert "no known format" in refusal_of(b"[]")
    assert "truncated" in refusal_of(b'{"tweets": [1, 2')
    assert "UTF-16" in refusal_of(json_bytes(POST).decode().encode("utf-16"))


@pytest.mark.parametrize("delimiter", [b",", b";", b"\t"])
def test_tables_are_recognised_by_their_header(delimiter: bytes) -> None:
    def table(*rows: bytes) -> bytes:
        return b"\r\n".join(row.replace(b",", delimiter) for row in rows)

    posts = table(b"Compte,Date,Texte", b"lina.m,12/03/2026,Merci", b"lina.m,13/03/2026,Encore")
    library = table(
        b"id,create_date,create_timestamp,label,video_views,path", b"7,2024-11-05,1730764800,Paid Partnership,0-1K,p"
    )
    questions = table(b"to,platform,post_id,question,answer", b"Lina,instagram,C8xk2,deal.consideration,oui")
    assert recognise(posts) == "table/1"
    assert recognise(library) == "tiktok-commercial-content/1"
    assert recognise(questions) == "answer/1"


@functools.cache
def workbook() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write_row(0, 0, ["Compte", "Date", "Texte"])
    return content.getvalue()


def archive_of(*members: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return content.getvalue()


OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def test_a_workbook_is_a_table_and_other_zip_files_are_archives() -> None:
    assert recognise(workbook()) == "table/1"
    assert recognise(archive_of(("mimetype", OPEN_DOCUMENT + b"spreadsheet"), ("content.xml", b""))) == "table/1"
    assert recognise(archive_of(("capture.ndjson", b"{}"))) == "zip/1"
    assert recognise(archive_of(("livrable.xlsx", workbook()))) == "zip/1"
    assert recognise(b"PK\x03\x04") == "zip/1"


def test_texts_and_slides_are_no_tables() -> None:
    assert "document or slides" in refusal_of(archive_of(("[Content_Types].xml", b""), ("word/document.xml", b"")))
    assert "document or slides" in refusal_of(archive_of(("mimetype", OPEN_DOCUMENT + b"text"), ("content.xml", b"")))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "picture"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "video or a sound"),
        (b"\x1aE\xdf\xa3\x01\0\0\0", "video or a sound"),
        (b"ID3\x04\0\0\0\0", "video or a sound"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "video or a sound"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "unpack it first"),
        (b"a" * 257 + b"ustar\x0000", "unpack it first"),
        (b"SQLite format 3\0\x10\0", "SQLite"),
        (b"ARROW1\0\0", "Arrow"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "old Office document"),
        (b"\x7fELF\x02\x01\x01\0", "program"),
        (bytes(range(256)), "unknown kind"),
        *(("Date;Légende\n2026-11-20;été\n".encode(of), "UTF-32") for of in ("utf-32", "utf-32-le", "utf-32-be")),
        (json.dumps({"platform": "x", "text": "été"}).encode("utf-32-le"), "UTF-32"),
        (b"PK\x05\x06" + bytes(18), "empty ZIP archive"),
        (";".join(f"c{at}" for at in range(5_000)).encode() + b"\n" + b";" * 4_999, "more than 2000 columns"),
        (b"[" * 100_000 + b"]" * 100_000, "nested over a thousand levels deep"),
        (b"<!DOCTYPE html><html><body>", "web page"),
        (b"Une phrase sans plus.\nEt une autre encore.\n", "no known format"),
    ],
)
def test_each_kind_of_file_that_is_no_data_has_its_own_refusal(head: bytes, said: str) -> None:
    assert said in refusal_of(head)


def test_a_text_that_only_begins_like_a_signature_is_a_table() -> None:
    for first in ("ID3", "PAR1", "moov", "BZh", "MZ"):
        header = f"{first},texte,date\n".encode()
        assert recognise(header + b"lina.m,Merci,12/03/2026\n" * 3) == "table/1"


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_recognised_or_refused(head: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        assert recognise(head).endswith("/1")


@given(st.data())
def test_a_known_beginning_with_any_byte_changed_or_cut_is_recognised_or_refused(data: st.DataObject) -> None:
    known = [
        json_bytes(POST),
        json_bytes(ENVELOPE),
        json_bytes(RESPONSE, indent=1),
        workbook(),
        b"PK\x03\x04" + b"\0" * 40,
    ]
    content = bytearray(data.draw(st.sampled_from(known)))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableFile):
        assert recognise(bytes(content[: data.draw(st.integers(0, len(content)))])).endswith("/1")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "head",
    [
        b"[" * HEAD,
        b'{"items":[' * 480 + b"]}" * 480,
        b'{"a":' * (HEAD // 5),
        b"{" + b'"' * HEAD,
        b'{"a": "' + b"\\" * HEAD,
        b"{\n" * (HEAD // 2),
        b"{" + b"1," * (HEAD // 2),
    ],
    ids=[
        "lists",
        "items",
        "objects",
        "quotes",
        "escapes",
        "lines",
        "commas",
    ],
)
def test_hostile_beginnings_are_refused_within_moments(head: bytes) -> None:
    refusal_of(head[:HEAD])


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "head",
    [
        b"PK\x03\x04" * (HEAD // 4),
        b"PK\x03\x04\0\0\x08\0" + b"PK\x03\x04" * (HEAD // 4),
        b"PK\x03\x04" + b"\0" * HEAD,
    ],
    ids=["zip headers", "streamed zip headers", "zeros"],
)
def test_hostile_archives_are_told_within_moments(head: bytes) -> None:
    assert recognise(head[:HEAD]) == "zip/1"
