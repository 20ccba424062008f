import io
import tracemalloc
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from perenne.model import wire
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers.lines import BOM, Line, mended_json, physical_lines, record_on
from perenne.readers.reading import Origin

ORIGIN = Origin("posts.ndjson", "0" * 64)


def lines_of(content: bytes, limit: int = 1000) -> list[Line | Reject]:
    return list(physical_lines(io.BytesIO(content), ORIGIN, limit))


def test_lines_are_numbered_as_an_editor_numbers_them_and_blank_ones_are_no_records() -> None:
    assert lines_of(b"one\r\n\n  \t\nfour\nfive") == [Line(1, b"one"), Line(4, b"four"), Line(5, b"five")]


def test_a_byte_order_mark_is_no_part_of_a_line_even_where_files_were_joined() -> None:
    assert lines_of(BOM + b"{}\n" + BOM + b"[]\n") == [Line(1, b"{}"), Line(2, b"[]")]
    assert lines_of(BOM + b"\n{}") == [Line(2, b"{}")]


def test_carriage_returns_alone_end_the_lines_of_a_file_that_has_no_others() -> None:
    assert lines_of(b'{"a": 1}\r{"a": 2} \r\r{"a": 4}') == [
        Line(1, b'{"a": 1}'),
        Line(2, b'{"a": 2} '),
        Line(4, b'{"a": 4}'),
    ]
    assert lines_of(b'{"a":\r1}\r\n{"a": 2}') == [Line(1, b'{"a":\r1}'), Line(2, b'{"a": 2}')]


def test_such_lines_are_read_one_by_one_however_many_and_a_long_one_is_a_reject() -> None:
    record = b'{"a": "' + b"x" * 80 + b'"}\r'
    read = lines_of(record * 5_000 + b"y" * 200_000 + b"\r" + record)
    assert len(read) == 5_002
    assert isinstance(read[5_000], Reject)
    assert (read[5_000].line, read[5_001]) == (5_001, Line(5_002, record[:-1]))
    assert all(isinstance(line, Line) and line.content == record[:-1] for line in read[:5_000])


def test_a_line_of_too_many_values_is_a_reject() -> None:
    content = b'{"a": [' + b"0," * wire.MOST_VALUES + b'0]}\n{"a": 1}\n'
    first, second = lines_of(content, limit=2**24)
    assert isinstance(first, Reject)
    assert (first.reason, second) == (wire.TOO_LARGE, Line(2, b'{"a": 1}'))


def test_a_line_separator_inside_a_caption_ends_no_line() -> None:
    caption = "un\u2028deux\u0085trois\x0bquatre".encode()
    assert lines_of(caption) == [Line(1, caption)]


def test_a_line_that_is_too_long_is_a_reject_and_the_next_ones_are_read() -> None:
    first, second, third = lines_of(b"x" * 1001 + b"\nshort\n" + b"y" * 300_000, limit=1000)
    assert isinstance(first, Reject)
    assert isinstance(third, Reject)
    assert (first.line, second, third.line) == (1, Line(2, b"short"), 3)
    assert first.reason.en == "line longer than 1000 bytes: not read"
    assert first.reason.fr == "ligne de plus de 1000 octets : non lue"


def test_the_limit_is_said_in_mebibytes_where_it_is_one() -> None:
    (reject,) = lines_of(b"x" * (2**20 + 1), limit=2**20)
    assert isinstance(reject, Reject)
    assert reject.reason.en == "line longer than 1 MiB: not read"


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_line_of_exactly_the_limit_is_read_whatever_ends_it(end: bytes) -> None:
    assert lines_of(b"x" * 1000 + end) == [Line(1, b"x" * 1000)]
    assert isinstance(lines_of(b"x" * 1001 + end)[0], Reject)


def test_a_null_byte_or_broken_utf8_costs_that_line_alone() -> None:
    first, second, third = lines_of(b'{"a": "\x00"}\n{"a": "\xe9t\xe9"}\n{}\n')
    assert isinstance(first, Reject)
    assert isinstance(second, Reject)
    assert "null byte" in first.reason.en
    assert "not UTF-8" in second.reason.en
    assert third == Line(3, b"{}")


class Generated(io.RawIOBase):
    """Bytes made as they are read, so that only the reader's own memory counts."""

    def __init__(self, piece: bytes, total: int) -> None:
        self._piece, self._left = piece, total

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), len(self._piece), self._left)
        buffer[:count] = self._piece[:count]
        self._left -= count
        return count


@pytest.mark.parametrize("piece", [b"x" * 8192, (b"y" * 1023 + b"\n") * 8], ids=["one huge line", "many lines"])
def test_ten_megabytes_need_no_more_memory_than_one_line(piece: bytes) -> None:
    stream = io.BufferedReader(Generated(piece, 10 * 10**6))
    tracemalloc.start()
    try:
        for _ in physical_lines(stream, ORIGIN, limit=100_000):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


@given(st.binary(max_size=300), st.integers(min_value=1, max_value=50))
def test_every_line_of_any_bytes_is_a_line_a_reject_or_blank(content: bytes, limit: int) -> None:
    assume(b"}" not in content or b"\r" not in content)
    read = {item.number if isinstance(item, Line) else item.line: item for item in lines_of(content, limit)}
    for number, raw in enumerate(content.split(b"\n"), start=1):
        text = raw.removesuffix(b"\r").removeprefix(BOM)
        item = read.pop(number, None)
        assert item == Line(number, text) or isinstance(item, Reject) or not text.strip()
    assert not read


class Caption(msgspec.Struct):
    text: str | None = None


def test_half_an_emoji_is_read_as_the_replacement_character_and_a_whole_one_stays() -> None:
    half = record_on(Line(1, rb'{"text": "soldes \ud83d"}'), Caption)
    whole = record_on(Line(1, rb'{"text": "soldes \ud83d\ude00"}'), Caption)
    escaped = record_on(Line(1, rb'{"text": "soldes \\ud83d"}'), Caption)
    assert [half.text, whole.text, escaped.text] == ["soldes \ufffd", "soldes 😀", r"soldes \ud83d"]


@pytest.mark.parametrize("written", [b"NaN", b"Infinity", b"-Infinity"])
def test_a_number_that_json_lacks_is_not_known_and_the_same_word_in_a_text_stays(written: bytes) -> None:
    read = record_on(Line(1, b'{"more": [%b, "%b"], "text": %b}' % (written, written, written)), Caption)
    assert read.text is None
    said = record_on(Line(1, rb'{"more": %b, "text": "\"%b\", %b"}' % (written, written, written)), Caption)
    assert said.text == f'"{written.decode()}", {written.decode()}'
    assert mended_json(b'{"text": "%b"}' % written) is None
    assert mended_json(b'{"text": %b}' % written) == b'{"text": null}'


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b'{"text": 1e999}',
        b'{"text": 3, oops',
        b'{"text": ' + b"[" * 600 + b"]" * 600 + b"}",
        b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"text": ' + b"9" * 5000 + b"}",
        b"\xff",
    ],
    ids=["cut", "beyond numbers", "two faults", "deep", "deeper", "long number", "no text"],
)
def test_whatever_a_line_holds_only_a_record_error_is_raised(content: bytes) -> None:
    with pytest.raises(RecordError):
        record_on(Line(1, content), Caption)
