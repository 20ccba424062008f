"""Countries, and whose law a sentence submits to."""

import pytest

from perenne.contracts.elements.countries import country_in, home_in, laws_in


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("soumis à la loi française", ("FR",)),
        ("soumis aux lois de la République française", ("FR",)),
        ("governed by the laws of England and Wales", ("GB",)),
        ("governed by the laws of the State of Delaware", ("US",)),
        ("régi par le droit suisse, à l’exclusion du droit français", ("CH",)),
        ("soumis au droit français et, à titre subsidiaire, au droit belge", ("FR", "BE")),
        ("soumis au droit du siège de l’Annonceur", ()),
        ("les tribunaux français sont compétents", ()),
    ],
)
def test_the_laws_that_a_sentence_names(sentence: str, codes: tuple[str, ...]) -> None:
    assert laws_in(sentence) == codes


def test_the_first_country_counts_and_a_nationality_only_where_no_country_is_named() -> None:
    both = country_in("4 rue des Tilleuls, Belgique, puis France")
    assert both is not None
    assert both.code == "BE"
    assert country_in("société française") is None
    french = home_in("résidente fiscale française")
    assert french is not None
    assert french.code == "FR"
