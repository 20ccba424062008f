"""What a member signs on a creator's pages: that accounts are one person, a fact, the ground of keeping."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from perenne.desk.creators import actions, pages, queries
from perenne.desk.creators.forms import DeclareForm, JoinForm, KeepForm, PartForm
from perenne.desk.creators.models import Creator
from perenne.desk.people.access import author, fetch, members_only, sent_from
from perenne.desk.people.models import Member
from perenne.desk.web.jinja import voice
from perenne.desk.web.words import WORDS


def _one(member: Member, pk: int, do: str = pages.WRITE) -> Creator:
    return fetch(member, queries.creators(member), queries.SEE, do=do, pk=pk)


@sent_from("creator", "pk")
@members_only
def join(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Sign that another account is the same person's."""
    found, speaker = _one(member, pk), voice(request)
    form = JoinForm(speaker, pages.finder(member, found), request.POST)
    if not form.is_valid() or form.other is None:
        return pages.facts_page(request, member, found, form, status=422)
    actions.join(author(member), member.person, found, form.other.creator, form.cleaned_data["reason"])
    messages.success(request, speaker.say(WORDS["creators.joined"]))
    return redirect("creator", pk=found.pk)


@sent_from("creator", "pk")
@members_only
def part(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Sign that an account is somebody else's, after all."""
    found, speaker = _one(member, pk), voice(request)
    for account in found.accounts.all():
        form = PartForm(speaker, account, request.POST)
        if form.add_prefix("account") in request.POST:
            if not form.is_valid():
                return pages.facts_page(request, member, found, form, status=422)
            actions.separate(author(member), member.person, account, form.cleaned_data["reason"])
            messages.success(request, speaker.say(WORDS["creators.parted"]))
    return redirect("creator", pk=found.pk)


@sent_from("creator", "pk")
@members_only
def declare(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """State a fact of one of the accounts."""
    found, speaker = _one(member, pk), voice(request)
    accounts = {each.pk: each for each in found.accounts.all()}
    form = DeclareForm(speaker, list(accounts.values()), timezone.localdate(), request.POST)
    if not form.is_valid():
        return pages.facts_page(request, member, found, form, status=422)
    told = form.cleaned_data
    actions.declare(
        author(member), member.person, accounts[told["account"]], told["name"], told["read"], told["observed"]
    )
    messages.success(request, speaker.say(WORDS["creators.declared"]))
    return redirect("creator", pk=found.pk)


@sent_from("creator_data", "pk")
@members_only
def keep(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Sign the ground on which the person's data are kept."""
    found, speaker = _one(member, pk, pages.KEEP), voice(request)
    form = KeepForm(speaker, request.POST)
    if not form.is_valid():
        return pages.data_page(request, member, found, form, status=422)
    actions.keep(author(member), member.person, found, form.ground)
    messages.success(request, speaker.say(WORDS["creators.kept"]))
    return redirect("creator_data", pk=found.pk)
