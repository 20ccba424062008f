"""The first page: what awaits a person today; and one of its rows, to be put off or given to somebody."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from perenne.desk.journal.acts import Overtaken
from perenne.desk.partnerships import queries as partnerships
from perenne.desk.people.access import author, may, members_only, sent_from
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.today import actions, queries
from perenne.desk.today.forms import AssignForm, PostponeForm
from perenne.desk.today.row import DRAWINGS, Row
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import COUNTS, WORDS
from perenne.report.voice import sentence_case

_PLAN = "work.plan"


@require_safe
@members_only
def today(request: HttpRequest, member: Member) -> HttpResponse:
    """The member's day."""
    speaker, now = voice(request), timezone.localdate()
    found = queries.day(member, now, speaker)
    by = request.GET.get("only", "all")
    by = by if by in queries.NARROWED else "all"
    later, rows = request.GET.get("later") == "1", found.narrowed(member, by)
    heading = (
        sentence_case(speaker.count(COUNTS["today.waiting"], found.waiting))
        if found.waiting
        else speaker.say(WORDS["today.none"])
    )
    counts = found.counts(member)
    groups = found.groups(rows, later=later)
    first = queries.cut(groups, len(rows) if request.GET.get("whole") == "1" else queries.SHOWN)
    return page(
        request,
        member,
        "today/today",
        "today",
        day=found,
        groups=first,
        rest=sum(len(those) for _, those in groups) - sum(len(those) for *_, those in first),
        all_of_later=later,
        later=0 if later else sum(each.group(now) == "later" for each in rows),
        by=by,
        drawings=DRAWINGS,
        pills=[(name, n) for name, n in counts.items() if n or name in ("all", by)],
        mine=counts["mine"],
        heading=heading,
        now=sentence_case(date_format(now, "l j F Y")),
        fortnight=queries.fortnight(found.rows, now),
        meters=partnerships.meters(member, now, speaker),
        since=queries.since(member, now, speaker),
        may_import=can(member, "import.make"),
        may_draft=can(member, "draft.check"),
        may_plan=can(member, _PLAN),
    )


@require_safe
@members_only
def row(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """One row, to be put off or given to somebody."""
    return _row(request, member, _found(request, member, key))


@sent_from("row", "key")
@members_only
def postpone(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """Put a row off; put off once too often, it goes to compliance."""
    found, speaker = _found(request, member, key), voice(request)
    form = PostponeForm(speaker, timezone.localdate(), request.POST)
    if not form.is_valid():
        return _row(request, member, found, postponing=form)
    told = form.cleaned_data
    try:
        escalated = actions.postpone(author(member), member, key, told["until"], told["reason"], told["times"])
    except Overtaken:
        return _row(request, member, _found(request, member, key), postponing=form, overtaken=True)
    said = WORDS["today.escalated"] if escalated else WORDS["today.postponed"]
    messages.success(request, speaker.say(said, day=speaker.day(told["until"])))
    return redirect("today")


@sent_from("row", "key")
@members_only
def assign(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """Give a row to somebody."""
    found, speaker = _found(request, member, key), voice(request)
    form = AssignForm(speaker, _colleagues(member), request.POST)
    if not form.is_valid():
        return _row(request, member, found, assigning=form)
    if form.chosen and queries.one(form.chosen, key, timezone.localdate(), speaker) is None:
        form.add_error("owner", forms.ValidationError("", code="today.not_theirs"))
        return _row(request, member, found, assigning=form)
    actions.assign(author(member), member, key, form.chosen)
    messages.success(request, speaker.say(WORDS["today.assigned"]))
    return redirect("today")


def _found(request: HttpRequest, member: Member, key: str) -> Row:
    """The row of the member's day; what does not await them does not exist."""
    may(member, _PLAN)
    found = queries.one(member, key, timezone.localdate(), voice(request))
    if found is None:
        raise Http404
    return found


def _colleagues(member: Member) -> list[Member]:
    here = Member.objects.filter(organisation=member.organisation_id, ended=None, suspended=None)
    return list(here.select_related("person").order_by("person__name"))


def _row(
    request: HttpRequest,
    member: Member,
    found: Row,
    postponing: PostponeForm | None = None,
    assigning: AssignForm | None = None,
    *,
    overtaken: bool = False,
) -> HttpResponse:
    speaker, sent = voice(request), postponing or assigning
    colleagues = _colleagues(member)
    chosen = next((each for each in colleagues if each.pk == found.assignee), None)
    return page(
        request,
        member,
        "today/row",
        "today",
        status=409 if overtaken else 422 if sent is not None else 200,
        title=speaker.say(WORDS["today.row"], (found.title,), title=found.title),
        row=found,
        last=found.put_off >= actions.MOST_TIMES,
        postponing=postponing or PostponeForm(speaker, timezone.localdate()),
        assigning=assigning or AssignForm(speaker, colleagues, chosen=chosen),
        overtaken=overtaken,
        problems=problems(sent, speaker) if sent is not None and not overtaken else [],
    )
