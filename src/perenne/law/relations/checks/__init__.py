"""One function a rule: from the facts of a relation and the version in force to outcome codes."""

from collections.abc import Callable, Mapping

from perenne.law.relations.checks import abroad, agent, clauses, law, practice, written
from perenne.law.relations.facts import RelationFacts
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling

RelationCheck = Callable[[RelationFacts, Version], tuple[Ruling, ...]]

RELATION_CHECKS: Mapping[str, RelationCheck] = {
    **abroad.CHECKS,
    **agent.CHECKS,
    **clauses.CHECKS,
    **law.CHECKS,
    **practice.CHECKS,
    **written.CHECKS,
}
