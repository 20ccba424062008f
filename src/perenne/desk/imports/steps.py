"""The steps in which a person has the word: columns, refused lines, the check before anything is written."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from perenne.desk.imports import actions, queries, standing
from perenne.desk.imports.forms import KINDS, ColumnsForm, KindForm, RowForm, ToldForm
from perenne.desk.imports.models import File, Import
from perenne.desk.imports.views import fetched, recent, title_of
from perenne.desk.journal.acts import Overtaken
from perenne.desk.people.access import author, members_only, sent_from
from perenne.desk.people.models import Member
from perenne.desk.web.forms import Problem, problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import of
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS

_ON_A_PAGE = 50
_BESIDE = 4
"""How many refused lines stand beside the columns."""


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def columns(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """What each column of a table becomes; the questions that it leaves open."""
    made = fetched(member, pk)
    if not made.asking:
        return redirect("import", pk=pk)
    files = list(made.files.select_related("heading").order_by("pk"))
    tables = [file for file in files if file.is_table]
    file = _named(tables, request)
    speaker = voice(request)
    form = ColumnsForm(speaker, file, *((request.POST,) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.say(author(member), member.person, file, file.kind, form.said(), form.options())
        except Overtaken:
            return _overtaken(request, member, made)
        return redirect("import", pk=pk)
    seen = file.seen or {}
    return page(
        request,
        member,
        "imports/columns",
        "imports",
        status=422 if form.is_bound else 200,
        **_frame(made, "columns", request),
        file=file,
        tables=tables,
        form=form,
        problems=problems(form, speaker),
        kinds=KindForm(speaker, initial={"kind": file.kind}),
        columns=list(queries.shown_columns(form, file, speaker)),
        hidden=max(0, len(seen.get("columns", ())) - len(form.columns)),
        asked=[form[name] for name in form.asked()],
        rivals=queries.rival_names(file, speaker),
        holds_nothing=bool(seen.get("blocked"))
        and not (seen.get("rivals") or seen.get("asks") or seen.get("failed")),
        refused=list(made.refused.filter(source=file).order_by("line", "pk")[:_BESIDE]),
        refused_here=made.refused.filter(source=file).count(),
        offered=file.heading,
        plan=queries.plans(files),
        files=files,
        refused_in_all=made.refused.count(),
        corrected=standing.corrected_since(made),
        recent=recent(member, made),
        blocked=standing.is_blocked(files),
    )


@sent_from("import_columns", "pk")
@members_only
def kind(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A table holds something else than it was taken for."""
    made = fetched(member, pk)
    file = _named(list(made.files.all()), request)
    wanted = request.POST.get("kind", "")
    if wanted not in KINDS or not file.is_table:
        return redirect("import_columns", pk=pk)
    try:
        actions.take_as(author(member), file, wanted)
    except Overtaken:
        return _overtaken(request, member, made)
    return redirect("import", pk=pk)


@require_safe
@members_only
def rejects(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The lines that were refused, as they are written, and why."""
    made = fetched(member, pk)
    found = Paginator(made.refused.select_related("source").order_by("file", "line", "pk"), _ON_A_PAGE)
    shown = found.get_page(request.GET.get("page"))
    return page(
        request,
        member,
        "imports/rejects",
        "imports",
        **_frame(made, "rejects", request),
        found=shown,
        mendable={each.pk for each in shown if made.asking and queries.may_be_mended(each)},
    )


@require_safe
@members_only
def rejects_csv(request: HttpRequest, member: Member, pk: int) -> StreamingHttpResponse:
    """The refused lines with their reasons, to be mended and dropped again."""
    made = fetched(member, pk)
    answer = StreamingHttpResponse(queries.rejects_csv(made, of(request)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{made.pk}-rejects.csv"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def mend(request: HttpRequest, member: Member, pk: int, line: int) -> HttpResponse:
    """One refused row, put right in place; the library reads it again."""
    made = fetched(member, pk)
    refused = made.refused.select_related("source").filter(pk=line).first()
    if refused is None or not queries.may_be_mended(refused):
        raise Http404
    speaker = voice(request)
    form = RowForm(refused, *((request.POST,) if request.method == "POST" else ()))
    found = problems(form, speaker)
    if request.method == "POST" and form.is_valid():
        try:
            problem = actions.correct(author(member), member.person, refused, form.cells())
        except Overtaken:
            return _overtaken(request, member, made)
        if problem is None:
            return redirect(standing.next_address(made, list(made.files.all())))
        found = [Problem(form[next(iter(form.fields))].auto_id, str(speaker.say(problem)))]
    return page(
        request,
        member,
        "imports/mend",
        "imports",
        status=422 if form.is_bound else 200,
        **_frame(made, "rejects", request),
        form=form,
        problems=found,
        refused=refused,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def check(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """What the import will do, before anything is written."""
    made = fetched(member, pk)
    files = list(made.files.order_by("pk"))
    if request.method == "POST":
        try:
            actions.confirm(author(member), made)
        except Overtaken:
            return _overtaken(request, member, made)
        return redirect("import", pk=pk)
    if not made.asking:
        return redirect("import", pk=pk)
    differing = made.observations.exclude(conflicts=[]).select_related("post").order_by("pk")
    return page(
        request,
        member,
        "imports/check",
        "imports",
        **_frame(made, "check", request),
        files=files,
        blocked=standing.is_blocked(files),
        refused_in_all=made.refused.count(),
        corrected=standing.corrected_since(made),
        plan=queries.plans(files),
        differing=Paginator(differing, _ON_A_PAGE).get_page(request.GET.get("page")),
        sheets=[each for each in files if (each.seen or {}).get("plan")],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def unknown(request: HttpRequest, member: Member, pk: int, file: int) -> HttpResponse:
    """The first lines of a file in no known format, and what a person says that it is."""
    made = fetched(member, pk)
    kept = made.files.filter(pk=file, format="").first()
    if kept is None:
        raise Http404
    speaker = voice(request)
    form = ToldForm(speaker, *((request.POST,) if request.method == "POST" else ()), initial={"told": kept.told})
    if request.method == "POST" and form.is_valid():
        actions.tell(author(member), kept, form.cleaned_data["told"])
        return redirect("import", pk=pk)
    return page(
        request,
        member,
        "imports/unknown",
        "imports",
        status=422 if form.is_bound else 200,
        **_frame(made, "recognised", request),
        file=kept,
        lines=queries.first_lines(kept),
        form=form,
        problems=problems(form, speaker),
    )


def _named(files: list[File], request: HttpRequest) -> File:
    """The file that the page is about: the one that is asked for, else the first that nobody answered for."""
    wanted = request.POST.get("file") or request.GET.get("file") or ""
    if not files:
        raise Http404
    if wanted:
        found = next((file for file in files if str(file.pk) == wanted), None)
        if found is None:
            raise Http404
        return found
    return next((file for file in files if file.answered is None), files[0])


def _frame(made: Import, here: standing.Name, request: HttpRequest) -> dict[str, Any]:
    files = list(made.files.order_by("pk"))
    return {
        "made": made,
        "title": title_of(made, voice(request)),
        "steps": standing.steps(made, files, here),
        "next": standing.next_address(made, files) if made.asking else "",
    }


def _overtaken(request: HttpRequest, member: Member, made: Import) -> HttpResponse:
    """Somebody else went on meanwhile: what the import is now."""
    made.refresh_from_db()
    speaker = voice(request)
    return page(
        request,
        member,
        "imports/overtaken",
        "imports",
        status=409,
        title=title_of(made, speaker),
        made=made,
        says=speaker.say(WORDS["imports.overtaken"]),
    )
