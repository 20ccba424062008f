"""The list of creators, and the parts of one record."""

from datetime import date
from typing import get_args

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from perenne.desk.creators import pages, queries, said
from perenne.desk.creators.known import Known
from perenne.desk.creators.models import Creator
from perenne.desk.partnerships.models import Partnership
from perenne.desk.people.access import fetch, members_only, seen
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.posts.models import Post
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.model.post import Platform
from perenne.report import names
from perenne.report.voice import Voice


@require_safe
@members_only
def creators(request: HttpRequest, member: Member) -> HttpResponse:
    """The creators that the member may see, narrowed and in pages."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("q", "platform", "state")}
    speaker, today = voice(request), timezone.localdate()
    every = queries.filtered(queries.creators(member), asked, today).order_by("name", "pk")
    found = Paginator(every, queries.ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "row": row,
            "accounts": [
                (account, names.platform_name(account.platform, speaker.language), _said(followers, speaker, today))
                for account, followers in row.accounts
            ],
            "country": _said(row.country, speaker, today),
        }
        for row in queries.rows(member, found, today)
    ]
    platforms = [(each, names.platform_name(each, speaker.language)) for each in get_args(Platform)]
    return page(
        request,
        member,
        "creators/list",
        "creators",
        found=found,
        rows=rows,
        asked=asked,
        platforms=platforms,
        states=queries.STATES,
        member_links=can(member, pages.KEEP),
    )


def _said(known: Known, speaker: Voice, today: date) -> list[tuple[str, str, str]]:
    """The values that hold: in words, how they stand, how old they are."""
    return [
        (said.value(fact, known.kind, speaker), fact.stands, str(said.age(fact.observed, today, speaker)))
        for fact in known.values
    ]


def one(member: Member, pk: int) -> Creator | HttpResponse:
    """The creator ``pk``; who turned out to be somebody else leads there."""
    joined = Creator.objects.filter(organisation=member.organisation_id, pk=pk).exclude(joined=None).first()
    if joined is not None:
        return redirect("creator", pk=fetch(member, queries.creators(member), queries.SEE, pk=joined.joined_id).pk)
    return fetch(member, queries.creators(member), queries.SEE, pk=pk)


@require_safe
@members_only
def creator(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    found = one(member, pk)
    return pages.facts_page(request, member, found) if isinstance(found, Creator) else found


@require_safe
@members_only
def history(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    found = one(member, pk)
    return pages.history_page(request, member, found) if isinstance(found, Creator) else found


@require_safe
@members_only
def posts(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The posts of their accounts, the newest first."""
    found = one(member, pk)
    if not isinstance(found, Creator):
        return found
    published = Post.objects.none()
    if can(member, "post.read"):
        own = queries.posts_of(list(found.accounts.all()))
        published = seen(member, Post.objects.filter(own), "post.read").order_by("-published", "pk")
    shown = Paginator(published, queries.ON_A_PAGE).get_page(request.GET.get("page"))
    return pages.part_page(request, member, found, "posts", found=shown)


@require_safe
@members_only
def partnerships(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The partnerships that name one of their handles."""
    found = one(member, pk)
    if not isinstance(found, Creator):
        return found
    links: list[tuple[str, str]] = []
    if can(member, "partnership.read"):
        handles = [each.key for each in found.accounts.all()]
        named = Partnership.objects.filter(live=True, creator_key__in=handles).order_by("title", "pk")
        shown = seen(member, named, "partnership.read")[: queries.ON_A_PAGE]
        links = [(f"{each.title} ({each.ref})", reverse("partnership", args=(each.ref,))) for each in shown]
    return pages.part_page(request, member, found, "partnerships", links=links)


@require_safe
@members_only
def data(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    found = one(member, pk)
    return pages.data_page(request, member, found) if isinstance(found, Creator) else found
