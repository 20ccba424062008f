"""The list of partnerships, the page of one, and what people write down of it and decide."""

import csv
import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from perenne.desk.journal.acts import Overtaken
from perenne.desk.partnerships import actions, queries
from perenne.desk.partnerships.forms import KINDS, ObjectiveForm, OpenForm, RenewalForm, WriteForm
from perenne.desk.partnerships.models import Partnership
from perenne.desk.partnerships.queries import SEE, WRITE
from perenne.desk.partnerships.reading import Whole, panel, posts_of, whole
from perenne.desk.people.access import Refused, author, fetch, members_only, seen
from perenne.desk.people.models import Brand, Member
from perenne.desk.people.permissions import can, member_brands
from perenne.desk.posts.models import Post
from perenne.desk.web.forms import Problem, problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.model.errors import PerenneError
from perenne.report.book import drawing, names
from perenne.report.inert import defused
from perenne.report.voice import Voice

_ASKED = ("brand", "owner", "only", "days", "q", "sort")
_ONLY = ("ends", "unwritten", "exclusive", "dormant")
_COLUMNS = ("since", "ends", "next", "given", "written", "clear", "open", "owner")
_SHEET = {
    "ref": "ref",
    "pair": "title",
    "brand": "brand__name",
    "since": "since",
    "agreement": "agreement",
    "ends": "term_end",
    "next": "next_date",
    "given": "given",
    "form": "form",
    "signed": "signed",
    "open": "open",
    "owner": "owner",
}
"""By the word for a column of the file, what stands in it."""
_form_page = require_http_methods(["GET", "HEAD", "POST"])


def _live() -> QuerySet[Partnership]:
    return Partnership.objects.filter(live=True)


def _posts(member: Member) -> QuerySet[Post]:
    """The posts that the member may see."""
    return seen(member, Post.objects.all(), "post.read") if can(member, "post.read") else Post.objects.none()


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "")[:200] for name in _ASKED}


def _brands(member: Member) -> QuerySet[Brand]:
    own, limited = Brand.objects.filter(organisation=member.organisation_id), member_brands(member)
    return own.filter(pk__in=limited) if limited else own


@require_safe
@members_only
def partnerships(request: HttpRequest, member: Member) -> HttpResponse:
    """The partnerships that the member may see, narrowed, in one order, and in pages."""
    asked, today, speaker = _asked(request), timezone.localdate(), voice(request)
    every = seen(member, _live(), SEE)
    rows = queries.listed(queries.filtered(every, asked, today), today, asked["sort"])
    found = Paginator(rows, queries.ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        member,
        "partnerships/list",
        "partnerships",
        found=found,
        lines=queries.lines(list(found), _posts(member), today, speaker),
        asked=asked,
        chosen=[name for name in _ASKED if asked[name] and name != "sort"],
        sort=asked["sort"] if asked["sort"] in queries.SORTS else "pair",
        labels={each: speaker.say(WORDS[f"partnerships.column.{each}"], year=today.year) for each in _COLUMNS},
        only=_ONLY,
        brands=list(_brands(member)),
        owners=queries.owners(every),
        year=today.year,
        forms={name: speaker.say(said) for name, said in names.CONTRACTS.items()},
        dormant=queries.DORMANT_DAYS,
        may_write=can(member, WRITE),
    )


@require_safe
@members_only
def sheet(request: HttpRequest, member: Member) -> HttpResponse:
    """The list as it is narrowed, as a file that no spreadsheet runs."""
    asked, today, speaker = _asked(request), timezone.localdate(), voice(request)
    rows = queries.listed(queries.filtered(seen(member, _live(), SEE), asked, today), today, asked["sort"])
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if speaker.language == "fr" else ",", lineterminator="\r\n")
    writer.writerow([str(speaker.say(WORDS[f"partnerships.csv.{each}"])) for each in _SHEET])
    for told in rows.values_list(*_SHEET.values()):
        writer.writerow([defused("" if cell is None else str(cell)) for cell in told])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="partnerships.csv"'
    return answer


@_form_page
@members_only
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """Open a partnership by hand."""
    seen(member, _live(), SEE)
    if not (answer := can(member, WRITE)):
        raise Refused(answer)
    speaker, limited = voice(request), bool(member_brands(member))
    form = OpenForm(speaker, _brands(member), *([request.POST] if request.method == "POST" else []), limited=limited)
    wrong: list[Problem] = []
    if form.is_bound and form.is_valid():
        brand, since = form.cleaned_data["brand"], form.cleaned_data["since"]
        try:
            row = actions.open_partnership(author(member), member, form.opened(member.person.name), since, brand)
        except PerenneError as problem:
            wrong = [Problem("id_handle", str(speaker.say(problem.says)))]
        else:
            messages.success(request, speaker.say(WORDS["partnerships.opened"]))
            return redirect("partnership", ref=row.ref)
    wrong = wrong or problems(form, speaker)
    return page(
        request,
        member,
        "partnerships/new",
        "partnerships",
        status=422 if wrong else 200,
        title=speaker.say(WORDS["partnerships.new"]),
        form=form,
        problems=wrong,
    )


def _whole(request: HttpRequest, member: Member, ref: str, do: str | None = None) -> Whole:
    row = fetch(member, _live(), SEE, do=do, ref=ref)
    return whole(row, seen(member, _live(), SEE), _posts(member), timezone.localdate(), voice(request))


@require_safe
@members_only
def partnership(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    found, speaker = _whole(request, member, ref), voice(request)
    pieces = ("timeline", "given", "terms", "dates", "health", "invoices", "posts")
    posts = posts_of(found, _posts(member))
    return page(
        request,
        member,
        "partnerships/one",
        "partnerships",
        title=found.view.head.title,
        row=found.row,
        view=found.view,
        panels={piece: panel(piece, found, speaker, brief=True) for piece in pieces},
        definitions_of_book=drawing.definitions(),
        clashes=found.clashes,
        posts=posts,
        deadline=_deadline(found, speaker),
        may=can(member, WRITE, found.row),
        verbs=("continue", "adjust", "stop"),
        to_decide=found.running,
        kinds=_kinds(found),
    )


def _kinds(found: Whole) -> list[str]:
    """What may be written down: nothing is paid that was not invoiced, and nothing valued twice."""
    bare = any(each.what.value is None for each in found.folded.given)
    unpaid = any(each.open for each in found.folded.invoices)
    return [each for each in KINDS if {"paid": unpaid, "valued": bare}.get(each, True)]


def _deadline(found: Whole, speaker: Voice) -> str | None:
    """Until when one must say whether it goes on: the notice of the running agreement or, without one, its end."""
    today = timezone.localdate()
    days = [each.terms.notice_by or each.last_day for each in found.running]
    coming = sorted(day for day in days if day is not None and day >= today)
    return speaker.day(coming[0]) if coming else None


@require_safe
@members_only
def events(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """Every line that the page rests on."""
    found, speaker = _whole(request, member, ref), voice(request)
    title = speaker.say(WORDS["partnerships.events"], (found.view.head.title,), title=found.view.head.title)
    return page(
        request,
        member,
        "partnerships/events",
        "partnerships",
        title=title,
        row=found.row,
        view=found.view,
        panels=[panel(piece, found, speaker) for piece in ("terms", "posts", "events", "sales")],
        definitions_of_book=drawing.definitions(),
    )


@_form_page
@members_only
def write_down(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """Write down one thing that happened."""
    found, speaker = _whole(request, member, ref, do=WRITE), voice(request)
    kinds = _kinds(found)
    kind = request.POST.get("kind") or request.GET.get("kind")
    kind = kind if kind in kinds else kinds[0]
    initial = {"version": found.row.version, "on": timezone.localdate()}
    data = request.POST if request.method == "POST" else None
    form = KINDS[kind](speaker, found.folded, data, initial=initial)
    wrong: list[Problem] = []
    if form.is_bound and form.is_valid():
        try:
            wrong = _written(member, found, form, speaker)
        except Overtaken:
            if found.said_last(form.what(), member.person.name):
                return redirect("partnership", ref=ref)
            return _record_page(request, member, found, form, kind, status=409)
        if not wrong:
            messages.success(request, speaker.say(WORDS["partnerships.written"]))
            return redirect("partnership", ref=ref)
    wrong = wrong or problems(form, speaker)
    return _record_page(request, member, found, form, kind, wrong, status=422 if wrong else 200)


def _written(member: Member, found: Whole, form: WriteForm, speaker: Voice) -> list[Problem]:
    """What stands against writing it; nothing where it is written. Raises ``Overtaken``."""
    told = form.cleaned_data
    try:
        what = form.what()
        actions.write_down(author(member), member, found.row, told["version"], what, told["on"], told["note"])
    except PerenneError as problem:
        return [Problem("id_on", str(speaker.say(problem.says)))]
    return []


def _record_page(
    request: HttpRequest,
    member: Member,
    found: Whole,
    form: WriteForm,
    kind: str,
    wrong: list[Problem] | None = None,
    *,
    status: int,
) -> HttpResponse:
    speaker = voice(request)
    return page(
        request,
        member,
        "partnerships/record",
        "partnerships",
        status=status,
        title=speaker.say(WORDS["partnerships.record"], (found.view.head.title,), title=found.view.head.title),
        row=found.row,
        view=found.view,
        form=form,
        fields=[each for each in form if not each.is_hidden],
        kind=kind,
        kinds=[(each, speaker.say(names.KINDS[each])) for each in _kinds(found)],
        problems=wrong or [],
        overtaken=found.last if status == 409 else [],
        version=found.row.version,
    )


@_form_page
@members_only
def renewal(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """What becomes of an agreement: three verbs, a reason, the terms that change."""
    found, speaker = _whole(request, member, ref, do=WRITE), voice(request)
    initial = {"version": found.row.version, "choice": request.GET.get("choice", "")}
    data = request.POST if request.method == "POST" else None
    form = RenewalForm(speaker, found.running, data, initial=initial)
    hints = {"changed": "partnerships.hint.changed", "until": "partnerships.hint.until"}
    return _sign(request, member, found, form, "renewal", hints)


@_form_page
@members_only
def consideration(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """What was given, year by year; and whether an objective counts by itself, which a person decides."""
    sent = request.method == "POST"
    found, speaker = _whole(request, member, ref, do=WRITE if sent else None), voice(request)
    objectives = sorted({each.what.objective for each in found.folded.given if each.what.objective})
    form = ObjectiveForm(speaker, objectives, request.POST if sent else None, initial={"version": found.row.version})
    return _sign(request, member, found, form, "consideration", {})


def _sign(
    request: HttpRequest,
    member: Member,
    found: Whole,
    form: RenewalForm | ObjectiveForm,
    name: str,
    hints: dict[str, str],
) -> HttpResponse:
    """The page of a decision, or the decision signed."""
    speaker, ref, status = voice(request), found.row.ref, 200
    wrong: list[Problem] = []
    if form.is_bound and form.is_valid():
        try:
            wrong = _signed(member, found, form, speaker)
        except Overtaken:
            if found.said_last(form.decided, member.person.name):
                return redirect("partnership", ref=ref)
            status = 409
        if status != 409 and not wrong:
            messages.success(request, speaker.say(WORDS["partnerships.signed"]))
            return redirect("partnership", ref=ref)
    wrong = [] if status == 409 else wrong or problems(form, speaker)
    title = speaker.say(WORDS[f"partnerships.{name}"], (found.view.head.title,), title=found.view.head.title)
    return page(
        request,
        member,
        f"partnerships/{name}",
        "partnerships",
        status=422 if wrong else status,
        title=title,
        row=found.row,
        view=found.view,
        form=form,
        hints={each: speaker.say(WORDS[key]) for each, key in hints.items()},
        given=panel("given", found, speaker),
        definitions_of_book=drawing.definitions(),
        deadline=_deadline(found, speaker),
        problems=wrong,
        overtaken=found.last if status == 409 else [],
        version=found.row.version,
        may=can(member, WRITE, found.row),
    )


def _signed(member: Member, found: Whole, form: RenewalForm | ObjectiveForm, speaker: Voice) -> list[Problem]:
    changed = form.cleaned_data.get("changed") or None
    follows = form.follows if isinstance(form, RenewalForm) else None
    version = form.cleaned_data["version"]
    try:
        actions.decide(author(member), member, found.row, version, form.decided, changed, follows)
    except PerenneError as problem:
        return [Problem("id_about", str(speaker.say(problem.says)))]
    return []
