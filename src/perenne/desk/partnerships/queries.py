"""What pages ask of partnerships: the list and its filters, what awaits a person, the coming days, the meters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from markupsafe import Markup

from perenne.desk.partnerships.folding import known_thresholds, year_of
from perenne.desk.partnerships.judged import shares
from perenne.desk.partnerships.models import Given, Item, Partnership, Window
from perenne.desk.people.access import seen
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.posts.models import Post
from perenne.law.consideration import Thresholds
from perenne.partnerships.measures.dictionary import Asked
from perenne.report.book import money
from perenne.report.book.measured import MeasureView, measure_view
from perenne.report.book.money import SumView
from perenne.report.book.waiting import SOON_DAYS, UNDECIDED
from perenne.report.voice import Said, Voice

SEE, WRITE = "partnership.read", "partnership.write"
ON_A_PAGE = 50
ENDS_WITHIN = timedelta(days=90)
DORMANT_DAYS = 180
SORTS = {
    "pair": ("title",),
    "since": ("since",),
    "ends": ("term_end",),
    "next": ("next_date",),
    "given": ("-given",),
    "open": ("-open",),
}
"""By column: the order of its sort; whatever is not known comes last."""
_DUE = ("payment", "delivery", "draft", "notice", "end")


def filtered(rows: QuerySet[Partnership], asked: Mapping[str, str], today: date) -> QuerySet[Partnership]:
    """``rows`` narrowed by what the page's form asks."""
    if (brand := asked.get("brand", "")).isdecimal():
        rows = rows.filter(brand=int(brand[:9]))
    elif brand == "none":
        rows = rows.filter(brand=None)
    if owner := asked.get("owner"):
        rows = rows.filter(owner=owner)
    if words := asked.get("q", "").strip():
        rows = rows.filter(title__icontains=words)
    narrow = {
        "ends": Q(ended=None, term_end__range=(today, today + ENDS_WITHIN)),
        "unwritten": Q(is_written=False),
        "exclusive": Q(Exists(_windows_on(today))),
        "dormant": Q(ended=None) & (Q(last_post__lt=today - _silence(asked)) | Q(last_post=None)),
    }
    return rows.filter(narrow[asked["only"]]) if asked.get("only") in narrow else rows


def _windows_on(today: date) -> QuerySet[Window]:
    open_end = Q(ends=None) | Q(ends__gte=today)
    return Window.objects.filter(open_end, partnership=OuterRef("pk"), begins__lte=today)


def _silence(asked: Mapping[str, str]) -> timedelta:
    days = asked.get("days", "")
    return timedelta(days=min(int(days[:5]), 36_500) if days.isdecimal() else DORMANT_DAYS)


def listed(rows: QuerySet[Partnership], today: date, sort: str) -> QuerySet[Partnership]:
    """``rows`` with what the list tells of each, in the order of the column ``sort``."""
    year = Given.objects.filter(partnership=OuterRef("pk"), year=today.year)
    own = Item.objects.filter(partnership=OuterRef("pk"))
    awaits = own.filter(_awaits(today, SOON_DAYS)).order_by().values("partnership").annotate(n=Count("pk"))
    told = rows.annotate(
        next_date=Subquery(own.filter(on__gte=today).order_by("on").values("on")[:1]),
        open=Coalesce(Subquery(awaits.values("n")), 0),
        given=Subquery(year.values("total")[:1]),
    )
    (column,) = SORTS.get(sort, SORTS["pair"])
    name = column.removeprefix("-")
    order = F(name).desc(nulls_last=True) if column.startswith("-") else F(name).asc(nulls_last=True)
    return told.order_by(order, "title", "pk")


def _awaits(today: date, within: int) -> Q:
    """What awaits a person: without a day, late, or due within some days. A notice that passed is told by its end."""
    soon = Q(on__lte=today + timedelta(days=within), kind__in=_DUE)
    return Q(on=None) | (soon & ~Q(kind="notice", on__lt=today))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: what the template prints beside the columns of ``row``."""

    row: Partnership
    next: Said | None
    given: SumView | None
    clear: MeasureView
    judged: int


def lines(rows: Sequence[Partnership], posts: QuerySet[Post], today: date, voice: Voice) -> list[Line]:
    """``rows`` as the list shows them, with what the reader may see of ``posts``: a few queries, however many they
    are."""
    known, clear = known_thresholds(), shares(rows, posts)
    coming = Item.objects.filter(partnership__in=rows, on__gte=today).order_by("-on", "-pk")
    first = {each.partnership_id: voice.say(each.says, (each.of,)) for each in coming}
    years = {each.partnership_id: each for each in Given.objects.filter(partnership__in=rows, year=today.year)}
    return [
        Line(
            each,
            first.get(each.pk),
            money.whole(year_of(years[each.pk], known), voice) if each.pk in years else None,
            measure_view(Asked("COMP").share(*clear[each.key]), voice),
            clear[each.key][1],
        )
        for each in rows
    ]


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing of a partnership that awaits a person."""

    kind: str
    ref: str
    pair: str
    address: str
    says: Said
    due: date | None
    late: bool
    brand: int | None
    owner: str


def awaiting(
    member: Member, today: date, voice: Voice, within: int = SOON_DAYS, most: int = 100
) -> tuple[Waits, ...]:
    """What awaits a person in the partnerships that ``member`` may see: late first, then what has no day, then what
    comes within ``within`` days; what two partnerships of the same two share is told once."""
    urgency = Case(When(on__lt=today, then=0), When(on=None, then=1), default=2)
    found = _items(member).filter(_awaits(today, within)).order_by(urgency, "on", "pk")
    once = {
        (each.partnership.pair, each.kind, each.on, each.of, each.fr): each for each in reversed(list(found[:most]))
    }
    return tuple(_waits(each, today, voice) for each in reversed(list(once.values())))


def awaiting_count(member: Member, today: date, within: int = SOON_DAYS) -> int:
    return _items(member).filter(_awaits(today, within)).count()


def _items(member: Member) -> QuerySet[Item]:
    if not can(member, SEE):
        return Item.objects.none()
    rows = seen(member, Partnership.objects.filter(live=True), SEE)
    return Item.objects.filter(partnership__in=rows).select_related("partnership")


def _waits(item: Item, today: date, voice: Voice) -> Waits:
    row, late = item.partnership, item.on is not None and item.on < today
    says = voice.say(item.says, (item.of, row.title))
    if item.kind == "end" and late:
        says = voice.say(UNDECIDED, (item.of,), agreement=item.of)
    return Waits(item.kind, row.ref, row.title, address_of(row), says, item.on, late, row.brand_id, row.owner)


def address_of(row: Partnership) -> str:
    return reverse("partnership", args=(row.ref,))


@dataclass(frozen=True, slots=True)
class Meter:
    """A sum of a year against the law's threshold."""

    ref: str
    pair: str
    address: str
    year: int
    total: Said | None
    threshold: Said | None
    unvalued: Said | None
    word: Said
    css: str
    drawn: Markup | None


def meters(member: Member, today: date, voice: Voice, most: int = 3) -> tuple[Meter, ...]:
    """The fullest of the year, by pair: two partnerships of the same two count together and are told once."""
    if not can(member, SEE):
        return ()
    rows = seen(member, Partnership.objects.filter(live=True, ended=None), SEE)
    found = Given.objects.filter(partnership__in=rows, year=today.year).select_related("partnership")
    fullest = found.order_by("-total", "pk")[: most * 3]
    by_pair: dict[str, Given] = {}
    for each in fullest:
        by_pair.setdefault(each.partnership.pair, each)
    known = known_thresholds()
    return tuple(_meter(each, known, voice) for each in list(by_pair.values())[:most])


def _meter(given: Given, known: Thresholds, voice: Voice) -> Meter:
    row, told = given.partnership, money.whole(year_of(given, known), voice)
    return Meter(
        row.ref,
        row.title,
        address_of(row),
        given.year,
        told.total,
        told.threshold,
        told.unvalued,
        told.word,
        told.css,
        told.meter,
    )


@dataclass(frozen=True, slots=True)
class Dated:
    """A day to remember, for a calendar."""

    on: date
    kind: str
    ref: str
    pair: str
    address: str
    says: Said


def strip(member: Member, today: date, voice: Voice, days: int = 14, most: int = 100) -> tuple[Dated, ...]:
    """The days to remember from ``today`` on, the first ``most``."""
    found = _items(member).filter(on__range=(today, today + timedelta(days=days - 1))).order_by("on", "pk")
    return tuple(
        Dated(
            each.on,
            each.kind,
            each.partnership.ref,
            each.partnership.title,
            address_of(each.partnership),
            voice.say(each.says, (each.of,)),
        )
        for each in found[:most]
        if each.on is not None
    )


def owners(rows: QuerySet[Partnership]) -> list[str]:
    return list(rows.exclude(owner="").order_by("owner").values_list("owner", flat=True).distinct())
