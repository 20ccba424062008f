"""What a creator sees by their link, and what they say; the link is made by a member."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from perenne.desk.people.access import author, fetch, members_only, sent_from
from perenne.desk.people.models import Member
from perenne.desk.portal import actions
from perenne.desk.portal.forms import ReplyForm
from perenne.desk.portal.models import Link
from perenne.desk.posts.models import Post, State
from perenne.desk.posts.queries import review, worst_first
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS

_MOST = 20


@sent_from("post", "pk")
@members_only
def make_link(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A link for the creator of a post; it is shown once, to be passed on."""
    post = fetch(member, Post.objects.exclude(creator=""), "post.read", do="link.make", pk=pk)
    if not actions.identified(post):
        raise Http404
    token = actions.make_link(author(member), member, post.platform, post.creator)
    address = request.build_absolute_uri(reverse("portal", args=(token,)))
    return page(
        request,
        member,
        "portal/link",
        "posts",
        title=voice(request).say(WORDS["portal.link"]),
        post=post,
        address=address,
    )


@require_safe
def portal(request: HttpRequest, token: str) -> HttpResponse:
    """What concerns the creator. A link that does not hold reveals nothing."""
    link = actions.open_link(token)
    return _expired(request) if link is None else _portal(request, link, token)


@sent_from("portal", "token")
def reply(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    link = actions.open_link(token)
    if link is None:
        return _expired(request)
    post = _posts(link).filter(pk=pk).first()
    if post is None:
        raise Http404
    speaker = voice(request)
    form = ReplyForm(speaker, review(post, speaker).questions, request.POST, prefix=str(post.pk))
    if not form.is_valid():
        return _portal(request, link, token, (post.pk, form))
    told = form.cleaned_data
    actions.reply(link, post, told["text"], form.answers, contests=told["contests"])
    messages.success(request, speaker.say(WORDS["portal.thanks"]))
    return redirect("portal", token=token)


def _posts(link: Link) -> QuerySet[Post]:
    """The creator's own posts of which a person decided, or that wait for one with a question or a fault."""
    concerned = Post.objects.filter(organisation=link.organisation_id, platform=link.platform, creator=link.creator)
    brands = [each.pk for each in link.brands.all()]
    if brands:
        concerned = concerned.filter(brand__in=brands)
    return concerned.exclude(state=State.SETTLED)


def _portal(request: HttpRequest, link: Link, token: str, wrong: tuple[int, ReplyForm] | None = None) -> HttpResponse:
    speaker = voice(request)
    shown: list[dict[str, Any]] = []
    for post in worst_first(_posts(link)).prefetch_related("findings", "replies", "decisions__by")[:_MOST]:
        found = review(post, speaker)
        form = wrong[1] if wrong and wrong[0] == post.pk else ReplyForm(speaker, found.questions, prefix=str(post.pk))
        shown.append({"post": post, "view": found.view, "form": form})
    return page(
        request,
        None,
        "portal/portal",
        "portal",
        status=422 if wrong else 200,
        title=speaker.say(WORDS["portal.title"], (link.creator,), creator=link.creator),
        link=link,
        token=token,
        shown=shown,
        problems=problems(wrong[1], speaker) if wrong else [],
    )


def _expired(request: HttpRequest) -> HttpResponse:
    speaker = voice(request)
    return page(request, None, "people/expired", "portal", status=410, title=speaker.say(WORDS["portal"]))
