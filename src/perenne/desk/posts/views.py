"""The list of posts, the review of one, the decision on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from perenne.desk.people.access import author, fetch, members_only, seen, sent_from
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.portal.actions import identified, mark_read
from perenne.desk.posts import actions, queries
from perenne.desk.posts.forms import DecisionForm
from perenne.desk.posts.models import Post, State
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.model.finding import WORST_FIRST

_SEE, _DECIDE = "post.read", "post.decide"


@require_safe
@members_only
def posts(request: HttpRequest, member: Member) -> HttpResponse:
    """The posts that the member may see, narrowed and in pages."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("state", "verdict", "q")}
    every = seen(member, Post.objects.all(), _SEE)
    found = Paginator(queries.worst_first(queries.filtered(every, asked)), queries.ON_A_PAGE)
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
    questions = queries.review(found, speaker).questions
    form = DecisionForm(speaker, questions, request.POST, in_doubt=found.verdict == "needs_human")
    if not form.is_valid():
        return _review(request, member, found, form, status=422)
    try:
        actions.decide(author(member), member.person, found, form.cleaned_data["version"], form.choice, form.answers)
    except actions.Overtaken:
        if actions.is_last(found, member.person, form.choice):
            return redirect("post", pk=pk)
        return _review(request, member, found, form, status=409, overtaken=True)
    messages.success(request, speaker.say(WORDS["decide.done"]))
    return redirect("post", pk=pk)


def _posts() -> QuerySet[Post]:
    return Post.objects.select_related("brand")


def _review(
    request: HttpRequest,
    member: Member,
    found: Post,
    form: DecisionForm | None = None,
    *,
    status: int = 200,
    overtaken: bool = False,
) -> HttpResponse:
    speaker = voice(request)
    review = queries.review(found, speaker)
    replies = list(found.replies.select_related("link"))
    blank = DecisionForm(speaker, review.questions, initial={"version": found.version})
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
        view=review.view,
        form=form or blank,
        problems=problems(form, speaker) if form is not None and not overtaken else [],
        overtaken=overtaken,
        version=found.version,
        may=can(member, _DECIDE, found),
        may_link=identified(found) and can(member, "link.make", found),
        said_by_creator=replies,
        unread=any(each.read is None for each in replies),
        may_seal=can(member, "evidence.make", found),
        decisions=found.decisions.select_related("by"),
        after=queries.after(seen(member, Post.objects.all(), _SEE), found),
        kept=form.data.get("reason", "") if form is not None else "",
    )
