"""A contract as DOCX: what stands once changes are accepted, the numbers that Word makes, tables."""

import zipfile
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, nsmap

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


BOX = """<w:r xmlns:w="{1}"><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent></w:drawing>
</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent></w:pict>
</mc:Fallback></mc:AlternateContent></w:r>"""


def test_a_text_box_is_read_once_and_apart_from_the_paragraph_it_hangs_on() -> None:
    made = docx.Document()
    made.add_paragraph("L’Annonceur verse 900 €.")._p.append(
        parse_xml(BOX.format("Hors taxes, à trente jours.", nsmap["w"]))
    )
    assert texts(saved(made)) == ["L’Annonceur verse 900 €.", "Hors taxes, à trente jours."]


def test_the_hint_of_a_field_that_nobody_filled_in_is_a_blank() -> None:
    made = docx.Document()
    inside = "<w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent>"
    field = f"<w:sdt {nsdecls('w')}>{inside}</w:sdt>"
    made.add_paragraph("Prix : ")._p.append(parse_xml(field.format("<w:showingPlcHdr/>", "Cliquez ici.")))
    made.add_paragraph("Durée : ")._p.append(parse_xml(field.format("", "six mois")))
    assert texts(saved(made)) == ["Prix : ____", "Durée : six mois"]


def test_heads_and_feet_of_pages_are_kept_once_behind_the_rest() -> None:
    made = docx.Document()
    made.add_paragraph("Contrat.")
    section = made.sections[0]
    section.header.paragraphs[0].text = "Zibellou SARL, 3 rue des Lilas, 69001 Lyon"
    section.footer.paragraphs[0].text = "Page 1 sur 2"
    blocks = read(saved(made)).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "Contrat."),
        ("running", "Zibellou SARL, 3 rue des Lilas, 69001 Lyon"),
    ]


def test_a_table_in_a_table_is_read_and_merged_cells_keep_their_columns() -> None:
    made = docx.Document()
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Prix"
    table.cell(0, 2).text = "Remarque"
    inner = table.cell(1, 0).add_table(1, 1)
    inner.cell(0, 0).text = "600 € hors taxes"
    table.cell(1, 2).text = "à trente jours"
    blocks = read(saved(made)).blocks
    assert [(block.text, block.table, block.column) for block in blocks] == [
        ("Prix", 0, 0),
        ("Remarque", 0, 2),
        ("600 € hors taxes", 1, 0),
        ("à trente jours", 0, 2),
    ]


def with_member(data: bytes, name: str, content: str, *changed: tuple[str, str]) -> bytes:
    """The container ``data`` with one member more, and with its document ``changed``."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            text = old.read(each)
            for before, after in changed if each == "word/document.xml" else ():
                text = text.replace(before.encode(), after.encode())
            new.writestr(each, text)
        new.writestr(name, content)
    return target.getvalue()


def test_a_footnote_is_read_behind_its_paragraph() -> None:
    made = docx.Document()
    made.add_paragraph("La Créatrice publie deux vidéos¤.")
    made.add_paragraph("Elle garde ses droits.")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>D’une minute.</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    reference = '</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>'
    data = with_member(saved(made), "word/footnotes.xml", notes, ("¤", reference))
    assert texts(data) == ["La Créatrice publie deux vidéos.", "D’une minute.", "Elle garde ses droits."]
