"""A creator outside Europe who aims at the public in France: represented, insured? (loi n° 2023-451, art. 9)"""

from perenne.law.relations.deals import day_of
from perenne.law.relations.facts import RelationFacts
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.model.relation import Insurance, Representative

_WRITTEN, _COUNTRY = "representative.designated_in_writing", "representative.country"
_INSURER, _UNTIL = "insurance.insurer_country", "insurance.valid_until"
_DEPENDS = ("creator.country", "targets_french_public")


def representative(facts: RelationFacts, version: Version) -> tuple[Ruling, ...]:
    """Both duties, each by itself; nothing for a creator whose country nobody recorded."""
    home, public = facts.relation.creator.country, facts.relation.targets_french_public
    traded = bool(facts.relation.deals) or facts.contract is not None
    if home is None or home in facts.eea or home in version.parameters["spared"] or public is False or not traded:
        return ()
    if public is None:
        return (Ruling("target_unknown", (facts.value("creator.country", home),), _DEPENDS, {"home": home}),)
    near = set(version.parameters["outside_the_union"])
    union = {country for country in facts.eea if country not in near}
    return (_representative(facts, home, union, near), _insurance(facts, home, union, near))


def _representative(facts: RelationFacts, home: str, union: set[str], near: set[str]) -> Ruling:
    recorded = facts.relation.representative or Representative()
    proof = (
        facts.value("creator.country", home),
        facts.value(_WRITTEN, recorded.designated_in_writing),
        facts.value(_COUNTRY, recorded.country),
    )
    words = {"home": home, "country": recorded.country or "?"}
    code = _appointment(recorded, union, near)
    return Ruling(code, proof, (*_DEPENDS, _WRITTEN, _COUNTRY), words, part="representative")


def _appointment(recorded: Representative, union: set[str], near: set[str]) -> str:
    if recorded.designated_in_writing is False:
        return "not_appointed"
    if recorded.country is not None and recorded.country not in union:
        return "appointed_in_the_eea" if recorded.country in near else "appointed_outside"
    if recorded.designated_in_writing is None:
        return "appointment_unknown"
    return "appointed" if recorded.country is not None else "representative_country_unknown"


def _insurance(facts: RelationFacts, home: str, union: set[str], near: set[str]) -> Ruling:
    recorded = facts.relation.insurance or Insurance()
    proof = (
        facts.value("creator.country", home),
        facts.value(_INSURER, recorded.insurer_country),
        facts.value(_UNTIL, recorded.valid_until),
    )
    words = {
        "home": home,
        "country": recorded.insurer_country or "?",
        "until": day_of(recorded.valid_until) or "–",
        "day": facts.last or "–",
    }
    code = _cover(facts, recorded, union, near)
    return Ruling(code, proof, (*_DEPENDS, _INSURER, _UNTIL), words, part="insurance")


def _cover(facts: RelationFacts, recorded: Insurance, union: set[str], near: set[str]) -> str:
    """An insurance that ended after the last deal was in time: only a person knows whether it goes on."""
    country, until = recorded.insurer_country, day_of(recorded.valid_until)
    if country is None:
        return "insurance_unknown"
    if country not in union:
        return "insured_in_the_eea" if country in near else "insured_outside"
    if until is None or facts.last is None or facts.looked is None:
        return "insurance_end_unknown"
    if until < facts.last:
        return "insurance_ended"
    return "insurance_ended_since" if until < facts.looked else "insured"


CHECKS = {"fr.contract.representative": representative}
