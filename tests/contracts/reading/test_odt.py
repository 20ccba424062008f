"""A contract as ODT."""

from tests.contracts.reading.made import odt, read, texts

NUMBERED = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-number text:level="2" style:num-format="a"/></text:list-style>'
)


def test_headings_and_paragraphs_come_in_order() -> None:
    made = odt('<text:h text:outline-level="2">Article 2 – Prix</text:h><text:p>600<text:s/>€<text:tab/>HT</text:p>')
    assert [(block.kind, block.level, block.text) for block in read(made).blocks] == [
        ("heading", 2, "Article 2 – Prix"),
        ("paragraph", None, "600 € HT"),
    ]


def test_tracked_deletions_are_left_out_and_it_is_said() -> None:
    deleted = "<text:tracked-changes><text:changed-region><text:deletion><text:p>Ôté.</text:p></text:deletion>"
    made = odt(f"{deleted}</text:changed-region></text:tracked-changes><text:p>Gardé.</text:p>")
    assert texts(made) == ["Gardé."]
    assert read(made).notes == ("tracked_changes",)


def test_the_numbers_of_a_list_are_labels() -> None:
    inner = "<text:list><text:list-item><text:p>Détail</text:p></text:list-item></text:list>"
    made = odt(
        f'<text:list text:style-name="L"><text:list-item><text:p>Mission</text:p>{inner}</text:list-item>'
        "<text:list-item><text:p>Prix</text:p></text:list-item></text:list>",
        NUMBERED,
    )
    assert [(block.label, block.text) for block in read(made).blocks] == [
        ("1", "Mission"),
        ("a", "Détail"),
        ("2", "Prix"),
    ]


def test_comments_are_not_read_and_it_is_said() -> None:
    made = odt("<text:p>Prix<office:annotation><text:p>À revoir</text:p></office:annotation> net</text:p>")
    assert (texts(made), read(made).notes) == (["Prix net"], ("comments",))


def test_notes_and_text_boxes_are_read_behind_their_paragraph() -> None:
    body = (
        "<text:p>La Créatrice publie deux vidéos<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>D’une minute.</text:p></text:note-body></text:note>.</text:p>"
        '<text:p>Prix<d:frame xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><d:text-box>'
        "<text:p>600 € hors taxes</text:p></d:text-box></d:frame></text:p>"
    )
    assert texts(odt(body)) == ["La Créatrice publie deux vidéos.", "D’une minute.", "Prix", "600 € hors taxes"]


def test_cells_know_their_column_and_empty_fields_are_blanks() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = cell.format("Prix") + cell.format("<text:placeholder>montant</text:placeholder> €")
    body = f"<table:table><table:table-row>{row}</table:table-row></table:table>"
    assert [(block.text, block.column) for block in read(odt(body)).blocks] == [("Prix", 0), ("____ €", 1)]


def test_heads_of_pages_are_kept_once_behind_the_rest() -> None:
    page = "<style:master-page><style:header><text:p>Zibellou SARL</text:p></style:header></style:master-page>"
    spaces = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    styles = f"<styles {spaces.format('style')} {spaces.format('text')}>{page}{page}</styles>"
    assert [
        (block.kind, block.text) for block in read(odt("<text:p>Contrat.</text:p>", styles__xml=styles)).blocks
    ] == [
        ("paragraph", "Contrat."),
        ("running", "Zibellou SARL"),
    ]
