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
