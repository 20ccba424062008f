"""The member's day: every row that awaits a person, as it was arranged, by urgency; and what stands beside."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Value, When
from django.utils import timezone

from perenne.desk.imports.models import Import
from perenne.desk.people.access import seen
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.portal.models import Reply
from perenne.desk.posts.models import Decision, Post, State
from perenne.desk.posts.queries import severity
from perenne.desk.today import sources
from perenne.desk.today.models import Work
from perenne.desk.today.row import FAMILIES, GROUPS, Row
from perenne.desk.web.words import COUNTS, WORDS
from perenne.law.rulebook import rulebook
from perenne.model.finding import WORST_FIRST
from perenne.report.voice import Said, Voice

FORTNIGHT = 14
SHOWN = 40
"""How many rows the page prints before a link to all of them."""
_DIGITS = 19
"""A longer number names no row of any database."""
_COMING = timedelta(days=400)
NARROWED = ("all", "mine", *FAMILIES, "others")


@dataclass(frozen=True, slots=True)
class Day:
    """What awaits a person. ``rows`` in their order; ``more``: posts that wait and are not among them."""

    rows: tuple[Row, ...]
    more: int
    today: date

    @property
    def waiting(self) -> int:
        """What is due by the end of the week, and every post that waits."""
        return sum(each.group(self.today) != "later" for each in self.rows) + self.more

    def narrowed(self, member: Member, by: str) -> tuple[Row, ...]:
        return tuple(each for each in self.rows if _is_of(each, member, by))

    def counts(self, member: Member) -> dict[str, int]:
        """How many rows there are under each narrowing, those of later left out."""
        soon = [each for each in self.rows if each.group(self.today) != "later"]
        families = Counter(each.family for each in soon)
        found = {by: families[by] for by in NARROWED}
        found |= {"all": len(soon), "mine": sum(_is_of(each, member, "mine") for each in soon)}
        found["all"] += self.more
        found["posts"] += self.more
        return found

    def groups(self, rows: Iterable[Row], *, later: bool) -> list[tuple[str, list[Row]]]:
        found: dict[str, list[Row]] = {name: [] for name in GROUPS if later or name != "later"}
        for each in rows:
            found.get(each.group(self.today), []).append(each)
        return [(name, those) for name, those in found.items() if those]

    def row(self, key: str) -> Row | None:
        return next((each for each in self.rows if each.key == key), None)


def cut(groups: Iterable[tuple[str, list[Row]]], most: int) -> list[tuple[str, int, list[Row]]]:
    """Of each of ``groups`` how many there are, and those that are among the first ``most`` of all."""
    found = []
    for name, rows in groups:
        found.append((name, len(rows), rows[:most]))
        most -= len(found[-1][2])
    return [each for each in found if each[2]]


def _is_of(row: Row, member: Member, by: str) -> bool:
    if by == "mine":
        return row.assignee == member.pk or (row.assignee is None and row.owner == member.person.name)
    return by == "all" or row.family == by


def day(member: Member, today: date, voice: Voice) -> Day:
    """The member's day."""
    works = _by_key(member)
    numbered = {key: int(key[5:]) for key in works if key.startswith("post:") and key[5:].isdecimal()}
    put_off = {pk for key, pk in numbered.items() if (until := works[key].until) is not None and until > today}
    own = {pk for key, pk in numbered.items() if works[key].owner_id == member.pk}
    found = [
        *sources.posts(member, voice, put_off, own),
        *sources.replies(member, voice),
        *sources.looks(member, voice),
        *sources.imports(member, today, voice),
        *sources.of_contracts(member, today, voice),
        *sources.of_devices(member, today, voice),
        *sources.of_partnerships(member, today, voice),
        *sources.from_creators(member, voice),
        *sources.of_drafts(member, today, voice),
        *sources.asked(member, voice),
    ]
    rows = sorted(_arranged(found, works), key=_urgency)
    shown = sum(each.kind == "post" for each in rows)
    every = sources.waiting(member).count() if can(member, "post.read") else 0
    return Day(tuple(rows), max(0, every - shown), today)


def one(member: Member, key: str, today: date, voice: Voice) -> Row | None:
    """The row ``key`` of the member's day, be it beyond those that the page shows."""
    found = day(member, today, voice).row(key)
    if found is not None or not key.startswith("post:") or not can(member, "post.read"):
        return found if found is None or found.plannable else None
    number = key.removeprefix("post:")
    post = sources.waiting(member).filter(pk=number).first() if number.isdecimal() and len(number) < _DIGITS else None
    return next(_arranged([sources.post_row(post, voice)], _by_key(member)), None) if post else None


class _Work(NamedTuple):
    """What was arranged of a row: of ``Work`` what the page needs."""

    key: str
    owner_id: int | None
    owner: str | None
    until: date | None
    escalated: bool
    times: int


def _by_key(member: Member) -> dict[str, _Work]:
    arranged = Work.objects.filter(organisation=member.organisation_id)
    told = arranged.values_list("key", "owner_id", "owner__person__name", "until", "escalated", "times")
    return {each[0]: _Work(*each) for each in told}


def _arranged(rows: Iterable[Row], works: Mapping[str, _Work]) -> Iterator[Row]:
    for row in rows:
        work = works.get(row.key)
        if work is None:
            yield row
            continue
        owner = work.owner or row.owner
        yield replace(
            row,
            due=work.until or row.due,
            late=(row.late and work.until is None) or work.escalated,
            owner="" if work.escalated and work.owner is None else owner,
            assignee=work.owner_id,
            escalated=work.escalated,
            put_off=work.times,
        )


def _urgency(row: Row) -> tuple[bool, date, int, str]:
    return (not row.escalated, row.due or date.min, severity(row.verdict), row.key)


@dataclass(frozen=True, slots=True)
class Mark:
    """A link of the calendar: what is due, and where it is seen to."""

    kind: str
    title: str
    address: str


def fortnight(rows: Iterable[Row], today: date) -> list[tuple[date, list[Mark]]]:
    """The next two weeks, day by day; what is late, or waits since today, is of today."""
    days = [today + timedelta(days=n) for n in range(FORTNIGHT)]
    marks: dict[date, list[Mark]] = {each: [] for each in days}
    for row in rows:
        on = max(row.due, today) if row.due else None
        if on in marks:
            marks[on].append(Mark(row.kind, row.title, row.address))
    return list(marks.items())


def since(member: Member, today: date, voice: Voice) -> list[tuple[str, Said]]:
    """What happened since yesterday, and the next change of the law: a drawing and a sentence each."""
    said: list[tuple[str, Said]] = []
    if can(member, "post.read"):
        said += _happened(member, timezone.now() - timedelta(days=1), voice)
    starts = [(version.start, rule) for rule in rulebook().rules.values() for version in rule.versions]
    coming = min(
        ((start, rule) for start, rule in starts if today < start <= today + _COMING), default=None, key=_first
    )
    if coming is not None:
        start, rule = coming
        says = voice.figures(COUNTS["today.coming"], (start - today).days, name=voice.say(rule.name))
        said.append(("law", says))
    return said


def _first(each: tuple[date, object]) -> date:
    return each[0]


def _happened(member: Member, yesterday: object, voice: Voice) -> Iterator[tuple[str, Said]]:
    own = seen(member, Post.objects.all(), "post.read")
    recent = Import.objects.filter(organisation=member.organisation_id, at__gte=yesterday).order_by()
    held = Case(When(state=State.DECIDED, then=Value("compliant")), default=F("verdict"))
    added = own.filter(added_by__in=recent.values("pk")).order_by().annotate(holds=held).values_list("holds")
    counted = dict(added.annotate(n=Count("pk")))
    if counted:
        those = ", ".join(
            voice.figures(COUNTS[f"post.points.{each}"], counted[each]) for each in WORST_FIRST if counted.get(each)
        )
        yield (
            "posts",
            voice.say(
                WORDS["today.read_posts"], n=voice.figures(COUNTS["posts.found"], sum(counted.values())), those=those
            ),
        )
    of_them = Exists(own.filter(pk=OuterRef("post")))
    if decided := Decision.objects.filter(of_them, at__gte=yesterday).count():
        yield "pen", voice.figures(COUNTS["today.decided"], decided)
    if told := Reply.objects.filter(of_them, at__gte=yesterday).count():
        yield "reply", voice.figures(COUNTS["today.told"], told)
