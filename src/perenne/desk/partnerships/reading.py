"""The page of one partnership: folded of its events by the library, and told by the library's own view."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from markupsafe import Markup

from perenne.desk.partnerships.folding import known_thresholds, pair_of, sums
from perenne.desk.partnerships.judged import filled
from perenne.desk.partnerships.models import Partnership, key_of
from perenne.desk.partnerships.store import Tables
from perenne.desk.posts.models import Post
from perenne.desk.web.words import WORDS
from perenne.model.event import What
from perenne.partnerships.conflicts import conflicts
from perenne.partnerships.fold import fold
from perenne.partnerships.partnership import Agreement
from perenne.partnerships.partnership import Partnership as Folded
from perenne.partnerships.trace import Traced
from perenne.report.book import ledger
from perenne.report.book.ledger import EventRow
from perenne.report.book.page import PartnershipView, partnership_view
from perenne.report.book.proof import Proofs
from perenne.report.book.standing import quoted
from perenne.report.book.words import CATALOGUE
from perenne.report.fragments import fragment
from perenne.report.voice import Said, Voice

POSTS_SHOWN = 6
_LAST = 3


@dataclass(frozen=True, slots=True)
class Whole:
    """A partnership with what counts together with it, and the events that all of it rests on."""

    row: Partnership
    folded: Folded
    view: PartnershipView
    clashes: tuple[Said, ...]
    traced: tuple[Traced, ...]
    voice: Voice

    @property
    def running(self) -> list[Agreement]:
        """The agreements that may be decided on, the latest first."""
        open_ones = [each for each in self.folded.agreements if each.ended_on is None and each.renewed_by is None]
        return sorted(open_ones, key=lambda each: each.began_on, reverse=True)

    @property
    def last(self) -> list[EventRow]:
        """What was recorded last."""
        return [row for year in ledger.years(self.traced[-_LAST:], self.voice) for row in year.events]

    def said_last(self, what: What, by: str) -> bool:
        """Whether ``by`` wrote just that: the button was pressed twice."""
        return any(each.event.what == what and each.event.by == by for each in self.traced[-2:])


def whole(
    row: Partnership, visible: QuerySet[Partnership], posts: QuerySet[Post], today: date, voice: Voice
) -> Whole:
    """``visible``: the partnerships that the reader may see; those of the same creator are read with it. ``posts``:
    those that they may see, whose verdicts stand where the book holds none."""
    others = visible.filter(live=True).filter(Q(creator_key=row.creator_key) | Q(pair=row.pair))
    rows = {each.key: each for each in (row, *others.exclude(pk=row.pk))}
    traced = Tables(row.organisation_id).traced(rows)
    partnerships = fold(filled([each.event for events in traced.values() for each in events], posts))
    refs = {name: rows[key_of(name)].ref for name in partnerships}
    folded = next(each for name, each in partnerships.items() if refs[name] == row.ref)
    same = [each for each in partnerships.values() if pair_of(each) == pair_of(folded)]
    beside = tuple(each for each in same if each.id != folded.id)
    proofs = replace(
        _Elsewhere.of_book({each.id: traced[each.id] for each in same}),
        address=lambda name: reverse("partnership_events", args=(refs[name],)),
    )
    view = partnership_view(folded, sums(same, known_thresholds()), beside, today, proofs, voice)
    found = [each for each in conflicts(list(partnerships.values())) if folded.id in each.partnerships]
    said = frozenset().union(*(quoted(each) for each in partnerships.values()))
    return Whole(
        row, folded, view, tuple(voice.say(each.says, said) for each in found), tuple(traced[folded.id]), voice
    )


class _Elsewhere(Proofs):
    """The events stand on a page of their own, also those of the partnership that is shown."""

    __slots__ = ()

    def on_page_of(self, partnership: str) -> Proofs:
        return self


def panel(piece: str, page: Whole, voice: Voice, *, brief: bool = False) -> Markup:
    """A panel of the library's page; ``brief``: what is over stands on the page of the register."""
    events, note = reverse("partnership_events", args=(page.row.ref,)), voice.say(WORDS["partnerships.verdicts"])
    told = {"piece": piece, "view": page.view, "events": events, "note": note, "brief": brief}
    return fragment("book/panel", voice.language, CATALOGUE, **told)


def posts_of(page: Whole, posts: QuerySet[Post]) -> list[Post]:
    """Those of ``posts`` that the creator published for this advertiser, the latest first."""
    creator, advertiser = page.folded.creator, page.folded.advertiser
    accounts = {creator.handle, creator.handle.lstrip("@"), f"@{creator.handle.lstrip('@')}", page.row.creator_key}
    named = Q(advertiser__in=[*filter(None, (advertiser.name, *advertiser.handles))])
    if page.row.brand_id is not None:
        named |= Q(brand=page.row.brand_id)
    found = posts.filter(named, creator__in=accounts).order_by("-published", "pk")
    return list(found[:POSTS_SHOWN])
