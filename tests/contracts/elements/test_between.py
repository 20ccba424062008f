"""Who stands between the parties: named, denied, still to be appointed, or somebody else."""

import pytest

from perenne.contracts.elements.between import agent_in, insurance_in, public_in_france, representative_in


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("La Créatrice est représentée par son agent, Rive Talents.", ("creator",)),
        ("L’agence Brume agit au nom et pour le compte de la Créatrice.", ("creator",)),
        ("L’agence Clairvoie, mandatée par la Marque, coordonne la campagne.", ("advertiser",)),
        ("L’agence Brume est l’agent des deux parties.", ("creator", "advertiser")),
        ("The agent acts on behalf of the Influencer.", ("creator",)),
        ("Un agent assiste aux réunions.", ()),
    ],
)
def test_whom_an_agent_acts_for(sentence: str, sides: tuple[str, ...]) -> None:
    agent = agent_in([sentence])
    assert agent is not None
    assert agent.represents == sides


@pytest.mark.parametrize(
    "sentence",
    [
        "Le community manager de la Marque répond aux messages.",
        "La Créatrice n’a pas d’agent.",
        "Neither party is the agent, partner or employee of the other.",
        "Nothing in this Agreement makes either party the agent of the other.",
    ],
)
def test_who_is_no_agent(sentence: str) -> None:
    assert agent_in([sentence]) is None


def test_a_mandate_and_a_conflict_count_where_they_are_not_denied() -> None:
    said = agent_in(["L’agent de la Créatrice a un mandat écrit.", "Il a déclaré le conflit d’intérêts aux parties."])
    assert said is not None
    assert (said.written_mandate, said.conflict_declared) == (True, True)
    denied = agent_in(["L’agent de la Créatrice agit ; aucun mandat écrit n’a été signé."])
    assert denied is not None
    assert denied.written_mandate is None


def test_a_representative_who_is_still_to_be_appointed_is_none() -> None:
    named = representative_in(["Elle a désigné un représentant légal dans l’Union européenne, établi en Irlande."])
    assert named is not None
    assert (named.country, named.designated_in_writing) == ("IE", True)
    assert representative_in(["Elle désignera un représentant légal dans l’Union européenne."]) is None
    assert representative_in(["Elle n’a désigné aucun représentant légal dans l’Union européenne."]) is None


def test_an_insurance_counts_with_the_country_of_its_insurer() -> None:
    held = insurance_in(["Une assurance de responsabilité est souscrite auprès d’un assureur établi en France."])
    assert held is not None
    assert held.insurer_country == "FR"
    assert insurance_in(["Elle ne dispose d’aucune assurance de responsabilité en France."]) is None


def test_the_public_in_france_is_meant_where_it_is_not_left_out() -> None:
    assert public_in_france(["Les contenus visent le public français."]) is True
    assert public_in_france(["Les contenus ne visent pas le public français."]) is None
