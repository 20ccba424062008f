"""Notes at the foot of a page: read, behind the paragraph that ends the page, and no part of its sentence."""

from tests.contracts.reading.made import pdf, texts

LONG = (
    "#set page(height: 8cm)\n#set text(size: 11pt)\n"
    "La Créatrice publie deux vidéos#footnote[Chacune dure au moins une minute.] et trois stories, "
    + "consacrées à la gamme de bougies que l’Annonceur fait paraître au printemps, " * 9
    + "puis une story de rappel."
)


def test_a_sentence_goes_on_over_the_note_at_the_foot_of_its_page() -> None:
    said = texts(pdf(LONG))
    assert len(said) == 2
    assert said[0].endswith("puis une story de rappel.")
    assert "Chacune dure" not in said[0]
    assert said[1].endswith("Chacune dure au moins une minute.")


def test_a_page_in_small_letters_alone_is_no_note() -> None:
    assert texts(pdf("#set text(size: 7pt)\n1 Une seule phrase en petits caractères.")) == [
        "1 Une seule phrase en petits caractères."
    ]
