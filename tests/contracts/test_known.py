"""Which of the relations somebody recorded is the one of a document."""

import pytest

from perenne.contracts.document import Block, Content, Document
from perenne.contracts.known import known_for
from perenne.model.errors import UsageError
from perenne.model.relation import Contract, DealLine, Parties, Party, Relation

DOCUMENT = Document(
    "contrat.txt", "0" * 64, Content("text", (Block("Entre Zibellou SARL et Nine Exemple, @nine.ex."),))
)


def relation(number: str, creator: str, advertiser: str) -> Relation:
    return Relation(id=number, deals=(DealLine(creator=creator, advertiser=advertiser, value_eur=600.0),))


def test_the_one_whose_parties_the_document_names_is_taken_with_all_its_deals() -> None:
    own, again = relation("a", "nine.ex", "Zibellou"), relation("b", "nine.ex", "Zibellou")
    found = known_for(DOCUMENT, [relation("c", "tom", "Corbelune"), own, again])
    assert found is not None
    assert (found.id, len(found.deals)) == ("a", 2)


def test_a_party_is_known_by_the_name_that_a_contract_recorded_gives_it_too() -> None:
    parties = Parties(creator=Party(name="Nine Exemple"), advertiser=Party(name="Zibellou SARL"))
    named = Relation(id="a", contract=Contract(form="signed_document", parties=parties))
    assert known_for(DOCUMENT, [relation("c", "tom", "Corbelune"), named]) == named


def test_the_only_one_recorded_is_taken_whatever_its_names() -> None:
    assert known_for(DOCUMENT, [relation("c", "tom", "Corbelune")]) is not None
    assert known_for(DOCUMENT, []) is None


def test_nothing_is_guessed_where_several_are_recorded_and_none_is_named() -> None:
    with pytest.raises(UsageError, match="does not name the parties"):
        known_for(DOCUMENT, [relation("a", "tom", "Corbelune"), relation("b", "lou", "Valdonne")])
