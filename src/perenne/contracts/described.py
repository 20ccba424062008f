"""What a contract describes, as ``relation/1``: what a checker of relations reads."""

from collections import defaultdict

from perenne.contracts.article import FRENCH_LAW, Article
from perenne.contracts.terms import InKind, Signatory, Terms
from perenne.model.post import Advertiser
from perenne.model.relation import Agent, Clauses, Contract, DealLine, Parties, Party, Relation, RelationCreator

_EUROS = "EUR"


def relation(terms: Terms, articles: tuple[Article, ...]) -> Relation:
    """The day of signing is not known before somebody signs, and the value of another currency is not converted."""
    return Relation(
        id=f"{terms.creator.handle or terms.creator.name}/{terms.advertiser.name}/{terms.date.isoformat()}",
        creator=RelationCreator(
            handle=terms.creator.handle, country=terms.creator.tax_country, birth_year=terms.creator.born.year
        ),
        advertiser=Advertiser(name=terms.advertiser.name, country=terms.advertiser.tax_country),
        targets_french_public=terms.targets_french_public,
        deals=_deals(terms),
        contract=Contract(
            form="signed_document",
            governing_law=terms.law,
            parties=Parties(creator=_party(terms.creator), advertiser=_party(terms.advertiser)),
            clauses=_clauses(terms, articles),
        ),
        agent=_agent(terms),
    )


def _deals(terms: Terms) -> tuple[DealLine, ...]:
    fee = [_deal(terms, None)] if terms.fee else []
    return (*fee, *(_deal(terms, each) for each in terms.in_kind))


def _deal(terms: Terms, given: InKind | None) -> DealLine:
    return DealLine(
        creator=terms.creator.handle or terms.creator.name,
        advertiser=terms.advertiser.name,
        from_=terms.date.isoformat(),
        to=terms.ends.isoformat(),
        kind="money" if given is None else given.kind,
        requested=True,
        value_eur=float(terms.fee if given is None else given.value) if terms.currency == _EUROS else None,
        objective=terms.objective,
        note=None if given is None else given.what,
    )


def _party(party: Signatory) -> Party:
    return Party(
        name=party.name, postal_address=party.postal_address, email=party.email, tax_country=party.tax_country
    )


def _clauses(terms: Terms, articles: tuple[Article, ...]) -> Clauses:
    texts: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        texts[article.element] += article.sentences
    if terms.law != FRENCH_LAW:
        del texts["french_law"]
    if not terms.in_kind:
        del texts["in_kind"]
    return Clauses(**{element: " ".join(said) for element, said in texts.items()})


def _agent(terms: Terms) -> Agent | None:
    agent = terms.agent
    if agent is None:
        return None
    return Agent(name=agent.name, represents=agent.represents, written_mandate=agent.written_mandate)
