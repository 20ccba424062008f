"""What stands in the PDF is text, in signs that its fonts have; a stranger's markup sets nothing."""

import pypdfium2
import pytest

from perenne.evidence.pdf import pdf, shown
from perenne.evidence.view import OriginalView, PageView, SaidView
from perenne.model.bilingual import Language
from perenne.report.voice import Said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Café à 1 000 € : « œuf » ’ – …", "Café à 1 000 € : « œuf » ’ – …"),
        ("a\u202eb\U0001f381c", "a[U+202E]b[U+1F381]c"),
        ("a\x00\x1b[31m", "a[U+0000][U+001B][31m"),
        ("日", "[U+65E5]"),
        ("soft\u00adhyphen", "soft[U+00AD]hyphen"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree four"),
        ("\ud800", "[U+D800]"),
        ("Ω я ự", "Ω я ự"),
    ],
)
def test_a_sign_that_the_fonts_lack_is_shown_by_its_code(text: str, said: str) -> None:
    assert shown(text) == said


HOSTILE = '#let x = 1; #read("/etc/passwd") $x^2$ *b* _i_ `c` \\ <a> @b [c] {{d}} // e = f\n= heading'


def _view(text: str) -> PageView:
    said = Said(text)
    return PageView(
        dated=said,
        title=said,
        lead=said,
        proposed=said,
        means=said,
        facts=((said, text),),
        subjects=(),
        left_off=None,
        said=(SaidView(who=text, when=text, about=text, said=text, why=text),),
        law=(),
        law_notes=(said,),
        originals=(OriginalView(text, "ab" * 32, said),),
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_stranger_wrote_is_set_as_it_stands(language: Language) -> None:
    made = pdf(_view(HOSTILE), language, "2026-11-25")
    read = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    squeezed = "".join(read.split())
    for words in ('#read("/etc/passwd")', "$x^2$", "*b*", "_i_", "`c`", "{{d}}", "=heading"):
        assert words in squeezed
    assert "root:" not in read


def test_the_same_page_gives_the_same_bytes_and_says_its_day() -> None:
    assert pdf(_view("a"), "fr", "2026-11-25") == pdf(_view("a"), "fr", "2026-11-25")
    days = [pypdfium2.PdfDocument(pdf(_view("a"), "fr", day)).get_metadata_value("CreationDate") for day in DAYS]
    assert [day[:10] for day in days] == ["D:20261125", "D:19700101"], "PDF/A does not do without a date"


DAYS = ("2026-11-25", None)
