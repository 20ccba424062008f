"""What may not be promoted at all: aesthetic acts, nicotine, tobacco and vaping, medicines, infant formula.

(Loi n° 2023-451, art. 4; code de la santé publique, art. L. 3512-4, L. 3513-4, L. 5122-1; code de la consommation,
art. L. 121-50.)
"""

from collections.abc import Sequence
from dataclasses import replace

from perenne.law.facts import Facts, quote
from perenne.law.offer import Found, sold
from perenne.law.promotion import ON_DEAL, Trade, declares, graded, products
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.model.finding import Evidence

AESTHETIC = Trade(
    frozenset({"aesthetic_surgery"}),
    "aesthetic",
    "aesthetic_surgery.promoted",
    ("risky", "gentle", "place"),
    besides=("care",),
)
NICOTINE = Trade(
    frozenset({"nicotine"}), "nicotine", "nicotine.promoted", kin=frozenset({"tobacco", "vaping"}), besides=("free",)
)
TOBACCO = Trade(
    frozenset({"tobacco"}), "tobacco", "tobacco.promoted", ("tobacco",), frozenset({"vaping", "nicotine"})
)
VAPING = Trade(frozenset({"vaping"}), "tobacco", "tobacco.promoted", ("vaping",), frozenset({"tobacco", "nicotine"}))
MEDICINE = Trade(
    frozenset({"medicine"}),
    "medicine",
    "medicine.promoted",
    kin=frozenset({"medical_device"}),
    besides=("care", "baby"),
)
DEVICE = Trade(
    frozenset({"medical_device"}),
    "medicine",
    "medical_device.promoted",
    ("device",),
    frozenset({"medicine"}),
    ("care", "baby"),
)
FORMULA = Trade(
    frozenset({"infant_formula"}),
    "infant_formula",
    "infant_formula.promoted",
    ("first", "later", "ageless"),
    frozenset({"food"}),
    ("care", "baby"),
)


def aesthetic(facts: Facts, version: Version) -> Ruling | None:
    """Is an aesthetic act promoted? Where only the acts that may present risks are banned, whether a gentle one does
    is for a person to judge."""
    found = sold(facts, AESTHETIC)
    acts = {hit.cue.topic for _, hit in products(facts, AESTHETIC)}
    if not found.shown or (acts == {"place"} and not declares(facts, AESTHETIC)):
        return None
    if "gentle" not in acts or "risky" in acts or not version.parameters.get("risky_acts_only"):
        return graded(facts, found, AESTHETIC, "promoted")
    said = graded(facts, found, AESTHETIC, "promoted_gentle")
    answer = facts.answer("aesthetic_surgery.risk")
    if answer == "no":
        return Ruling("no_risk", said.evidence, ("aesthetic_surgery.risk",))
    if said.code != "promoted_gentle":
        return said
    code = "promoted" if answer == "yes" else "promoted_gentle"
    return Ruling(code, said.evidence, (*ON_DEAL, "aesthetic_surgery.risk"))


def nicotine(facts: Facts, version: Version) -> Ruling | None:
    """Is a nicotine product that is no medicine promoted? The product itself was banned later than its promotion."""
    return _graded(facts, NICOTINE, "product_banned" if version.parameters.get("product_banned") else "promoted")


def tobacco(facts: Facts, version: Version) -> Ruling | None:
    """Is tobacco, or a vaping product, promoted? Vaping fell under the ban later than tobacco."""
    smoked = _graded(facts, TOBACCO, "promoted")
    vaped = _graded(facts, VAPING, "promoted_vaping")
    if vaped is None or (smoked is not None and smoked.code == "promoted"):
        return smoked
    if version.parameters.get("vaping"):
        return vaped
    return smoked or Ruling("vaping_not_covered", vaped.evidence)


def medicine(facts: Facts, version: Version) -> Ruling | None:
    """Is a medicine promoted to the public by a person whose notoriety may induce its use? For a device, a person
    says what the law of that device lets an advertisement do."""
    said = _graded(facts, MEDICINE, "promoted")
    device = sold(facts, DEVICE)
    if said is not None or not device.shown or not version.parameters.get("devices"):
        return said
    if not facts.proven:
        return graded(facts, device, DEVICE, "device")
    depends = (*ON_DEAL, "medical_device.allowed")
    match facts.answer("medical_device.allowed"):
        case "yes":
            return Ruling("device_allowed", device.shown, depends)
        case "no":
            return Ruling("device_refused", device.shown, depends)
        case _:
            return Ruling("device", device.shown, depends)


def infant_formula(facts: Facts, version: Version) -> Ruling | None:
    """Is formula for the first months promoted? Later ages are another matter; an age that is not said is asked."""
    found = sold(facts, FORMULA)
    if not found.shown:
        return None
    first, later, ageless = (_words(facts, topic) for topic in ("first", "later", "ageless"))
    if first or not (later or ageless):
        return graded(facts, found, FORMULA, "promoted")
    if later:
        return Ruling("later_age", _quoted(later))
    match facts.answer("infant_formula.first_age"):
        case "yes":
            return graded(facts, found, FORMULA, "promoted")
        case "no":
            return Ruling("later_age", found.shown, ("infant_formula.first_age",))
        case _:
            return Ruling("age_in_doubt", (*found.shown, *_quoted(ageless)), (*ON_DEAL, "infant_formula.first_age"))


def _words(facts: Facts, topic: str) -> list[Found]:
    return list(products(facts, replace(FORMULA, topics=(topic,))))


def _quoted(found: Sequence[Found]) -> tuple[Evidence, ...]:
    return tuple(quote(*each) for each in found)


def _graded(facts: Facts, trade: Trade, code: str) -> Ruling | None:
    found = sold(facts, trade)
    return graded(facts, found, trade, code) if found.shown else None


CHECKS = {
    "fr.ban.aesthetic": aesthetic,
    "fr.ban.nicotine": nicotine,
    "fr.tobacco.ban": tobacco,
    "fr.medicine.ban": medicine,
    "fr.infant_formula.ban": infant_formula,
}
