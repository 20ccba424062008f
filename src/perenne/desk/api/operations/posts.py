"""Posts, the findings about them, the decisions on them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Router, Schema
from pydantic import ConfigDict, Field

from perenne.desk.api.bearer import member_of, operation
from perenne.desk.api.once import once
from perenne.desk.api.paging import MOST, ON_A_PAGE, paged
from perenne.desk.api.problems import Trouble, Wrong, said
from perenne.desk.api.shapes import DecisionRow, FindingRow, HeldRow, Kind, Named, PostRow, PostWhole, given
from perenne.desk.journal.acts import Overtaken
from perenne.desk.people.access import author, fetch, seen
from perenne.desk.people.models import Brand, Member
from perenne.desk.posts import actions, queries
from perenne.desk.posts.forms import DecisionForm
from perenne.desk.posts.models import Decision, Finding, Post, State
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import of
from perenne.model.finding import Verdict

_SEE, _DECIDE = "post.read", "post.decide"
M = TypeVar("M", bound=Model)
Cursor = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Tag = Annotated[str | None, Header(alias="If-Match", pattern=r'^"[0-9]{1,9}"$')]
_LARGEST = 2**63 - 1
Number = Annotated[int, Query(ge=1, le=_LARGEST)]

router = Router(tags=["posts"])


class Decide(Schema):
    """A decision on the post as it was at ``version``; ``answers``: by question, what the person answers to it."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    reason: Annotated[str, Field(min_length=1, max_length=2_000, pattern=r"\S")]
    version: Annotated[int, Field(ge=1)] | None = None
    due: date | None = None
    answers: dict[str, Annotated[str, Field(pattern="^(yes|no|unknown)$")]] = Field(default_factory=dict)


@router.get("/posts", **operation("posts.list", _SEE))
def posts(
    request: HttpRequest,
    state: State | None = None,
    verdict: Verdict | None = None,
    q: Annotated[str, Query(max_length=200)] = "",
    cursor: Cursor = None,
    limit: Limit = ON_A_PAGE,
) -> HttpResponse:
    asked = {"state": state or "", "verdict": verdict or "", "q": q.replace("\0", "")}
    rows = queries.filtered(_posts(member_of(request)), asked).select_related("brand")
    return given(paged(rows, cursor, limit, of(request), post_row))


@router.get("/posts/{int:number}", **operation("posts.one", _SEE))
def post(request: HttpRequest, number: int) -> HttpResponse:
    found = fetch(member_of(request), Post.objects.select_related("brand"), _SEE, pk=number)
    return given(_whole(request, found), ETag=f'"{found.version}"')


@router.get("/findings", **operation("findings.list", _SEE))
def findings(
    request: HttpRequest,
    post: Number | None = None,
    rule: Annotated[str | None, Query(max_length=60)] = None,
    verdict: Verdict | None = None,
    cursor: Cursor = None,
    limit: Limit = ON_A_PAGE,
) -> HttpResponse:
    asked = {"post": post, "rule": rule and rule.replace("\0", ""), "verdict": verdict}
    rows = _narrowed(Finding.objects.filter(post__in=_posts(member_of(request))), asked)
    return given(paged(rows, cursor, limit, of(request), finding_row))


@router.get("/decisions", **operation("decisions.list", _SEE))
def decisions(
    request: HttpRequest, post: Number | None = None, cursor: Cursor = None, limit: Limit = ON_A_PAGE
) -> HttpResponse:
    made = Decision.objects.filter(post__in=_posts(member_of(request)))
    rows = _narrowed(made, {"post": post}).select_related("by").prefetch_related("post__findings")
    return given(paged(rows, cursor, limit, of(request), decision_row))


@router.post("/posts/{int:number}/decisions", **operation("decisions.make", _SEE, _DECIDE))
@once
def decide(request: HttpRequest, number: int, told: Decide, if_match: Tag = None) -> HttpResponse:
    member = member_of(request)
    found = fetch(member, Post.objects.select_related("brand"), _SEE, do=_DECIDE, pk=number)
    form, version = _form(request, found, told), _version(request, told, if_match)
    try:
        made = actions.decide(author(member, "api"), member.person, found, version, form.choice, form.answers)
    except Overtaken:
        raise _overtaken(found, version, told) from None
    return given(decision_row(made), 201, Location=f"/api/posts/{number}")


def _posts(member: Member) -> QuerySet[Post]:
    return seen(member, Post.objects.all(), _SEE)


def _narrowed(rows: QuerySet[M], asked: Mapping[str, object]) -> QuerySet[M]:
    return rows.filter(**{name: value for name, value in asked.items() if value})


def _form(request: HttpRequest, post: Post, told: Decide) -> DecisionForm:
    """The decision as the page's form takes it, with the page's sentences where something is wrong."""
    speaker = voice(request)
    questions = queries.review(post, speaker).questions
    asked = {each.fact for each in questions}
    data = {"version": told.version or 0, "kind": told.kind, "reason": told.reason, "due": told.due}
    answers = {f"answer:{fact}": said for fact, said in told.answers.items()}
    form = DecisionForm(speaker, questions, {**data, **answers}, in_doubt=post.verdict == "needs_human")
    wrong = [Wrong(_place(each.field), str(each.says)) for each in problems(form, speaker)]
    wrong += [
        Wrong(f"#/answers/{fact}", said(speaker, "api.wrong.not_asked"))
        for fact in sorted(told.answers.keys() - asked)
    ]
    if wrong:
        raise Trouble("invalid", errors=wrong)
    return form


def _place(field: str) -> str:
    return "#/" + field.removeprefix("id_").replace("answer:", "answers/")


def _version(request: HttpRequest, told: Decide, tag: str | None) -> int:
    """The version that the program has seen: in the body, or as the tag of the post."""
    if told.version is not None:
        return told.version
    if tag is not None:
        return int(tag.strip('"'))
    raise Trouble("invalid", errors=[Wrong("#/version", said(voice(request), "api.wrong.version"))])


def _overtaken(post: Post, version: int, told: Decide) -> Trouble:
    """Both versions: what the program wanted, and the last decision that somebody took meanwhile."""
    post.refresh_from_db()
    last = post.decisions.select_related("by").last()
    theirs = decision_row(last) if last else None
    return Trouble("overtaken", seen=version, version=post.version, yours=told.model_dump(mode="json"), theirs=theirs)


def named(brand: Brand | None) -> Named | None:
    return Named(brand.pk, brand.name) if brand else None


def post_row(post: Post) -> PostRow:
    return PostRow(
        id=post.pk,
        platform=post.platform,
        post_id=post.post_id,
        creator=post.creator or None,
        advertiser=post.advertiser or None,
        brand=named(post.brand),
        published=post.published,
        words=post.teaser,
        verdict=cast("Verdict", post.held),
        state=State(post.state),
        version=post.version,
    )


def finding_row(finding: Finding) -> FindingRow:
    return FindingRow(finding.pk, finding.post_id, finding.read())


def decision_row(decision: Decision) -> DecisionRow:
    found = [each.read() for each in decision.post.findings.all()]
    return DecisionRow(
        id=decision.pk,
        post=decision.post_id,
        kind=cast("Kind", decision.kind),
        verdict=cast("Verdict", decision.verdict),
        reason=decision.reason,
        due=decision.due,
        by=decision.by.name,
        at=decision.at,
        records=tuple(queries.as_records([decision], found)),
    )


def _held(post: Post) -> tuple[HeldRow, ...]:
    return tuple(
        HeldRow(
            id=each.pk,
            rule=each.rule,
            part=each.part or None,
            proposed=cast("Verdict", each.proposed),
            verdict=cast("Verdict", each.verdict),
            reason=each.reason,
            by=each.by.name,
            at=each.at,
        )
        for each in post.overrides.select_related("by").order_by("at", "pk")
    )


def _whole(request: HttpRequest, post: Post) -> PostWhole:
    decided = post.decisions.select_related("by").prefetch_related("post__findings")
    return PostWhole(
        id=post.pk,
        brand=named(post.brand),
        verdict=cast("Verdict", post.held),
        state=State(post.state),
        version=post.version,
        record=post.read(),
        findings=tuple(finding_row(each) for each in post.findings.order_by("pk")),
        questions=queries.review(post, voice(request)).questions,
        answers=tuple(actions.given_of(post)),
        decisions=tuple(decision_row(each) for each in decided),
        held=_held(post),
    )
