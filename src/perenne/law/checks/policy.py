"""What a platform allows to accounts of politics and government, beside the law."""

from perenne.law.facts import Facts, field_value
from perenne.law.promotion import ON_DEAL, advertises
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling

_ALLOWED = "platform.allowed"


def account(facts: Facts, version: Version) -> Ruling | None:
    """May an account of this role take part in commerce on this platform?"""
    role = facts.post.account.role
    if facts.post.platform not in version.parameters["platforms"] or role not in version.parameters["roles"]:
        return None
    shown = (field_value(facts, "account.role", role),)
    if facts.refuted or not advertises(facts):
        return Ruling("no_deal", shown, ON_DEAL)
    proof = tuple(clue.evidence for clue in facts.deal.of_grade(facts.deal.grade))
    allowed = facts.answer(_ALLOWED) == "yes"
    return Ruling("deal_allowed" if allowed else "deal", (*shown, *proof), (*ON_DEAL, _ALLOWED))


CHECKS = {"platform.policy": account}
