"""People and roles: who is here and what they may do, invitations, brands; an administrator changes them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from perenne.desk.journal.acts import Author
from perenne.desk.people import actions, passwords, queries
from perenne.desk.people.access import author, fetch, may, members_only, sent_from
from perenne.desk.people.forms import BrandForm, InviteForm, RoleForm
from perenne.desk.people.models import Brand, Invitation, Member
from perenne.desk.people.permissions import can, member_brands, roles
from perenne.desk.web.forms import Problem, problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS

_READ, _WRITE = "people.read", "people.write"


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def people(request: HttpRequest, member: Member) -> HttpResponse:
    """Who is here; an administrator invites."""
    may(member, _READ)
    if request.method != "POST":
        return _people(request, member)
    may(member, _WRITE)
    form = _invite_form(request, member, request.POST)
    if not form.is_valid():
        return _people(request, member, invite=form)
    told = form.cleaned_data
    brands = [each.pk for each in told["brands"]] or member_brands(member)
    token = actions.invite(author(member), member.organisation, member.person, told["email"], told["roles"], brands)
    return _people(request, member, link=_opens(request, "join", token))


def _invite_form(request: HttpRequest, member: Member, *data: Any) -> InviteForm:
    return InviteForm(voice(request), queries.everyone(member), queries.open_brands(member), *data)


def _brand_form(request: HttpRequest, member: Member, *data: Any) -> BrandForm:
    return BrandForm(voice(request), Brand.objects.filter(organisation=member.organisation_id), *data, prefix="brand")


def _opens(request: HttpRequest, name: str, token: str) -> str:
    return request.build_absolute_uri(reverse(name, args=(token,)))


def _people(
    request: HttpRequest,
    member: Member,
    *,
    invite: InviteForm | None = None,
    brand: BrandForm | None = None,
    link: str | None = None,
) -> HttpResponse:
    """``invite`` and ``brand``: a form that was sent and is wrong; ``link``: an invitation made just now."""
    speaker, answer = voice(request), can(member, _WRITE)
    wrong = [each for form in (invite, brand) if form is not None for each in problems(form, speaker)]
    brands = queries.brands(member)
    return page(
        request,
        member,
        "people/list",
        "people",
        status=422 if wrong else 200,
        members=list(queries.everyone(member)),
        roles={key: speaker.say(role.name) for key, role in roles().roles.items()},
        answer=answer,
        may=bool(answer),
        may_brand=bool(answer) and not member_brands(member),
        waiting=queries.waiting(member) if answer else [],
        brands=brands,
        form=invite or _invite_form(request, member),
        brand_form=brand or _brand_form(request, member),
        problems=wrong,
        link=link,
    )


def _other(member: Member, pk: int) -> Member:
    """A member that an administrator acts on; a membership that ended is acted on no more."""
    may(member, _WRITE)
    still = Member.objects.filter(ended=None).select_related("person", "organisation")
    return fetch(member, still, _READ, do=_WRITE, pk=pk)


@require_safe
@members_only
def one(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """One member: their roles and brands, and what an administrator may do about their access."""
    return _one(request, member, _other(member, pk))


def _one(
    request: HttpRequest,
    member: Member,
    other: Member,
    *,
    form: RoleForm | None = None,
    link: str | None = None,
    wrong: str | None = None,
) -> HttpResponse:
    """``form``: as it was sent, where it is wrong; ``wrong``: the key of what stands in the way of an act."""
    speaker = voice(request)
    brands = queries.open_brands(member)
    now = {"roles": other.roles, "brands": [str(each.pk) for each in other.brands.all()]}
    against = [Problem("main", str(speaker.say(WORDS[wrong])))] if wrong else []
    return page(
        request,
        member,
        "people/one",
        "people",
        status=409 if wrong else 422 if form is not None else 200,
        title=other.person.name,
        other=other,
        themselves=other.pk == member.pk,
        was=_stands(other),
        form=form or RoleForm(speaker, brands, initial=now),
        problems=against + (problems(form, speaker) if form is not None else []),
        link=link,
    )


def _stands(other: Member) -> str:
    """Roles and brands as they stand: a form that was opened before they changed is met by it."""
    return "/".join((",".join(sorted(other.roles)), ",".join(str(pk) for pk in sorted(member_brands(other)))))


@sent_from("member", "pk")
@members_only
def change_roles(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    other = _other(member, pk)
    form = RoleForm(voice(request), queries.open_brands(member), request.POST)
    if not form.is_valid():
        return _one(request, member, other, form=form)
    if request.POST.get("was", _stands(other)) != _stands(other):
        return _one(request, member, other, wrong="people.overtaken")
    told = form.cleaned_data

    def act(by: Author) -> None:
        actions.change_roles(by, other, told["roles"], told["brands"])

    return _done(request, member, other, act, "people.changed")


@sent_from("member", "pk")
@members_only
def suspend(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    other = _other(member, pk)
    return _done(request, member, other, lambda by: actions.suspend(by, other), "people.suspended_now")


@sent_from("member", "pk")
@members_only
def resume(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    other = _other(member, pk)
    return _done(request, member, other, lambda by: actions.resume(by, other), "people.resumed_now")


@sent_from("people")
@members_only
def end(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    other = _other(member, pk)
    return _done(request, member, other, lambda by: actions.end(by, other), "people.ended_now")


def _done(
    request: HttpRequest, member: Member, other: Member, act: Callable[[Author], None], said: str
) -> HttpResponse:
    """Nobody changes their own access; without the last administrator nobody could change any."""
    if other.pk == member.pk:
        return _one(request, member, other, wrong="people.own")
    try:
        act(author(member))
    except actions.Alone:
        other.refresh_from_db()
        return _one(request, member, other, wrong="people.alone")
    messages.success(request, voice(request).say(WORDS[said], name=other.person.name))
    return redirect("people")


@sent_from("member", "pk")
@members_only
def password_link(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A link by which the member chooses a new password; the administrator passes it on."""
    other = _other(member, pk)
    if other.pk == member.pk:
        return _one(request, member, other, wrong="people.own")
    try:
        token = passwords.link_for(author(member), member, other)
    except passwords.Elsewhere:
        return _one(request, member, other, wrong="password.elsewhere")
    return _one(request, member, other, link=_opens(request, "choose_password", token))


def _invitation(member: Member, pk: int) -> Invitation:
    may(member, _WRITE)
    found = next((each for each in queries.waiting(member) if each.pk == pk), None)
    limited = member_brands(member)
    if found is None or (limited and not {each.pk for each in found.brands.all()} & limited):
        raise Http404
    return found


@sent_from("people")
@members_only
def invite_anew(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    try:
        token = actions.invite_anew(author(member), _invitation(member, pk))
    except actions.Spent:
        raise Http404 from None
    return _people(request, member, link=_opens(request, "join", token))


@sent_from("people")
@members_only
def revoke(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    try:
        actions.revoke(author(member), _invitation(member, pk))
    except actions.Spent:
        raise Http404 from None
    messages.success(request, voice(request).say(WORDS["people.revoked_now"]))
    return redirect("people")


@sent_from("people")
@members_only
def add_brand(request: HttpRequest, member: Member) -> HttpResponse:
    _keeps_brands(member)
    form = _brand_form(request, member, request.POST)
    if not form.is_valid():
        return _people(request, member, brand=form)
    told = form.cleaned_data
    actions.add_brand(author(member), member.organisation, told["name"], told["handles"])
    messages.success(request, voice(request).say(WORDS["brands.added"], (told["name"],), name=told["name"]))
    return redirect("people")


def _keeps_brands(member: Member) -> None:
    """Brands are kept by who administers all of them."""
    may(member, _WRITE)
    if member_brands(member):
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def brand(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """One brand: its name, and the accounts by which posts name it."""
    _keeps_brands(member)
    found = fetch(member, Brand.objects.all(), _READ, pk=pk)
    others = Brand.objects.filter(organisation=member.organisation_id).exclude(pk=found.pk)
    now = {"name": found.name, "handles": "\n".join(found.handles)}
    data = (request.POST,) if request.method == "POST" else ()
    form = BrandForm(voice(request), others, *data, initial=now)
    was = _stands_as(found)
    overtaken = bool(data) and request.POST.get("was", was) != was
    if data and form.is_valid() and not overtaken:
        told = form.cleaned_data
        actions.change_brand(author(member), found, told["name"], told["handles"])
        messages.success(request, voice(request).say(WORDS["brands.changed"], (told["name"],), name=told["name"]))
        return redirect("people")
    return page(
        request,
        member,
        "people/brand",
        "people",
        status=409 if overtaken else 422 if data else 200,
        title=found.name,
        brand=found,
        form=form,
        was=was,
        now=now if overtaken else None,
        problems=[] if overtaken else problems(form, voice(request)),
    )


def _stands_as(brand: Brand) -> str:
    """Name and accounts as they stand: a form that was opened before they changed is met by it."""
    return "/".join((brand.name, *brand.handles))
