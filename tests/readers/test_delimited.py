import csv
import io
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.readers import delimited, text_lines
from perenne.readers.delimited import (
    MAX_COLUMNS,
    MAX_RECORD,
    Block,
    Damaged,
    Dialect,
    Row,
    as_text,
    blocks,
    examine,
    first_row,
    rows,
)


def rows_of(content: bytes) -> list[Row | Damaged]:
    stream = io.BytesIO(content)
    return list(rows(stream, examine(stream)))


def cells_of(content: bytes) -> list[list[str]]:
    return [[as_text(cell) for cell in row.cells] for row in rows_of(content) if isinstance(row, Row)]


HEADER = ["compte", "date", "texte"]
TABLE = [HEADER, ["lina.m", "20/11/2026", "Merci à Maison Lune"], ["zoé", "21/11/2026", "une soirée d’été"]]


def written(table: list[list[str]], delimiter: str = ",", end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)  # type: ignore[arg-type]
    return text.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le+bom", "utf-16-be+bom", "cp1252", "mac-roman"]
)
def test_a_table_reads_the_same_however_it_was_saved(delimiter: str, end: str, encoding: str) -> None:
    name, _, mark = encoding.partition("+")
    content = (("\ufeff" if mark else "") + written(TABLE, delimiter, end)).encode(name)
    assert cells_of(content) == TABLE


# Any text that a cell can hold: csv has no row for lone surrogates and no dialect for null characters.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
tables = st.lists(st.lists(texts, min_size=3, max_size=3).filter(lambda cells: any(c.strip() for c in cells)))


@given(
    data=tables,
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_what_the_csv_module_writes_reads_back(
    data: list[list[str]], delimiter: str, end: str, quoting: int, encoding: str
) -> None:
    table = [HEADER, *data]
    if any(sign in cell for cells in data for cell in cells for sign in "\r\n"):
        quoting = csv.QUOTE_ALL  # or csv writes bare the one that is not its own line end
    assert cells_of(written(table, delimiter, end, quoting).encode(encoding)) == table


@given(
    data=st.lists(st.lists(st.text('abc éèàçêù,;"\n', min_size=1).filter(str.strip), min_size=3, max_size=3)),
    encoding=st.sampled_from(["cp1252", "mac-roman"]),
)
def test_what_a_french_spreadsheet_of_old_writes_reads_back(data: list[list[str]], encoding: str) -> None:
    table = [["créé", "modifié", "légende"], *data]
    assert cells_of(written(table, ";").encode(encoding)) == table


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes) -> None:
    with suppress(UnreadableFile):
        lines = [row.line for row in rows_of(content)]
        assert lines == sorted(lines)
    assert first_row(content) is None or content.strip()


def test_a_row_carries_the_number_of_its_first_line() -> None:
    content = b'a,b\n1,"two\nlines"\n\n   ,\n2,"three\r\nmore\nlines"\n3,x\n'
    assert [(row.line, len(row.cells)) for row in rows_of(content) if isinstance(row, Row)] == [
        (1, 2),
        (2, 2),
        (6, 2),
        (9, 2),
    ]


def test_a_line_that_states_the_separator_is_obeyed_and_counted() -> None:
    assert rows_of(b"sep=;\r\na;b\r\n1,5;2,5\r\n") == [Row(2, ("a", "b")), Row(3, ("1,5", "2,5"))]


def test_decimal_commas_do_not_make_a_comma_table() -> None:
    assert cells_of(b"nom;valeur\nx;1,5\ny;2,5\nz;3,5\n")[1] == ["x", "1,5"]


def test_backslash_escapes_are_understood_where_nothing_else_reads() -> None:
    content = b'id,text\n1,"she said \\"wow\\", then left"\n2,"a \\"b\\" c"\n'
    assert cells_of(content)[1:] == [["1", 'she said "wow", then left'], ["2", 'a "b" c']]
    assert cells_of(b'id,text\n1,"C:\\new"\n')[1] == ["1", "C:\\new"]


def test_a_quote_that_never_closes_costs_one_row_and_the_others_are_read() -> None:
    content = b'a,b\n1,"open\n2,x\n3,y\n'
    header, damaged, *others = rows_of(content)
    assert header == Row(1, ("a", "b"))
    assert isinstance(damaged, Damaged)
    assert (damaged.line, damaged.reason.en.startswith("a quote opened")) == (2, True)
    assert others == [Row(3, ("2", "x"), sure=False), Row(4, ("3", "y"), sure=False)]


def test_a_quote_inside_a_quoted_cell_is_never_swallowed() -> None:
    header, damaged, other = rows_of(b'a,b\n"say "hi" now",1\nx,2\n')
    assert isinstance(damaged, Damaged)
    assert "quote within a cell" in damaged.reason.en
    assert (header.line, other) == (1, Row(3, ("x", "2")))


def test_a_file_cut_within_a_row_does_not_pass_for_whole() -> None:
    assert rows_of(b"a,b,c\n1,2,3\n4,5")[-1] == Row(3, ("4", "5"), sure=False)
    assert isinstance(rows_of(b'a,b\n1,"cut he')[-1], Damaged)


def test_bytes_that_are_no_text_spoil_their_row_and_not_the_encoding_of_the_others() -> None:
    lines = ["compte;texte"] + [f"lina.m;été {number}" for number in range(9)]
    content = "\n".join(lines).encode() + b"\nzo\xe9;broken\n"
    *good, damaged = rows_of(content)
    assert good[-1] == Row(10, ("lina.m", "été 8"))
    assert isinstance(damaged, Damaged)
    assert "UTF-8" in damaged.reason.fr


def test_a_replacement_sign_that_was_published_is_kept() -> None:
    assert cells_of("compte,texte\nlina.m,caf\ufffd\n".encode())[1] == ["lina.m", "caf\ufffd"]


def test_a_null_character_spoils_its_row() -> None:
    content = b"a,b\n" + b"1,2\n" * 20_000 + b"3,\x00\n4,5\n"
    found = rows_of(content)
    assert isinstance(found[-2], Damaged)
    assert found[-1] == Row(20_003, ("4", "5"))


def test_a_row_over_a_limit_is_rejected_and_reading_goes_on() -> None:
    content = b"a,b\n1," + b"x" * (MAX_RECORD + 10) + b"\n2,y\n" + b"," * MAX_COLUMNS + b"z\n3,w\n"
    header, long, short, wide, last = rows_of(content)
    assert header == Row(1, ("a", "b"))
    assert (short, last) == (Row(3, ("2", "y")), Row(5, ("3", "w")))
    assert isinstance(long, Damaged)
    assert isinstance(wide, Damaged)
    assert (long.line, wide.line) == (2, 4)
    assert str(MAX_RECORD) in long.reason.en
    assert str(MAX_COLUMNS) in wide.reason.en


def test_a_quote_that_swallows_a_million_characters_is_stopped() -> None:
    content = b'a,b\n1,"open\n' + b"2,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n" * 40_000
    found = rows_of(content)
    assert sum(isinstance(row, Damaged) for row in found) == 1
    assert sum(isinstance(row, Row) for row in found) == 40_001


def test_a_file_of_traps_costs_a_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_RESUMED", 10)  # at its own value the same, ten times as long
    trap = b'x",y,"z\n'  # within quotes it opens again what it closes: every line holds all that follow
    found = rows_of(b"a,b\n" + trap * 400_000)
    assert sum(isinstance(row, Damaged) for row in found) in range(11, 20)


def test_a_huge_line_is_read_in_little_memory() -> None:
    stream = io.BytesIO(b"a,b\n" + b"x" * 30_000_000)
    tracemalloc.start()
    found = list(rows(stream, examine(stream)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found[1], Damaged)
    assert peak < 12_000_000


def test_the_stream_stays_open_and_can_be_read_again() -> None:
    stream = io.BytesIO(b"a,b\n1,2\n")
    dialect = examine(stream)
    next(rows(stream, dialect))
    assert list(rows(stream, dialect)) == [Row(1, ("a", "b")), Row(2, ("1", "2"))]
    assert not stream.closed


@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="empty"):
        examine(io.BytesIO(content))


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        examine(io.BytesIO(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))


@pytest.mark.parametrize(
    ("head", "header"),
    [
        (b"a,b\n1,2\n", ["a", "b"]),
        ("Rapport de campagne\n\nlégende;vues\nx;1\ny;2\n".encode("cp1252"), ["légende", "vues"]),
        ("a\tb".encode("utf-16"), ["a", "b"]),
        ("légende,vues\nx".encode()[:-1] + b"\xc3", ["légende", "vues"]),  # cut within a character
        (b"Dear all,\nplease find the list\nof our posts\nYours\n", None),
        (b"# Files\n\n| file | what |\n|---|:--|\n| a.csv | posts |\n", None),
        (b'{"a": 1, "b": 2}\n', None),
        (b"<html>, <body>\n", None),
        (b"\x00\x01,\x02\n", None),
        (b"", None),
    ],
)
def test_the_header_tells_a_delimited_text_from_others(head: bytes, header: list[str] | None) -> None:
    assert first_row(head) == header


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (3.0, "3"), (0.5, "0.5"), (True, "true"), (7412345678901234567.0, "7.412345678901235e+18")],
)
def test_a_cell_reads_as_a_person_reads_it(cell: float | None, text: str) -> None:
    assert as_text(cell) == text


# Many rows at once


@given(
    text=st.lists(
        st.sampled_from(["a", "é", ",", ",", '"', '""', "\n", "\n", "\r\n", "\r", " ", "\0", 'b,"c\nd"\n', "x,y\n"])
    ).map("".join),
    at_once=st.integers(1, 30),
)
def test_rows_are_the_same_however_much_of_the_text_is_taken_at_once(text: str, at_once: int) -> None:
    content, dialect = io.BytesIO(text.encode()), Dialect("utf-8", replaced=False, delimiter=",")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_lines, "_TAKEN", at_once)
        few = list(rows(content, dialect))
    assert few == list(rows(content, dialect))


def test_rows_that_are_as_wide_come_as_columns() -> None:
    stream = io.BytesIO(b'a,b\n1,"two\nlines"\n\n,\n3,x\nragged\n4,y\n5,"cut')
    assert list(blocks(stream, examine(stream)))[:-1] == [
        Block((1, 2, 6), [("a", "1", "3"), ("b", "two\nlines", "x")]),
        Block((7,), [("ragged",)]),
        Block((8,), [("4",), ("y",)]),
    ]
