"""What promises money: risky financial contracts, sports tips on subscription, services on digital assets.

(Loi n° 2023-451, art. 4.) Here an offer that the post itself makes stands for a deal: the creator sells.
"""

from perenne.law.facts import Facts, advertiser_fact
from perenne.law.offer import Offer, offer, offered
from perenne.law.promotion import ON_DEAL, Promotion, Trade, advertises, declares, graded, named
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.law.wording import quotes, used, written
from perenne.model.finding import Evidence

FINANCE = Trade(frozenset({"trading"}), "finance", "trading.promoted", kin=frozenset({"finance", "crypto"}))
TIPS = Trade(frozenset({"sports_tips"}), "tips", "sports_tips.promoted", kin=frozenset({"gambling"}))
CRYPTO = Trade(frozenset({"crypto"}), "crypto", "crypto.promoted", kin=frozenset({"finance", "trading"}))


def finance(facts: Facts, version: Version) -> Ruling | None:
    """Are contracts promoted that may not be advertised to the public (CFD, forex, binary options)? A return promised
    by the day or the week says that something of the kind is sold, and not what."""
    found = named(facts, FINANCE)
    if not found.shown:
        return _returns_promised(facts)
    if facts.proven and found.sure:
        return Ruling("promoted", found.shown, ON_DEAL)
    return _by_offer(facts, FINANCE, found, offered(facts, FINANCE))


def tips(facts: Facts, version: Version) -> Ruling | None:
    """Is a subscription to sports tips promoted? An opinion on a match, given for nothing, is no such thing."""
    found = named(facts, TIPS)
    if not found.shown:
        return None
    made = offered(facts, TIPS)
    proof = (*found.shown, *made.shown)
    if facts.proven and declares(facts, TIPS) and found.sure:
        return Ruling("promoted", proof, ON_DEAL)
    if facts.proven and not made.plain:
        return Ruling("product_in_doubt", proof, (*ON_DEAL, TIPS.asked))
    return _by_offer(facts, TIPS, found, made)


def crypto(facts: Facts, version: Version) -> Ruling | None:
    """Is a service on digital assets promoted for a provider that is not authorised?"""
    found = named(facts, CRYPTO)
    made = offered(facts, CRYPTO) if found.shown else Offer()
    if not found.shown:
        return None
    if not (advertises(facts) or made.plain or facts.answer(CRYPTO.asked) == "yes"):
        return _call_in_doubt(facts, found, made)
    proof = (*found.shown, *made.shown, *_provider(facts), *advertiser_fact(facts, "casp"))
    match facts.known("casp"):
        case None if declares(facts, CRYPTO) and facts.proven and not (found.sure or made.shown):
            return graded(facts, found, CRYPTO, "promoted")
        case None:
            return Ruling("authorisation_unknown", proof, ("advertiser.casp",))
        case True:
            return Ruling("authorised", proof, ("advertiser.casp",))
    if made.plain and facts.deal.denied is None:
        return Ruling("offered", proof, ("advertiser.casp",))
    said = graded(facts, found, CRYPTO, "promoted")
    return Ruling(said.code, proof, (*said.depends_on, "advertiser.casp"))


def _call_in_doubt(facts: Facts, found: Promotion, made: Offer) -> Ruling | None:
    """A call to join or buy that may be of something else; none of the law's business where the provider is known to
    be authorised."""
    if not made.shown or facts.known("casp"):
        return None
    return Ruling("offer_in_doubt", (*found.shown, *made.shown), (CRYPTO.asked,))


def _provider(facts: Facts) -> tuple[Evidence, ...]:
    """Where the post names the provider, and what it says of its authorisation."""
    known = facts.advertiser
    names = (*([known.name] if known.name else []), *known.handles) if known is not None else ()
    return (*written(facts, names), *quotes(used(facts, "crypto", "authorised")))


def _returns_promised(facts: Facts) -> Ruling | None:
    promised = used(facts, "finance", "returns")
    if not promised or facts.refuted or facts.answer(FINANCE.asked) == "no":
        return None
    made = offer(facts, promised)
    if not (made.shown or advertises(facts)):
        return None
    return Ruling("returns_promised", (*quotes(promised), *made.shown), (FINANCE.asked,))


def _by_offer(facts: Facts, trade: Trade, found: Promotion, made: Offer) -> Ruling | None:
    """What is left where no deal accuses: the post's own offer, else a question, else nothing."""
    if made.plain and facts.deal.denied is None:
        return Ruling("offered", (*found.shown, *made.shown))
    if made.plain or (made.shown and not advertises(facts)):
        return Ruling("offer_in_doubt", (*found.shown, *made.shown), (trade.asked,))
    return graded(facts, found, trade, "promoted") if advertises(facts) else None


CHECKS = {"fr.ban.finance": finance, "fr.ban.tips": tips, "fr.crypto.authorised": crypto}
