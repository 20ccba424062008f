"""Fields of a PDF that people typed into: read in their place, and said to be unread only where they are."""

from tests.contracts.reading.made import read

_SHOWN, _HIDDEN = 4, 2
_FORM = """%PDF-1.7
1 0 obj <</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [5 0 R] /DR <</Font <</F 6 0 R>>>> /DA (/F 12 Tf)>>>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 6 0 R>>>>
/Annots [5 0 R]>> endobj
4 0 obj <</Length 57>> stream
BT /F 12 Tf 72 760 Td (The Brand pays, excluding VAT:) Tj ET
endstream endobj
5 0 obj <</Type /Annot /Subtype /Widget /FT /Tx /T (price) /V ({typed}) /F {flags} /Rect [260 752 460 774]
/DA (/F 12 Tf 0 g) /P 3 0 R>> endobj
6 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""


def form(typed: str, flags: int = _SHOWN) -> bytes:
    return _FORM.replace("{typed}", typed).replace("{flags}", str(flags)).encode()


def test_what_was_typed_is_read_in_its_place() -> None:
    document = read(form("1400 euros"))
    assert " ".join(block.text for block in document.blocks) == "The Brand pays, excluding VAT: 1400 euros"
    assert document.notes == ()


def test_a_field_that_is_empty_hides_nothing() -> None:
    assert read(form("")).notes == ()


def test_a_value_that_the_page_does_not_show_is_said_to_be_unread() -> None:
    document = read(form("1400 euros", flags=_HIDDEN))
    assert document.notes == ("form_fields",)
