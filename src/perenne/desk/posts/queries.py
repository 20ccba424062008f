"""What pages ask of posts: the list, one post as the library shows it, the next one that waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import cast

import msgspec
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from perenne.audit.digest import JudgedPost, judged_post
from perenne.audit.draft import draft
from perenne.audit.judgement import judgements
from perenne.desk.imports.models import Observation
from perenne.desk.imports.models import State as Imported
from perenne.desk.posts import search, shown
from perenne.desk.posts.actions import given_of
from perenne.desk.posts.judging import knowledge
from perenne.desk.posts.models import Decision, Override, Post, State
from perenne.desk.posts.shown import Beside, Change, ClueView, Strip
from perenne.law.rulebook import rulebook
from perenne.model.answer import Decision as Decided
from perenne.model.clue import Grade
from perenne.model.finding import WORST_FIRST, Finding, Question, Verdict
from perenne.model.post import Post as Record
from perenne.report.post_view import PostView, post_view
from perenne.report.voice import Said, Voice

ON_A_PAGE = 50
_MOST_BESIDE = 10
AWAITING = (State.WAITING, State.ESCALATED)


@dataclass(frozen=True, slots=True)
class Review:
    """One post as the review shows it: the library's view of it, and what a person must answer before deciding.
    ``numbers``: by the fact that is asked for, the findings that wait for it."""

    view: PostView
    questions: tuple[Question, ...]
    numbers: Mapping[str, str]
    counted: Said


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands beside the findings: the evidence of a deal and its grade, whose law was read, the versions of the
    rule that weighs most, the proposed mending."""

    grade: Grade
    clues: tuple[ClueView, ...]
    jurisdictions: Said
    strip: Strip | None
    changes: tuple[Change, ...]
    if_paid: bool


def filtered(posts: QuerySet[Post], asked: Mapping[str, str]) -> QuerySet[Post]:
    """``posts`` narrowed by what the page's form asks."""
    if state := asked.get("state"):
        posts = posts.filter(state=state)
    if verdict := asked.get("verdict"):
        judged, proposed = Q(state=State.DECIDED), Q(severity=severity(verdict))
        posts = posts.filter(proposed | judged if verdict == "compliant" else proposed & ~judged)
    return search.narrowed(posts, asked.get("q", ""))


def severity(verdict: str | None) -> int:
    """The place of ``verdict``, the worst first. One that is none stands behind all: no post has it."""
    return next((n for n, each in enumerate(WORST_FIRST) if each == verdict), len(WORST_FIRST))


def worst_first(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.order_by("severity", "-published", "pk")


def queued(waiting: QuerySet[Post]) -> QuerySet[Post]:
    """The few of many that are ``waiting``, worst first. ``rank`` is no bare column: in the order of an index a
    database would walk all posts to find the few."""
    return waiting.alias(rank=F("severity") + 0).order_by("rank", "-published", "pk")


def review(post: Post, voice: Voice) -> Review:
    """``post`` with its findings as the report shows them, decisions beside."""
    judged = judged_post(post.read(), [each.read() for each in post.findings.all()])
    return _review(judged, voice)


def _review(judged: JudgedPost, voice: Voice) -> Review:
    numbers: dict[str, list[str]] = {}
    for n, each in enumerate(judged.findings, 1):
        if each.question is not None:
            numbers.setdefault(each.question.fact, []).append(str(n))
    return Review(
        view=post_view(judged, 1, rulebook(), voice),
        questions=tuple(_questions(judged.findings)),
        numbers={fact: ", ".join(those) for fact, those in numbers.items()},
        counted=shown.counted(judged.findings, voice),
    )


def _questions(findings: Sequence[Finding]) -> list[Question]:
    asked = {each.question.fact: each.question for each in findings if each.question is not None}
    return list(asked.values())


def sides(post: Post, voice: Voice, today: date) -> Sides:
    """What stands beside the findings of ``post``, as they were kept."""
    drafted = draft(post.read(), knowledge(given_of(post)))
    judged = drafted.judgement
    findings = judged_post(judged.post, [each.read() for each in post.findings.all()]).findings
    drawn = (shown.strip(each, post.published, today, rulebook(), voice) for each in findings if post.published)
    return Sides(
        grade=judged.facts.deal.grade,
        clues=shown.clues(judged, voice),
        jurisdictions=shown.jurisdictions(judged, rulebook(), voice),
        strip=next((each for each in drawn if each is not None), None),
        changes=shown.changes(judged.post.text or "", drafted.mending),
        if_paid=drafted.if_paid,
    )


def told_of(posts: QuerySet[Post]) -> QuerySet[Post]:
    """``posts`` with whether another file says something of them too."""
    return posts.annotate(told_elsewhere=Exists(_kept_beside().filter(post=OuterRef("pk"))))


def _kept_beside() -> QuerySet[Observation]:
    return Observation.objects.filter(of__state=Imported.DONE).order_by("pk")


def beside(post: Post, voice: Voice) -> tuple[Beside, ...]:
    """What other files said of ``post``: kept beside it, never in its place."""
    kept = _kept_beside().filter(post=post).values_list("record", flat=True)
    return shown.observed(
        post.read(), (msgspec.json.decode(each, type=Record) for each in kept[:_MOST_BESIDE]), voice
    )


def by_the_law_of(post: Post, day: date, voice: Voice) -> Review:
    """``post`` as it would be judged were it published under the law of ``day``: for reading, never for deciding."""
    (judged,) = judgements([post.read()], knowledge(given_of(post), as_of=day))
    return _review(judged_post(judged.post, judged.findings), voice)


def as_records(
    decisions: Sequence[Decision], findings: Sequence[Finding], overrides: Sequence[Override] = ()
) -> list[Decided]:
    """What was decided of a post, as ``decision/1`` on each of its findings, and what was held of one rule alone."""
    of_all = [
        _decided(each, finding, "compliant" if each.kind == Decision.COMPLIANT else _as_seen(each, finding))
        for each in decisions
        for finding in findings
    ]
    of_one = [
        _decided(each, finding, cast("Verdict", each.verdict))
        for each in overrides
        for finding in findings
        if (finding.rule, finding.part or "") == (each.rule, each.part)
    ]
    return sorted([*of_all, *of_one], key=lambda each: each.at)


def _as_seen(made: Decision, finding: Finding) -> Verdict:
    """A finding may be worse today, after an answer, than what the person decided on: they never held that."""
    seen = cast("Verdict", made.verdict)
    return max(finding.verdict, seen, key=WORST_FIRST.index)


def _decided(made: Decision | Override, finding: Finding, verdict: Verdict) -> Decided:
    return Decided(
        finding=finding.id,
        verdict=verdict,
        by=made.by.name,
        at=made.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        reason=made.reason,
    )


def after(posts: QuerySet[Post], post: Post) -> Post | None:
    """The next post that awaits a person, in the order of the queue."""
    waiting = queued(_others(posts, post))
    return waiting.filter(_behind(post)).first() or waiting.first()


def before(posts: QuerySet[Post], post: Post) -> Post | None:
    """The post before it in the queue, where there is one."""
    ahead = Q(rank__lt=post.severity) | Q(rank=post.severity, pk__lt=post.pk)
    return queued(_others(posts, post)).filter(ahead).reverse().first()


def _others(posts: QuerySet[Post], post: Post) -> QuerySet[Post]:
    return posts.filter(state__in=AWAITING).exclude(pk=post.pk)


def _behind(post: Post) -> Q:
    return Q(rank__gt=post.severity) | Q(rank=post.severity, pk__gt=post.pk)
