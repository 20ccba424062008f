"""What pages ask of posts: the list, one post as the library shows it, the next one that waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from django.db.models import Q, QuerySet

from perenne.audit.digest import judged_post
from perenne.desk.posts.models import Decision, Post, State
from perenne.law.rulebook import rulebook
from perenne.model.answer import Decision as Decided
from perenne.model.finding import Finding, Question
from perenne.report.post_view import PostView, post_view
from perenne.report.voice import Voice

ON_A_PAGE = 50
AWAITING = (State.WAITING, State.ESCALATED)


@dataclass(frozen=True, slots=True)
class Review:
    """One post as the review shows it: the library's view of it, and what a person must answer before deciding."""

    view: PostView
    questions: tuple[Question, ...]


def filtered(posts: QuerySet[Post], asked: Mapping[str, str]) -> QuerySet[Post]:
    """``posts`` narrowed by what the page's form asks."""
    if state := asked.get("state"):
        posts = posts.filter(state=state)
    if verdict := asked.get("verdict"):
        posts = posts.filter(verdict=verdict)
    if words := asked.get("q", "").strip():
        posts = posts.filter(
            Q(teaser__icontains=words) | Q(creator__icontains=words) | Q(advertiser__icontains=words)
        )
    return posts


def worst_first(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.order_by("severity", "-published", "pk")


def review(post: Post, voice: Voice) -> Review:
    """``post`` with its findings as the report shows them, decisions beside."""
    findings = [each.read() for each in post.findings.all()]
    judged = judged_post(post.read(), findings)
    return Review(post_view(judged, 1, rulebook(), voice), tuple(_questions(judged.findings)))


def _questions(findings: Sequence[Finding]) -> list[Question]:
    asked = {each.question.fact: each.question for each in findings if each.question is not None}
    return list(asked.values())


def as_records(decisions: Sequence[Decision], findings: Sequence[Finding]) -> list[Decided]:
    """What was decided of a post, as ``decision/1`` on each of its findings."""
    return [
        Decided(
            finding=finding.id,
            verdict="compliant" if each.kind == Decision.COMPLIANT else finding.verdict,
            by=each.by.name,
            at=each.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            reason=each.reason,
        )
        for each in decisions
        for finding in findings
    ]


def after(posts: QuerySet[Post], post: Post) -> Post | None:
    """The next post that awaits a person, in the order of the queue."""
    waiting = worst_first(posts.filter(state__in=AWAITING).exclude(pk=post.pk))
    later = Q(severity__gt=post.severity) | Q(severity=post.severity, pk__gt=post.pk)
    return waiting.filter(later).first() or waiting.first()
