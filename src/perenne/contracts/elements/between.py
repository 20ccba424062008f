"""Who stands between the parties or behind one of them, and whose public is meant."""

from collections.abc import Iterable, Iterator, Sequence

from perenne.contracts.elements.around import around
from perenne.contracts.elements.countries import country_in
from perenne.contracts.elements.denied import affirming, denied
from perenne.contracts.elements.party_words import ROLES, Role, words
from perenne.law.relations.words import place_of, places_of, without
from perenne.model.relation import Agent, Insurance, Representative

_REACH = 40
"""How far from the verb its party stands, in characters."""


def public_in_france(sentences: Iterable[str]) -> bool | None:
    """Whether the document says that the public in France is meant; ``None``: it does not say so."""
    return True if affirming(around().public, sentences) else None


def agent_in(sentences: Sequence[str]) -> Agent | None:
    """The agent that ``sentences`` speak of."""
    known = around()
    meant = [without(known.not_agents, sentence) for sentence in sentences]
    if affirming(known.agent, meant) is None:
        return None
    both = affirming(known.both_sides, meant)
    sides = set(ROLES) if both else {role for sentence in meant for role in _represented(sentence)}
    return Agent(
        represents=tuple(role for role in ROLES if role in sides),
        written_mandate=True if affirming(known.mandate, meant) else None,
        conflict_declared=True if affirming(known.conflict, meant) else None,
    )


def _represented(sentence: str) -> Iterator[Role]:
    known = around()
    for start, end in places_of(known.acts_for, sentence):
        following = sentence[end : end + _REACH]
        if not denied(sentence, start, end):
            yield from _nearest(following)
    for start, _ in places_of(known.acted_for, sentence):
        before = sentence[max(0, start - _REACH) : start]
        yield from _nearest(before)


def _nearest(text: str) -> Iterator[Role]:
    """The party that ``text`` names first."""
    found = [(place, role) for role in ROLES if (place := place_of(words().roles[role], text))]
    if found:
        yield min(found)[1]


def representative_in(sentences: Iterable[str]) -> Representative | None:
    """The representative who was appointed; one who is still to be is none."""
    known = around()
    done = (sentence for sentence in sentences if not place_of(known.not_yet, sentence))
    said = affirming(known.representative, done)
    if said is None:
        return None
    country = country_in(said)
    return Representative(country=country.code if country else None, designated_in_writing=True)


def insurance_in(sentences: Iterable[str]) -> Insurance | None:
    known = around()
    done = (sentence for sentence in sentences if not place_of(known.not_yet, sentence))
    said = affirming(known.insurance, done)
    country = country_in(said) if said else None
    return Insurance(insurer_country=country.code) if country else None
