"""Files that were cut, damaged or mixed on their way: what is whole is read, and nothing of the rest is repeated."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from perenne.model.errors import UnreadableFile
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.readers.opening import find_files, open_reading
from perenne.readers.reading import Item
from tests.readers.archives import locked, spoilt, zip_of

POST = {"perenne": "post/1", "platform": "instagram", "post_id": "C8xk2", "text": "Merci @maisonlorbec"}
EMAIL = "nine.aubel@exemple.fr"
CAPTURED = {
    "nav_index": "1:1:0",
    "item_id": "7",
    "source_platform": "tiktok.com",
    "user_agent": EMAIL,
    "data": {"id": "7300000000000000001", "desc": "Été", "createTime": 1775030400, "author": {"uniqueId": "nine"}},
}
VIDEO = {"kind": "youtube#video", "id": "Lx3_abc-D9k", "snippet": {"channelId": "UCa", "title": "Essai"}}
PAGE = {"kind": "youtube#videoListResponse", "items": [VIDEO, VIDEO]}
REFUSAL = {"error": {"code": 403, "errors": [{"reason": "quotaExceeded"}], "status": "PERMISSION_DENIED"}}


def ndjson(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def read(tmp_path: Path, content: bytes) -> list[Item]:
    (tmp_path / "x").write_bytes(content)
    (found,) = find_files([tmp_path / "x"])
    return list(open_reading(found.path, found.name, member=found.member).items())


def refusal(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, content)
    both = f"{refused.value.says.fr} {refused.value.says.en}"
    assert EMAIL not in both
    assert '":' not in both
    return refused.value.says.en


def lines_of(items: Sequence[Item]) -> tuple[list[int | None], list[int]]:
    """Where the posts stood, and where the rejects."""
    posts = [item.source.line for item in items if isinstance(item, Post)]
    return posts, [item.line for item in items if isinstance(item, Reject)]


# Captures that were cut

CAPTURES = {"ours": POST, "captured": CAPTURED, "of an API": VIDEO}


@pytest.mark.parametrize("record", CAPTURES.values(), ids=CAPTURES)
@pytest.mark.parametrize("garbage", [b"garbage, and more\n", b"{oops\n", b'"likes": 3, "name": "x"}\n', b"a\0b\n"])
def test_a_bad_first_line_is_one_reject_and_the_rest_is_read(
    record: dict[str, Any], garbage: bytes, tmp_path: Path
) -> None:
    assert lines_of(read(tmp_path, garbage + ndjson(record, record))) == ([2, 3], [1])


@pytest.mark.parametrize("record", CAPTURES.values(), ids=CAPTURES)
def test_a_capture_cut_anywhere_in_its_first_and_last_line_is_read_but_for_them(
    record: dict[str, Any], tmp_path: Path
) -> None:
    whole = ndjson(record, record, record)
    for at in range(2, len(ndjson(record)) - 1, 7):
        assert lines_of(read(tmp_path, whole[at:-at])) == ([2], [1, 3])


def test_a_piece_of_one_line_is_no_table_and_none_of_it_is_repeated(tmp_path: Path) -> None:
    whole = ndjson({"owner": {"full_name": "Nine Aubel", "email": EMAIL}, "tags": ["a", "b"], "likes": 3, **CAPTURED})
    for at in range(1, len(whole) - 1):
        for content in (whole[at:], whole[at:] * 3, whole[at:].replace(b", ", b",\n")):
            try:
                items = read(tmp_path, content)
            except UnreadableFile as problem:
                said = problem.says.en
                assert EMAIL not in said
                assert '": ' not in said
                assert "Aubel" not in said
            else:
                assert all(isinstance(item, Reject) or EMAIL not in str(item) for item in items)


def test_cells_that_look_private_are_not_repeated_where_no_header_is_known(tmp_path: Path) -> None:
    row = f"0612345678,{EMAIL},https://x.example/?token=abc,{'t0k' * 20},@nine.exemple,Saison\n"
    said = refusal(tmp_path, row.encode() * 3)
    assert "Saison" in said
    for private in ("06123", "https", "t0kt0k", "@nine"):
        assert private not in said


def test_a_document_cut_in_the_middle_says_where(tmp_path: Path) -> None:
    document = json.dumps({"kind": "youtube#videoListResponse", "items": [VIDEO] * 20_000}, indent=1).encode()
    assert len(document) > 2**20
    at = len(document) // 2
    assert refusal(tmp_path, document[:at]) == (
        f"truncated JSON document, cut off at byte {at}: fetch the file again"
    )
    assert "cut off at byte 11" in refusal(tmp_path, b'{"a": [1, 2')
    assert "malformed JSON document at byte 9" in refusal(tmp_path, b'{"a": [1 2]}')


@pytest.mark.parametrize("record", CAPTURES.values(), ids=CAPTURES)
def test_lines_that_end_with_a_carriage_return_are_lines(record: dict[str, Any], tmp_path: Path) -> None:
    content = ndjson(record, record, record).replace(b"\n", b"\r")
    assert lines_of(read(tmp_path, content)) == ([1, 2, 3], [])
    assert lines_of(read(tmp_path, content.replace(b'{"', b"{", 1)))[0] == [2, 3]


# One bad thing among good ones


@pytest.mark.parametrize("written", [rb'"\ud83d"', b"NaN", b"-Infinity", b"Infinity"])
def test_what_json_cannot_say_costs_its_value_and_no_document(written: bytes, tmp_path: Path) -> None:
    page = json.dumps({"kind": "youtube#videoListResponse", "items": [VIDEO, {**VIDEO, "extra": "HERE"}, VIDEO]})
    for indent in (None, 2):
        content = json.dumps(json.loads(page), indent=indent).encode().replace(b'"HERE"', written)
        assert lines_of(read(tmp_path, content)) == ([1, 2, 3], [])
    captured = ndjson(CAPTURED, {**CAPTURED, "more": "HERE"}).replace(b'"HERE"', written)
    assert lines_of(read(tmp_path, captured)) == ([1, 2], [])


def test_a_count_that_is_no_number_is_not_known(tmp_path: Path) -> None:
    video = {**VIDEO, "statistics": {"viewCount": "HERE", "likeCount": "7"}}
    (post,) = read(tmp_path, json.dumps(video).encode().replace(b'"HERE"', b"NaN"))
    assert isinstance(post, Post)
    assert (post.stats.views, post.stats.likes) == (None, 7)


def test_words_in_a_caption_are_no_number_to_mend(tmp_path: Path) -> None:
    content = ndjson({**POST, "text": 'NaN et "Infinity"', "extra": {"a": "HERE"}}).replace(b'"HERE"', b"NaN")
    (post,) = read(tmp_path, content)
    assert isinstance(post, Post)
    assert (post.text, post.extra) == ('NaN et "Infinity"', {"a": None})


def test_an_error_message_among_responses_is_one_reject(tmp_path: Path) -> None:
    items = read(tmp_path, json.dumps([PAGE, REFUSAL, PAGE]).encode())
    assert lines_of(items) == ([1, 2, 4, 5], [3])
    assert "quotaExceeded" in next(item.reason.en for item in items if isinstance(item, Reject))
    assert "quotaExceeded" in refusal(tmp_path, json.dumps([REFUSAL, REFUSAL]).encode())


def test_a_null_byte_costs_its_row_and_no_table(tmp_path: Path) -> None:
    rows = ["Réseau;Compte;Légende", *["instagram;nine.exemple;Merci"] * 9]
    rows[4] = "instagram;nine.exemple;Mer\0ci"
    items = read(tmp_path, "\n".join(rows).encode())
    assert lines_of(items) == ([2, 3, 4, 6, 7, 8, 9, 10], [5])


# One bad member of an archive

MEMBERS = {"a.ndjson": ndjson(POST), "b.ndjson": ndjson(POST, POST), "c/summary.json": b'{"a": 1}'}
UNUSUAL = 97


def with_flag(archive: bytes, name: str, *, flag: int | None = None, method: int | None = None) -> bytes:
    """``archive`` whose member ``name`` says that it is encrypted, or packed by a ``method`` of its own."""
    content = bytearray(archive)
    for mark, flags_at, name_at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        start = content.find(mark)
        while start >= 0:
            if content[start + name_at :].startswith(name.encode()):
                content[start + flags_at] |= flag or 0
                content[start + flags_at + 2] = content[start + flags_at + 2] if method is None else method
            start = content.find(mark, start + 4)
    return bytes(content)


BAD_MEMBERS: dict[str, tuple[Callable[[bytes, str], bytes], str]] = {
    "a wrong checksum": (spoilt, "damaged"),
    "a password": (lambda archive, name: with_flag(archive, name, flag=1), "a file with a password"),
    "an unusual way": (lambda archive, name: with_flag(archive, name, method=UNUSUAL), "an unusual way"),
}


@pytest.mark.parametrize("how", BAD_MEMBERS)
@pytest.mark.parametrize("name", MEMBERS)
def test_a_bad_member_costs_only_itself(how: str, name: str, tmp_path: Path) -> None:
    damage, said = BAD_MEMBERS[how]
    (tmp_path / "x.zip").write_bytes(damage(zip_of(MEMBERS), name))
    read_: Counter[str] = Counter()
    refused = {}
    for found in find_files([tmp_path / "x.zip"]):
        try:
            reading = open_reading(found.path, found.name, member=found.member)
            read_[found.name] = sum(isinstance(item, Post) for item in reading.items())
        except UnreadableFile as problem:
            refused[found.name] = problem.says.en
    assert said in refused[f"x.zip/{name}"]
    counts = {"x.zip/a.ndjson": 1, "x.zip/b.ndjson": 2}
    assert read_ == {each: count for each, count in counts.items() if each != f"x.zip/{name}"}


def test_an_archive_that_is_locked_says_so_of_each_member(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(locked(zip_of(MEMBERS)))
    for found in find_files([tmp_path / "x.zip"]):
        with pytest.raises(UnreadableFile, match="password"):
            open_reading(found.path, found.name, member=found.member)
