import io
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.readers.extents import MAX_CELLS, Extent
from tests.readers.workbooks import workbook

HEAD, TAIL = b'<?xml version="1.0"?><worksheet><sheetData>', b"</sheetData></worksheet>"
COMMENT = b"<!-- followed by expat alone -->"


def span_of(part: bytes, chunk: int = 1 << 20) -> tuple[int, int]:
    extent = Extent()
    for at in range(0, len(part), chunk):
        extent.see(part[at : at + chunk])
    extent.end()
    return extent.span


def sheet(rows: Sequence[str]) -> bytes:
    return HEAD + "".join(rows).encode() + TAIL


cells = st.one_of(
    st.builds('<c r="{}{{row}}" s="1"/>'.format, st.sampled_from(["A", "C", "ZZ", "AMJ"])),
    st.builds(
        '<c r="{}{{row}}"{}>{}</c>'.format,
        st.sampled_from(["A", "B", "Z", "AB", "aa"]),
        st.sampled_from(["", ' t="s"', ' s="3" t="str"', " t='s'"]),
        st.sampled_from([
            "<v>12</v>", "<v/>", "<f>A1+B1</f><v>3</v>", "<is><t>l’été &amp; l’hiver</t></is>", "<v>&#233;</v>", "",
            '<is><t xml:space="preserve"> x </t></is>', "<x:v>1</x:v>",
        ]),
    ),
    st.sampled_from(["<c><v>1</v></c>", "text", '<c r="D900"><v>1</v></c>']),
)  # fmt: skip
rows = st.builds(
    lambda number, around, held: f"<row{around.format(row=number)}>{''.join(held).format(row=number)}</row>",
    st.integers(1, 3000),
    st.sampled_from(
        [' r="{row}"', ' r="{row}" spans="1:7" ht="12.8"', "", ' spans="1:3" r="{row}"', ' r="{row}" x:y="a/b"']
    ),
    st.lists(cells, max_size=4),
)


@given(written=st.lists(rows, max_size=8), chunk=st.integers(1, 400))
def test_rows_that_one_pattern_tells_span_what_expat_says_that_they_span(written: list[str], chunk: int) -> None:
    part = sheet(written).replace(b"<worksheet>", b'<worksheet xmlns:x="x">')
    assert span_of(part, chunk) == span_of(part.replace(b"<sheetData>", b"<sheetData>" + COMMENT))


def test_a_workbook_as_programs_write_it_spans_its_filled_cells() -> None:
    book = workbook({"Posts": [["a", "b"], [], [1, None, 2.5], ["x", "lu"]]})
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert span_of(parts.read("xl/worksheets/sheet1.xml")) == (4, 3)


@pytest.mark.parametrize("hidden", [b"<!-- %b -->", b"<x><![CDATA[%b]]></x>", b"<?x %b?>"])
def test_what_stands_in_a_comment_is_no_row_and_hides_none(hidden: bytes) -> None:
    row = b'<row r="7"><c r="C7"><v>1</v></c></row>'
    far = b'<row r="9"><c r="D9"><v>1</v></c></row>'
    assert span_of(HEAD + hidden % row + TAIL, 5) == (0, 0)
    assert span_of(HEAD + hidden % row + far + TAIL, 5) == (9, 4)


def test_a_stray_cell_far_away_is_refused_before_anything_is_allocated() -> None:
    plain = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    with pytest.raises(UnreadableFile, match=str(MAX_CELLS + 1)):
        span_of(sheet([plain.format(1), plain.format(MAX_CELLS + 1)]))
    with pytest.raises(UnreadableFile):
        span_of(sheet([plain.format(1), '<row r="2"><c r="XFD2"><v>1</v></c></row>']))


@pytest.mark.parametrize(
    "broken",
    [
        HEAD + b'<row r="1"><c r="A1"><v>\xff</v></c></row>' + TAIL,
        HEAD + b'<row r="1"><c r="A1"><v>1</v></c></row>',
        HEAD + b'<row r="1"><c r="A1"><v>1</v></row>' + TAIL,
        "\ufeff<a/>".encode("utf-16"),
        b'<!DOCTYPE a [<!ENTITY b "c">]><a/>',
        b"",
    ],
)
def test_what_is_no_well_formed_part_is_refused(broken: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        span_of(broken)
