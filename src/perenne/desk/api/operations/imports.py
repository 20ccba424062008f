"""Imports: begin one with files, see how far it is, take it back."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, UploadedFile

from perenne.desk.api.bearer import member_of, operation
from perenne.desk.api.once import once
from perenne.desk.api.operations.posts import Cursor, Limit, named
from perenne.desk.api.paging import ON_A_PAGE, paged
from perenne.desk.api.problems import Trouble, Wrong, said
from perenne.desk.api.shapes import FileRow, ImportRow, ImportWhole, Reject, Undone, both, given
from perenne.desk.imports import actions
from perenne.desk.imports.models import Import, State
from perenne.desk.journal.acts import Overtaken
from perenne.desk.people.access import author, fetch, seen
from perenne.desk.people.models import Brand, Member
from perenne.desk.people.permissions import member_brands
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import of
from perenne.model.bilingual import Bilingual

_MAKE = "import.make"
_REJECTS = 200
router = Router(tags=["imports"])


@router.get("/imports", **operation("imports.list", _MAKE))
def imports(request: HttpRequest, cursor: Cursor = None, limit: Limit = ON_A_PAGE) -> HttpResponse:
    rows = seen(member_of(request), Import.objects.select_related("by", "brand"), _MAKE)
    return given(paged(rows, cursor, limit, of(request), import_row))


@router.get("/imports/{int:number}", **operation("imports.one", _MAKE))
def one(request: HttpRequest, number: int) -> HttpResponse:
    return given(_whole(_fetched(member_of(request), number)))


@router.post("/imports", **operation("imports.begin", _MAKE))
@once
def begin(
    request: HttpRequest,
    files: Annotated[list[UploadedFile], File(min_length=1, max_length=100)],
    brand: Annotated[int | None, Form(ge=1)] = None,
) -> HttpResponse:
    member = member_of(request)
    made = actions.begin(author(member, "api"), member, files, _brand(request, member, brand))
    return given(_whole(made), 201, Location=f"/api/imports/{made.pk}")


@router.post("/imports/{int:number}/confirm", **operation("imports.confirm", _MAKE))
@once
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    member = member_of(request)
    made = _fetched(member, number)
    try:
        actions.confirm(author(member, "api"), made)
    except Overtaken:
        raise Trouble("not_now", state=made.state) from None
    made.refresh_from_db()
    return given(_whole(made))


@router.post("/imports/{int:number}/stop", **operation("imports.stop", _MAKE))
@once
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """What has ended already stays as it is."""
    member = member_of(request)
    made = _fetched(member, number)
    actions.stop(author(member, "api"), made)
    made.refresh_from_db()
    return given(_whole(made))


@router.post("/imports/{int:number}/undo", **operation("imports.undo", _MAKE))
@once
def undo(request: HttpRequest, number: int) -> HttpResponse:
    member = member_of(request)
    made = _fetched(member, number)
    staying = actions.undo(author(member, "api"), made)
    if staying is None:
        raise Trouble("too_late", state=made.state)
    made.refresh_from_db()
    return given(Undone(import_row(made), staying))


def _fetched(member: Member, number: int) -> Import:
    return fetch(member, Import.objects.select_related("by", "brand"), _MAKE, pk=number)


def _brand(request: HttpRequest, member: Member, number: int | None) -> Brand | None:
    """One of the brands that the role is limited to; of any, or none, where it is not."""
    limited = member_brands(member)
    if number is None and not limited:
        return None
    every = Brand.objects.filter(organisation=member.organisation_id)
    found = (every.filter(pk__in=limited) if limited else every).filter(pk=number or 0).first()
    if found is None:
        raise Trouble("invalid", errors=[Wrong("#/brand", said(voice(request), "api.wrong.brand"))])
    return found


def import_row(made: Import) -> ImportRow:
    return ImportRow(
        id=made.pk,
        state=State(made.state),
        brand=named(made.brand),
        by=made.by.name,
        at=made.at,
        ended=made.ended,
        read=made.read,
        posts_new=made.posts_new,
        posts_known=made.posts_known,
        posts_differ=made.posts_differ,
        others=made.others,
        failure=both(made.failure_fr, made.failure_en),
        may_be_undone=made.may_be_undone,
    )


def _whole(made: Import) -> ImportWhole:
    files = tuple(
        FileRow(
            name=each.name,
            sha256=each.sha256,
            size=each.size,
            format=each.format or None,
            records=each.records,
            problem=both(each.problem_fr, each.problem_en),
        )
        for each in made.files.order_by("pk")
    )
    refused = made.refused.order_by("file", "line")
    rejects = tuple(
        Reject(each.file, each.line, Bilingual(fr=each.reason_fr, en=each.reason_en)) for each in refused[:_REJECTS]
    )
    return ImportWhole(import_row(made), files, rejects, refused.count())
