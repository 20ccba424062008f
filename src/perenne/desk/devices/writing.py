"""The register written: a device, where it comes from, an exception, an incident, proofs."""

from collections.abc import Callable
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from perenne.desk.devices import actions, queries
from perenne.desk.devices.forms import (
    DeviceForm,
    ExceptionForm,
    IncidentForm,
    OriginForm,
    ProofsForm,
    recorded,
)
from perenne.desk.devices.models import Entry
from perenne.desk.devices.views import named
from perenne.desk.journal.acts import Overtaken
from perenne.desk.people.access import author, may, members_only
from perenne.desk.people.models import Member
from perenne.desk.web.forms import Problem, problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.devices.points import ORIGIN_NAMES
from perenne.devices.records import Device
from perenne.devices.rule import institutional
from perenne.model.errors import UnreadableFile
from perenne.report.voice import Voice

_METHODS = ["GET", "HEAD", "POST"]


def _form_page(
    request: HttpRequest, member: Member, template: str, form: Any, title: str, **told: Any
) -> HttpResponse:
    speaker = voice(request)
    wrong = told.pop("wrong", []) or problems(form, speaker)
    status = told.pop("status", 422 if form.is_bound else 200)
    values = {"title": title, "form": form, "problems": wrong, "entry": None, "now": None, **told}
    return page(request, member, f"devices/{template}", "devices", status=status, **values)


@require_http_methods(_METHODS)
@members_only
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """Record a device."""
    may(member, queries.WRITE)
    speaker = voice(request)
    form = DeviceForm(speaker, *([request.POST] if request.method == "POST" else []))
    title = speaker.say(WORDS["devices.new"])
    if form.is_bound and form.is_valid():
        device = form.device
        try:
            actions.add_device(author(member), member, device)
        except actions.Known:
            known = Problem(form["ref"].auto_id, str(speaker.say(WORDS["devices.known"], ref=device.id)))
            return _form_page(request, member, "form", form, title, wrong=[known])
        except actions.Shared as other:
            return _form_page(request, member, "form", form, title, wrong=[_shared(form, speaker, other)])
        messages.success(request, speaker.say(WORDS["devices.recorded"]))
        return redirect("device", ref=device.id)
    return _form_page(request, member, "form", form, title)


@require_http_methods(_METHODS)
@members_only
def change(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """Change what is recorded of a device."""
    entry, speaker = named(member, ref, do=queries.WRITE), voice(request)
    device = _device(entry)
    title = speaker.say(WORDS["devices.change_of"], (ref,), ref=ref)
    if request.method != "POST":
        blank = DeviceForm(speaker, fixed=device, initial=recorded(device, entry.version))
        return _form_page(request, member, "form", blank, title, entry=entry)
    form = DeviceForm(speaker, request.POST, fixed=device)
    if not form.is_valid():
        return _form_page(request, member, "form", form, title, entry=entry)
    return _changed(request, member, entry, form, title, form.cleaned_data["version"] or 0, form.device)


@require_http_methods(_METHODS)
@members_only
def origin(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """Record one fact of where a device comes from, with its source."""
    entry, speaker = named(member, ref, do=queries.WRITE), voice(request)
    device = _device(entry)
    facts = [(name, speaker.say(called)) for name, called in ORIGIN_NAMES.items()]
    title = speaker.say(WORDS["devices.origin_of"], (ref,), ref=ref)
    if request.method != "POST":
        blank = OriginForm(speaker, facts, initial={"version": entry.version})
        return _form_page(request, member, "origin", blank, title, entry=entry)
    form = OriginForm(speaker, facts, request.POST)
    if not form.is_valid():
        return _form_page(request, member, "origin", form, title, entry=entry)
    name, told = form.told
    known = msgspec.structs.replace(device.origin, **{name: told})
    changed = msgspec.structs.replace(device, origin=known)
    return _changed(request, member, entry, form, title, form.cleaned_data["version"], changed)


def _changed(
    request: HttpRequest, member: Member, entry: Entry, form: Any, title: str, seen: int, device: Device
) -> HttpResponse:
    speaker = voice(request)
    template = "form" if isinstance(form, DeviceForm) else "origin"
    try:
        actions.change_device(author(member), entry, seen, device)
    except Overtaken:
        now = recorded(_device(Entry.objects.get(pk=entry.pk)), 0)
        told = [(speaker.say(WORDS[f"devices.{name}"]), value) for name, value in now.items() if name != "version"]
        return _form_page(request, member, template, form, title, entry=entry, status=409, now=told)
    except actions.Shared as other:
        wrong = [_shared(form, speaker, other)]
        return _form_page(request, member, template, form, title, entry=entry, wrong=wrong)
    messages.success(request, speaker.say(WORDS["devices.recorded"]))
    return redirect("device", ref=entry.ref)


def _shared(form: Any, speaker: Voice, other: actions.Shared) -> Problem:
    field = "known_as" if "known_as" in form.fields else "version"
    return Problem(form[field].auto_id, str(speaker.say(WORDS["devices.shared"], ref=str(other))))


def _device(entry: Entry) -> Device:
    return msgspec.json.decode(entry.line, type=Device)


@require_http_methods(_METHODS)
@members_only
def exception(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """Give an exception, with an end."""
    entry, speaker = named(member, ref, do=queries.WRITE), voice(request)
    data = [request.POST] if request.method == "POST" else []
    form = ExceptionForm(speaker, _device(entry), institutional(), *data)
    title = speaker.say(WORDS["devices.exception_of"], (ref,), ref=ref)
    return _told(request, member, entry, form, title, "exception", actions.give_exception)


@require_http_methods(_METHODS)
@members_only
def incident(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """Tell of an incident."""
    entry, speaker = named(member, ref, do=queries.WRITE), voice(request)
    form = IncidentForm(speaker, _device(entry), *([request.POST] if request.method == "POST" else []))
    title = speaker.say(WORDS["devices.incident_of"], (ref,), ref=ref)
    return _told(request, member, entry, form, title, "incident", actions.tell_incident)


def _told(
    request: HttpRequest,
    member: Member,
    entry: Entry,
    form: Any,
    title: str,
    template: str,
    act: Callable[..., Any],
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        made = act(author(member), member, form.told)
        messages.success(request, voice(request).say(WORDS[f"devices.{template}_kept"], ref=made.id))
        return redirect("device", ref=entry.ref)
    return _form_page(request, member, template, form, title, entry=entry)


@require_http_methods(_METHODS)
@members_only
def proofs(request: HttpRequest, member: Member) -> HttpResponse:
    """Bring proofs: kept are yes or no on what the rules ask, and nothing else of the files."""
    may(member, queries.WRITE)
    speaker = voice(request)
    title = speaker.say(WORDS["devices.proofs"])
    if request.method != "POST":
        return _form_page(request, member, "proofs", ProofsForm(speaker), title)
    form = ProofsForm(speaker, request.POST, request.FILES)
    if form.is_valid():
        try:
            told = form.cleaned_data
            kept = actions.bring_proofs(author(member), member, told["proofs"], told["mapping"])
        except UnreadableFile as problem:
            said = Problem(form["proofs"].auto_id, problem.says.said_in(speaker.language))
            return _form_page(request, member, "proofs", form, title, wrong=[said])
        messages.success(request, speaker.say(WORDS["devices.proofs_kept"], new=kept.new, left=kept.left))
        return redirect("devices")
    return _form_page(request, member, "proofs", form, title)
