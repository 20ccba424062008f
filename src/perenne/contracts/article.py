"""From terms to the sentences of a contract: which of the wordings stand in it, and what fills them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from perenne.contracts.terms import Signatory, Terms
from perenne.dated.shelf import shelf
from perenne.model.bilingual import Language, day_in_words

Typography = Callable[[str, Language], str]
"""Sets our own words; what the parties wrote is filled in after it, and stays as they wrote it."""
_Filled = tuple[str, dict[str, object]]
_NARROW, _WIDE = "\u202f", "\u00a0"
FRENCH_LAW = "FR"


@dataclass(frozen=True, slots=True)
class Article:
    element: str
    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """The wording in one language, set in its typography."""

    language: Language
    typography: Typography

    def say(self, words: dict[str, str], **values: object) -> str:
        filled = {name: self._shown(value) for name, value in values.items()}
        return self.typography(words[self.language], self.language).format(**filled)

    def amount(self, amount: Decimal, currency: str) -> str:
        """``1 500,00 €``; ``€1,500.00``; another currency by its code."""
        figures = f"{amount:,.2f}"
        if self.language == "fr":
            figures = figures.replace(",", _NARROW).replace(".", ",")
            return f"{figures}{_WIDE}{'€' if currency == 'EUR' else currency}"
        return f"€{figures}" if currency == "EUR" else f"{currency}{_WIDE}{figures}"

    def _shown(self, value: object) -> str:
        if isinstance(value, date):
            return self.typography(day_in_words(value, self.language), self.language)
        return str(value)


def wording() -> dict[str, Any]:
    content: dict[str, Any] = shelf("perenne.contracts.wording")["contract"]
    return content


def articles(terms: Terms, voice: Voice) -> tuple[Article, ...]:
    """The articles of the contract, in the order of the wording."""
    return tuple(
        Article(
            said["element"],
            voice.say(wording()["numbered"], number=number, heading=voice.say(said["heading"])),
            tuple(voice.say(said["says"][each], **values) for each, values in _SENTENCES[name](terms, voice)),
        )
        for number, (name, said) in enumerate(wording()["articles"].items(), 1)
    )


def party(who: str, party: Signatory, voice: Voice, handle: str | None = None) -> str:
    """One party as the contract names it: identity, contact, country of tax residence."""
    words = wording()["party"]
    named = voice.say(
        words["contact"],
        name=party.name,
        postal_address=party.postal_address,
        email=party.email,
        tax_country=country(party.tax_country, voice),
    )
    for key, value in (("role", party.role), ("handle", handle)):
        if value:
            named = voice.say(words[key], named=named, **{key: value})
    return voice.say(words[who], named=named)


def country(code: str, voice: Voice) -> str:
    """The name of a country; its code where we have no name for it."""
    names = shelf("perenne.contracts.wording")["countries"].get(code)
    return voice.say(names) if names else code


def agent(terms: Terms, voice: Voice) -> str | None:
    if terms.agent is None:
        return None
    words = wording()
    sides = "both" if len(terms.agent.represents) > 1 else terms.agent.represents[0]
    return voice.say(
        words["agent"]["mandated" if terms.agent.written_mandate else "unwritten"],
        name=terms.agent.name,
        email=terms.agent.email,
        sides=voice.say(words["names"][sides]),
    )


def _mission(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    yield "objective", {"objective": terms.objective.rstrip(".")}
    for each in terms.deliverables:
        yield (
            "deliverable",
            {"count": each.count, "kind": each.kind, "network": each.network, "by": each.by},
        )
    yield "freedom", {}


def _consideration(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    if terms.fee:
        yield "fee", {"fee": voice.amount(terms.fee, terms.currency)}
        yield "payment", {"payment_days": terms.payment_days}
        percent = terms.cancellation_percent
        yield ("cancellation", {"cancellation_percent": percent}) if percent else ("no_cancellation", {})
    else:
        total = sum((each.value for each in terms.in_kind), Decimal(0))
        yield "no_fee", {"total": voice.amount(total, terms.currency)}


def _in_kind(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    for each in terms.in_kind:
        value = voice.amount(each.value, terms.currency)
        yield "item", {"what": each.what, "value": value, "conditions": each.conditions.rstrip(".")}
    if not terms.in_kind:
        yield "none", {}


def _rights(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    yield "grant", {"media": ", ".join(terms.media)}
    yield "extent", {"territory": terms.territory, "months": terms.rights_months}
    yield "kept", {}
    yield "duties", {}
    yield ("ads", {"ads_days": terms.ads_days}) if terms.ads_days else ("no_ads", {})


def _likeness(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    yield ("ai", {"ai_use": terms.ai_use.rstrip(".")}) if terms.ai_use else ("no_ai", {})


def _disclosure(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    yield "mention", {"mention": terms.mention}


def _exclusivity(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    limits = terms.exclusivity
    if limits is None:
        yield "none", {}
    else:
        yield "limits", {"category": limits.category, "territory": limits.territory, "months": limits.months}


def _approval(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    yield "approval", {"approval_days": terms.approval_days}
    yield "take_down", {"take_down_days": terms.take_down_days}


def _conduct(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    yield "moral", {}
    yield "data", {}
    kept = terms.evidence_months
    yield ("evidence", {"evidence_months": kept}) if kept else ("no_evidence", {})


def _term(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    yield "term", {"date": terms.date, "ends": terms.ends, "notice_days": terms.notice_days}


def _law(terms: Terms, voice: Voice) -> Iterator[_Filled]:
    yield ("french", {}) if terms.law == FRENCH_LAW else ("other", {"law": country(terms.law, voice)})


_SENTENCES: dict[str, Callable[[Terms, Voice], Iterator[_Filled]]] = {
    "mission": _mission,
    "consideration": _consideration,
    "in_kind": _in_kind,
    "rights": _rights,
    "likeness": _likeness,
    "disclosure": _disclosure,
    "exclusivity": _exclusivity,
    "approval": _approval,
    "conduct": _conduct,
    "term": _term,
    "law": _law,
}
