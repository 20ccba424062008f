"""One's own account: name, language, second factor, signed-in browsers."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from perenne.desk.people import actions
from perenne.desk.people.access import sent_from
from perenne.desk.people.browsers import Browser, browser_of
from perenne.desk.people.forms import NameForm
from perenne.desk.people.models import Member, Person
from perenne.desk.people.permissions import roles
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import COOKIE
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS

_YEAR = 365 * 24 * 3600


def _person(request: HttpRequest) -> Person:
    """Who is signed in: the views here are open to nobody else."""
    return Person.objects.get(pk=request.user.pk or 0)


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    return _account(request, NameForm(voice(request), initial={"name": _person(request).name}))


def _account(request: HttpRequest, form: NameForm) -> HttpResponse:
    speaker = voice(request)
    member: Member | None = request.member  # type: ignore[attr-defined]
    names = [str(speaker.say(roles().roles[each].name)) for each in member.roles] if member else []
    kinds = set(Authenticator.objects.filter(user=request.user.pk).values_list("type", flat=True))
    return page(
        request,
        member,
        "people/account",
        "account",
        status=422 if form.is_bound else 200,
        person=_person(request),
        own_roles=", ".join(names),
        kinds=kinds,
        browsers=_browsers(request),
        form=form,
        problems=problems(form, speaker),
    )


def _browsers(request: HttpRequest) -> list[tuple[UserSession, Browser]]:
    """Those that are signed in, this one first."""
    found = UserSession.objects.purge_and_list(request.user)
    here = request.session.session_key
    ordered = sorted(found, key=lambda each: (each.session_key != here, -each.created_at.timestamp()))
    return [(each, browser_of(each.user_agent)) for each in ordered]


@sent_from("account")
@login_required
def name(request: HttpRequest) -> HttpResponse:
    form = NameForm(voice(request), request.POST)
    if not form.is_valid():
        return _account(request, form)
    actions.rename(_person(request), form.cleaned_data["name"])
    messages.success(request, voice(request).say(WORDS["account.kept"]))
    return redirect("account")


@sent_from("account")
@login_required
def end_browser(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out another browser of one's own; this one is signed out by its own button."""
    others = UserSession.objects.filter(user=request.user.pk).exclude(session_key=request.session.session_key)
    get_object_or_404(others, pk=pk).end()
    messages.success(request, voice(request).say(WORDS["account.ended"]))
    return redirect("account")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that a person chose, in this browser and with their account, and return to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    chosen = "en" if request.POST.get("language") == "en" else "fr"
    if request.user.is_authenticated:
        actions.speak(_person(request), chosen)
    answer.set_cookie(COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return answer
