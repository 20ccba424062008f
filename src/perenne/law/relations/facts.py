"""What a rule may look at: one relation, what it cumulates, and whose law applies to it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from perenne.law.consideration import Consideration, consideration, thresholds
from perenne.law.relations.deals import day_of, exchanges
from perenne.law.relations.duty import Duty, Need, duties, may_reach
from perenne.law.rulebook import Rule, Rulebook
from perenne.law.scope import HOME
from perenne.model.finding import Evidence
from perenne.model.relation import Clauses, Contract, Parties, Relation

LONGEST_QUOTE = 300
"""In code points: the beginning of a clause is enough to find it again."""

Reach = Literal["applies", "unknown", "elsewhere"]
"""Whether French law is concerned: by the creator's establishment, or by the public that is meant."""


@dataclass(frozen=True)
class RelationFacts:
    """A frozen view of one relation. ``given`` is what was given until ``looked`` (``None``: all of it), ``planned``
    with what follows; ``last``: the day of the last thing given; ``day``: that whose law holds for all but the yearly
    sums; ``duties``: whether a writing is needed, by year; ``duty``: that of the year which is being judged."""

    relation: Relation
    given: Consideration
    planned: Consideration
    duties: tuple[Duty, ...]
    undated_may_reach: bool
    last: date | None
    day: date | None
    looked: date | None
    eea: tuple[str, ...]
    duty: Duty | None = None

    @property
    def contract(self) -> Contract | None:
        return self.relation.contract

    @property
    def on_paper(self) -> bool:
        """Whether something is written that may be read."""
        return self.contract is not None and self.contract.form not in {"oral", "none"}

    @property
    def clauses(self) -> Clauses | None:
        """The clauses of a contract that was read; ``None`` where nobody recorded any."""
        recorded = self.contract.clauses if self.contract is not None else None
        return recorded if recorded != Clauses() else None

    @property
    def parties(self) -> Parties | None:
        recorded = self.contract.parties if self.contract is not None else None
        return recorded if recorded != Parties() else None

    @cached_property
    def need(self) -> Need:
        """Whether the law asks for a written contract in any of the years."""
        needs = {duty.need for duty in self.duties}
        if "required" in needs:
            return "required"
        return "perhaps" if "perhaps" in needs or self.undated_may_reach or not self.relation.deals else "none"

    @property
    def accuses(self) -> bool:
        """Whether an element that is missing is surely one that the law asks for."""
        signed = self.contract is not None and self.contract.form == "signed_document"
        return self.need == "required" and signed and self.reach == "applies"

    @property
    def reach(self) -> Reach:
        country, public = self.relation.creator.country, self.relation.targets_french_public
        if country == HOME or public or self.assumed:
            return "applies"
        return "elsewhere" if country is not None and public is False else "unknown"

    @property
    def assumed(self) -> bool:
        """Whether French law is assumed: nothing says whose law it is, and nobody is known to be elsewhere."""
        advertiser = self.relation.advertiser
        known = (self.relation.creator.country, self.relation.targets_french_public)
        return known == (None, None) and (advertiser is None or advertiser.country in {None, HOME})

    def value(self, path: str, value: object) -> Evidence:
        """The value of a field of the record as evidence, with the file and line it came from."""
        source = self.relation.source
        return Evidence(path, value=value, source=f"{source.file}:{source.line}" if source.file else None)

    def clause(self, name: str) -> str | None:
        return getattr(self.clauses, name) if self.clauses is not None else None

    def quoted(self, name: str) -> Evidence:
        """The beginning of a clause as evidence."""
        text = (self.clause(name) or "")[:LONGEST_QUOTE]
        return Evidence(f"contract.clauses.{name}", 0, len(text), text)


def facts_of(relation: Relation, rule: Rule, book: Rulebook, by: date | None = None) -> RelationFacts:
    """The facts of ``relation``; ``rule`` states the thresholds, ``by`` the day under whose law all is read."""
    known = thresholds(rule, by)
    every = exchanges(relation)
    looked = day_of(relation.as_of)
    until = tuple(each for each in every if looked is None or each.day is None or each.day <= looked)
    given = consideration(until, known)
    planned = given if len(until) == len(every) else consideration(every, known)
    days = [each.day for each in until if each.day is not None]
    signed = day_of(relation.contract.date_signed) if relation.contract is not None else None
    last = max(days, default=signed or looked)
    return RelationFacts(
        relation=relation,
        given=given,
        planned=planned,
        duties=duties(given, planned, known),
        undated_may_reach=may_reach(given.undated, known),
        last=last,
        day=by or last,
        looked=looked or last,
        eea=book.index.eea,
    )
