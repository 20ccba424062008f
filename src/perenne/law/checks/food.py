"""The health message on manufactured food and sweetened drinks (code de la santé publique, art. L. 2133-1)."""

from perenne.law.facts import Facts
from perenne.law.promotion import ON_DEAL, Promotion, Trade, promotion
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.law.wording import inside, quotes, used, written

FOOD = Trade(frozenset({"food", "soft_drink"}), "food", "food.promoted")
_ALWAYS = "soft_drink"
"""The one sector whose products are bound unless the words say otherwise; of food, raw products are not."""
_SCOPE = "food.in_scope"


def message(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does an advertisement for such food carry one of the official messages and the address?"""
    promoted = promotion(facts, FOOD)
    if not promoted.shown or _raw_only(facts):
        return None
    if said := _said(facts, promoted, version.parameters["address"]):
        return said
    if facts.answer(_SCOPE) == "no":
        return Ruling("not_in_scope", promoted.shown, (_SCOPE,))
    if facts.post.text is None:
        return Unjudged("text")
    if _scope_open(facts):
        return Ruling("scope_unknown", promoted.shown, (*ON_DEAL, _SCOPE))
    shown = (*quotes(used(facts, "food", "product")), *promoted.shown)
    if not facts.proven:
        return Ruling("promotion_unproven", shown, ON_DEAL)
    if not promoted.sure:
        return Ruling("product_in_doubt", shown, (*ON_DEAL, FOOD.asked))
    return Ruling("message_absent", shown, (*ON_DEAL, _SCOPE) if facts.answer(_SCOPE) else ON_DEAL)


def _said(facts: Facts, promoted: Promotion, names: list[str]) -> Ruling | None:
    official = inside(facts, "notice", "food_message")
    address = written(facts, names)
    if official and address:
        return Ruling("message_present", (*official, *address, *promoted.shown))
    if official:
        return Ruling("address_missing", (*official, *promoted.shown))
    if address:
        return Ruling("address_only", (*address, *promoted.shown))
    return None


def _sectors(facts: Facts) -> frozenset[str]:
    return frozenset(facts.advertiser.sectors if facts.advertiser is not None else ())


def _scope_open(facts: Facts) -> bool:
    """Whether the advertiser sells food of some kind, and neither the text nor a person says of which; one that sells
    sweetened drinks may also sell water, or a beer without alcohol."""
    if facts.answer(_SCOPE) == "yes" or used(facts, "food", "product"):
        return False
    sectors = _sectors(facts)
    if _ALWAYS in sectors:
        return bool(used(facts, "food", "raw") or used(facts, "thing", "free"))
    return "food" in sectors


def _raw_only(facts: Facts) -> bool:
    """Whether the post names raw food alone: fruit, vegetables, meat, water."""
    if _ALWAYS in _sectors(facts) or used(facts, "food", "product"):
        return False
    return bool(used(facts, "food", "raw"))


CHECKS = {"fr.food.message": message}
