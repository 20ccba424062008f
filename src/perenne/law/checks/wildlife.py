"""Promotion that involves wild animals outside the list of species that may be kept (loi n° 2023-451, art. 4)."""

from perenne.law.facts import Facts, advertiser_fact
from perenne.law.offer import sold
from perenne.law.promotion import ON_DEAL, Trade, declares, graded
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling

WILDLIFE = Trade(frozenset({"wildlife"}), "wildlife", "wildlife.promoted")
_ESTABLISHMENT = "authorised_establishment"
_ASKED = f"advertiser.{_ESTABLISHMENT}"


def wildlife(facts: Facts, version: Version) -> Ruling | None:
    """Does a promotion involve an animal that only an authorised establishment may hold? Words alone never tell of
    which species it is, nor whether the animal is there at all: a person says."""
    found = sold(facts, WILDLIFE)
    if not found.shown:
        return None
    allowed = facts.known(_ESTABLISHMENT)
    proof = (*found.shown, *advertiser_fact(facts, _ESTABLISHMENT))
    if allowed:
        return Ruling("establishment_authorised", proof, (_ASKED,))
    said = graded(facts, found, WILDLIFE, "promoted")
    if said.code != "promoted":
        return said
    if not declares(facts, WILDLIFE) and facts.answer(WILDLIFE.asked) != "yes":
        return Ruling("product_in_doubt", found.shown, (*ON_DEAL, WILDLIFE.asked))
    code = "establishment_unknown" if allowed is None else "promoted"
    return Ruling(code, proof, (*ON_DEAL, _ASKED))


CHECKS = {"fr.ban.wildlife": wildlife}
