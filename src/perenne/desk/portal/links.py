"""Links to creators, as members make, list and revoke them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from perenne.desk.creators.models import Account, Creator
from perenne.desk.people.access import author, fetch, members_only, seen, sent_from
from perenne.desk.people.models import Member
from perenne.desk.portal import actions
from perenne.desk.portal.models import Link
from perenne.desk.portal.queries import MAKE
from perenne.desk.posts.models import Post
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.report import names

_ON_A_PAGE = 50


@sent_from("post", "pk")
@members_only
def of_post(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A link for the creator of a post."""
    post = fetch(member, Post.objects.exclude(creator=""), "post.read", do=MAKE, pk=pk)
    account = actions.account_behind(post)
    if account is None:
        raise Http404
    return _made(request, member, account, reverse("post", args=(post.pk,)))


@sent_from("creator", "pk")
@members_only
def of_creator(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A link for one account of a creator."""
    creator = fetch(member, Creator.objects.filter(joined=None, erased=None), "creator.read", do=MAKE, pk=pk)
    wanted = request.POST.get("account", "")
    account = next((each for each in creator.accounts.all() if str(each.pk) == wanted), None)
    if account is None:
        return redirect("creator", pk=creator.pk)
    return _made(request, member, account, reverse("creator", args=(creator.pk,)))


def _made(request: HttpRequest, member: Member, account: Account, back: str) -> HttpResponse:
    """The link, shown once, to be passed on."""
    token = actions.link_to(author(member), member, account)
    return page(
        request,
        member,
        "portal/link",
        "links",
        title=voice(request).say(WORDS["portal.link"]),
        account=account,
        address=request.build_absolute_uri(reverse("portal", args=(token,))),
        back=back,
    )


@require_safe
@members_only
def links(request: HttpRequest, member: Member) -> HttpResponse:
    """The links that were made, the newest first."""
    every = seen(member, Link.objects.all(), MAKE).select_related("by", "account").order_by("-at", "-pk")
    found = Paginator(every, _ON_A_PAGE).get_page(request.GET.get("page"))
    language = voice(request).language
    rows = [(each, names.platform_name(each.platform, language)) for each in found]
    return page(request, member, "portal/links", "links", found=found, rows=rows)


@sent_from("links")
@members_only
def revoke(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The link opens nothing any more, from now on."""
    actions.revoke(author(member), fetch(member, Link.objects.all(), MAKE, pk=pk))
    messages.success(request, voice(request).say(WORDS["links.done"]))
    return redirect("links")
