"""What members do with what creators dropped and asked for: look at a capture, verify it, answer a request."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from perenne.desk.imports import originals
from perenne.desk.people.access import author, fetch, members_only, seen, sent_from
from perenne.desk.people.models import Member
from perenne.desk.portal import actions
from perenne.desk.portal.forms import AnswerForm, VerdictForm
from perenne.desk.portal.models import Capture, Request
from perenne.desk.portal.offered import offered
from perenne.desk.portal.queries import MAKE
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS

_ON_A_PAGE = 50
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
"""Files that a browser may show on the page; every other is downloaded."""


def _captures() -> "QuerySet[Capture]":
    return Capture.objects.filter(erased=False).select_related("link", "by", "post")


@require_safe
@members_only
def captures(request: HttpRequest, member: Member) -> HttpResponse:
    """What creators dropped: what waits first, the newest first."""
    every = seen(member, _captures(), MAKE).prefetch_related("figures").order_by("verdict", "-at", "-pk")
    found = Paginator(every, _ON_A_PAGE).get_page(request.GET.get("page"))
    return page(request, member, "portal/captures", "captures", found=found, **_figures(request))


@require_safe
@members_only
def capture(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    return _capture(request, member, fetch(member, _captures(), MAKE, pk=pk))


def _capture(
    request: HttpRequest, member: Member, found: Capture, form: VerdictForm | None = None, *, status: int = 200
) -> HttpResponse:
    speaker = voice(request)
    return page(
        request,
        member,
        "portal/capture",
        "captures",
        status=status,
        title=speaker.say(WORDS["captures.one"], (found.link.creator,), n=found.pk, creator=found.link.creator),
        capture=found,
        figures=found.figures.all(),
        **_figures(request),
        picture=_picture(found) is not None,
        form=form or VerdictForm(speaker),
        problems=problems(form, speaker) if form is not None and status != _OVERTAKEN else [],
        overtaken=status == _OVERTAKEN,
    )


_OVERTAKEN = 409


def _figures(request: HttpRequest) -> dict[str, Any]:
    """How a figure is called, and how it is written."""
    speaker = voice(request)
    return {
        "names": {name: speaker.say(called) for name, called in offered().figures.items()},
        "amount": speaker.figure,
    }


@require_safe
@members_only
def file(request: HttpRequest, member: Member, pk: int) -> FileResponse:
    """The original itself: a picture to be looked at, anything else to be kept by whoever asks."""
    found = fetch(member, _captures(), MAKE, pk=pk)
    kept = originals.path_of(found.sha256)
    if not found.sha256 or not kept.is_file():
        raise Http404
    kind = _picture(found)
    return FileResponse(
        kept.open("rb"),
        as_attachment=kind is None,
        filename=found.name,
        content_type=kind or "application/octet-stream",
    )


def _picture(capture: Capture) -> str | None:
    """The kind of picture that the bytes say, whatever the name says."""
    kept = originals.path_of(capture.sha256)
    if not capture.sha256 or not kept.is_file():
        return None
    with kept.open("rb") as stream:
        head = stream.read(16)
    return next((kind for magic, kind in _PICTURES if head.startswith(magic)), None)


@sent_from("capture", "pk")
@members_only
def judge(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Verify a capture, or say why not."""
    found, speaker = fetch(member, _captures(), MAKE, pk=pk), voice(request)
    form = VerdictForm(speaker, request.POST)
    if not form.is_valid():
        return _capture(request, member, found, form, status=422)
    told = form.cleaned_data
    if not actions.judge_capture(author(member), member.person, found, told["verdict"], told["reason"]):
        found = fetch(member, _captures(), MAKE, pk=pk)
        return _capture(request, member, found, form, status=_OVERTAKEN)
    messages.success(request, speaker.say(WORDS["captures.done"]))
    return redirect("captures")


def _requests() -> "QuerySet[Request]":
    return Request.objects.filter(erased=False).select_related("link", "by")


@require_safe
@members_only
def requests(request: HttpRequest, member: Member) -> HttpResponse:
    """What creators asked for concerning their data: what waits first, by its day."""
    every = seen(member, _requests(), MAKE).order_by(F("answered").desc(nulls_first=True), "due", "pk")
    found = Paginator(every, _ON_A_PAGE).get_page(request.GET.get("page"))
    return page(request, member, "portal/requests", "data_requests", found=found)


@require_safe
@members_only
def one(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    return _request(request, member, fetch(member, _requests(), MAKE, pk=pk))


def _request(
    request: HttpRequest, member: Member, found: Request, form: AnswerForm | None = None, *, status: int = 200
) -> HttpResponse:
    speaker = voice(request)
    return page(
        request,
        member,
        "portal/request",
        "data_requests",
        status=status,
        title=speaker.say(WORDS["data_requests.one"], (found.link.creator,), n=found.pk, creator=found.link.creator),
        asked=found,
        form=form or AnswerForm(speaker),
        problems=problems(form, speaker) if form is not None and status != _OVERTAKEN else [],
        overtaken=status == _OVERTAKEN,
    )


@sent_from("data_request", "pk")
@members_only
def answer(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Answer a request; the creator reads it by their link."""
    found, speaker = fetch(member, _requests(), MAKE, pk=pk), voice(request)
    form = AnswerForm(speaker, request.POST)
    if not form.is_valid():
        return _request(request, member, found, form, status=422)
    if not actions.answer_request(author(member), member.person, found, form.cleaned_data["answer"]):
        return _request(request, member, fetch(member, _requests(), MAKE, pk=pk), form, status=_OVERTAKEN)
    messages.success(request, speaker.say(WORDS["data_requests.done"]))
    return redirect("data_requests")
