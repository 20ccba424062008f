"""What a contract gains by saying although no law asks for it: never a breach."""

from collections.abc import Iterator
from typing import Any

import msgspec

from perenne.law.relations.facts import RelationFacts
from perenne.law.relations.words import both, place_of
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.model.finding import Evidence
from perenne.model.relation import Clauses

_ALL = "contract.clauses"


def practice(facts: RelationFacts, version: Version) -> tuple[Ruling, ...]:
    """Each good clause by itself, looked for in every clause of a contract that was read."""
    if not facts.on_paper or facts.clauses is None:
        return ()
    texts = _texts(facts.clauses)
    return (*_clauses(facts, texts, version.parameters["clauses"]), *_imposed(texts, version.parameters["imposed"]))


def _texts(clauses: Clauses) -> dict[str, str]:
    """The clauses that say something, the one on practice first."""
    said = {name: text for name, text in msgspec.structs.asdict(clauses).items() if text}
    return dict(sorted(said.items(), key=lambda pair: (pair[0] != "practice", pair[0])))


def _clauses(facts: RelationFacts, texts: dict[str, str], known: dict[str, Any]) -> Iterator[Ruling]:
    for part, said in known.items():
        found = _found(texts, said["words"])
        words = {**both("element", said["name"]), **both("fix", said["fix"])}
        code = "practice_present" if found else "practice_missing"
        proof = found or facts.value(f"{_ALL}.practice", facts.clause("practice"))
        yield Ruling(code, (proof,), (_ALL,), words, part=part)


def _imposed(texts: dict[str, str], mentions: list[str]) -> Iterator[Ruling]:
    found = _found(texts, mentions)
    if found:
        yield Ruling("wording_imposed", (found,), (_ALL,), {"words": found.quote or ""}, part="wording")


def _found(texts: dict[str, str], words: list[str]) -> Evidence | None:
    for name, text in texts.items():
        place = place_of(words, text)
        if place:
            start, end = place
            return Evidence(f"{_ALL}.{name}", start, end, text[start:end])
    return None


CHECKS = {"fr.contract.practice": practice}
