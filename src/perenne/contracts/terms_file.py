"""``TERMS.toml`` (``terms/1``) read into ``Terms``, or into one sentence for each key that is missing or wrong."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast, get_args

from perenne.contracts.checked import Table
from perenne.contracts.terms import (
    AgentParty,
    CreatorParty,
    Deliverable,
    Exclusivity,
    Given,
    InKind,
    Side,
    Signatory,
    Terms,
)
from perenne.model.bilingual import Bilingual

TAG = "terms/1"
MOST_BYTES = 256 * 1024
_YEAR = 366
_LIFE = 1_200
"""Months: no right of this trade is granted for longer."""


@dataclass(frozen=True, slots=True)
class TermsRead:
    """``terms``: ``None`` where there are problems; ``text``: what the file says, letter for letter."""

    terms: Terms | None
    problems: tuple[Bilingual, ...]
    text: str = ""


def read_terms(content: bytes) -> TermsRead:
    if len(content) > MOST_BYTES:
        return _unread("le fichier dépasse 256 Kio", "the file is over 256 KiB")
    try:
        text = content.decode("utf-8-sig")
        said = tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError:
        return _unread("ce fichier n’est pas du texte en UTF-8", "this file is no text in UTF-8")
    except (tomllib.TOMLDecodeError, ArithmeticError, RecursionError, ValueError) as problem:
        return _unread(f"ce fichier n’est pas du TOML ({problem})", f"this file is not TOML ({problem})")
    problems: list[Bilingual] = []
    terms = _terms(Table(said, problems))
    return TermsRead(None if problems else terms, tuple(problems), text)


def _unread(fr: str, en: str) -> TermsRead:
    return TermsRead(None, (Bilingual(fr=fr, en=en),))


def _terms(file: Table) -> Terms:
    file.one_of("perenne", (TAG,))
    mission, paid = file.table("mission"), file.table("consideration")
    rights, conduct = file.table("rights"), file.table("conduct")
    terms = Terms(
        date=file.day("date"),
        ends=file.day("ends"),
        creator=_creator(file.table("creator")),
        advertiser=_advertiser(file.table("advertiser")),
        agent=_agent(file.table("agent")) if file.has("agent") else None,
        objective=mission.text("objective"),
        targets_french_public=mission.yes("targets_french_public"),
        deliverables=tuple(map(_deliverable, mission.rows("deliverables"))),
        fee=paid.amount("fee"),
        currency=paid.code("currency", 3),
        payment_days=paid.number("payment_days", 0, _YEAR),
        cancellation_percent=paid.number("cancellation_percent", 0, 100),
        in_kind=tuple(map(_in_kind, paid.rows("in_kind"))),
        media=rights.texts("media"),
        territory=rights.text("territory"),
        rights_months=rights.number("months", 1, _LIFE),
        ads_days=rights.number("ads_days", 0, 10 * _YEAR),
        exclusivity=_exclusivity(file.table("exclusivity")) if file.has("exclusivity") else None,
        approval_days=conduct.number("approval_days", 0, _YEAR),
        take_down_days=conduct.number("take_down_days", 0, _YEAR),
        ai_use=_ai_use(rights),
        mention=conduct.text("mention"),
        law=conduct.code("law", 2),
        notice_days=conduct.number("notice_days", 0, _YEAR),
        evidence_months=conduct.number("evidence_months", 0, _LIFE),
    )
    _hold_together(file, mission, paid, terms)
    for table in (file, mission, paid, rights, conduct):
        table.nothing_else()
    return terms


def _signatory(table: Table) -> dict[str, Any]:
    return {
        "name": table.text("name"),
        "postal_address": table.text("postal_address"),
        "email": table.email("email"),
        "tax_country": table.code("tax_country", 2),
        "role": table.text_or_none("role"),
    }


def _creator(table: Table) -> CreatorParty:
    party = CreatorParty(**_signatory(table), born=table.day("born"), handle=table.text_or_none("handle"))
    table.nothing_else()
    return party


def _advertiser(table: Table) -> Signatory:
    party = Signatory(**_signatory(table))
    table.nothing_else()
    return party


def _agent(table: Table) -> AgentParty:
    sides: tuple[Side, ...] = ("creator", "advertiser")
    named = table.texts("represents")
    if not set(named) <= set(sides):
        table.refuse("represents", "ne connaît que creator et advertiser", "knows only creator and advertiser")
    agent = AgentParty(
        name=table.text("name"),
        email=table.email("email"),
        represents=tuple(side for side in sides if side in named),
        written_mandate=table.yes("written_mandate"),
    )
    table.nothing_else()
    return agent


def _deliverable(row: Table) -> Deliverable:
    deliverable = Deliverable(
        network=row.text("network"), kind=row.text("kind"), count=row.number("count", 1, 1_000), by=row.day("by")
    )
    row.nothing_else()
    return deliverable


def _in_kind(row: Table) -> InKind:
    kinds = get_args(Given)
    given = InKind(
        kind=cast("Given", row.one_of("kind", kinds)),
        what=row.text("what"),
        value=row.amount("value"),
        conditions=row.text("conditions"),
    )
    row.nothing_else()
    return given


def _exclusivity(table: Table) -> Exclusivity:
    limits = Exclusivity(
        category=table.text("category"), territory=table.text("territory"), months=table.number("months", 1, _LIFE)
    )
    table.nothing_else()
    return limits


def _ai_use(rights: Table) -> str | None:
    """Whether an artificial intelligence may use likeness and voice must be said; how, where it may."""
    if rights.yes("ai_allowed"):
        return rights.text("ai_use")
    if rights.has("ai_use"):
        rights.refuse("ai_use", "est dit, et ai_allowed vaut false", "is stated, and ai_allowed is false")
    return None


def _hold_together(file: Table, mission: Table, paid: Table, terms: Terms) -> None:
    if terms.ends < terms.date:
        file.refuse("ends", "est avant la date du contrat", "is before the date of the contract")
    if terms.creator.born > terms.date:
        file.refuse("creator.born", "est après la date du contrat", "is after the date of the contract")
    if not terms.deliverables:
        mission.refuse("deliverables", "manque : il y faut au moins un contenu", "is missing: it takes one at least")
    if not terms.fee and not terms.in_kind:
        paid.refuse(
            "fee", "vaut zéro, sans avantage en nature : rien n’est donné", "is zero, and nothing is given in kind"
        )
