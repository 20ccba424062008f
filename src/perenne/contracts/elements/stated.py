"""From a document to the relation that it states, and where each part of it is said."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from perenne.contracts.document import Block, Document
from perenne.contracts.elements.between import agent_in, insurance_in, public_in_france, representative_in
from perenne.contracts.elements.countries import laws_in
from perenne.contracts.elements.parties import FIELDS, Fact, facts_on_parties
from perenne.contracts.elements.party_words import ROLES
from perenne.contracts.elements.passages import Passage, passages_of, sentences
from perenne.contracts.elements.whole import Whole
from perenne.law.scope import HOME
from perenne.model.post import Advertiser
from perenne.model.relation import Clauses, Contract, Parties, Party, Relation, RelationCreator

PRACTICE = "contract.clauses.practice"


class Stated(msgspec.Struct, frozen=True):
    """``relation``: what the document states; ``places``: for each of its fields, where; ``loose``: what it says of
    parties without saying of which."""

    relation: Relation
    places: Mapping[str, tuple[Passage, ...]]
    loose: tuple[Fact, ...]


def stated_in(document: Document, known: Relation | None = None) -> Stated:
    """What ``document`` states, beside what is ``known`` of the relation otherwise (its deals, for one)."""
    blocks = document.blocks
    passages = passages_of(blocks)
    facts = facts_on_parties(blocks)
    places = {f"contract.clauses.{name}": found for name, found in passages.items()} | _fact_places(facts)
    contract = _contract(blocks, passages, facts)
    base = _called(known or Relation(id=document.sha256))
    every = [each.text for place, block in enumerate(blocks) for each in sentences(place, block.text)]
    relation = msgspec.structs.replace(
        base,
        contract=contract,
        creator=_creator(base, facts),
        targets_french_public=_stated(base.targets_french_public, public_in_france(every)),
        agent=base.agent or agent_in(every),
        representative=base.representative or representative_in(every),
        insurance=base.insurance or insurance_in(every),
    )
    return Stated(relation, places, tuple(fact for fact in facts if fact.role is None))


def _called(relation: Relation) -> Relation:
    """``relation`` with the names that its deals give the parties, where it has no others: a contract says
    *Maison Lorbec SAS* where a sheet says *Lorbec*."""
    creators = {deal.creator for deal in relation.deals}
    advertisers = {deal.advertiser for deal in relation.deals}
    handle = relation.creator.handle or (creators.pop() if len(creators) == 1 else None)
    name = advertisers.pop() if len(advertisers) == 1 else None
    return msgspec.structs.replace(
        relation,
        creator=msgspec.structs.replace(relation.creator, handle=handle),
        advertiser=relation.advertiser or (Advertiser(name=name) if name else None),
    )


def _stated(known: bool | None, said: bool | None) -> bool | None:
    return known if known is not None else said


def _contract(blocks: Sequence[Block], passages: Mapping[str, Sequence[Passage]], facts: Sequence[Fact]) -> Contract:
    texts = {name: "\n".join(each.text for each in found) or None for name, found in passages.items()}
    law = tuple(dict.fromkeys(code for each in passages["french_law"] for code in laws_in(each.text)))
    others = [code for code in law if code != HOME]
    return Contract(
        form="signed_document",
        governing_law=next(iter((*others, *law)), None),
        parties=Parties(**{role: _party(role, facts) for role in ROLES}),
        clauses=Clauses(**texts, practice=Whole(blocks).text or None),
    )


def _party(role: str, facts: Sequence[Fact]) -> Party | None:
    said: dict[str, Any] = {}
    for fact in facts:
        if fact.role == role and fact.field in FIELDS:
            said.setdefault(fact.field, fact.value)
    return Party(**said) if said else None


def _fact_places(facts: Sequence[Fact]) -> dict[str, tuple[Passage, ...]]:
    places: dict[str, tuple[Passage, ...]] = {}
    for fact in facts:
        if fact.role is not None:
            places.setdefault(f"contract.parties.{fact.role}.{fact.field}", (fact.passage,))
    return places | {
        f"contract.parties.{role}": tuple(
            place[0] for name in FIELDS if (place := places.get(f"contract.parties.{role}.{name}"))
        )
        for role in ROLES
    }


def _creator(known: Relation, facts: Sequence[Fact]) -> RelationCreator:
    """The year of birth, and the country of the address: they change which law holds, and who may sign."""
    born = next((int(f.value) for f in facts if f.field == "birth_year" and f.role in {"creator", None}), None)
    home = next((f.value for f in facts if f.field == "home" and f.role == "creator"), None)
    return msgspec.structs.replace(
        known.creator,
        country=known.creator.country or home,
        birth_year=known.creator.birth_year or born,
    )
