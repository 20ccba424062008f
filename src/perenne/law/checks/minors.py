"""Children in and before the picture (loi n° 2020-1266; code de la consommation, art. L. 121-7)."""

from perenne.law.clause import claims
from perenne.law.facts import Facts, field_value
from perenne.law.promotion import ON_DEAL, advertises
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.law.wording import ground, used

_AUTHORISED = "children.authorised"


def protection(facts: Facts, version: Version) -> Ruling | None:
    """Was the work of a young child shown in an advertisement authorised or declared?"""
    ages = facts.post.media.children
    if not ages or facts.refuted or not advertises(facts):
        return None
    shown = (field_value(facts, "media.children", list(ages)),)
    if min(ages) >= version.parameters["under"]:
        return Ruling("old_enough", shown, ("media.children",))
    match facts.answer(_AUTHORISED):
        case "yes":
            return Ruling("authorised", shown, (_AUTHORISED,))
        case "no" if facts.proven:
            return Ruling("not_authorised", shown, (*ON_DEAL, _AUTHORISED))
        case "no":
            return Ruling("promotion_unproven", shown, (*ON_DEAL, _AUTHORISED))
        case _:
            return Ruling("authorisation_unknown", shown, (*ON_DEAL, _AUTHORISED))


def pressure(facts: Facts, version: Version) -> Ruling | None:
    """Does the post urge children to buy, or to make their parents buy?"""
    on = ground(facts)
    said = used(facts, "minors", "exhortation")
    if on is None or not said:
        return None
    code = "exhortation" if on == "proven" else "exhortation_unproven"
    shown = claims(said)
    return Ruling(code, shown, ON_DEAL, {"words": shown[0].quote or ""})


CHECKS = {"fr.minors.protection": protection, "fr.minors.pressure": pressure}
