"""People and roles; the invitation link; why one may not; the language of the pages."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from perenne.desk.people import actions
from perenne.desk.people.access import author, fetch, may, members_only
from perenne.desk.people.forms import InviteForm, JoinForm, RoleForm
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can, roles
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import COOKIE
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS

_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "POST"])
@members_only
def people(request: HttpRequest, member: Member) -> HttpResponse:
    """Who is here; an administrator invites."""
    may(member, "people.read")
    allowed, speaker, link = can(member, "people.write"), voice(request), None
    form = InviteForm(speaker, request.POST) if request.method == "POST" else InviteForm(speaker)
    if request.method == "POST":
        may(member, "people.write")
        if form.is_valid():
            told = form.cleaned_data
            token = actions.invite(author(member), member.organisation, member.person, told["email"], told["roles"])
            link, form = request.build_absolute_uri(reverse("join", args=(token,))), InviteForm(speaker)
    return page(
        request,
        member,
        "people/list",
        "people",
        status=422 if form.is_bound else 200,
        members=_members(member),
        roles={key: speaker.say(role.name) for key, role in roles().roles.items()},
        may=allowed,
        form=form,
        problems=problems(form, speaker),
        link=link,
    )


def _members(member: Member) -> "list[Member]":
    everyone = Member.objects.filter(organisation=member.organisation_id)
    return list(everyone.select_related("person").prefetch_related("brands").order_by("ended", "person__name"))


@require_POST
@members_only
def change_roles(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    may(member, "people.write")
    other = fetch(member, Member.objects.filter(ended=None), "people.read", do="people.write", pk=pk)
    form = RoleForm(voice(request), request.POST)
    if form.is_valid() and other.pk != member.pk:
        actions.change_roles(author(member), other, form.cleaned_data["roles"])
    return redirect("people")


@require_POST
@members_only
def end(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    may(member, "people.write")
    other = fetch(member, Member.objects.filter(ended=None), "people.read", do="people.write", pk=pk)
    if other.pk != member.pk:
        actions.end(author(member), other)
    return redirect("people")


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person chooses a name and a password. A link that does not hold reveals nothing."""
    speaker, invitation = voice(request), actions.open_invitation(token)
    if invitation is None:
        return page(request, None, "people/expired", "people", status=410, title=speaker.say(WORDS["people"]))
    form = JoinForm(speaker, request.POST) if request.method == "POST" else JoinForm(speaker)
    if request.method == "POST" and form.is_valid():
        person = actions.join(invitation, form.cleaned_data["name"], form.cleaned_data["password"])
        login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
        UserSession.objects.create_from_request(request)
        return redirect("today")
    return page(
        request,
        None,
        "people/join",
        "people",
        status=422 if form.is_bound else 200,
        title=speaker.say(WORDS["join"], organisation=invitation.organisation.name),
        form=form,
        problems=problems(form, speaker),
    )


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that a person chose, and return to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    chosen = "en" if request.POST.get("language") == "en" else "fr"
    answer.set_cookie(COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return answer
