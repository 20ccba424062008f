"""From a document to the relation that it states, and where each part of it is said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from perenne.contracts.document import Block, Document
from perenne.contracts.elements.countries import country_in, laws_in
from perenne.contracts.elements.parties import FIELDS, ROLES, Fact, facts_on_parties
from perenne.contracts.elements.passages import Passage, passages_of, sentences
from perenne.dated.shelf import shelf
from perenne.law.relations.words import place_of
from perenne.law.scope import HOME
from perenne.model.bilingual import Bilingual
from perenne.model.post import Advertiser
from perenne.model.relation import (
    Agent,
    Clauses,
    Contract,
    Insurance,
    Parties,
    Party,
    Relation,
    RelationCreator,
    Representative,
)  # fmt: skip

PRACTICE = "contract.clauses.practice"


class Around(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of ``around.yaml``."""

    public: tuple[str, ...]
    agent: tuple[str, ...]
    sides: dict[str, tuple[str, ...]]
    mandate: tuple[str, ...]
    conflict: tuple[str, ...]
    representative: tuple[str, ...]
    insurance: tuple[str, ...]
    refuses: tuple[str, ...]
    signature: Bilingual
    signature_question: Bilingual
    no_text: Bilingual
    partly_read: Bilingual
    partly_read_question: Bilingual
    not_assigned: Bilingual
    notes: dict[str, Bilingual]


class Stated(msgspec.Struct, frozen=True):
    """``relation``: what the document states; ``places``: for each of its fields, where; ``loose``: what it says of
    parties without saying of which."""

    relation: Relation
    places: Mapping[str, tuple[Passage, ...]]
    loose: tuple[Fact, ...]


@cache
def around() -> Around:
    return msgspec.convert(shelf("perenne.contracts.elements")["around"], Around)


def stated_in(document: Document, known: Relation | None = None) -> Stated:
    """What ``document`` states, beside what is ``known`` of the relation otherwise (its deals, for one)."""
    blocks = document.blocks
    passages = passages_of(blocks)
    facts = facts_on_parties(blocks)
    places = {f"contract.clauses.{name}": found for name, found in passages.items()} | _fact_places(facts)
    contract = _contract(blocks, passages, facts)
    base = _called(known or Relation(id=document.sha256))
    every = list(_sentences(blocks))
    relation = msgspec.structs.replace(
        base,
        contract=contract,
        creator=_creator(base, facts),
        targets_french_public=_stated(base.targets_french_public, bool(_first(every, around().public)) or None),
        agent=base.agent or _agent(every),
        representative=base.representative or _representative(every),
        insurance=base.insurance or _insurance(every),
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
    law = laws_in(texts["french_law"] or "")
    others = [code for code in law if code != HOME]
    return Contract(
        form="signed_document",
        governing_law=next(iter((*others, *law)), None),
        parties=Parties(**{role: _party(role, facts) for role in ROLES}),
        clauses=Clauses(**texts, practice=whole(blocks) or None),
    )


def whole(blocks: Iterable[Block]) -> str:
    """All the words, a block a line: good practice is looked for everywhere."""
    return "\n".join(block.text for block in blocks)


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


# Who stands between


def _sentences(blocks: Sequence[Block]) -> Iterator[str]:
    return (each.text for place, block in enumerate(blocks) for each in sentences(place, block.text))


def _first(texts: Iterable[str], words: Sequence[str]) -> str | None:
    return next((text for text in texts if place_of(words, text)), None)


def _agent(texts: Sequence[str]) -> Agent | None:
    known = around()
    if not _first(texts, known.agent):
        return None
    both = bool(_first(texts, known.sides["both"]))
    sides = tuple(side for side in ROLES if both or _first(texts, known.sides[side]))
    return Agent(
        represents=sides,
        written_mandate=True if _first(texts, known.mandate) else None,
        conflict_declared=True if _first(texts, known.conflict) else None,
    )


def _representative(texts: Sequence[str]) -> Representative | None:
    said = _first(texts, around().representative)
    if said is None:
        return None
    country = country_in(said)
    return Representative(country=country.code if country else None, designated_in_writing=True)


def _insurance(texts: Sequence[str]) -> Insurance | None:
    said = _first(texts, around().insurance)
    country = country_in(said) if said else None
    return Insurance(insurer_country=country.code) if country else None
