"""What awaits a person: posts to judge, corrections that are due, imports with rejected lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.urls import reverse

from perenne.desk.imports.models import Import
from perenne.desk.imports.models import State as ImportState
from perenne.desk.people.access import seen
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import Grant, can, grant
from perenne.desk.portal.models import Reply
from perenne.desk.posts.models import Decision, Post, State
from perenne.desk.posts.queries import AWAITING, worst_first
from perenne.desk.web.words import COUNTS, WORDS
from perenne.report.voice import Said, Voice

MOST = 20
_WEEK = timedelta(days=7)
_RECENT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do. ``title`` and ``says`` may hold a record's own words, so the template escapes them."""

    kind: str
    verb: str
    address: str
    title: str
    says: str
    verdict: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """What awaits a person: ``groups`` by urgency, and how many things there are in all."""

    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    waiting: int
    more: int


def day(member: Member, today: date, voice: Voice) -> Day:
    """The member's day."""
    late: list[Row] = []
    now: list[Row] = []
    week: list[Row] = []
    posts = 0
    if can(member, "post.read"):
        every = seen(member, Post.objects.all(), "post.read")
        for row in _corrections(member, voice):
            (late if row.due and row.due < today else week if row.due and row.due <= today + _WEEK else now).append(
                row
            )
        now += list(_replies(every, voice))
        waiting = every.filter(state__in=_decidable(member))
        posts = waiting.count()
        now += [_post(each, voice) for each in worst_first(waiting)[:MOST]]
    if can(member, "import.make"):
        now += list(_imports(member, today, voice))
    groups = tuple((name, tuple(rows)) for name, rows in (("late", late), ("now", now), ("week", week)) if rows)
    shown_posts = min(posts, MOST)
    return Day(groups, len(late) + len(now) + len(week) + posts - shown_posts, posts - shown_posts)


def _decidable(member: Member) -> tuple[State, ...]:
    """The states in which a post awaits a decision that the member's role may make."""
    given = grant(member, "post.decide")
    if given is None:
        return ()
    return (State.WAITING,) if given is Grant.NOT_ESCALATED else AWAITING


def _post(post: Post, voice: Voice) -> Row:
    return Row("post", "judge", reverse("post", args=(post.pk,)), _title(post, voice), post.teaser, post.verdict)


def _title(post: Post, voice: Voice) -> str:
    who = post.creator or str(voice.say(WORDS["posts.unknown_creator"]))
    brand = post.advertiser
    return str(voice.say(WORDS["today.for"], (who, brand), creator=who, brand=brand)) if brand else who


def _replies(posts: QuerySet[Post], voice: Voice) -> Iterator[Row]:
    """What creators said and nobody has read."""
    unread = Reply.objects.filter(post__in=posts, read=None).select_related("post")
    for each in unread[:MOST]:
        yield Row("reply", "read", reverse("post", args=(each.post_id,)), _title(each.post, voice), each.text)


def _corrections(member: Member, voice: Voice) -> list[Row]:
    """Corrections that were asked for: the last one on each post, while the post still waits for it."""
    asked = seen(member, Post.objects.all(), "post.read").filter(state=State.ASKED)
    last: dict[int, Decision] = {}
    for each in (
        Decision.objects.filter(post__in=asked, kind=Decision.ASK).select_related("post").order_by("at", "pk")
    ):
        last[each.post_id] = each
    return [
        Row(
            "ask",
            "see",
            reverse("post", args=(each.post_id,)),
            _title(each.post, voice),
            each.reason,
            each.post.verdict,
            each.due,
        )
        for each in sorted(last.values(), key=lambda each: (each.due or date.max, each.pk))
    ]


def _imports(member: Member, today: date, voice: Voice) -> list[Row]:
    own = seen(member, Import.objects.all(), "import.make")
    recent = own.filter(state=ImportState.DONE, at__date__gte=today - _RECENT)
    with_rejects = recent.annotate(lines=Count("refused")).filter(lines__gt=0).prefetch_related("files")
    return [
        Row(
            "import",
            "mend",
            reverse("import", args=(each.pk,)),
            ", ".join(file.name for file in each.files.all()),
            str(_refused(each.lines, voice)),
        )
        for each in with_rejects[:MOST]
    ]


def _refused(lines: int, voice: Voice) -> Said:
    return voice.figures(COUNTS["imports.refused"], lines)
