"""All the words of a document as one text, and the way back to each block."""

from perenne.contracts.document import Block
from perenne.contracts.elements.whole import Whole

BLOCKS = (
    Block("Contrat", "heading"),
    Block("Article 1 – Mission", "heading", label="Article 1"),
    Block("1.1 Deux vidéos.", label="1.1"),
    Block("1.2 Trois stories.", label="1.2"),
    Block("Exclusivité"),
    Block("Un mois, en France."),
    Block("Zibellou SARL", "running"),
)


def test_a_blank_line_stands_before_each_part_that_has_a_heading() -> None:
    assert Whole(BLOCKS).text == (
        "Contrat\n\nArticle 1 – Mission\n1.1 Deux vidéos.\n1.2 Trois stories.\n\nExclusivité\nUn mois, en France.\n\n"
        "Zibellou SARL"
    )


def test_every_word_is_found_again_in_its_block() -> None:
    whole = Whole(BLOCKS)
    for place, block in enumerate(BLOCKS):
        start = whole.text.index(block.text)
        found = whole.at(start + 1, start + len(block.text))
        assert (found.block, found.start, found.text) == (place, 1, block.text[1:])
