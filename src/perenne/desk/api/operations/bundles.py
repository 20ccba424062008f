"""Evidence bundles: ask for one, see whether it is made, fetch the sealed file."""

from typing import Annotated, Literal

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from perenne.desk.api.bearer import member_of, operation
from perenne.desk.api.once import once
from perenne.desk.api.operations.posts import Cursor, Limit, named
from perenne.desk.api.paging import ON_A_PAGE, paged
from perenne.desk.api.problems import Trouble
from perenne.desk.api.shapes import BundleRow, both, given
from perenne.desk.bundles import actions
from perenne.desk.bundles.making import path_of
from perenne.desk.bundles.models import Bundle, State
from perenne.desk.people.access import author, fetch, seen
from perenne.desk.people.models import Member
from perenne.desk.posts.models import Post
from perenne.desk.web.language import of

_SEE, _MAKE = "post.read", "evidence.make"
router = Router(tags=["bundles"])


class Ask(Schema):
    """Posts to be sealed together, and the language of the bundle's page."""

    model_config = ConfigDict(extra="forbid")

    posts: Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=1, max_length=100)]
    language: Literal["fr", "en"] = "fr"


@router.get("/bundles", **operation("bundles.list", _MAKE))
def bundles(request: HttpRequest, cursor: Cursor = None, limit: Limit = ON_A_PAGE) -> HttpResponse:
    rows = seen(member_of(request), Bundle.objects.select_related("by", "brand"), _MAKE).prefetch_related("posts")
    return given(paged(rows, cursor, limit, of(request), bundle_row))


@router.get("/bundles/{int:number}", **operation("bundles.one", _MAKE))
def one(request: HttpRequest, number: int) -> HttpResponse:
    return given(bundle_row(_fetched(member_of(request), number)))


@router.get("/bundles/{int:number}/file", **operation("bundles.download", _MAKE))
def download(request: HttpRequest, number: int) -> FileResponse:
    found = _fetched(member_of(request), number)
    if found.state != State.MADE or not path_of(found).is_file():
        raise Trouble("not_made", state=found.state)
    return FileResponse(
        path_of(found).open("rb"),
        as_attachment=True,
        filename=f"perenne-{number}.zip",
        content_type="application/zip",
    )


@router.post("/bundles", **operation("bundles.make", _SEE, _MAKE))
@once
def make(request: HttpRequest, told: Ask) -> HttpResponse:
    member = member_of(request)
    posts = [fetch(member, Post.objects.all(), _SEE, do=_MAKE, pk=number) for number in dict.fromkeys(told.posts)]
    made = actions.ask(author(member, "api"), member, posts, told.language)
    return given(bundle_row(made), 201, Location=f"/api/bundles/{made.pk}")


def _fetched(member: Member, number: int) -> Bundle:
    return fetch(member, Bundle.objects.select_related("by", "brand"), _MAKE, pk=number)


def bundle_row(bundle: Bundle) -> BundleRow:
    made = bundle.state == State.MADE
    return BundleRow(
        id=bundle.pk,
        state=State(bundle.state),
        brand=named(bundle.brand),
        by=bundle.by.name,
        at=bundle.at,
        language="en" if bundle.language == "en" else "fr",
        posts=tuple(sorted(each.pk for each in bundle.posts.all())),
        sha256=bundle.sha256 if made else None,
        size=bundle.size if made else None,
        key=bundle.key if made else None,
        manifest=bundle.manifest if made else None,
        failure=both(bundle.failure_fr, bundle.failure_en),
    )
