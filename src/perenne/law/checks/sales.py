"""How goods are sold: reference prices, contests, orders that a third party ships, ultra-fast fashion."""

import re

from perenne.law.clause import claims
from perenne.law.facts import Facts, field_value
from perenne.law.promotion import ON_DEAL, advertises
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.law.wording import Used, ground, inside, quotes, sells_own, used
from perenne.model.finding import Evidence
from perenne.text.hit import Hit
from perenne.text.passage import Passage

_FROM_TO = re.compile(
    r"\s*(?P<before>\d[\d\s]{0,9}(?:[.,]\d\d?)?)\s*(?:€|euros?)?\s*(?:à|a\u0300?)\s*(?P<after>\d[\d\s]{0,9}(?:[.,]\d\d?)?)",
    re.IGNORECASE,
)
_LOWEST = "price.lowest_30_days"
_TERMS = "contest.terms"
_SUPPLIER = "advertiser.supplier_identified"
_ULTRA = "advertiser.ultra_express"


def reference(facts: Facts, version: Version) -> Ruling | None:
    """Is an announced reduction counted from the lowest price of the thirty days before?"""
    own = sells_own(facts) or bool(used(facts, "own", "business"))
    if not own and (facts.refuted or not advertises(facts)):
        return None
    announced = _announced(facts, own)
    if not announced:
        return None
    shown = claims(announced)
    words = {"words": shown[0].quote or ""}
    match facts.answer(_LOWEST):
        case "yes":
            return Ruling("reference_confirmed", shown, (_LOWEST,), words)
        case "no" if own or facts.proven:
            return Ruling("reference_refused", shown, (_LOWEST,), words)
        case "no":
            return Ruling("promotion_unproven", shown, ON_DEAL, words)
        case _ if stated := used(facts, "price", "lowest"):
            return Ruling("reference_stated", (*quotes(stated), *shown), (_LOWEST,), notices=("price_unverified",))
        case _:
            return Ruling("reference_unknown", shown, (*ON_DEAL, _LOWEST), words)


def _announced(facts: Facts, own: bool) -> Used:
    """A former price; or a reduction on everything, where the seller announces it and no code earns it."""
    former = tuple(each for each in used(facts, "price", "former") if not _raised(*each))
    if former or not (own or (facts.strong and not used(facts, "promo", "code"))):
        return former
    return used(facts, "price", "general")


def _raised(passage: Passage, hit: Hit) -> bool:
    """Whether the price goes up (*passe de 120 € à 150 €*): nothing is announced as cheaper."""
    moved = _FROM_TO.match(passage.text, hit.end)
    return moved is not None and _amount(moved["before"]) < _amount(moved["after"])


def _amount(written: str) -> float:
    return float("".join(written.split()).replace(",", "."))


def contest(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Are the terms of a contest at hand, and does the post say when it ends?"""
    on = ground(facts)
    called = used(facts, "contest", "contest")
    if on is None or not called:
        return None
    terms = quotes(used(facts, "contest", "terms"))
    if not terms and facts.answer(_TERMS) != "yes":
        return _without_terms(facts, quotes(called), on == "proven")
    end = quotes(used(facts, "contest", "end"))
    notices = () if inside(facts, "contest", "release") else ("platform_release",)
    shown = (*terms, *end, *quotes(called))
    depends = (_TERMS,) if facts.answer(_TERMS) else ()
    return Ruling("terms_and_end" if end else "end_missing", shown, depends, notices=notices)


def _without_terms(facts: Facts, called: tuple[Evidence, ...], proven: bool) -> Ruling | Unjudged:
    if facts.post.text is None:
        return Unjudged("text")
    if proven or (sells_own(facts) and facts.answer(_TERMS) == "no"):
        return Ruling("terms_missing", called, (*ON_DEAL, _TERMS))
    return Ruling("terms_unknown", called, (*ON_DEAL, _TERMS))


def supplier(facts: Facts, version: Version) -> Ruling | None:
    """Does a seller who lets a third party ship tell the buyer who that supplier is?"""
    if (shown := _ships_by_supplier(facts)) is None:
        return None
    identified = facts.known("supplier_identified")
    if identified is None:
        return Ruling("supplier_unknown", shown, (_SUPPLIER,))
    recorded = field_value(facts, "deal.advertiser.facts.supplier_identified", identified)
    if identified:
        return Ruling("supplier_identified", (recorded, *shown), (_SUPPLIER,))
    sells = sells_own(facts) or bool(used(facts, "own", "business")) or facts.proven
    code = "supplier_hidden" if sells else "promotion_unproven"
    return Ruling(code, (recorded, *shown), (*ON_DEAL, _SUPPLIER))


def _ships_by_supplier(facts: Facts) -> tuple[Evidence, ...] | None:
    """What shows that the goods are shipped by a supplier: the advertiser's record, or the words of an own shop."""
    known = facts.known("dropshipping")
    own = sells_own(facts) or bool(used(facts, "own", "business"))
    if known is False or (not own and (facts.refuted or ground(facts) is None)):
        return None
    said = quotes(used(facts, "dropshipping"))
    if known:
        return (field_value(facts, "deal.advertiser.facts.dropshipping", value=True), *said)
    return said if said and own else None


def ultra_express(facts: Facts, version: Version) -> Ruling | None:
    """Is a trade of ultra-fast fashion advertised?"""
    declared = facts.advertiser.sectors if facts.advertiser is not None else ()
    known = facts.known("ultra_express")
    if ground(facts) is None or not (known or "ultra_fast_fashion" in declared):
        return None
    shown = (field_value(facts, "deal.advertiser.sectors", list(declared)),)
    if known is False:
        return Ruling("not_ultra_express", shown, (_ULTRA,))
    return Ruling("ultra_express", shown, (*ON_DEAL, _ULTRA))


CHECKS = {
    "fr.price.reference": reference,
    "fr.contest.terms": contest,
    "fr.dropshipping.supplier": supplier,
    "fr.fashion.ultra_express": ultra_express,
}
