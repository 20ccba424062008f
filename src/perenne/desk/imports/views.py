"""Imports: the list with its drop, one import with what it gave, stop and undo."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from perenne.desk.imports import actions
from perenne.desk.imports.forms import DropForm
from perenne.desk.imports.models import Import
from perenne.desk.people.access import author, fetch, may, members_only
from perenne.desk.people.models import Member
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import COUNTS, WORDS

_MAKE = "import.make"
_NEWEST, _REFUSED = 50, 200


@require_http_methods(["GET", "POST"])
@members_only
def imports(request: HttpRequest, member: Member) -> HttpResponse:
    """What was imported; a drop begins an import."""
    may(member, _MAKE)
    speaker = voice(request)
    form = DropForm(speaker, request.POST, request.FILES) if request.method == "POST" else DropForm(speaker)
    if request.method == "POST" and form.is_valid():
        made = actions.begin(author(member), member, form.cleaned_data["dropped"])
        return redirect("import", pk=made.pk)
    return page(
        request,
        member,
        "imports/list",
        "imports",
        status=422 if form.is_bound else 200,
        form=form,
        problems=problems(form, speaker),
        made=_own(member).select_related("by").prefetch_related("files")[:_NEWEST],
    )


@require_http_methods(["GET"])
@members_only
def one(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """One import, running or done."""
    made = fetch(member, Import.objects.select_related("by"), _MAKE, pk=pk)
    speaker = voice(request)
    return page(
        request,
        member,
        "imports/one",
        "imports",
        title=speaker.say(WORDS["imports.one"], day=speaker.day(made.at.date())),
        made=made,
        files=made.files.all(),
        refused=made.refused.order_by("file", "line")[:_REFUSED],
        refused_in_all=made.refused.count(),
    )


@require_POST
@members_only
def stop(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    actions.stop(author(member), fetch(member, _own(member), _MAKE, pk=pk))
    return redirect("import", pk=pk)


@require_POST
@members_only
def undo(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    speaker = voice(request)
    staying = actions.undo(author(member), fetch(member, _own(member), _MAKE, pk=pk))
    said = [str(speaker.say(WORDS["imports.undone"]))]
    if staying:
        said.append(str(speaker.figures(COUNTS["imports.stay"], staying)))
    messages.success(request, " ".join(said))
    return redirect("import", pk=pk)


def _own(member: Member) -> QuerySet[Import]:
    return Import.objects.filter(organisation=member.organisation_id)
