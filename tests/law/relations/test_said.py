"""What a text says of a subject, sentence by sentence, and what it leaves unsaid."""

from perenne.law.relations.said import sentences, speaking, unsaid

EXCLUSIVE = {
    "words": ["exclusivité"],
    "unless": ["clause d’exclusivité type"],
    "settled": ["aucune exclusivité"],
    "says": [{"name": {"fr": "la durée", "en": "the duration"}, "words": ["mois"]}],
}
PRICE = {"says": [{"name": {"fr": "un montant", "en": "an amount"}, "amount": True, "words": ["commission"]}]}
MONEY = {"signs": ["€", "euro…"], "numerals": ["mille", "cents"], "aside": ["retard"]}


def about(text: str) -> list[str]:
    return [said.about for said in speaking(text, EXCLUSIVE, ["elle"])]


def test_a_text_is_cut_where_a_sentence_or_a_line_ends_and_not_behind_a_number() -> None:
    text = "3. Prix\nM. Lune paie. Le reste suit ; La fin."
    assert [sentence for _, sentence in sentences(text)] == ["3. Prix", "M. Lune paie.", "Le reste suit ;", "La fin."]
    assert all(text[start : start + len(sentence)] == sentence for start, sentence in sentences(text))


def test_a_sentence_speaks_with_those_that_go_on_about_the_same() -> None:
    assert about("Prix. L’exclusivité est due. Elle dure un mois. Le reste suit.") == [
        "L’exclusivité est due.\nElle dure un mois."
    ]


def test_a_part_is_wholly_about_its_heading_and_ends_at_a_blank_line() -> None:
    assert about("Exclusivité\nBougies, un mois.\n\nDivers\nFin.") == ["Exclusivité\nBougies, un mois."]


def test_the_same_words_of_something_else_do_not_speak_of_it() -> None:
    assert about("La clause d’exclusivité type ne s’applique pas.") == []


def test_what_nobody_says_is_named_and_what_is_settled_lacks_nothing() -> None:
    assert [each["en"] for each in unsaid(["Une exclusivité."], EXCLUSIVE, MONEY)] == ["the duration"]
    assert list(unsaid(["Une exclusivité.", "Deux mois."], EXCLUSIVE, MONEY)) == []
    assert list(unsaid(["Aucune exclusivité."], EXCLUSIVE, MONEY)) == []


def test_a_number_of_something_else_is_no_amount() -> None:
    lacking = ["À 30 jours.", "3 lampes.", "40 € par retard.", "[montant] €"]
    assert [text for text in lacking if list(unsaid([text], PRICE, MONEY))] == lacking
    enough = ["600 €", "€600", "Mille deux cents euros", "deux mille (2 000) euros", "Une commission."]
    assert [text for text in enough if not list(unsaid([text], PRICE, MONEY))] == enough
