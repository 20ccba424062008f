"""Deals meet posts: which recorded deal covers which post, and what that proves.

A deal covers a post of its creator that was published between ``from`` (default 30 days before its date) and ``to``
(default 365 days after). A post that names the advertiser has strong evidence; one that does not has medium evidence,
and only inside dates that the deal states.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from perenne.audit.outcome import DealLoose
from perenne.dated.civil import civil_day
from perenne.intent.clues import clue
from perenne.model.bilingual import Bilingual
from perenne.model.clue import Clue
from perenne.model.finding import Evidence
from perenne.model.post import Advertiser, Deal, Form, Post
from perenne.model.relation import DealLine, Relation
from perenne.text.names import Certainty, folded_name, naming
from perenne.text.passage import Passage

BEFORE = timedelta(days=30)
AFTER = timedelta(days=365)

_NO_POST = Bilingual(fr="aucune publication ne lui correspond", en="no post corresponds to it")
_TWO_DEALS = Bilingual(
    fr="deux accords au moins peuvent couvrir la publication {post}",
    en="at least two deals may cover the post {post}",
)


@dataclass(frozen=True, slots=True)
class RecordedDeal:
    """One line of a deal file, with its advertiser as the relation describes it and the place it was read."""

    line: DealLine
    advertiser: Advertiser
    where: str

    @property
    def stated_window(self) -> bool:
        return self.line.from_ is not None and self.line.to is not None

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in the deal's window; a deal without any date covers nothing, and one with a single
        bound is taken as dated on it."""
        dated = _day(self.line.date) or _day(self.line.from_) or _day(self.line.to)
        if dated is None:
            return False
        start = _day(self.line.from_) or dated - BEFORE
        end = _day(self.line.to) or dated + AFTER
        return start <= day <= end

    def distance(self, day: date) -> int:
        """Days between the deal's date (or the start of its window) and ``day``."""
        dated = _day(self.line.date) or _day(self.line.from_) or day
        return abs((day - dated).days)


@dataclass(frozen=True, slots=True)
class Matched:
    """What the deal files prove of one post: a clue, the terms of the deal that was taken, the places of every deal
    that may cover it."""

    clues: tuple[Clue, ...] = ()
    terms: Deal | None = None
    met: tuple[str, ...] = ()
    loose: tuple[DealLoose, ...] = ()


UNMATCHED = Matched()


@dataclass(frozen=True, slots=True)
class DealFile:
    """The deals of all files, by creator."""

    by_creator: dict[str, list[RecordedDeal]] = field(default_factory=dict)

    def match(self, post: Post, content: Sequence[Passage]) -> Matched:
        """The deal that covers ``post``, if any; the nearest in time where several do."""
        if post.published_at is None or not (deals := self.of(post.account.handle)):
            return UNMATCHED
        day = civil_day(post.published_at).day
        covering = [deal for deal in deals if deal.covers(day)]
        named = [(deal, _naming(deal, post, content)) for deal in covering]
        sure = [deal for deal, certainty in named if certainty == "sure"]
        perhaps = [deal for deal, certainty in named if certainty == "perhaps"]
        candidates = sure or perhaps or [deal for deal in covering if deal.stated_window]
        if not candidates:
            return UNMATCHED
        taken = min(candidates, key=lambda deal: (deal.distance(day), deal.where))
        kind = "deal_line" if sure else "deal_word" if perhaps else "deal_window"
        proof = Evidence("deals", value=_described(taken.line), source=taken.where)
        met = tuple(deal.where for deal in candidates)
        terms = _terms(post.deal, taken) if sure else None
        return Matched((clue(kind, proof),), terms, met, _ambiguous(candidates, post))

    def of(self, handle: str | None) -> Sequence[RecordedDeal]:
        """The deals of the creator ``handle``, whatever their dates."""
        return self.by_creator.get(_creator(handle), ()) if handle is not None and self.by_creator else ()

    def without_post(self, met: Set[str]) -> tuple[DealLoose, ...]:
        """The deals that met no post: those whose place is not in ``met``."""
        every = [deal for deals in self.by_creator.values() for deal in deals]
        return tuple(
            DealLoose(deal.where, deal.line, _NO_POST)
            for deal in sorted(every, key=_reading_order)
            if deal.where not in met
        )


def deal_file(relations: Iterable[Relation]) -> DealFile:
    """The deals of ``relations``, ready to meet posts."""
    by_creator: defaultdict[str, list[RecordedDeal]] = defaultdict(list)
    for relation in relations:
        where = f"{relation.source.file}:{relation.source.line}"
        for number, line in enumerate(relation.deals, 1):
            place = where if len(relation.deals) == 1 else f"{where} ({number})"
            by_creator[_creator(line.creator)].append(RecordedDeal(line, _advertiser(relation, line), place))
    return DealFile(dict(by_creator))


def _advertiser(relation: Relation, line: DealLine) -> Advertiser:
    known = relation.advertiser
    if known is not None and (known.name is None or folded_name(known.name) == folded_name(line.advertiser)):
        return msgspec.structs.replace(known, name=known.name or line.advertiser)
    return Advertiser(name=line.advertiser)


def _creator(handle: str) -> str:
    return handle.strip().removeprefix("@").casefold()


def _day(moment: str | None) -> date | None:
    return civil_day(moment).day if moment else None


def _naming(deal: RecordedDeal, post: Post, content: Sequence[Passage]) -> Certainty | None:
    """How surely the post itself names the advertiser: a bio speaks of every post and proves none."""
    known = [*deal.advertiser.handles, *([deal.advertiser.name] if deal.advertiser.name else [])]
    tagged = {folded_name(handle).replace(" ", "") for handle in (*post.labels.sponsors, *(post.coauthors or ()))}
    said = [passage for passage in content if passage.field != "account.bio"]
    return "sure" if _known_as(deal.advertiser) & tagged else naming(said, known)


def _terms(stated: Deal, deal: RecordedDeal) -> Deal:
    """What is known of the deal: what the post's own record states, completed by the line that covers it unless the
    record names another advertiser."""
    if stated.advertiser is not None and not _same(stated.advertiser, deal.advertiser):
        return stated
    form: tuple[Form, ...] = (deal.line.kind,) if deal.line.kind else ()
    return msgspec.structs.replace(
        stated,
        forms=stated.forms or form,
        value_eur=stated.value_eur if stated.value_eur is not None else deal.line.value_eur,
        requested=stated.requested if stated.requested is not None else deal.line.requested,
        objective=stated.objective or deal.line.objective,
        advertiser=stated.advertiser or deal.advertiser,
    )


def _same(one: Advertiser, other: Advertiser) -> bool:
    return bool(_known_as(one) & _known_as(other))


def _known_as(advertiser: Advertiser) -> set[str]:
    said = (*advertiser.handles, *([advertiser.name] if advertiser.name else []))
    return {folded_name(name).replace(" ", "") for name in said} - {""}


def _described(line: DealLine) -> str:
    parts = [line.advertiser, line.date or " – ".join(filter(None, (line.from_, line.to)))]
    return ", ".join(part for part in parts if part)


def _ambiguous(candidates: Sequence[RecordedDeal], post: Post) -> tuple[DealLoose, ...]:
    if len(candidates) < 2:
        return ()
    why = _TWO_DEALS.filled(post=post.subject_id)
    return tuple(DealLoose(deal.where, deal.line, why) for deal in sorted(candidates, key=_reading_order))


def _reading_order(deal: RecordedDeal) -> tuple[str, int]:
    file, _, line = deal.where.rpartition(":")
    digits = line.split(" ")[0]
    return file, int(digits) if digits.isdigit() else 0
