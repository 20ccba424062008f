"""People and roles; the invitation link; why one may not; the language of the pages."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from perenne.desk.people import actions
from perenne.desk.people.access import author, fetch, may, members_only, sent_from
from perenne.desk.people.forms import InviteForm, JoinForm, RoleForm
from perenne.desk.people.middleware import ORGANISATION
from perenne.desk.people.models import Invitation, Member, Person
from perenne.desk.people.permissions import can, member_brands, roles
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import COOKIE
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.report.voice import Said

_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def people(request: HttpRequest, member: Member) -> HttpResponse:
    """Who is here; an administrator invites."""
    may(member, "people.read")
    allowed, speaker, link = can(member, "people.write"), voice(request), None
    here = _everyone(member)
    form = InviteForm(speaker, here, request.POST) if request.method == "POST" else InviteForm(speaker, here)
    if request.method == "POST":
        may(member, "people.write")
        if form.is_valid():
            told = form.cleaned_data
            token = actions.invite(
                author(member),
                member.organisation,
                member.person,
                told["email"],
                told["roles"],
                member_brands(member),
            )
            link, form = request.build_absolute_uri(reverse("join", args=(token,))), InviteForm(speaker, here)
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


def _everyone(member: Member) -> "QuerySet[Member]":
    return Member.objects.filter(organisation=member.organisation_id)


def _members(member: Member) -> "list[Member]":
    return list(
        _everyone(member).select_related("person").prefetch_related("brands").order_by("ended", "person__name")
    )


@sent_from("people")
@members_only
def change_roles(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    may(member, "people.write")
    other = fetch(member, Member.objects.filter(ended=None), "people.read", do="people.write", pk=pk)
    form = RoleForm(voice(request), request.POST)
    if form.is_valid() and other.pk != member.pk:
        actions.change_roles(author(member), other, form.cleaned_data["roles"])
    return redirect("people")


@sent_from("people")
@members_only
def end(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    may(member, "people.write")
    other = fetch(member, Member.objects.filter(ended=None), "people.read", do="people.write", pk=pk)
    if other.pk != member.pk:
        actions.end(author(member), other)
    return redirect("people")


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person chooses a name and a password. A link that does not hold reveals nothing."""
    invitation = actions.open_invitation(token)
    if invitation is None:
        return _expired(request)
    try:
        known = actions.invited(invitation)
        return _join(request, invitation) if known is None else _join_as(request, invitation, known)
    except actions.Spent:
        return _expired(request)


def _join(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    speaker, email = voice(request), invitation.email
    form = JoinForm(speaker, email, request.POST) if request.method == "POST" else JoinForm(speaker, email)
    if request.method == "POST" and form.is_valid():
        person = actions.join(invitation, form.cleaned_data["name"], form.cleaned_data["password"])
        login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
        UserSession.objects.create_from_request(request)
        return _entered(request, invitation)
    return page(
        request,
        None,
        "people/join",
        "people",
        status=422 if form.is_bound else 200,
        title=_joining(request, invitation),
        form=form,
        problems=problems(form, speaker),
    )


def _join_as(request: HttpRequest, invitation: Invitation, known: Person) -> HttpResponse:
    """Whoever has an account signs in as ever: a link gives a role, never an account."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    themselves = request.user.pk == known.pk
    if themselves and request.method == "POST":
        actions.join_as(invitation, known)
        return _entered(request, invitation)
    return page(
        request,
        None,
        "people/join_as",
        "people",
        status=200 if themselves else 403,
        title=_joining(request, invitation),
        themselves=themselves,
    )


def _entered(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    request.session[ORGANISATION] = invitation.organisation_id
    return redirect("today")


def _joining(request: HttpRequest, invitation: Invitation) -> Said:
    return voice(request).say(WORDS["join"], organisation=invitation.organisation.name)


def _expired(request: HttpRequest) -> HttpResponse:
    title = voice(request).say(WORDS["people"])
    return page(request, None, "people/expired", "people", status=410, title=title)


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
