"""Imports: the list with its drop, one import with what it gave, stop and undo."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from perenne.desk.imports import actions, standing
from perenne.desk.imports.forms import DropForm
from perenne.desk.imports.models import File, Import
from perenne.desk.people.access import author, fetch, may, members_only, seen, sent_from
from perenne.desk.people.models import Brand, Member
from perenne.desk.people.permissions import can, member_brands
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import COUNTS, WORDS
from perenne.model.errors import UsageError
from perenne.report.post_view import NAME
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice

MAKE = "import.make"
_NAMES = Prefetch("files", File.objects.order_by("pk").only("of", "name"))
_NEWEST, _REFUSED, _STAYING = 50, 20, 20


def fetched(member: Member, pk: int) -> Import:
    """Import ``pk``, where ``member`` may see it. Raises ``Http404``."""
    return fetch(member, Import.objects.select_related("by", "brand"), MAKE, pk=pk)


def title_of(made: Import, speaker: Voice) -> Said:
    """The name of its file or, of several, the day."""
    names = made.files.values_list("name", flat=True)[:2]
    if len(names) == 1:
        return speaker.say(WORDS["imports.one_file"], (names[0],), name=clipped(names[0], NAME))
    return speaker.say(WORDS["imports.one"], day=speaker.day(timezone.localtime(made.at).date()))


def recent(member: Member, made: Import, most: int = 3) -> list[Import]:
    """The last imports beside ``made``."""
    own = seen(member, Import.objects.exclude(pk=made.pk), MAKE)
    return list(own.prefetch_related(_NAMES)[:most])


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def imports(request: HttpRequest, member: Member) -> HttpResponse:
    """What was imported; a drop begins an import."""
    may(member, MAKE)
    speaker = voice(request)
    form = _drop_form(request, member)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = actions.begin(author(member), member, told["dropped"], told["brand"])
        return redirect("import", pk=made.pk)
    own = seen(member, Import.objects.select_related("by"), MAKE)
    return page(
        request,
        member,
        "imports/list",
        "imports",
        status=422 if form.is_bound else 200,
        form=form,
        problems=problems(form, speaker),
        made=own.prefetch_related(_NAMES)[:_NEWEST],
    )


@require_safe
@members_only
def one(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """One import: running, done, or waiting for a person's word, to whose step it leads."""
    made = fetched(member, pk)
    files = list(made.files.select_related("heading").order_by("pk"))
    if made.asking and "recognised" not in request.GET:
        return redirect(standing.next_address(made, files))
    staying = standing.staying(made).order_by("pk")
    return page(
        request,
        member,
        "imports/one",
        "imports",
        title=title_of(made, voice(request)),
        made=made,
        steps=standing.steps(made, files, "recognised" if made.asking else "import"),
        next=standing.next_address(made, files) if made.asking else "",
        may_read=can(member, "post.read"),
        files=files,
        before=standing.seen_before(made, files),
        refused=list(made.refused.order_by("file", "line", "pk")[:_REFUSED]),
        refused_in_all=made.refused.count(),
        staying=list(staying[:_STAYING]) if made.may_be_undone else [],
        stay_in_all=staying.count() if made.may_be_undone else 0,
    )


@sent_from("import", "pk")
@members_only
def stop(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    actions.stop(author(member), fetched(member, pk))
    return redirect("import", pk=pk)


@sent_from("import", "pk")
@members_only
def undo(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    speaker = voice(request)
    try:
        staying = actions.undo(author(member), fetched(member, pk))
    except UsageError as problem:
        messages.error(request, speaker.say(problem.says))
        return redirect("import", pk=pk)
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
