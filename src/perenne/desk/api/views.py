"""The page that describes the operations, their description for programs, and a person's own accesses."""

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_safe

from perenne.desk.api import actions, tokens
from perenne.desk.api.bearer import PER_MINUTE
from perenne.desk.api.document import document, operations, verbs
from perenne.desk.api.forms import TokenForm
from perenne.desk.api.models import Token
from perenne.desk.api.problems import STATUS
from perenne.desk.people.access import author, may, members_only, sent_from
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can, roles
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import of
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS

_MAKE = "token.make"


@require_safe
def described(request: HttpRequest) -> HttpResponse:
    """The operations for people to read."""
    member: Member | None = getattr(request, "member", None)
    speaker = voice(request)
    return page(
        request,
        member,
        "api/operations",
        "",
        title=speaker.say(WORDS["api"]),
        operations=operations(of(request)),
        verbs=roles().verbs,
        kinds=STATUS,
        most=PER_MINUTE,
    )


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The operations for programs to read."""
    answer = HttpResponse(msgspec.json.encode(document(of(request))), content_type="application/json")
    patch_vary_headers(answer, ("Accept-Language",))
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def accesses(request: HttpRequest, member: Member) -> HttpResponse:
    """The member's accesses; a new one's secret is shown once."""
    may(member, _MAKE)
    speaker, secret = voice(request), None
    own = [verb for verb in verbs() if can(member, verb)]
    form = TokenForm(speaker, own, request.POST) if request.method == "POST" else TokenForm(speaker, own)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _, secret = actions.make(author(member), member, told["name"], told["verbs"], told["until"])
        form = TokenForm(speaker, own)
    return page(
        request,
        member,
        "api/tokens",
        "",
        status=422 if form.is_bound else 200,
        title=speaker.say(WORDS["api.tokens"]),
        tokens=tokens.of(member),
        verbs=roles().verbs,
        form=form,
        problems=problems(form, speaker),
        secret=secret,
    )


@sent_from("tokens")
@members_only
def revoke(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    may(member, _MAKE)
    token = Token.objects.filter(member=member, pk=pk).first()
    if token is None:
        raise Http404
    actions.revoke(author(member), token)
    return redirect("tokens")
