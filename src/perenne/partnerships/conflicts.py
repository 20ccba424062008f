"""What does not go together across the portfolio: exclusivity, agents on both sides, competing brands close in time.

A conflict is shown with what it rests on, for a person to judge. Where the book does not know what a brand sells,
that is a question and not a conflict.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from perenne.model.bilingual import Bilingual, counted
from perenne.model.event import NOT_STATED, Exclusivity
from perenne.model.post import Advertiser
from perenne.partnerships.consideration import advertiser_name
from perenne.partnerships.measures.dictionary import dictionary
from perenne.partnerships.partnership import Agreement, Partnership, Publication
from perenne.text.fold import fold
from perenne.text.names import folded_name

ConflictKind = Literal["exclusivity", "exclusivity_unknown", "agent_both_sides", "competing"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """``partnerships``: whose; ``events``: what it rests on; ``exclusivity_unknown`` is a question."""

    kind: ConflictKind
    partnerships: tuple[str, ...]
    says: Bilingual
    events: tuple[str, ...] = ()
    on: date | None = None


def conflicts(partnerships: Sequence[Partnership]) -> list[Conflict]:
    """Every conflict of the portfolio, those that break an agreement first."""
    by_creator: dict[str, list[Partnership]] = {}
    for each in partnerships:
        by_creator.setdefault(each.creator_key, []).append(each)
    found = [one for theirs in by_creator.values() for one in _exclusivities(theirs)]
    found += _agents(partnerships)
    found += [one for theirs in by_creator.values() for one in _competing(theirs)]
    return found


def _exclusivities(theirs: Sequence[Partnership]) -> Iterator[Conflict]:
    for bound in theirs:
        for agreement in bound.agreements:
            for window in agreement.terms.exclusivity:
                for other in theirs:
                    if not _same_brand(bound, other):
                        yield from _broken(bound, agreement, window, other)


def _same_brand(one: Partnership, other: Partnership) -> bool:
    return folded_name(advertiser_name(one.advertiser)) == folded_name(advertiser_name(other.advertiser))


def _broken(bound: Partnership, agreement: Agreement, window: Exclusivity, other: Partnership) -> Iterator[Conflict]:
    inside = [post for post in other.publications if _within(window, agreement, bound, post.published.on)]
    sells = _sells(other.advertiser, window)
    if not inside or sells is False:
        return
    words = {
        "brand": advertiser_name(bound.advertiser),
        "category": window.category,
        "other": advertiser_name(other.advertiser),
        "n": counted(len(inside), "publication", "post"),
        "agreement": agreement.id,
    }
    unknown = _NO_CATEGORY if window.category == NOT_STATED else _UNKNOWN
    yield Conflict(
        "exclusivity" if sells else "exclusivity_unknown",
        (bound.id, other.id),
        (_BROKEN if sells else unknown).filled(**words),
        (agreement.versions[-1].event, *(post.published.event for post in inside)),
        min(post.published.on for post in inside),
    )


_BROKEN = Bilingual(
    fr="{agreement} réserve « {category} » à {brand} : {n} pour {other} dans la période",
    en="{agreement} reserves “{category}” to {brand}: {n} for {other} within its time",
)
_UNKNOWN = Bilingual(
    fr="{agreement} réserve « {category} » à {brand}, et le livre ne dit pas ce que vend {other} "
    "({n} dans la période) : est-ce un concurrent ?",
    en="{agreement} reserves “{category}” to {brand}, and the book does not say what {other} sells "
    "({n} within its time): is it a competitor?",
)
_NO_CATEGORY = Bilingual(
    fr="{agreement} réserve une exclusivité à {brand}, et le livre ne dit pas dans quelle catégorie "
    "({n} pour {other} dans la période) : est-ce un concurrent ?",
    en="{agreement} reserves an exclusivity to {brand}, and the book does not say in which category "
    "({n} for {other} within its time): is it a competitor?",
)


def _within(window: Exclusivity, agreement: Agreement, bound: Partnership, day: date) -> bool:
    """The window's own days or, where it names none, those of the agreement and of its partnership."""
    begins = window.from_ or agreement.began_on
    ends = window.to or agreement.last_day or bound.ended_on
    return begins <= day and (ends is None or day <= ends)


def _sells(advertiser: Advertiser, window: Exclusivity) -> bool | None:
    """Whether ``advertiser`` is one that the exclusivity is against; ``None``: nothing is known of what it sells."""
    names = {fold(name) for name in (advertiser.name, *advertiser.handles) if name}
    if names & {fold(name) for name in window.against}:
        return True
    known = _categories(advertiser)
    return fold(window.category) in known if known and window.category != NOT_STATED else None


def _categories(advertiser: Advertiser) -> frozenset[str]:
    """What it sells, as far as somebody wrote it down: ``sectors``, and ``facts.categories`` in free words."""
    free = advertiser.facts.get("categories", [])
    words = free if isinstance(free, list) else [free]
    return frozenset(fold(str(word)) for word in (*advertiser.sectors, *words) if word != "other")


def _agents(partnerships: Sequence[Partnership]) -> Iterator[Conflict]:
    sides: dict[str, dict[str, list[Partnership]]] = {}
    for each in partnerships:
        if each.agent is not None and each.agent.name:
            for side in each.agent.represents:
                sides.setdefault(fold(each.agent.name), {}).setdefault(side, []).append(each)
    for of_side in sides.values():
        for one in of_side.get("creator", ()):
            for other in of_side.get("advertiser", ()):
                if _same_brand(one, other):
                    yield _both_sides(one, other)


def _both_sides(one: Partnership, other: Partnership) -> Conflict:
    says = _BOTH_SIDES.filled(agent=one.agent.name if one.agent else None, brand=advertiser_name(one.advertiser))
    whose = tuple(dict.fromkeys((one.id, other.id)))
    return Conflict("agent_both_sides", whose, says, tuple(dict.fromkeys((one.opened.event, other.opened.event))))


_BOTH_SIDES = Bilingual(
    fr="{agent} représente la créatrice ou le créateur et l’annonceur {brand} (règle fr.contract.agent)",
    en="{agent} represents the creator and the advertiser {brand} (rule fr.contract.agent)",
)


def _competing(theirs: Iterable[Partnership]) -> Iterator[Conflict]:
    for one, other in combinations(theirs, 2):
        if _same_brand(one, other):
            continue
        shared = _categories(one.advertiser) & _categories(other.advertiser)
        close = _close(one.publications, other.publications, dictionary().parameters.competing_days)
        if shared and close is not None:
            first, second = close
            says = _SAME_CATEGORY.filled(
                one=advertiser_name(one.advertiser),
                other=advertiser_name(other.advertiser),
                category=", ".join(sorted(shared)),
                days=counted(abs((first.published.on - second.published.on).days), "jour", "day"),
            )
            events = (first.published.event, second.published.event)
            yield Conflict(
                "competing", (one.id, other.id), says, events, max(first.published.on, second.published.on)
            )


_SAME_CATEGORY = Bilingual(
    fr="{one} et {other} vendent « {category} » : publications à {days} d’écart",
    en="{one} and {other} both sell “{category}”: posts {days} apart",
)


def _close(
    ours: Sequence[Publication], theirs: Sequence[Publication], days: int
) -> tuple[Publication, Publication] | None:
    """The two posts that stand closest, if within ``days``."""
    pairs = [(abs((a.published.on - b.published.on).days), a, b) for a in ours for b in theirs]
    distance, first, second = min(pairs, key=lambda pair: pair[0], default=(days + 1, None, None))
    return None if first is None or second is None or distance > days else (first, second)
