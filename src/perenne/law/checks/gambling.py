"""The conditions of gambling advertisements (loi n° 2023-451, art. 4; code de la sécurité intérieure, L. 320-12).

Each condition is a part of its own: licence, risk message, age mention, age gate, what is claimed.
"""

from collections.abc import Iterator

from perenne.law.clause import claims
from perenne.law.facts import Facts, advertiser_fact, quote
from perenne.law.offer import sold
from perenne.law.promotion import ON_DEAL, Promotion, Trade
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.law.waking import BIO
from perenne.model.finding import Evidence

GAMBLING = Trade(
    frozenset({"gambling"}), "gambling", "gambling.promoted", kin=frozenset({"sports_tips"}), besides=("outing",)
)
_OUTSIDE = frozenset({BIO, "first_comment"})


def conditions(facts: Facts, version: Version) -> Ruling | tuple[Ruling | Unjudged, ...] | None:
    """Does an advertisement for gambling meet each of its conditions? Where no deal is proven, what only its operator
    knows is asked once that is settled."""
    found = sold(facts, GAMBLING)
    if not found.shown:
        return None
    if facts.proven and not found.sure:
        return Ruling("product_in_doubt", found.shown, (*ON_DEAL, GAMBLING.asked))
    said = (_message(facts, found), _age(facts, found))
    asked = any(isinstance(each, Ruling) and each.code.endswith("_in_doubt") for each in said)
    operator = (_licence(facts, found), _gate(facts, found))
    return (
        *said,
        *(each for each in operator if not (asked and each.code in {"licence_unknown", "age_gate_unknown"})),
        *_claims(facts),
    )


def _message(facts: Facts, found: Promotion) -> Ruling | Unjudged:
    said = _said(facts, "gambling_risk")
    if said:
        return Ruling("risk_message_present", said, part="risk_message")
    if facts.post.text is None:
        return Unjudged("text")
    code = "risk_message_absent" if facts.proven else "risk_message_in_doubt"
    return Ruling(code, found.shown, ON_DEAL, part="risk_message")


def _age(facts: Facts, found: Promotion) -> Ruling | Unjudged:
    said = _said(facts, "gambling_age")
    if said:
        return Ruling("age_mention_present", said, part="age_mention")
    if facts.post.text is None:
        return Unjudged("text")
    code = "age_mention_absent" if facts.proven else "age_mention_in_doubt"
    return Ruling(code, found.shown, ON_DEAL, part="age_mention")


def _licence(facts: Facts, found: Promotion) -> Ruling:
    proof = (*advertiser_fact(facts, "licensed"), *found.shown)
    depends = (*ON_DEAL, "advertiser.licensed")
    match facts.known("licensed"):
        case True:
            return Ruling("licensed", proof, depends, part="licence")
        case False:
            code = "not_licensed" if facts.proven else "promotion_unproven"
            return Ruling(code, proof, depends, part="licence")
        case None:
            return Ruling("licence_unknown", proof, depends, part="licence")


def _gate(facts: Facts, found: Promotion) -> Ruling:
    proof = (*advertiser_fact(facts, "age_gate"), *found.shown)
    depends = (*ON_DEAL, "advertiser.age_gate")
    match facts.known("age_gate"):
        case True:
            return Ruling("age_gate_on", proof, depends, part="age_gate")
        case False:
            code = "age_gate_off" if facts.proven else "promotion_unproven"
            return Ruling(code, proof, depends, part="age_gate")
        case None:
            return Ruling("age_gate_unknown", proof, depends, part="age_gate")


def _claims(facts: Facts) -> Iterator[Ruling]:
    promised = claims([each for each in facts.hits("gambling", "claim") if each[0].field != BIO])
    if promised:
        code = "gain_promised" if facts.proven else "gain_promised_in_doubt"
        yield Ruling(code, promised, ON_DEAL, {"words": promised[0].quote or ""}, part="claims")


def _said(facts: Facts, topic: str) -> tuple[Evidence, ...]:
    return tuple(quote(*each) for each in facts.hits("notice", topic) if each[0].field not in _OUTSIDE)


CHECKS = {"fr.gambling.conditions": conditions}
