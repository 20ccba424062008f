"""A contract as DOCX: what stands once changes are accepted, the numbers that Word makes, tables."""

from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.contracts.reading.made import read, texts


def saved(document: "docx.document.Document") -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def test_headings_paragraphs_and_tables_come_in_order() -> None:
    made = docx.Document()
    made.add_heading("Article 1 – Mission", 1)
    made.add_paragraph("La Créatrice publie deux vidéos.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Prix", "600 € hors taxes"
    blocks = read(saved(made)).blocks
    assert [(block.kind, block.label, block.text) for block in blocks] == [
        ("heading", "Article 1", "Article 1 – Mission"),
        ("paragraph", None, "La Créatrice publie deux vidéos."),
        ("cell", None, "Prix"),
        ("cell", None, "600 € hors taxes"),
    ]
    assert [block.row for block in blocks] == [None, None, 0, 0]


def test_inserted_words_count_deleted_words_do_not_and_it_is_said() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("L’Annonceur verse ")
    attributes = f'{nsdecls("w")} w:id="1" w:author="Noe"'
    paragraph._p.append(parse_xml(f"<w:ins {attributes}><w:r><w:t>900 €</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {attributes}><w:r><w:delText>600 €</w:delText></w:r></w:del>"))
    document = read(saved(made))
    assert [block.text for block in document.blocks] == ["L’Annonceur verse 900 €"]
    assert document.notes == ("tracked_changes",)


def test_words_that_nobody_sees_are_not_read() -> None:
    made = docx.Document()
    made.add_paragraph("Visible. ").add_run("Caché.").font.hidden = True
    assert texts(saved(made)) == ["Visible."]


def test_the_numbers_that_word_makes_are_labels() -> None:
    made = docx.Document()
    made.add_paragraph("Mission", style="List Number")
    made.add_paragraph("Prix", style="List Number")
    made.add_paragraph("Une puce", style="List Bullet")
    blocks = read(saved(made)).blocks
    assert [(block.label, block.text) for block in blocks] == [("1", "Mission"), ("2", "Prix"), (None, "Une puce")]


def test_an_empty_document_holds_no_text() -> None:
    assert read(saved(docx.Document())).notes == ("no_text",)
