"""A creator's own terms and money, as far as partnerships tell them: what is agreed, what is due, what is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from perenne.desk.creators.models import Account
from perenne.desk.partnerships.folding import known_thresholds, year_of
from perenne.desk.partnerships.models import Given, Item, Partnership
from perenne.desk.portal.models import Link
from perenne.desk.web.words import WORDS
from perenne.report.book import money
from perenne.report.voice import Said, Voice

_SHOWN = ("payment", "delivery", "draft", "end")
_MOST = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """A partnership as its creator sees it, a line each; of no other creator, and nothing that members noted."""

    title: str
    says: tuple[Said | str, ...]


def terms(link: Link, today: date, voice: Voice) -> tuple[Terms, ...]:
    """The terms of the account behind ``link``. Partnerships know a creator by handle alone: where two people bear
    it, nobody is shown the terms of the other."""
    own = Partnership.objects.filter(organisation=link.organisation_id, creator_key=link.account.key, live=True)
    brands = [each.pk for each in link.brands.all()]
    rows = list((own.filter(brand__in=brands) if brands else own).order_by("title", "pk")[:_MOST])
    bearers = Account.objects.filter(organisation=link.organisation_id, key=link.account.key)
    if not rows or len(set(bearers.values_list("creator", flat=True))) > 1:
        return ()
    of_row: dict[int, list[Said | str]] = {each.pk: list(_agreed(each, voice)) for each in rows}
    for given in Given.objects.filter(partnership__in=rows, year=today.year).select_related("partnership"):
        of_row[given.partnership_id] += _counted(given, voice)
    for item in Item.objects.filter(Q(partnership__in=rows), kind__in=_SHOWN).exclude(on=None).order_by("on", "pk"):
        of_row[item.partnership_id].append(_due(item, today, voice))
    return tuple(Terms(each.advertiser, tuple(of_row[each.pk])) for each in rows)


def _agreed(row: Partnership, voice: Voice) -> Iterator[Said]:
    yield voice.say(WORDS["portal.terms.since"], day=voice.day(row.since))
    if row.term_end:
        yield voice.say(
            WORDS["portal.terms.until"], (row.agreement,), name=row.agreement, day=voice.day(row.term_end)
        )


def _counted(given: Given, voice: Voice) -> Iterator[Said]:
    told = money.whole(year_of(given, known_thresholds()), voice)
    if told.total is not None:
        yield voice.say(WORDS["portal.terms.given"], (told.total,), year=given.year, total=told.total)
    if told.unvalued is not None:
        yield told.unvalued


def _due(item: Item, today: date, voice: Voice) -> Said:
    on = item.on or today
    key = "portal.terms.late" if on < today else "portal.terms.due"
    says = voice.say(item.says)
    return voice.say(WORDS[key], (says,), says=says, day=voice.day(on))
