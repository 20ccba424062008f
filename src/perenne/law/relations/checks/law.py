"""Does the contract submit to French law, where the public in France is meant? (loi n° 2023-451, art. 8, I, 5°)"""

from perenne.law.relations.facts import RelationFacts
from perenne.law.relations.words import both, place_of
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling

_CLAUSE, _LAW, _PUBLIC = "contract.clauses.french_law", "contract.governing_law", "targets_french_public"


def submission(facts: RelationFacts, version: Version) -> tuple[Ruling, ...]:
    """The clause, and the governing law as recorded."""
    public = facts.relation.targets_french_public
    if not facts.on_paper or facts.need == "none" or public is False:
        return ()
    code = _code(facts, version.parameters["law"], version.parameters["words"])
    words = {**both("fix", version.parameters["fix"]), "law": _governing(facts) or "?"}
    clause = facts.clause("french_law")
    proof = (
        *((facts.quoted("french_law"),) if clause else (facts.value(_CLAUSE, clause),)),
        facts.value(_LAW, _governing(facts)),
        facts.value(_PUBLIC, public),
    )
    return (Ruling(code, proof, ("contract.required", _LAW, _PUBLIC), words),)


def _code(facts: RelationFacts, law: str, words: list[str]) -> str:
    governing, clause = _governing(facts), facts.clause("french_law")
    named = bool(clause) and place_of(words, clause or "") is not None
    if governing not in {None, law}:
        return "law_contradicted" if named else _absent(facts, "other_law")
    if named or governing == law:
        return "submitted"
    if clause:
        return "law_weak"
    return "law_not_recorded" if facts.clauses is None else _absent(facts, "law_missing")


def _absent(facts: RelationFacts, code: str) -> str:
    """``code`` accuses: only where the law surely asks for the clause."""
    if facts.relation.targets_french_public is None:
        return "target_unknown"
    return code if facts.accuses else "law_in_doubt"


def _governing(facts: RelationFacts) -> str | None:
    return facts.contract.governing_law if facts.contract is not None else None


CHECKS = {"fr.contract.law": submission}
