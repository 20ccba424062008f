"""The list of posts, the review of one, the decision on it."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from perenne.desk.journal.acts import Overtaken
from perenne.desk.people.access import author, fetch, members_only, seen, sent_from
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.portal.actions import identified, mark_read
from perenne.desk.posts import actions, queries
from perenne.desk.posts.forms import DecisionForm, OverrideForm
from perenne.desk.posts.models import Decision, Override, Post, State
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.paging import Long, Sought
from perenne.desk.web.words import WORDS
from perenne.model.finding import WORST_FIRST
from perenne.report.voice import Voice

_SEE, _DECIDE = "post.read", "post.decide"
_DIGITS = 19
"""A longer number names no row of any database."""


@require_safe
@members_only
def posts(request: HttpRequest, member: Member) -> HttpResponse:
    """The posts that the member may see, narrowed and in pages."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("state", "verdict", "q")}
    every = seen(member, Post.objects.all(), _SEE)
    rows = queries.worst_first(queries.filtered(every, asked))
    found = (Sought if asked["q"].strip() else Long)(rows, queries.ON_A_PAGE)
    return page(
        request,
        member,
        "posts/list",
        "posts",
        found=found.get_page(request.GET.get("page")),
        asked=asked,
        states=[State.WAITING, State.ESCALATED, State.ASKED, State.DECIDED, State.SETTLED],
        verdicts=WORST_FIRST,
    )


@require_safe
@members_only
def post(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    return _review(request, member, fetch(member, _posts(), _SEE, pk=pk))


@sent_from("post", "pk")
@members_only
def read(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The member has read what the creator said."""
    mark_read(author(member), fetch(member, _posts(), _SEE, do=_DECIDE, pk=pk))
    return redirect("post", pk=pk)


@sent_from("post", "pk")
@members_only
def decide(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Sign a decision; where somebody was quicker, both are shown and nothing is recorded."""
    found = fetch(member, _posts(), _SEE, do=_DECIDE, pk=pk)
    speaker = voice(request)
    review = queries.review(found, speaker)
    form = DecisionForm(
        speaker,
        review.questions,
        request.POST,
        numbers=review.numbers,
        in_doubt=found.verdict == "needs_human",
    )
    if not form.is_valid():
        return _review(request, member, found, _Sent(decision=form), status=422)
    try:
        actions.decide(author(member), member.person, found, form.cleaned_data["version"], form.choice, form.answers)
    except Overtaken:
        if actions.is_last(found, member.person, form.choice):
            return redirect("post", pk=pk)
        found = fetch(member, _posts(), _SEE, do=_DECIDE, pk=pk)
        return _review(request, member, found, _Sent(decision=form), status=409)
    messages.success(request, speaker.say(WORDS["decide.done"]))
    return redirect("post", pk=pk)


@sent_from("post", "pk")
@members_only
def override(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Hold the verdict of one rule against what was proposed."""
    post = fetch(member, _posts(), _SEE, do=_DECIDE, pk=pk)
    speaker, named = voice(request), request.POST.get("finding", "")
    finding = post.findings.filter(pk=int(named)).first() if named.isdecimal() and len(named) < _DIGITS else None
    form = OverrideForm(speaker, request.POST, of=finding.pk if finding else "")
    if finding is None:
        return _review(
            request, member, post, status=HTTPStatus.CONFLICT if named else HTTPStatus.UNPROCESSABLE_ENTITY
        )
    sent = _Sent(override=form, finding=finding.pk)
    if not form.is_valid():
        return _review(request, member, post, sent, status=422)
    try:
        actions.override(author(member), member.person, post, form.cleaned_data["version"], form.held(finding))
    except actions.Unanswered:
        form.add_error("verdict", forms.ValidationError("", code="unanswered"))
        return _review(request, member, post, sent, status=422)
    except Overtaken:
        return _review(request, member, post, sent, status=409)
    messages.success(request, speaker.say(WORDS["override.done"]))
    return redirect("post", pk=pk)


@require_safe
@members_only
def by_todays_law(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The post read with the law of today: a view of its own, on which nothing is decided."""
    found = fetch(member, _posts(), _SEE, pk=pk)
    speaker, today = voice(request), timezone.localdate()
    then, now = queries.review(found, speaker), queries.by_the_law_of(found, today, speaker)
    return page(
        request,
        member,
        "posts/today_law",
        "posts",
        title=speaker.say(WORDS["post.as_of"], day=speaker.day(today), **_named(found)),
        post=found,
        then=then,
        now=now,
        today=today,
    )


def _posts() -> QuerySet[Post]:
    return queries.told_of(Post.objects.select_related("brand").prefetch_related("findings"))


def _named(post: Post) -> dict[str, str]:
    return {"creator": post.creator or "?"}


@dataclass(frozen=True)
class _Sent:
    """The form that was sent and not recorded: the decision, or the verdict of one rule (on the ``finding``)."""

    decision: DecisionForm | None = None
    override: OverrideForm | None = None
    finding: int | None = None

    @property
    def form(self) -> forms.Form | None:
        return self.decision or self.override


def _review(
    request: HttpRequest, member: Member, found: Post, sent: _Sent | None = None, *, status: int = 200
) -> HttpResponse:
    sent, speaker, overtaken = sent or _Sent(), voice(request), status == HTTPStatus.CONFLICT
    review = queries.review(found, speaker)
    blank = DecisionForm(speaker, review.questions, numbers=review.numbers, initial={"version": found.version})
    may, every = can(member, _DECIDE, found), seen(member, Post.objects.all(), _SEE)
    return page(
        request,
        member,
        "posts/review",
        "posts",
        status=status,
        title=speaker.say(
            WORDS["post.title"], (found.creator,), creator=found.creator or "?", day=review.view.published
        ),
        post=found,
        author=found.read().account,
        sha256=found.read().source.sha256,
        asked=found.state == State.ASKED,
        review=review,
        view=review.view,
        sides=queries.sides(found, speaker, timezone.localdate()),
        beside=queries.beside(found, speaker) if found.told_elsewhere else (),  # type: ignore[attr-defined]
        form=sent.decision or blank,
        overrides=_overrides(found, review, sent, speaker),
        may_override=bool(may),
        problems=problems(sent.form, speaker) if sent.form is not None and not overtaken else [],
        overtaken=overtaken,
        theirs=_meanwhile(found) if overtaken else None,
        mine=sent.form.cleaned_data if overtaken and sent.form is not None else None,
        version=found.version,
        may=may,
        may_plan=can(member, "work.plan"),
        may_link=identified(found) and can(member, "link.make", found),
        may_seal=can(member, "evidence.make", found),
        **_said(found),
        after=queries.after(every, found),
        before=queries.before(every, found),
    )


def _meanwhile(found: Post) -> Decision | Override | None:
    """What a member did of the post last; nothing where the creator has spoken since."""
    done = [each for each in (found.decisions.last(), found.overrides.select_related("by").last()) if each]
    newest = max(done, key=lambda each: each.at, default=None)
    return None if newest is None or found.replies.filter(at__gt=newest.at).exists() else newest


def _said(found: Post) -> dict[str, Any]:
    """What people said and decided, in the order in which they did."""
    replies, decisions = list(found.replies.select_related("link")), list(found.decisions.select_related("by"))
    return {
        "said_by_creator": replies,
        "unread": any(each.read is None for each in replies),
        "decisions": decisions,
        "last": decisions[-1] if decisions else None,
    }


def _overrides(found: Post, review: queries.Review, sent: _Sent, speaker: Voice) -> dict[str, dict[str, Any]]:
    """By the id of a finding: the row that it is, what a person held of it last, and the form to hold it."""
    held = {(each.rule, each.part): each for each in found.overrides.select_related("by")}
    rows = {each.read().id: each for each in found.findings.all()}
    return {
        each.id: {
            "pk": rows[each.id].pk,
            "held": held.get((each.rule, rows[each.id].read().part or "")),
            "form": sent.override if sent.finding == rows[each.id].pk else OverrideForm(speaker, of=rows[each.id].pk),
            "open": sent.finding == rows[each.id].pk,
        }
        for each in review.view.findings
    }
