"""Coming in by a link: the invited person, and whoever forgot their password. What does not hold reveals nothing."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from perenne.desk.people import actions, passwords
from perenne.desk.people.forms import JoinForm, PasswordForm
from perenne.desk.people.middleware import ORGANISATION
from perenne.desk.people.models import Invitation, Person
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.report.voice import Said


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person chooses a name and a password."""
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


@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever forgot their password chooses another, and then signs in as ever, the second factor with it."""
    link = passwords.open_link(token)
    if link is None:
        return _expired(request)
    speaker, person = voice(request), link.person
    form = PasswordForm(speaker, person, request.POST) if request.method == "POST" else PasswordForm(speaker, person)
    if request.method == "POST" and form.is_valid():
        try:
            passwords.choose(link, form.cleaned_data["password"])
        except actions.Spent:
            return _expired(request)
        messages.success(request, speaker.say(WORDS["password.done"]))
        return redirect("account_login")
    return page(
        request,
        None,
        "people/choose_password",
        "password.new",
        status=422 if form.is_bound else 200,
        form=form,
        second_factor=link.second_factor,
        problems=problems(form, speaker),
    )


def _expired(request: HttpRequest) -> HttpResponse:
    title = voice(request).say(WORDS["join.spent"])
    return page(request, None, "people/expired", "people", status=410, title=title)
