"""What a contract gains by saying although no law asks for it: never a breach."""

from collections.abc import Iterator
from typing import Any

import msgspec

from perenne.law.relations.facts import LONGEST_QUOTE, RelationFacts
from perenne.law.relations.said import Said, sentences, speaking, unsaid
from perenne.law.relations.words import both, has_blank, listed, place_of
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.model.finding import Evidence
from perenne.model.relation import Clauses

_ALL = "contract.clauses"
_Texts = dict[str, str]


def practice(facts: RelationFacts, version: Version) -> tuple[Ruling, ...]:
    """Each good clause by itself, looked for in every clause of a contract that was read."""
    if not facts.on_paper or facts.clauses is None:
        return ()
    known = version.parameters
    texts = _texts(facts.clauses)
    judged = (_clause(facts, texts, part, known) for part in known["clauses"])
    return (*judged, *_imposed(texts, known["imposed"]))


def _texts(clauses: Clauses) -> dict[str, str]:
    """The clauses that say something, the one on practice first."""
    said = {name: text for name, text in msgspec.structs.asdict(clauses).items() if text}
    return dict(sorted(said.items(), key=lambda pair: (pair[0] != "practice", pair[0])))


def _clause(facts: RelationFacts, texts: _Texts, part: str, known: dict[str, Any]) -> Ruling:
    said = known["clauses"][part]
    found = [(name, each) for name, text in texts.items() for each in speaking(text, said, known["goes_on"])]
    words = {**both("element", said["name"]), **both("fix", said["fix"])}
    if not found:
        nothing = facts.value(f"{_ALL}.practice", facts.clause("practice"))
        return Ruling("practice_missing", (nothing,), (_ALL,), words, part=part)
    about = [each.about for _, each in found]
    lacks = list(unsaid(about, said, known["money"]))
    if all(map(has_blank, about)):
        lacks.append(known["open"])
    code = "practice_weak" if lacks else "practice_present"
    return Ruling(code, (_quoted(*found[0]),), (_ALL,), {**words, **listed("lacks", lacks)}, part=part)


def _imposed(texts: _Texts, known: dict[str, list[str]]) -> Iterator[Ruling]:
    """What a network wants to read, where the contract takes it up; a contract that refuses it does not."""
    for name, text in texts.items():
        for start, sentence in sentences(text):
            place = place_of(known["words"], sentence)
            if place is None or place_of(known["refused"], sentence):
                continue
            code = "wording_beside" if place_of(known["beside"], sentence) else "wording_imposed"
            proof = _quoted(name, Said(start, sentence, sentence))
            yield Ruling(code, (proof,), (_ALL,), {"words": sentence[slice(*place)]}, part="wording")
            return


def _quoted(name: str, said: Said) -> Evidence:
    quote = said.text[:LONGEST_QUOTE]
    return Evidence(f"{_ALL}.{name}", said.start, said.start + len(quote), quote)


CHECKS = {"fr.contract.practice": practice}
