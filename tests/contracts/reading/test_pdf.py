"""A contract as PDF: columns, running lines, words broken at line ends, pages that are pictures."""

from perenne.contracts.audit import audit_document
from perenne.contracts.clauses import clauses_of
from perenne.law.rulebook import rulebook
from tests.contracts.reading.made import CONTRACT, pdf, read, texts

RUNNING = 'height: 12cm, header: [Contrat Lorbec, confidentiel], numbering: "1 / 1"'
PICTURE = "#rect(width: 3cm, height: 3cm)"


def test_two_columns_give_the_same_clauses_as_one() -> None:
    one, two = read(pdf()), read(pdf(page="columns: 2"))
    assert clauses_of(one.blocks) == clauses_of(two.blocks)
    assert [block.text for block in one.blocks] == [block.text for block in two.blocks]


def test_numbers_give_each_clause_its_path_and_its_heading() -> None:
    found = [(clause.path, clause.heading) for clause in clauses_of(read(pdf()).blocks) if clause.path]
    assert found == [
        (("1",), "Mission"),
        (("2",), "Rémunération"),
        (("2", "1"), None),
        (("2", "2"), None),
        (("3",), "Droits"),
        (("4",), "Droit applicable"),
    ]


def test_running_headers_are_kept_once_behind_the_rest_and_page_numbers_are_left_out() -> None:
    blocks = read(pdf(page=RUNNING)).blocks
    assert [block.text for block in blocks if block.kind == "running"] == ["Contrat Lorbec, confidentiel"]
    assert blocks[-1].kind == "running"
    assert "confidentiel" not in " ".join(block.text for block in blocks[:-1])
    assert " / " not in " ".join(block.text for block in blocks)


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    assert texts(pdf(page=RUNNING))[:-1] == texts(pdf())


def test_paragraphs_of_one_line_each_stay_apart() -> None:
    said = ["Rémunération", "1 100 € hors taxes", "Droits", "tous gardés"]
    lines = r"Nom : Zibellou \ Siège : Lyon \ Pays : France"
    assert texts(pdf("\n\n".join([lines, *said])))[-4:] == said


def test_each_block_knows_its_page() -> None:
    document = read(pdf(page=RUNNING))
    pages = [block.page for block in document.blocks if block.kind != "running"]
    assert document.content.pages is not None
    assert document.content.pages > 1
    assert pages == sorted(page for page in pages if page is not None)
    assert pages[-1] == document.content.pages


def test_a_scan_needs_ocr_and_lacks_nothing() -> None:
    document = read(pdf(PICTURE))
    assert document.notes == ("no_text",)
    assert audit_document(document, rulebook()).findings == ()


def test_pages_that_are_pictures_are_named() -> None:
    document = read(pdf(f"{CONTRACT}\n#pagebreak()\n{PICTURE}"))
    assert document.notes == ("pages_without_text",)
    assert document.content.pages_without_text == (2,)
