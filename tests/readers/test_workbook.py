import io
import random
import zipfile
from contextlib import suppress
from datetime import date, datetime, time

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.readers import workbook as workbooks
from perenne.readers.confined import Heading
from perenne.readers.delimited import Row
from perenne.readers.workbook import MAX_CELL_TEXT, read
from tests.readers.workbooks import cells, ods_row, open_document, with_part, workbook

FIRST = "xl/worksheets/sheet1.xml"
BOOK = workbook({"Publications": [["compte", "date", "texte"], ["lina.m", date(2026, 11, 20), "Merci Maison Lune"]]})


def sheets_of(content: bytes) -> list[Heading]:
    return [each for each in read(io.BytesIO(content)) if isinstance(each, Heading)]


def rows_of(content: bytes) -> list[Row]:
    return [each for each in read(io.BytesIO(content)) if isinstance(each, Row)]


def refusal(content: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        rows_of(content)
    assert caught.value.says.fr != caught.value.says.en
    return caught.value


def test_cells_keep_their_type_and_rows_their_number() -> None:
    moment = datetime(2026, 11, 20, 18, 42)  # noqa: DTZ001
    book = workbook({"Feuille": [[], [], ["a", "b", "c", "d"], [], [date(2026, 11, 20), moment, time(18, 42), True]]})
    assert rows_of(book) == [
        Row(3, ("a", "b", "c", "d")),
        Row(5, (date(2026, 11, 20), moment, time(18, 42), True)),
    ]


def test_a_formula_counts_only_by_its_kept_value_and_an_error_is_nothing() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", '="lina"&".m"', None, "lina.m")
        sheet.write_formula("B1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C1", '=WEBSERVICE("http://example.org")', None, "never fetched")
    assert rows_of(file.getvalue()) == [Row(1, ("lina.m", None, "never fetched"))]


def test_sheets_come_in_their_order_empty_ones_left_out_hidden_ones_marked() -> None:
    book = workbook({"Notes": [["x"]], "Vide": [], "Cachée": [["y"]], "Posts": [["z"]]}, hidden=["Cachée"])
    assert sheets_of(book) == [Heading("Notes"), Heading("Cachée", visible=False), Heading("Posts")]


def test_pictures_and_other_parts_that_hold_no_cells_are_never_unpacked() -> None:
    bomb = with_part(BOOK, "xl/media/picture.xml", b"\0" * 50_000_000)
    assert len(rows_of(bomb)) == 2


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row><c r="A1048576"><v>2</v></c><c r="ZZ2"><v>2</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 1500 + "</row>" + "<row><c><v>1</v></c></row>" * 4000,
        '<x:row r="9999999"><x:c><x:v>1</x:v></x:c><x:c r="&#90;Z1"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_few_cells_far_apart_are_refused_before_they_take_the_memory(rows: str) -> None:
    assert "spans" in str(refusal(with_part(BOOK, FIRST, cells(rows))))


def test_many_sheets_that_span_much_are_refused_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_SPANNED", 5)
    assert len(rows_of(workbook({"A": [["x", "y"]], "B": [["x", "y", "z"]]}))) == 2
    assert "span too much together" in str(refusal(workbook({"A": [["x"] * 3], "B": [["x"] * 3]})))


def test_a_workbook_of_very_many_parts_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_PARTS", 5)
    said = refusal(BOOK).says
    assert "more than 5: save the sheet" in said.en
    assert "plus de 5 : enregistrez" in said.fr


def test_a_cell_that_is_only_formatted_spans_nothing() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>seul</t></is></c><c r="XFD1" s="0"/></row><row r="1048576"/>'
    assert rows_of(with_part(BOOK, FIRST, cells(rows))) == [Row(1, ("seul",))]


def test_a_zip_bomb_is_refused_by_its_sizes() -> None:
    assert "MiB once unpacked" in str(refusal(with_part(BOOK, FIRST, cells(" " * 30_000_000))))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    honest = with_part(BOOK, FIRST, cells(" " * 900_000))
    with zipfile.ZipFile(io.BytesIO(honest)) as book:
        size = book.getinfo(FIRST).file_size
    lying = honest.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != honest
    assert "broken" in str(refusal(lying))


def test_a_text_longer_than_excel_holds_is_refused() -> None:
    long = cells(f'<row><c t="inlineStr"><is><t>{"x" * (MAX_CELL_TEXT + 1)}</t></is></c></row>')
    assert str(MAX_CELL_TEXT) in str(refusal(with_part(BOOK, FIRST, long)))


@pytest.mark.parametrize(
    "sheet",
    [
        b'<!DOCTYPE x [<!ENTITY a "1">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>',
        cells('<row r="1"><c r="A1"><v>1</v></c></row>').decode().encode("utf-16"),
        cells('<row r="one"><c><v>1</v></c></row>'),
        cells('<row r="1"><c r="nowhere"><v>1</v></c></row>'),
        cells("<row><c><v>1</v>"),
    ],
)
def test_xml_with_tricks_or_faults_is_refused(sheet: bytes) -> None:
    assert "broken" in str(refusal(with_part(BOOK, FIRST, sheet)))


def test_another_zip_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert "no XLSX or ODS" in str(refusal(file.getvalue()))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO(BOOK)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(FIRST, cells(""))
    assert "broken" in str(refusal(file.getvalue()))


@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_a_workbook_that_was_damaged_is_refused_or_read(at: int, bytes_: bytes, cut: bool) -> None:
    with suppress(UnreadableFile):
        rows_of(BOOK[:at] + bytes_ + (b"" if cut else BOOK[at + len(bytes_) :]))


def test_xml_that_was_damaged_is_refused_or_read() -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as book:
        parts = {name: book.read(name) for name in book.namelist() if name.startswith("xl/")}
    chance = random.Random(20261124)  # noqa: S311
    words = [b'"', b"<", b"/>", b"<v/>", b"1e999", b"-1", b"99999999999", b't="s"', b's="999"', b"&", b"\xff", b""]
    read = 0
    for _ in range(400):
        name = chance.choice(sorted(parts))
        at, length = chance.randrange(len(parts[name])), chance.choice([0, 1, 1, 5])
        damaged = parts[name][:at] + chance.choice(words) + parts[name][at + length :]
        with suppress(UnreadableFile):
            rows_of(with_part(BOOK, name, damaged))
            read += 1
    assert read > 10


# ODS

EMPTY = '<table:table-cell table:number-columns-repeated="16384"/>'
SHEET = open_document(
    {
        "Posts": ods_row("compte", "date", "texte")
        + f'<table:table-row table:number-rows-repeated="3">{EMPTY}</table:table-row>'
        + ods_row("lina.m", date(2026, 11, 20), "Merci & « Maison Lune »")
        + ods_row(True, datetime(2026, 11, 20, 18, 42), 12.5, time(18, 42))  # noqa: DTZ001
        + f'<table:table-row table:number-rows-repeated="1048000">{EMPTY}</table:table-row>',
        "Vide": "",
        "Notes": ods_row("x"),
    }
)


def test_an_ods_is_read_with_its_types_and_row_numbers_whatever_empty_cells_it_repeats() -> None:
    assert sheets_of(SHEET) == [Heading("Posts"), Heading("Notes")]
    assert rows_of(SHEET) == [
        Row(1, ("compte", "date", "texte", None)),
        Row(5, ("lina.m", date(2026, 11, 20), "Merci & « Maison Lune »", None)),
        Row(6, (True, datetime(2026, 11, 20, 18, 42), 12.5, time(18, 42))),  # noqa: DTZ001
        Row(1, ("x",)),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ods_row("x", times=1_000_000) + ods_row(*["y"] * 10),
        "<table:table-row>" + EMPTY + '<table:table-cell office:value-type="string"/></table:table-row>',
        f'<table:table-row table:number-rows-repeated="1000000000">{EMPTY}</table:table-row>' + ods_row("x", "y"),
    ],
)
def test_an_ods_that_says_little_and_spans_much_is_refused(rows: str) -> None:
    assert "spans" in str(refusal(open_document({"A": rows})))


def test_an_ods_with_a_password_or_a_doctype_is_refused_and_one_without_tables_is_empty() -> None:
    locked = with_part(SHEET, "META-INF/manifest.xml", b"<manifest><file><encryption-data/></file></manifest>")
    assert "password" in str(refusal(locked))
    laughing = b'<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    assert "broken" in str(refusal(with_part(SHEET, "content.xml", laughing)))
    assert rows_of(with_part(SHEET, "content.xml", b"<x/>")) == []


def test_a_long_text_in_an_ods_is_refused_and_many_short_ones_are_not() -> None:
    assert str(MAX_CELL_TEXT) in str(refusal(open_document({"A": ods_row("x" * (MAX_CELL_TEXT + 1))})))
    assert len(rows_of(open_document({"A": "".join(ods_row("x" * 1000) for _ in range(100))}))) == 100


@given(st.integers(0, len(SHEET) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_an_ods_that_was_damaged_is_refused_or_read(at: int, bytes_: bytes, cut: bool) -> None:
    with suppress(UnreadableFile):
        rows_of(SHEET[:at] + bytes_ + (b"" if cut else SHEET[at + len(bytes_) :]))
