"""The register read: all devices, one of them, the rules, the exceptions, the report to take along."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from perenne.desk.devices import queries, second_phone
from perenne.desk.devices.forms import today
from perenne.desk.devices.models import Entry
from perenne.desk.people.access import fetch, may, members_only
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.devices.asking import open_questions
from perenne.devices.rule import institutional
from perenne.report.devices import drawing
from perenne.report.devices.page import piece, render
from perenne.report.devices.rules import rule_views
from perenne.report.devices.sheet import question_sheet
from perenne.report.devices.view import device_view, page_view, worst_first

ON_A_PAGE = 50


def _address(ref: str) -> str:
    return reverse("device", args=(ref,))


@require_safe
@members_only
def devices(request: HttpRequest, member: Member) -> HttpResponse:
    """Every device with its verdict, the worst first, in pages; the days to come beside."""
    may(member, queries.SEE)
    speaker = voice(request)
    checked = queries.standing(member, today())
    found = Paginator(worst_first(checked), ON_A_PAGE).get_page(request.GET.get("page"))
    view = page_view(checked, speaker, _address, list(found))
    return page(
        request,
        member,
        "devices/list",
        "devices",
        found=found,
        view=view,
        table=piece("table", speaker.language, view=view),
        due=piece("due", speaker.language, view=view),
        marks=drawing.definitions(),
        second_phone=second_phone.exists(),
        may_write=can(member, queries.WRITE),
    )


def named(member: Member, ref: str, do: str | None = None) -> Entry:
    """The device ``ref`` of the member's organisation; raises ``Http404`` and ``Refused``."""
    return fetch(member, Entry.objects.filter(kind=Entry.DEVICE), queries.SEE, do=do, ref=ref)


@require_safe
@members_only
def device(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """One device: what is recorded, where it comes from, each verdict with its proof, exceptions, incidents."""
    entry, speaker = named(member, ref), voice(request)
    checked = queries.standing(member, today())
    told = checked.register.devices[ref]
    shown = device_view(told, "device", checked, speaker, _address) if ref in checked.by_device else None
    view = page_view(checked, speaker, _address, ())
    name = told.label or ref
    own = replace(
        view,
        exceptions=tuple(each for each in view.exceptions if each.of == ref),
        incidents=tuple(each for each in view.incidents if each.of == ref),
    )
    return page(
        request,
        member,
        "devices/one",
        "devices",
        title=speaker.say(WORDS["devices.title"], (name,), name=name),
        entry=entry,
        device=shown,
        one=piece("one", speaker.language, each=shown) if shown else None,
        exceptions=piece("exceptions", speaker.language, view=own),
        incidents=piece("incidents", speaker.language, view=own),
        marks=drawing.definitions(),
        asks=bool(open_questions(checked, ref)),
        may_write=can(member, queries.WRITE, entry),
    )


@require_safe
@members_only
def questions(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """The sheet of what no recent proof tells of one device."""
    named(member, ref)
    checked = queries.standing(member, today())
    asked = open_questions(checked, ref)
    if not asked:
        raise Http404
    sheet = question_sheet(asked, voice(request).language)
    return _download(sheet, "text/csv; charset=utf-8", f"questions-{ref}.csv")


@require_safe
@members_only
def rules(request: HttpRequest, member: Member) -> HttpResponse:
    """The rules that are in force today, whoever is under them."""
    may(member, queries.SEE)
    speaker = voice(request)
    shown = rule_views(institutional(), today(), speaker)
    told = {"rules": shown}
    return page(
        request,
        member,
        "devices/rules",
        "devices",
        title=speaker.say(WORDS["devices.rules"]),
        rules=piece("rules", speaker.language, view=told),
    )


@require_safe
@members_only
def exceptions(request: HttpRequest, member: Member) -> HttpResponse:
    may(member, queries.SEE)
    speaker = voice(request)
    view = page_view(queries.standing(member, today()), speaker, _address, ())
    return page(
        request,
        member,
        "devices/exceptions",
        "devices",
        title=speaker.say(WORDS["devices.exceptions"]),
        exceptions=piece("exceptions", speaker.language, view=view),
    )


@require_safe
@members_only
def report(request: HttpRequest, member: Member) -> HttpResponse:
    """The library's page, to take along."""
    may(member, queries.SEE)
    html = render(queries.standing(member, today()), voice(request).language)
    return _download(html.encode("utf-8", "replace"), "text/html; charset=utf-8", "devices.html")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    told = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=told)
