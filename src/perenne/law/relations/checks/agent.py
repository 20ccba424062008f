"""The creator's agent: a written mandate, and no conflict of interest (loi n° 2023-451, art. 7 and 8)."""

from collections.abc import Iterator

from perenne.law.relations.facts import RelationFacts
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.model.relation import Agent

_SIDES, _DECLARED, _MANDATE = "agent.represents", "agent.conflict_declared", "agent.written_mandate"


def agent(facts: RelationFacts, version: Version) -> tuple[Ruling, ...]:
    """Nothing for whoever represents the advertiser alone: the article is about the agents of creators."""
    recorded = facts.relation.agent
    if recorded is None or facts.reach == "elsewhere":
        return ()
    if not recorded.represents:
        return (Ruling("side_unknown", (facts.value(_SIDES, None),), (_SIDES,)),)
    if "creator" not in recorded.represents:
        return ()
    return tuple(_judged(facts, recorded))


def _judged(facts: RelationFacts, recorded: Agent) -> Iterator[Ruling]:
    mandate = facts.value(_MANDATE, recorded.written_mandate)
    yield Ruling(_mandate(facts, recorded), (mandate,), (_MANDATE, "contract.required"), part="mandate")
    sides = facts.value(_SIDES, list(recorded.represents))
    declared = facts.value(_DECLARED, recorded.conflict_declared)
    yield Ruling(_conflict(recorded), (sides, declared), (_SIDES, _DECLARED), part="conflict")


def _mandate(facts: RelationFacts, recorded: Agent) -> str:
    if recorded.written_mandate:
        return "mandate_written"
    if facts.need == "none":
        return "not_required"
    if recorded.written_mandate is None:
        return "mandate_unknown"
    return "mandate_missing" if facts.need == "required" and facts.reach == "applies" else "mandate_in_doubt"


def _conflict(recorded: Agent) -> str:
    if "advertiser" not in recorded.represents:
        return "one_side"
    match recorded.conflict_declared:
        case True:
            return "both_sides_declared"
        case False:
            return "both_sides_hidden"
        case _:
            return "both_sides_unknown"


CHECKS = {"fr.contract.agent": agent}
