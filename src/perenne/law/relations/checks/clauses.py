"""Does the writing hold what the law asks of it: present, weak, missing, not recorded? (loi n° 2023-451, art. 8, I)

Presence is all that is seen: whether a clause suffices is for a person to say.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from perenne.law.consideration import MONEY
from perenne.law.relations.deals import day_of
from perenne.law.relations.facts import RelationFacts
from perenne.law.relations.said import unsaid
from perenne.law.relations.words import both, has_blank, length, listed, place_of
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.model.finding import Evidence
from perenne.model.relation import Party

_NEED = ("contract.required", "contract.clauses")
_PARTIES = ("creator", "advertiser")
_IN_KIND = "in_kind"
_Said = dict[str, Any]


def elements(facts: RelationFacts, version: Version) -> tuple[Ruling, ...]:
    """Each party, each clause, and whether the creator may commit alone."""
    return (*_minor(facts, version.parameters), *_elements(facts, version.parameters))


def _elements(facts: RelationFacts, known: _Said) -> Iterator[Ruling]:
    if not facts.on_paper or facts.reach == "elsewhere":
        return
    if facts.need == "none":
        yield Ruling("not_required", (facts.value("contract.form", facts.contract and facts.contract.form),))
        return
    if facts.clauses is None:
        yield Ruling("clauses_not_recorded", (facts.value("contract.clauses", None),), _NEED)
    if facts.clauses is not None or facts.parties is not None:
        yield from (_party(facts, who, known) for who in _PARTIES)
    if facts.clauses is not None:
        yield from (
            _clause(facts, name, said, known) for name, said in known["elements"].items() if _due(facts, name)
        )


# The parties


def _party(facts: RelationFacts, who: str, known: _Said) -> Ruling:
    recorded = getattr(facts.parties, who) if facts.parties is not None else None
    party = recorded or Party()
    lacking = [name for name in known["parties"] if not getattr(party, name)]
    weak = ["email"] if party.email and "@" not in party.email else []
    code, named = _party_code(facts, party, lacking, weak)
    path = f"contract.parties.{who}"
    proof = tuple(facts.value(f"{path}.{name}", getattr(party, name)) for name in known["parties"])
    words = {**both("who", known["who"][who]), **listed("lacks", (known["parties"][name] for name in named))}
    return Ruling(code, proof, (*_NEED, path), words, part=f"parties.{who}")


def _party_code(facts: RelationFacts, party: Party, lacking: list[str], weak: list[str]) -> tuple[str, list[str]]:
    if party == Party() or (lacking and facts.clauses is None):
        return "party_not_recorded", lacking
    if lacking:
        return ("party_missing" if facts.accuses else "party_missing_in_doubt"), lacking
    return ("party_weak" if weak else "party_present"), weak


# The clauses


def _due(facts: RelationFacts, name: str) -> bool:
    """A benefit in kind is spoken of where one is given, or where the contract itself speaks of one."""
    given = any(deal.kind is not None and deal.kind not in MONEY for deal in facts.relation.deals)
    return name != _IN_KIND or given or bool(facts.clause(name))


def _clause(facts: RelationFacts, name: str, said: _Said, known: _Said) -> Ruling:
    text = facts.clause(name)
    words = {**both("element", said["name"]), **both("fix", said["fix"]), "part": name}
    path = f"contract.clauses.{name}"
    if not (text and text.strip()):
        code = "missing" if facts.accuses else "missing_in_doubt"
        return Ruling(code, (facts.value(path, text),), (*_NEED, path), words, part=name)
    lacks = [*_lacks(text, said, known), *_unvalued(facts, name, said)]
    proof: tuple[Evidence, ...] = (facts.quoted(name),)
    return Ruling("weak" if lacks else "present", proof, (path,), {**words, **listed("lacks", lacks)}, part=name)


def _lacks(text: str, said: _Said, known: _Said) -> Iterator[dict[str, str]]:
    """What a reader would miss in a clause that is there."""
    if length(text) < said["least_words"]:
        yield known["short"]
    if place_of(known["vague"], text) or has_blank(text):
        yield known["open"]
    yield from unsaid([text], said, known["money"])


def _unvalued(facts: RelationFacts, name: str, said: _Said) -> Iterator[dict[str, str]]:
    deals = facts.relation.deals if name == _IN_KIND else ()
    if any(deal.value_eur is None and deal.kind is not None and deal.kind not in MONEY for deal in deals):
        yield said["each"]


# The creator


def _minor(facts: RelationFacts, known: _Said) -> Iterator[Ruling]:
    born = facts.relation.creator.birth_year
    signed = day_of(facts.contract.date_signed) if facts.contract is not None else None
    day = signed or facts.last
    if born is None or day is None or day.year - born > known["adult"]:
        return
    notices = ("authorisation",) if day.year - born <= known["authorised"] else ()
    words: dict[str, str | date] = {"born": str(born), "day": day}
    proof = (facts.value("creator.birth_year", born),)
    yield Ruling("minor", proof, ("creator.birth_year",), words, notices, part="parties.minor")


CHECKS = {"fr.contract.clauses": elements}
