"""Imports: the list with its drop, one import with what it gave, stop and undo."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from perenne.desk.imports import actions
from perenne.desk.imports.forms import DropForm
from perenne.desk.imports.models import Import
from perenne.desk.people.access import author, fetch, may, members_only, seen, sent_from
from perenne.desk.people.models import Brand, Member
from perenne.desk.people.permissions import can, member_brands
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import COUNTS, WORDS

_MAKE = "import.make"
_NEWEST, _REFUSED = 50, 200


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def imports(request: HttpRequest, member: Member) -> HttpResponse:
    """What was imported; a drop begins an import."""
    may(member, _MAKE)
    speaker = voice(request)
    form = _drop_form(request, member)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = actions.begin(author(member), member, told["dropped"], told["brand"])
        return redirect("import", pk=made.pk)
    return page(
        request,
        member,
        "imports/list",
        "imports",
        status=422 if form.is_bound else 200,
        form=form,
        problems=problems(form, speaker),
        made=seen(member, Import.objects.select_related("by"), _MAKE).prefetch_related("files")[:_NEWEST],
    )


@require_safe
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
        title=speaker.say(WORDS["imports.one"], day=speaker.day(timezone.localtime(made.at).date())),
        made=made,
        may_read=can(member, "post.read"),
        files=made.files.all(),
        refused=list(made.refused.order_by("file", "line")[:_REFUSED]),
        refused_in_all=made.refused.count(),
    )


@sent_from("import", "pk")
@members_only
def stop(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    actions.stop(author(member), fetch(member, Import.objects.all(), _MAKE, pk=pk))
    return redirect("import", pk=pk)


@sent_from("import", "pk")
@members_only
def undo(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    speaker = voice(request)
    staying = actions.undo(author(member), fetch(member, Import.objects.all(), _MAKE, pk=pk))
    if staying is not None:
        stay = [speaker.figures(COUNTS["imports.stay"], staying)] if staying else []
        messages.success(request, " ".join(map(str, (speaker.say(WORDS["imports.undone"]), *stay))))
    return redirect("import", pk=pk)


def _drop_form(request: HttpRequest, member: Member) -> DropForm:
    """The drop, for one of the brands that the role is limited to, or for any or none where it is not."""
    limited = member_brands(member)
    every = Brand.objects.filter(organisation=member.organisation_id)
    brands = every.filter(pk__in=limited) if limited else every
    told = (request.POST, request.FILES) if request.method == "POST" else ()
    return DropForm(voice(request), brands, *told, limited=bool(limited))
