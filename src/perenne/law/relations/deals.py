"""From the deals of a relation to exchanges that can be cumulated: when, how much, and how surely in return."""

from collections.abc import Sequence
from datetime import date

from perenne.dated.civil import civil_day
from perenne.law.consideration import Exchange, euros, in_return
from perenne.model.relation import DealLine, Parties, Party, Relation
from perenne.text.names import folded_name


def exchanges(relation: Relation) -> tuple[Exchange, ...]:
    """Every deal of ``relation``, numbered as it stands there."""
    creator, advertiser = _creator_names(relation), _advertiser_names(relation)
    return tuple(
        Exchange(
            day=_day(line),
            kind=line.kind,
            value=euros(line.value_eur),
            objective=line.objective,
            sure=in_return(line.kind, line.requested)
            and _known_as(line.creator) in creator
            and _known_as(line.advertiser) in advertiser,
            place=place,
        )
        for place, line in enumerate(relation.deals)
    )


def day_of(moment: str | None) -> date | None:
    """The civil day of a moment of the record."""
    return civil_day(moment).day if moment is not None else None


def _day(line: DealLine) -> date | None:
    """When it was given; ``None`` for what runs over the end of a year, or says nothing."""
    if line.date is not None:
        return day_of(line.date)
    bounds = [day for day in (day_of(line.from_), day_of(line.to)) if day is not None]
    return bounds[0] if len({day.year for day in bounds}) == 1 else None


def _creator_names(relation: Relation) -> set[str]:
    party = _parties(relation).creator or Party()
    return _names([relation.creator.handle, party.name], [line.creator for line in relation.deals])


def _advertiser_names(relation: Relation) -> set[str]:
    party = _parties(relation).advertiser or Party()
    known = relation.advertiser
    recorded = (known.name, *known.handles) if known is not None else ()
    return _names([*recorded, party.name], [line.advertiser for line in relation.deals])


def _parties(relation: Relation) -> Parties:
    """As the contract names them."""
    recorded = relation.contract.parties if relation.contract is not None else None
    return recorded or Parties()


def _names(recorded: Sequence[str | None], on_lines: Sequence[str]) -> set[str]:
    """How a party is known: as the record has it, or by the one name that all deals give it."""
    known = {_known_as(name) for name in recorded if name} - {""}
    alike = {_known_as(name) for name in on_lines}
    return known or (alike if len(alike) == 1 else set())


def _known_as(name: str) -> str:
    return folded_name(name).replace(" ", "")
