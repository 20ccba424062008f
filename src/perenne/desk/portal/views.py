"""What a creator sees by their link, and what they say, drop, allow and ask for there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

import msgspec
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from perenne.desk.people.access import sent_from
from perenne.desk.portal import actions, queries
from perenne.desk.portal.forms import MOST_FILES, ConsentForm, DataForm, ReplyForm, StoryForm
from perenne.desk.portal.models import Link, Reply
from perenne.desk.portal.offered import offered
from perenne.desk.portal.terms import terms
from perenne.desk.posts.actions import held_of
from perenne.desk.posts.models import Decision, Post
from perenne.desk.posts.queries import Review, review, worst_first
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.report.voice import Voice

_ON_A_PAGE, _CAPTURES = 3, 10
"""So few posts that the page stays light on a phone."""
_CLEAR = frozenset({"compliant", "out_of_scope"})
_MOST_CAPTURES = 100
"""How many files one creator may have dropped by one link."""


def _by_link(
    view: Callable[Concatenate[HttpRequest, Link, ...], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A view for whoever holds a link. One that does not hold, for whatever reason, reveals nothing."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        link = actions.open_link(token)
        if link is None:
            speaker = voice(request)
            return page(request, None, "portal/expired", "portal", status=410, title=speaker.say(WORDS["portal"]))
        return view(request, link, token=token, **kwargs)

    return opened


@require_safe
@_by_link
def portal(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """What concerns the creator."""
    return _portal(request, link, token)


@sent_from("portal", "token")
@_by_link
def reply(request: HttpRequest, link: Link, token: str, pk: int) -> HttpResponse:
    """Their answer, on a post or on one finding of it."""
    post = queries.concerned(link).filter(pk=pk).first()
    if post is None:
        raise Http404
    speaker = voice(request)
    found = review(post, speaker)
    form = ReplyForm(speaker, found.questions, _about(found), request.POST, request.FILES, prefix=str(post.pk))
    if form.is_valid() and form.cleaned_data["pieces"] and not _has_room(link):
        form.add_error("pieces", forms.ValidationError("", code="portal.too_many"))
    if not form.is_valid():
        return _portal(request, link, token, form)
    told = form.cleaned_data
    by_id = {each.read().id: each for each in post.findings.all()}
    actions.reply(
        link,
        post,
        told["text"],
        form.answers,
        contests=told["contests"],
        finding=by_id.get(told["about"]),
        dropped=actions.Dropped(told["pieces"]) if told["pieces"] else None,
    )
    return _thanked(request, token, "portal.thanks")


@sent_from("portal", "token")
@_by_link
def stories(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """Captures of stories, with the figures that they typed."""
    form = StoryForm(voice(request), request.POST, request.FILES)
    if form.is_valid() and not _has_room(link):
        form.add_error("pieces", forms.ValidationError("", code="portal.too_many"))
    if not form.is_valid():
        return _portal(request, link, token, form)
    actions.drop(link, form.dropped)
    return _thanked(request, token, "portal.story.thanks")


def _has_room(link: Link) -> bool:
    return link.captures.count() + MOST_FILES <= _MOST_CAPTURES


@sent_from("portal", "token")
@_by_link
def consent(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """What they allow from now on."""
    form = ConsentForm(voice(request), {}, request.POST)
    if not form.is_valid():
        return _portal(request, link, token, form)
    actions.consent(link, form.cleaned_data["given"])
    return _thanked(request, token, "portal.consent.thanks")


@sent_from("portal", "token")
@_by_link
def data(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """What they ask for concerning their data: a person answers."""
    form = DataForm(voice(request), request.POST)
    if not form.is_valid():
        return _portal(request, link, token, form)
    actions.ask(link, form.cleaned_data["kind"], form.cleaned_data["text"])
    return _thanked(request, token, "portal.data.thanks")


@sent_from("portal", "token")
@_by_link
def copy(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """Their data, at once, as a file."""
    actions.hand_over(link)
    answer = HttpResponse(
        msgspec.json.format(msgspec.json.encode(queries.copy_of(link)), indent=1), content_type="application/json"
    )
    answer["Content-Disposition"] = 'attachment; filename="perenne.json"'
    return answer


def _thanked(request: HttpRequest, token: str, says: str) -> HttpResponse:
    messages.success(request, voice(request).say(WORDS[says]))
    return redirect("portal", token=token)


def _about(found: Review) -> list[tuple[str, str]]:
    """The findings that one may speak of, as the form offers them."""
    spoken = (each for each in found.view.findings if each.verdict not in _CLEAR)
    return [(each.id, f"{each.number}. {each.name}") for each in spoken]


def _portal(request: HttpRequest, link: Link, token: str, wrong: forms.Form | None = None) -> HttpResponse:
    speaker = voice(request)
    every = worst_first(queries.concerned(link)).prefetch_related(
        "findings", "replies", "overrides", Prefetch("decisions", Decision.objects.select_related("by"))
    )
    found = Paginator(every, _ON_A_PAGE).get_page(request.GET.get("page"))
    offers: dict[str, forms.Form] = {
        "story": StoryForm(speaker),
        "consent": ConsentForm(speaker, actions.allowed(link.account)),
        "data": DataForm(speaker),
    }
    if wrong is not None and wrong.prefix in offers:
        offers[str(wrong.prefix)] = wrong
    return page(
        request,
        None,
        "portal/portal",
        "portal",
        status=422 if wrong is not None else 200,
        title=speaker.say(WORDS["portal.title"], (link.creator,), creator=link.creator),
        link=link,
        token=token,
        found=found,
        shown=[_shown(post, speaker, wrong) for post in found],
        captures=queries.dropped(link)[:_CAPTURES],
        amount=speaker.figure,
        figures={name: speaker.say(called) for name, called in offered().figures.items()},
        requests=queries.asked(link),
        terms=terms(link, timezone.localdate(), speaker),
        problems=problems(wrong, speaker) if wrong is not None else [],
        **offers,
    )


def _shown(post: Post, speaker: Voice, wrong: forms.Form | None) -> dict[str, Any]:
    """One post with its findings, what was said of each, and the form for an answer."""
    found = review(post, speaker)
    replies: dict[str, list[Reply]] = {}
    numbers = {each.id: each.number for each in found.view.findings if each.verdict not in _CLEAR}
    for each in post.replies.all():
        replies.setdefault(each.finding if each.finding in numbers else "", []).append(each)
    of_rule = held_of(post.overrides.all())
    read = [each.read() for each in post.findings.all()]
    own = wrong is not None and wrong.prefix == str(post.pk)
    return {
        "post": post,
        "view": found.view,
        "held": {each.id: of_rule[key] for each in read if (key := (each.rule, each.part or "")) in of_rule},
        "replies": replies,
        "form": wrong if own else ReplyForm(speaker, found.questions, _about(found), prefix=str(post.pk)),
        "opened": own,
    }
