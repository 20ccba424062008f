"""Declaring a commercial communication with the platform's own tool (règlement (UE) 2022/2065, art. 26, § 2)."""

from perenne.law.facts import Facts, field_value
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged

_STRONG_BUT_LABEL = frozenset({"deal", "deal_line", "answer"})


def declared(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Is a post that a deal covers declared with the platform's tool?

    A label of which the source says nothing proves nothing (position R8).
    """
    deals = facts.deal.of_kind(*_STRONG_BUT_LABEL)
    if not deals or facts.deal.denied is not None or facts.gift_in_doubt:
        return None
    labels = facts.post.labels
    proof = tuple(clue.evidence for clue in deals)
    if labels.paid_partnership:
        return Ruling("declared", (field_value(facts, "labels.paid_partnership", value=True),))
    if labels.promotional:
        return Ruling("declared", (field_value(facts, "labels.promotional", value=True),))
    if labels.paid_partnership is None:
        return None
    undeclared = field_value(facts, "labels.paid_partnership", value=False)
    return Ruling("not_declared", (undeclared, *proof), ("deal.consideration", "labels.paid_partnership"))


CHECKS = {"eu.dsa.declaration": declared}
