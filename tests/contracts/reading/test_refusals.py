"""Files that are damaged, shut, or made to hurt: one sentence each, and nothing else happens."""

import zipfile
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from perenne.contracts.reading import limits, opening
from perenne.model.errors import UnreadableFile
from tests.contracts.reading.made import odt, packed, pdf, read, texts

LAUGHS = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><document><body>&b;</body></document>'


def bomb() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("word/document.xml", b"0" * (limits.MAX_UNPACKED + 1))
    return target.getvalue()


def locked(to_open: str) -> bytes:
    """A PDF with a password to change it, and ``to_open`` to open it."""
    target = BytesIO()
    writer = copy_into_new_writer(PdfFileReader(BytesIO(pdf())))
    writer.encrypt("ouvre-toi", to_open)  # type: ignore[no-untyped-call]
    writer.write(target)  # type: ignore[no-untyped-call]
    return target.getvalue()


BAD = {
    "empty": b"",
    "blank": b"  \n ",
    "binary": b"\x01\x00\x02 nothing",
    "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "rtf": b"{\\rtf1 Contrat}",
    "pdf cut short": pdf()[:700],
    "pdf of rubbish": b"%PDF-1.7\n" + bytes(range(256)) * 4,
    "zip cut short": packed(word_in_document__xml="<a/>")[:40],
    "another zip": packed(photo__txt="bonjour"),
    "xml cut short": packed(word_in_document__xml="<document><body>"),
    "no body": packed(word_in_document__xml="<document/>"),
    "entities": packed(word_in_document__xml=LAUGHS),
    "bomb": bomb(),
    "odt with a password": odt(
        "<text:p>x</text:p>",
        **{
            "META-INF_in_manifest__xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            "<m:encryption-data/></m:manifest>"
        },
    ),
    "pdf with a password": locked("sésame"),
    "many paragraphs": b"a\n\n" * (limits.MAX_BLOCKS + 1),
}


@pytest.mark.parametrize("what", BAD)
def test_each_bad_file_is_refused_in_one_sentence(what: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(BAD[what])
    says = refused.value.says
    assert says.fr
    assert says.en
    assert "\n" not in says.fr + says.en


def test_a_pdf_that_needs_a_password_says_so_and_one_that_anybody_may_open_is_read() -> None:
    with pytest.raises(UnreadableFile, match="password"):
        read(locked("sésame"))
    assert texts(locked("")) == texts(pdf())


def test_a_child_that_dies_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "CHILD", (*opening.CHILD[:1], "-c", "import os; os.abort()"))
    with pytest.raises(UnreadableFile, match="damaged, made to hurt"):
        read(b"Contrat")


def test_a_file_that_is_too_large_is_not_given_to_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFile, match="give the contract alone"):
        read(b"Contrat de collaboration")
