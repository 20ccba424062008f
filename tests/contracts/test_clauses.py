"""The parts of a document, numbered or not, and what stands under a heading."""

from perenne.contracts.clauses import clauses_of, covered
from perenne.contracts.document import Block


def paths(*blocks: Block) -> list[tuple[tuple[str, ...], str | None]]:
    return [(clause.path, clause.heading) for clause in clauses_of(blocks)]


def test_a_number_made_by_a_word_processor_opens_a_part_like_a_printed_one() -> None:
    assert paths(Block("Préambule."), Block("Mission", label="1"), Block("Deux vidéos.", label="1.1")) == [
        ((), None),
        (("1",), "Mission"),
        (("1", "1"), None),
    ]


def test_a_heading_without_a_number_opens_a_part_and_closes_the_one_before() -> None:
    blocks = (
        Block("1. Mission", label="1"),
        Block("Deux vidéos."),
        Block("DROITS", "heading"),
        Block("Tous gardés."),
    )
    assert paths(*blocks) == [(("1",), "Mission"), ((), "DROITS")]


def test_a_deeper_heading_stays_within_its_article() -> None:
    blocks = (
        Block("Article 1 – Droits", "heading", label="Article 1", level=1),
        Block("Durée", "heading", level=2),
        Block("Six mois."),
    )
    assert paths(*blocks) == [(("1",), "Droits")]


def test_what_stands_under_a_heading_ends_with_the_next_part_beside_it() -> None:
    blocks = (
        Block("Contrat", "heading"), Block("Article 1 – Prix", "heading", label="Article 1"), Block("600 €"),
        Block("1.1 Hors taxes.", label="1.1"), Block("Article 2 – Fin", "heading", label="Article 2"),
    )  # fmt: skip
    under = {clause.path: within for clause, within in covered(clauses_of(blocks), lambda words: words == "Prix")}
    assert under == {(): False, ("1",): True, ("1", "1"): True, ("2",): False}
