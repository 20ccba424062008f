"""Claims about health (règlement (CE) n° 1924/2006) and about the environment (code de l'environnement)."""

from perenne.law.clause import claims as quoted
from perenne.law.facts import Facts
from perenne.law.promotion import ON_DEAL
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.law.waking import BIO
from perenne.law.wording import Used, ground, inside, used
from perenne.text.hit import Hit
from perenne.text.names import occurrences
from perenne.text.passage import Passage

_SWALLOWED = frozenset({"food_supplement", "food", "soft_drink"})
_TREATING = _SWALLOWED | {"cosmetics", "medical_device", "other"}
_AUTHORISED = "claim.authorised"
_CLAIMED = "environment.claimed"


def health(facts: Facts, version: Version) -> Ruling | None:
    """Does the post promise of a product what nobody may, or what only an authorised claim may?"""
    sectors = frozenset(facts.advertiser.sectors if facts.advertiser is not None else ())
    on = ground(facts)
    if on is None or (sectors and not sectors & _TREATING):
        return None
    goods = used(facts, "remedy")
    forbidden = _of_goods(used(facts, "health", "cure", "slimming"), goods, bool(sectors & _SWALLOWED))
    if forbidden:
        code = "claim_forbidden" if on == "proven" else "claim_unproven"
        return Ruling(code, quoted(forbidden, goods), ON_DEAL, _first(forbidden))
    if sectors and not sectors & (_SWALLOWED | {"other"}):
        return None
    claims = _of_goods(used(facts, "health", "claim"), goods, bool(sectors & _SWALLOWED))
    return _to_be_authorised(facts, claims, goods, on == "proven") if claims else None


def _of_goods(claims: Used, goods: Used, declared: bool) -> Used:
    """The claims that stand in one passage with a product, or all where the advertiser sells nothing else."""
    named = {passage.field for passage, _ in goods}
    return claims if declared else tuple(each for each in claims if each[0].field in named)


def _to_be_authorised(facts: Facts, claims: Used, goods: Used, proven: bool) -> Ruling:
    shown, words = quoted(claims, goods), _first(claims)
    match facts.answer(_AUTHORISED):
        case "yes":
            return Ruling("claim_authorised", shown, (_AUTHORISED,), words)
        case "no" if proven:
            return Ruling("claim_refused", shown, (*ON_DEAL, _AUTHORISED), words)
    if not proven:
        return Ruling("claim_unproven", shown, ON_DEAL, words)
    return Ruling("claim_to_check", shown, (*ON_DEAL, _AUTHORISED), words)


def environment(facts: Facts, version: Version) -> Ruling | None:
    """Does the post praise a product with words that are banned, or that need a proof which it does not give?"""
    on = ground(facts)
    if on is None or facts.answer(_CLAIMED) == "no":
        return None
    notices = ("european_criteria",) if version.parameters.get("european_criteria") else ()
    claims = used(facts, "environment", "banned", "carbon", "generic", "comparative")
    if not claims:
        return None
    code, shown = _worst_claim(facts, claims)
    if on != "proven":
        return Ruling("claim_unproven", quoted(shown), ON_DEAL, _first(shown), notices)
    if code in _ACCUSING:
        sure = facts.answer(_CLAIMED) == "yes" or _any_of_product(facts, shown)
        depends = ON_DEAL if sure else (*ON_DEAL, _CLAIMED)
        return Ruling(code if sure else "claim_in_doubt", quoted(shown), depends, _first(shown), notices)
    settled = {"yes": "claim_confirmed", "no": "claim_refused"}.get(facts.answer(_AUTHORISED) or "", code)
    return Ruling(settled, quoted(shown), (*ON_DEAL, _AUTHORISED), _first(shown), notices)


_ACCUSING = frozenset({"claim_banned", "carbon_unproven", "claim_absolute"})
_BESIDE = 60
"""How far, in characters, a claim may stand from the product that it praises."""


def _worst_claim(facts: Facts, claims: Used) -> tuple[str, Used]:
    """The code of the claim that weighs most, and all the claims with it first."""
    topics = {hit.cue.topic for _, hit in claims}
    if "banned" in topics:
        return "claim_banned", _with_first(claims, "banned")
    if "carbon" in topics:
        reported = bool(inside(facts, "environment", "report"))
        return "carbon_reported" if reported else "carbon_unproven", _with_first(claims, "carbon")
    if "generic" in topics and not _all_qualified(facts, claims):
        return "claim_absolute", _with_first(claims, "generic")
    return "claim_qualified" if "generic" in topics else "claim_compared", claims


def _with_first(claims: Used, topic: str) -> Used:
    return tuple(sorted(claims, key=lambda each: each[1].cue.topic != topic))


def _all_qualified(facts: Facts, claims: Used) -> bool:
    """Whether beside each generic word a certificate, a share or a material says what it rests on."""
    grounds = used(facts, "environment", "qualifier")
    return all(_beside(each, grounds) for each in claims if each[1].cue.topic == "generic")


def _any_of_product(facts: Facts, claims: Used) -> bool:
    known = facts.advertiser
    names = (*known.handles, *([known.name] if known.name else [])) if known is not None else ()
    goods = used(facts, "environment", "goods")
    content = [passage for passage in facts.passages if passage.field != BIO]
    named = [(passage.field, start, end) for passage, start, end in occurrences(content, names)]
    return any(
        _beside(each, goods)
        or any(field == each[0].field and _near(each[1], start, end) for field, start, end in named)
        for each in claims
    )


def _beside(claim: tuple[Passage, Hit], others: Used) -> bool:
    return any(passage.field == claim[0].field and _near(claim[1], hit.start, hit.end) for passage, hit in others)


def _near(hit: Hit, start: int, end: int) -> bool:
    return start - hit.end <= _BESIDE and hit.start - end <= _BESIDE


def _first(claims: Used) -> dict[str, str]:
    return {"claim": quoted(claims[:1])[0].quote or ""}


CHECKS = {"fr.health.claim": health, "fr.environment.claim": environment}
