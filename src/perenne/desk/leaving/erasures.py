"""The pages of an erasure: whom, the check, the second person who confirms, the certificate."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from perenne.desk.creators.models import Account, Creator
from perenne.desk.leaving import erasing
from perenne.desk.leaving.erasing import Subject
from perenne.desk.leaving.forms import AskForm, ReferenceForm
from perenne.desk.leaving.grounds import grounds
from perenne.desk.leaving.models import Erasure
from perenne.desk.people.access import Refused, author, fetch, may, members_only, seen, sent_from
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import Answer, can, member_brands
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.model.bilingual import Bilingual
from perenne.report.voice import Voice

_ERASE = "person.erase"
_FOUND, _NEWEST = 20, 50
_SAME = Bilingual(
    fr="Vous avez demandé cet effacement : une autre personne qui en a le droit le confirme.",
    en="You asked for this erasure: another person who has the right confirms it.",
)


def _whole(member: Member) -> None:
    """An erasure reaches every brand: whoever is limited to some makes none."""
    may(member, _ERASE)
    if member_brands(member):
        raise Http404


@require_safe
@members_only
def erase(request: HttpRequest, member: Member) -> HttpResponse:
    """Whom to erase, what awaits a second person, and who was erased."""
    _whole(member)
    asked = request.GET.get("q", "").strip()[:200]
    every = list(seen(member, Erasure.objects.select_related("by", "confirmed_by"), _ERASE)[:_NEWEST])
    found = _found(member, asked) if asked else []
    return page(
        request,
        member,
        "leaving/erase",
        "erase",
        asked=asked,
        found=found,
        waiting=[each for each in every if each.waits],
        ended=[each for each in every if not each.waits],
    )


class _Found(NamedTuple):
    kind: str
    pk: int
    name: str
    reference: str


def _found(member: Member, asked: str) -> list[_Found]:
    plain = asked.removeprefix("@")
    named = Account.objects.filter(Q(name__icontains=plain) | Q(key__icontains=plain))
    creators = seen(member, Creator.objects.filter(joined=None, erased=None), _ERASE)
    creators = creators.filter(Q(name__icontains=plain) | Q(pk__in=named.values("creator"))).order_by("name", "pk")
    former = _former(member).filter(Q(person__name__icontains=plain) | Q(person__email__icontains=plain))
    return [
        *(_listed(Erasure.CREATOR, pk, name) for pk, name in creators.values_list("pk", "name")[:_FOUND]),
        *(
            _listed(Erasure.MEMBER, pk, name)
            for pk, name in former.order_by("person__name").values_list("pk", "person__name")[:_FOUND]
        ),
    ]


def _listed(kind: str, pk: int, name: str) -> _Found:
    return _Found(kind, pk, name, erasing.reference(kind, pk))


def _former(member: Member) -> Any:
    """Members who left, who were never of another organisation here, and who are not erased."""
    ended = seen(member, Member.objects.exclude(ended=None).filter(person__is_active=True), _ERASE)
    elsewhere = Member.objects.exclude(organisation=member.organisation_id).values("person")
    return ended.exclude(person__in=elsewhere)


def _subject(member: Member, kind: str, pk: int) -> Subject:
    """Whom an address or an open erasure is about. Raises ``Http404``."""
    if kind == Erasure.CREATOR:
        open_ones = Creator.objects.filter(joined=None, erased=None)
        return erasing.of_creator(fetch(member, open_ones, _ERASE, pk=pk))
    if kind != Erasure.MEMBER:
        raise Http404
    return erasing.of_member(fetch(member, _former(member).select_related("person"), _ERASE, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def check(request: HttpRequest, member: Member, kind: str, pk: int) -> HttpResponse:
    """What would go and what would stay; whoever types the reference asks for it."""
    _whole(member)
    subject, speaker = _subject(member, kind, pk), voice(request)
    waiting = _open(member).filter(kind=kind, subject=pk).first()
    if waiting is not None:
        return redirect("erasure", pk=waiting.pk)
    form = AskForm(speaker, subject.reference, request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data["reason"]
        asked = erasing.ask(author(member), member.person, member.organisation_id, subject, told)
        return redirect("erasure", pk=asked.pk)
    return page(
        request,
        member,
        "leaving/check",
        "erase",
        status=422 if form.is_bound else 200,
        title=speaker.say(WORDS["erase.check"], (subject.name,), name=subject.name),
        subject=subject,
        form=form,
        problems=problems(form, speaker),
        **_told(member, subject, speaker),
    )


def _open(member: Member) -> Any:
    return seen(member, Erasure.objects.filter(done=None, withdrawn=None), _ERASE)


def _told(member: Member, subject: Subject, voice: Voice) -> Mapping[str, Any]:
    return {
        "posts": len(erasing.posts_by(member.organisation_id, subject)),
        **_stays(erasing.staying(member.organisation_id, subject), voice),
    }


def _stays(stays: list[dict[str, Any]], voice: Voice) -> Mapping[str, Any]:
    known = grounds()
    told = [
        (ground, voice.say(ground.what), voice.say(ground.why), each["n"], _day(each["until"]))
        for each in stays
        for ground in [known.grounds[each["ground"]]]
    ]
    return {"stays": told, "right": known.right, "checked_on": date.fromisoformat(known.checked_on)}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


@require_safe
@members_only
def one(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """An erasure that awaits a second person, or the certificate of one that is done."""
    _whole(member)
    found = fetch(member, Erasure.objects.select_related("by", "confirmed_by", "organisation"), _ERASE, pk=pk)
    return _one(request, member, found)


def _one(request: HttpRequest, member: Member, found: Erasure, form: ReferenceForm | None = None) -> HttpResponse:
    speaker = voice(request)
    if not found.waits:
        return _certificate(request, member, found)
    subject = _subject(member, found.kind, found.subject)
    form = form or ReferenceForm(speaker, subject.reference)
    return page(
        request,
        member,
        "leaving/confirm",
        "erase",
        status=422 if form.is_bound else 200,
        title=speaker.say(WORDS["erase.confirm"], (subject.name,), name=subject.name),
        erasure=found,
        subject=subject,
        themselves=found.by_id == member.person_id,
        others=[each.person.name for each in _others(found)],
        form=form,
        problems=problems(form, speaker),
        **_told(member, subject, speaker),
    )


def _certificate(request: HttpRequest, member: Member, found: Erasure) -> HttpResponse:
    said = WORDS["erase.certificate" if found.done else "erase.withdrawn"]
    title = voice(request).say(said, number=found.number or found.pk)
    gone = [(name, n) for name, n in found.gone.items() if f"erase.gone.{name}" in WORDS]
    return page(
        request,
        member,
        "leaving/certificate",
        "erase",
        title=title,
        erasure=found,
        gone=gone,
        **_stays(found.stays, voice(request)),
    )


def _others(found: Erasure) -> tuple[Member, ...]:
    """Who may confirm: whoever has the right, but for who asked."""
    working = Member.objects.filter(organisation=found.organisation_id, ended=None, suspended=None, brands=None)
    named = working.exclude(person=found.by_id).select_related("person").order_by("person__name")
    return tuple(each for each in named if can(each, _ERASE))


@sent_from("erasure", "pk")
@members_only
def confirm(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The second person types the reference too: it is done."""
    _whole(member)
    found = fetch(member, Erasure.objects.select_related("by", "organisation"), _ERASE, pk=pk)
    if not found.waits:
        return redirect("erasure", pk=pk)
    if found.by_id == member.person_id:
        raise Refused(Answer(False, _SAME, _ERASE, None, lambda: _others(found)))
    subject = _subject(member, found.kind, found.subject)
    form = ReferenceForm(voice(request), subject.reference, request.POST)
    if not form.is_valid():
        return _one(request, member, found, form)
    with suppress(erasing.NotOpen):  # somebody else was quicker: the page says how it ended
        erasing.confirm(author(member), member.person, found, subject)
    return redirect("erasure", pk=pk)


@sent_from("erasure", "pk")
@members_only
def withdraw(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    _whole(member)
    found = fetch(member, Erasure.objects.all(), _ERASE, pk=pk)
    with suppress(erasing.NotOpen):
        erasing.withdraw(author(member), found)
    return redirect("erasure", pk=pk)
