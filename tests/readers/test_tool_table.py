"""What holds for the table of every known tool, whatever it holds."""

import io
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.comment import Comment
from perenne.model.errors import UnreadableFile
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.readers import delimited, moments, table, tiktok_commercial, tool_table
from perenne.readers.formats import FORMATS
from perenne.readers.fourcat import tiktok
from perenne.readers.reading import Format, Item, Sensitive
from perenne.readers.sniff import recognise
from tests.readers.tool_tables import HEADERS, columns, csv_of, items_of, table_of

TIKTOK = "fourcat-tiktok/1"
CELLS = {"id": "7573000000000000123", "author": "lina.m", "body": "Bonjour", "unix_timestamp": "1793721600"}
BY_NAME = {card.name: card for card in FORMATS}
TOLD = {shape: BY_NAME[shape.partition(" ")[0]] for shape in HEADERS}


def records_of(items: list[Item]) -> list[Item]:
    return [item for item in items if not isinstance(item, Sensitive)]


@pytest.mark.parametrize("shape", HEADERS)
@pytest.mark.parametrize("delimiter", [b",", b";", b"\t"])
def test_each_header_is_recognised_as_the_one_format_that_it_is_of(shape: str, delimiter: bytes) -> None:
    content = csv_of(columns(shape), ["1"] * len(columns(shape))).replace(b",", delimiter)
    assert recognise(content) == TOLD[shape].name
    assert recognise(b"\xef\xbb\xbf" + content.upper()) == TOLD[shape].name
    header = {name.casefold() for name in columns(shape)}
    assert [card.name for card in FORMATS if any(each <= header for each in card.columns)] == [TOLD[shape].name]


@pytest.mark.parametrize(
    "header",
    [
        "id,author,body,timestamp,likes,comments,shares,url",
        "Account,Date,Text,Likes,is_paid_partnership",
        "platform,post_id,url,text,views,label",
        "videoId,title,publishedAt,viewCount",
    ],
)
def test_a_table_of_somebody_elses_is_none_of_a_tools(header: str) -> None:
    assert recognise(csv_of(header.split(","), ["1"] * len(header.split(",")))) == table.FORMAT


@pytest.mark.parametrize("card", [*{card.name: card for card in TOLD.values()}.values(), tiktok_commercial.CARD])
def test_a_table_with_other_columns_is_refused_with_those_that_it_lacks(card: Format) -> None:
    with pytest.raises(UnreadableFile, match="columns"):
        list(items_of(card.read, b"likes;comments\n1;2\n"))


@pytest.mark.parametrize("shape", HEADERS)
def test_a_header_alone_holds_no_record(shape: str) -> None:
    assert items_of(TOLD[shape].read, csv_of(columns(shape))) == []


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_line_ends_and_lines_in_cells_do_not_matter(mark: bytes, end: str) -> None:
    body = f"un{end}deux"
    rows = [
        columns(TIKTOK),
        *([CELLS.get(n, "") if n != "body" else body for n in columns(TIKTOK)] for _ in range(2)),
    ]
    first, second = items_of(tiktok.read, mark + csv_of(*rows, lineterminator=end))
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert (first.text, first.source.line, second.source.line) == (body, 2, 4)


def test_an_encoding_of_before_is_read_too() -> None:
    (post,) = items_of(tiktok.read, table_of(TIKTOK, CELLS | {"body": "Été à la mer"}).decode().encode("cp1252"))
    assert isinstance(post, Post)
    assert post.text == "Été à la mer"


def test_a_row_that_is_cut_or_too_long_is_a_reject() -> None:
    whole = table_of(TIKTOK, CELLS, CELLS)
    first, cut = items_of(tiktok.read, whole[:-30])
    long, last = items_of(tiktok.read, whole.replace(b",\n", b",,un de trop\n", 2).replace(b"de trop\n", b"\n", 1))
    assert isinstance(first, Post)
    assert isinstance(cut, Reject)
    assert isinstance(long, Reject)
    assert isinstance(last, Reject)
    assert (cut.line, long.line, last.line) == (3, 2, 3)


def test_a_wrong_quote_costs_only_its_row() -> None:
    content = table_of(TIKTOK, CELLS, CELLS, CELLS).replace(b"Bonjour", b'"Bon"jour', 1)
    reject, *posts = items_of(tiktok.read, content)
    assert isinstance(reject, Reject)
    assert [post.source.line for post in posts if isinstance(post, Post)] == [3, 4]


def test_of_two_columns_of_one_name_the_first_is_read() -> None:
    names = [*columns(TIKTOK), "body"]
    (post,) = items_of(tiktok.read, csv_of(names, [*(CELLS.get(name, "") for name in names[:-1]), "Un autre"]))
    assert isinstance(post, Post)
    assert post.text == "Bonjour"


@pytest.mark.parametrize(
    ("said", "views"),
    [("10K-100K", (10_000, 100_000)), ("≤100", (0, 100)), ("0", 0), ("-1", None), ("", None), ("12500.0", 12_500)],
)
def test_a_band_is_a_band_and_minus_one_is_nobody_knows(said: str, views: object) -> None:
    (post,) = items_of(tiktok.read, table_of(TIKTOK, CELLS | {"plays": said}))
    assert isinstance(post, Post)
    assert post.stats.views == views


@given(st.sampled_from(list(HEADERS)), st.data())
def test_a_table_with_any_bytes_changed_is_refused_or_each_row_accounted_for(shape: str, data: st.DataObject) -> None:
    good = csv_of(columns(shape), *(["1793721600"] * len(columns(shape)) for _ in range(3)))
    at, noise = data.draw(st.integers(0, len(good))), data.draw(st.binary(max_size=12))
    content = good[:at] + noise + good[at + data.draw(st.integers(0, 12)) :]
    with suppress(UnreadableFile):
        items = records_of(items_of(TOLD[shape].read, content))
        assert all(isinstance(item, Post | Comment | Reject) for item in items)
        stream = io.BytesIO(content)
        rows = list(delimited.rows(stream, delimited.examine(stream)))
        header = any(isinstance(row, delimited.Row) for row in rows)
        assert len(items) == len(rows) - header


@given(st.sampled_from(list(HEADERS)), st.binary(max_size=200))
def test_bytes_of_any_kind_raise_nothing_but_a_refusal(shape: str, noise: bytes) -> None:
    for content in (noise, csv_of(columns(shape)) + noise):
        with suppress(UnreadableFile):
            items_of(TOLD[shape].read, content)


@given(
    st.integers(0, 10**11).map(str)
    | st.datetimes(datetime(1990, 1, 1), datetime(2120, 1, 1)).map(str)  # noqa: DTZ001
    | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}", fullmatch=True)
)
def test_what_is_told_at_once_is_what_the_longer_way_says(text: str) -> None:
    try:
        said = moments.moment(text, zone=UTC)
    except ValueError:
        with pytest.raises(ValueError, match=r"[a-z]"):
            tool_table.moment(text, UTC)
    else:
        assert tool_table.moment(text, UTC) == said


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=36))
def test_cells_of_any_kind_give_a_record_or_a_reject(cells: list[str]) -> None:
    with suppress(UnreadableFile):
        (item,) = items_of(tiktok.read, csv_of(columns(TIKTOK), [f"x{cells[0]}", *cells[1:]]))
        assert isinstance(item, Post | Reject)
