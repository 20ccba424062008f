"""The register of contracts, a new one, and one contract: what is known of it, its versions, its withdrawal."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from perenne.desk.contracts import actions, queries, showing
from perenne.desk.contracts.forms import FactsForm, NewForm, SeenForm, VersionForm, WithdrawForm, recorded
from perenne.desk.contracts.models import Contract, Review, Standing, State, Version
from perenne.desk.journal.acts import Overtaken
from perenne.desk.people.access import author, fetch, may, members_only, sent_from
from perenne.desk.people.models import Brand, Member
from perenne.desk.people.permissions import can, member_brands
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS

_SEE, _WRITE = "contract.read", "contract.write"
_ASKED = ("standing", "brand", "lacks", "q")


@require_safe
@members_only
def contracts(request: HttpRequest, member: Member) -> HttpResponse:
    """The register, narrowed and in pages."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in _ASKED}
    found = Paginator(queries.filtered(queries.register(member), asked), queries.ON_A_PAGE)
    shown, speaker = found.get_page(request.GET.get("page")), voice(request)
    return page(
        request,
        member,
        "contracts/list",
        "contracts",
        found=shown,
        rows=[_row(each, speaker) for each in shown],
        asked=asked,
        standings=[*Standing.values, "withdrawn"],
        brands=_brands(member),
        soon=queries.SOON,
        may_write=can(member, _WRITE),
    )


def _row(each: Contract, speaker: Any) -> dict[str, Any]:
    return {
        "contract": each,
        "title": showing.title(each, speaker),
        "worth": showing.worth(each, speaker),
        "signing": showing.signing(each.latest, speaker) if each.latest and each.latest.format else None,
        "notice": queries.last_day_for_notice(each),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """Add a contract; a file that is a contract already is not added twice."""
    may(member, _WRITE)
    speaker = voice(request)
    told = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewForm(speaker, _brands(member), *told, limited=bool(member_brands(member)))
    if form.is_bound and form.is_valid():
        document = form.cleaned_data["document"]
        known = queries.register(member).filter(withdrawn=None, versions__sha256=actions.hash_of(document)).first()
        if known is not None:
            messages.success(request, speaker.say(WORDS["contracts.known_already"], ref=known.ref))
            return redirect("contract", ref=known.ref)
        made = actions.add(author(member), member, document, form.cleaned_data["brand"], form.facts)
        return redirect("contract_audit", ref=made.ref, number=1)
    return page(
        request,
        member,
        "contracts/new",
        "contracts",
        status=422 if form.is_bound else 200,
        title=speaker.say(WORDS["contracts.new"]),
        form=form,
        problems=problems(form, speaker),
    )


def _brands(member: Member) -> "QuerySet[Brand]":
    limited = member_brands(member)
    every = Brand.objects.filter(organisation=member.organisation_id)
    return every.filter(pk__in=limited) if limited else every


@require_safe
@members_only
def contract(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    return _contract(request, member, named(member, ref))


def named(member: Member, ref: str, do: str | None = None) -> Contract:
    """The contract ``ref`` of the member's organisation; raises ``Http404`` and ``Refused``."""
    return fetch(member, Contract.objects.select_related("brand", "latest"), _SEE, do=do, ref=ref)


def _contract(request: HttpRequest, member: Member, found: Contract, status: int = 200, **told: Any) -> HttpResponse:
    """The page of one contract; ``told``: what went wrong with a form of it."""
    speaker = voice(request)
    versions = list(_light(found).select_related("by"))
    seen = {"version": found.version}
    return page(
        request,
        member,
        "contracts/one",
        "contracts",
        status=status,
        **{
            "title": speaker.say(WORDS["contracts.title"], (found.ref,), ref=found.ref),
            "name": showing.title(found, speaker),
            "contract": found,
            "worth": showing.worth(found, speaker),
            "notice": queries.last_day_for_notice(found),
            "creator": queries.creator_of(found),
            "versions": [(each, showing.signing(each, speaker) if each.format else None) for each in versions],
            "comparable": [each for each in versions if each.state == State.DONE],
            "reviews": Review.objects.filter(of__contract=found).select_related("of", "by").defer("of__audit"),
            "version_form": VersionForm(speaker, initial=seen),
            "withdraw_form": WithdrawForm(speaker, initial=seen),
            "may_write": can(member, _WRITE, found),
            "today": timezone.localdate(),
            "problems": [],
            "overtaken": False,
            **told,
        },
    )


def _light(found: Contract) -> "QuerySet[Version]":
    return found.versions.defer("audit", "terms")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def facts(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """Record what is known beside the document."""
    found, speaker = named(member, ref, do=_WRITE), voice(request)
    brands, limited = _brands(member), bool(member_brands(member))
    if request.method != "POST":
        blank = FactsForm(speaker, brands, limited=limited, initial=recorded(found))
        return _facts(request, member, found, blank)
    form = FactsForm(speaker, brands, request.POST, limited=limited)
    if not form.is_valid():
        return _facts(request, member, found, form, status=422)
    told = form.cleaned_data
    try:
        actions.record_facts(author(member), found, told["version"], told["brand"], form.facts)
    except Overtaken:
        return _facts(request, member, found, form, status=409, overtaken=True)
    messages.success(request, speaker.say(WORDS["contracts.recorded"]))
    return redirect("contract", ref=ref)


def _facts(
    request: HttpRequest,
    member: Member,
    found: Contract,
    form: FactsForm,
    *,
    status: int = 200,
    overtaken: bool = False,
) -> HttpResponse:
    speaker = voice(request)
    return page(
        request,
        member,
        "contracts/facts",
        "contracts",
        status=status,
        title=speaker.say(WORDS["contracts.facts_of"], (found.ref,), ref=found.ref),
        contract=found,
        form=form,
        version=found.version,
        now=recorded(found) if overtaken else None,
        overtaken=overtaken,
        problems=problems(form, speaker) if not overtaken else [],
    )


@sent_from("contract", "ref")
@members_only
def version(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """Add a version; one whose bytes are those of another is not added twice."""
    found, speaker = named(member, ref, do=_WRITE), voice(request)
    form = VersionForm(speaker, request.POST, request.FILES)
    if not form.is_valid():
        return _contract(request, member, found, 422, version_form=form, problems=problems(form, speaker))
    document = form.cleaned_data["document"]
    twin = _light(found).filter(sha256=actions.hash_of(document)).first()
    if twin is not None:
        messages.success(request, speaker.say(WORDS["contracts.version_known"], number=twin.number))
        return redirect("contract_audit", ref=ref, number=twin.number)
    try:
        made = actions.add_version(author(member), member, found, form.cleaned_data["version"], document)
    except Overtaken:
        return _contract(request, member, found, 409, overtaken=True)
    return redirect("contract_audit", ref=ref, number=made.number)


@sent_from("contract", "ref")
@members_only
def withdraw(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """Take a contract that was added by mistake out of the register."""
    found, speaker = named(member, ref, do=_WRITE), voice(request)
    form = WithdrawForm(speaker, request.POST)
    if not form.is_valid():
        return _contract(request, member, found, 422, withdraw_form=form, problems=problems(form, speaker))
    told = form.cleaned_data
    try:
        actions.withdraw(author(member), found, told["version"], told["reason"])
    except Overtaken:
        return _contract(request, member, found, 409, withdraw_form=form, overtaken=True)
    messages.success(request, speaker.say(WORDS["contracts.withdrawn"], ref=ref))
    return redirect("contract", ref=ref)


@sent_from("contract", "ref")
@members_only
def restore(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """Take a withdrawal back."""
    found, speaker = named(member, ref, do=_WRITE), voice(request)
    seen = number_in(SeenForm(request.POST))
    try:
        actions.restore(author(member), found, seen)
    except Overtaken:
        return _contract(request, member, found, 409, overtaken=True)
    messages.success(request, speaker.say(WORDS["contracts.restored"]))
    return redirect("contract", ref=ref)


def number_in(form: forms.Form) -> int:
    """The version that was on the page; one that nobody has had where the form does not say it."""
    return form.cleaned_data["version"] if form.is_valid() else 0
