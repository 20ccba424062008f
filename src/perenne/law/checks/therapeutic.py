"""What is presented as comparable to a treatment, better than it, or in its place (loi n° 2023-451, art. 4)."""

from perenne.law.clause import claims as quoted
from perenne.law.facts import Facts
from perenne.law.offer import Found, offer, told, warned
from perenne.law.promotion import ON_DEAL, Trade, advertises, products
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling

_ASKED = "therapeutic.claimed"


def therapeutic(facts: Facts, version: Version) -> Ruling | None:
    """Is something sold in the place of a treatment? A testimony with nothing to sell is none of this."""
    if facts.refuted or facts.answer(_ASKED) == "no":
        return None
    claims, likened = _said(facts, "claim"), _said(facts, "likeness")
    words = [*claims, *likened]
    if not words:
        return None
    sold = offer(facts, words, counter=True)
    proof = (*quoted(words), *sold.shown)
    claimed = bool(claims) or facts.answer(_ASKED) == "yes"
    if claimed and facts.proven:
        return Ruling("promoted", proof, ON_DEAL)
    if claimed and sold.plain and facts.deal.denied is None:
        return Ruling("offered", proof)
    if not (advertises(facts) or sold.shown):
        return None
    if claimed:
        return Ruling("promotion_unproven", proof, ON_DEAL)
    return Ruling("claim_in_doubt", proof, (*ON_DEAL, _ASKED))


def _said(facts: Facts, topic: str) -> list[Found]:
    found = products(facts, Trade(frozenset(), "therapeutic", _ASKED, (topic,)))
    return [each for each in found if not warned(facts, each[0]) and not told(facts, each)]


CHECKS = {"fr.ban.therapeutic": therapeutic}
