"""Everything of the organisation in one file: asked for, followed while it is made, and downloaded."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from perenne.desk.leaving import actions
from perenne.desk.leaving.making import path_of
from perenne.desk.leaving.models import Export, State
from perenne.desk.people.access import author, fetch, may, members_only, seen, sent_from
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import member_brands
from perenne.desk.web.pages import page

_TAKE = "data.export"
_NEWEST = 20


def _whole(member: Member) -> None:
    """Whoever is limited to some brands takes no whole along."""
    may(member, _TAKE)
    if member_brands(member):
        raise Http404


@require_safe
@members_only
def export(request: HttpRequest, member: Member) -> HttpResponse:
    """What an export holds, and those that were made."""
    _whole(member)
    made = list(seen(member, Export.objects.select_related("by"), _TAKE)[:_NEWEST])
    running = any(each.state == State.WAITING for each in made)
    return page(request, member, "leaving/export", "export", made=made, running=running)


@sent_from("export")
@members_only
def make(request: HttpRequest, member: Member) -> HttpResponse:
    _whole(member)
    actions.ask(author(member), member)
    return redirect("export")


@require_safe
@members_only
def download(request: HttpRequest, member: Member, pk: int) -> FileResponse:
    """The file itself; the journal says who took it."""
    _whole(member)
    found = fetch(member, Export.objects.filter(state=State.MADE), _TAKE, pk=pk)
    if not path_of(found).is_file():
        raise Http404
    if request.method == "GET":
        actions.take(author(member), found)
    name = f"perenne-export-{found.at:%Y%m%d}-{found.pk}.zip"
    return FileResponse(path_of(found).open("rb"), as_attachment=True, filename=name)
