"""Is the contract written where the law asks for it, and in time? (loi n° 2023-451, art. 8; décret n° 2025-1137)"""

from datetime import date
from typing import Any

import msgspec

from perenne.law.consideration import Exchange, Sum
from perenne.law.relations.deals import day_of
from perenne.law.relations.duty import Duty
from perenne.law.relations.facts import RelationFacts
from perenne.law.relations.words import amount
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.model.finding import Evidence
from perenne.model.relation import Contract, DealLine

_PERCENT = 100
_Words = dict[str, str | date]
_DEPENDS = ("deals", "contract.form")
_COUNTED = ("date", "from", "to", "kind", "value_eur", "objective", "requested", "advertiser")


def required(facts: RelationFacts, version: Version) -> tuple[Ruling, ...]:
    """What was given in one year, or in years that nobody recorded, against what is written."""
    if facts.duty is None:
        return _undated(facts)
    duty = facts.duty
    code, dates = _code(facts, duty, version)
    notices = ("planned",) if duty.need != "required" and _planned(facts, duty) else ()
    words = {**_sums(facts, duty), **dates}
    proof = (*_given(facts, duty.sums.cumulated.exchanges), *_paper(facts))
    return (Ruling(code, proof, _DEPENDS, words, notices, part=str(duty.sums.year)),)


def _code(facts: RelationFacts, duty: Duty, version: Version) -> tuple[str, _Words]:
    """The outcome, and the dates that its sentence names."""
    if facts.reach == "elsewhere":
        return "elsewhere", {}
    if duty.need == "none":
        return duty.why, {}
    contract = facts.contract
    if contract is not None and contract.form == "signed_document":
        return _signed(contract, duty) if duty.need == "required" else ("written", {})
    if facts.reach == "unknown":
        return "target_unknown", {}
    if contract is None:
        return "form_unknown", {}
    if facts.on_paper:
        return "weak_form", {}
    if duty.need == "perhaps":
        return duty.why, {}
    agreed = day_of(contract.date_signed)
    if agreed is not None and agreed < version.start and duty.sums.year >= version.start.year:
        return "agreed_before", {"signed": agreed, "since": version.start}
    return ("oral" if contract.form == "oral" else "not_written"), {}


def _signed(contract: Contract, duty: Duty) -> tuple[str, _Words]:
    """A signature before the first service, or before that of the year where the relation is older."""
    signed, first = day_of(contract.date_signed), day_of(contract.first_service)
    reached = duty.sums.apart.reached_on
    opening = duty.sums.cumulated.exchanges[0].day
    if signed is None or reached is None or opening is None:
        return "date_unknown", {}
    words: _Words = {"signed": signed, "reached": reached, "first": first or "–"}
    if first is None:
        return ("written" if signed <= reached else "signed_after_deals"), words
    if signed <= first or (first.year < duty.sums.year and signed <= opening):
        return "written", words
    return ("signed_late" if signed > reached else "signed_in_between"), words


def _undated(facts: RelationFacts) -> tuple[Ruling, ...]:
    """Nothing is dated: which law, and which year, nobody can say."""
    if not facts.undated_may_reach or facts.reach == "elsewhere" or facts.on_paper:
        return ()
    undated = Sum(facts.given.undated, None)
    proof = (*_given(facts, undated.exchanges), *_paper(facts))
    return (Ruling("nothing_dated", proof, _DEPENDS, _total(undated)),)


def _planned(facts: RelationFacts, duty: Duty) -> bool:
    """Whether what is still to come in the year will reach the threshold."""
    later = next(year for year in facts.planned.years if year.year == duty.sums.year)
    return later.cumulated.reached and not duty.sums.cumulated.reached


def _sums(facts: RelationFacts, duty: Duty) -> _Words:
    sums = duty.sums
    threshold, window = sums.cumulated.threshold, sums.rolling
    share = sums.cumulated.share
    return {
        "year": str(sums.year),
        **_total(sums.cumulated),
        **amount("certain", sums.certain.total),
        **amount("apart", sums.apart.total),
        **amount("rolling", window.sum.total),
        **amount("threshold", threshold.amount if threshold is not None else None),
        "share": str(int(share * _PERCENT)) if share is not None else "",
        "window_start": window.start,
        "window_end": window.end,
        "country": facts.relation.creator.country or "–",
        "as_of": facts.looked or "–",
    }


def _total(cumulated: Sum) -> dict[str, str]:
    """The total, and how much beside it has no value."""
    said, unvalued = amount("total", cumulated.total), len(cumulated.unvalued)
    if not unvalued:
        return said
    return {
        "total_fr": f"{said['total_fr']} et {unvalued} sans valeur relevée",
        "total_en": f"{said['total_en']} and {unvalued} without a recorded value",
    }


def _given(facts: RelationFacts, exchanges: tuple[Exchange, ...]) -> tuple[Evidence, ...]:
    """Each deal that was counted, as the record has it."""
    deals = facts.relation.deals
    return tuple(facts.value(f"deals[{each.place}]", _described(deals[each.place])) for each in exchanges)


def _described(deal: DealLine) -> dict[str, Any]:
    """What counts of a deal, as it is recorded."""
    said: dict[str, Any] = msgspec.to_builtins(deal)
    return {name: said[name] for name in _COUNTED if name in said}


def _paper(facts: RelationFacts) -> tuple[Evidence, ...]:
    contract = facts.contract
    if contract is None:
        return (facts.value("contract", None),)
    dates = {"date_signed": contract.date_signed, "first_service": contract.first_service}
    return (
        facts.value("contract.form", contract.form),
        *(facts.value(f"contract.{name}", day) for name, day in dates.items() if day is not None),
    )


CHECKS = {"fr.contract.required": required}
